"""The site that is too small: its departments are fitted to its rooms, but for a few people.

Every person needs a seat of his own, and the rooms of the site have so many seats: whoever is
beyond that cannot be seated, for the site is a hard requirement of all its departments. The plan
made here reaches that number, for the rooms for one person are as many as the leaders, and every
other room is filled to the last seat by one department.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from spaceplan.generate.dead_end import DeadEndError
from spaceplan.generate.drafts import RoomDraft
from spaceplan.generate.layout import Home
from spaceplan.generate.planning import Plan
from spaceplan.generate.staffing import Staffed
from spaceplan.i18n import N_
from spaceplan.model.people import CONTRACT, SECONDED

#: Share of the people at the site who cannot be seated.
UNSEATED = 0.05


def fit_departments(home: Home, plan: Plan, rng: np.random.Generator) -> int:
    """Fit the departments to the rooms, plan them, and return how many stay unseated."""
    departments = sorted(home.departments, key=lambda d: (-d.people, d.id))
    single, shared = _sort_rooms(home, departments)
    _fit_leaders(departments, len(single))
    for department in departments:
        department.tied = True
        for _ in department.leaders:
            room = single.pop(0)
            rank = department.leaders[len(plan.of(department.id))]
            plan.hold(room, department.id, Counter({rank: 1}))
    given = _give_rooms(departments, shared)
    missing = max(2, round(UNSEATED * sum(room.seats for room in shared)))
    behind = Counter(int(i) for i in rng.integers(len(departments), size=missing))
    for i, department in enumerate(departments):
        _fit_staff(department, given[i], behind[i], plan)
    return missing


def _sort_rooms(
    home: Home, departments: Sequence[Staffed]
) -> tuple[list[RoomDraft], list[RoomDraft]]:
    """Return rooms for one and rooms for several; what leaders cannot use becomes a store."""
    offices = home.site.offices
    for room in offices:
        if room.seats == 0:
            room.use = "storage"
    single = [room for room in offices if room.seats == 1]
    leaders = sum(len(department.leaders) for department in departments)
    for room in single[leaders:]:
        room.use = "storage"
    return single[:leaders], [room for room in offices if room.seats > 1]


def _fit_leaders(departments: Sequence[Staffed], rooms: int) -> None:
    """Take deputies out of departments until there is a room for every leader."""
    while sum(len(department.leaders) for department in departments) > rooms:
        most = max(departments, key=lambda d: len(d.leaders))
        if len(most.leaders) < 2:
            raise DeadEndError(N_("the small site has fewer rooms for one than departments"))
        most.headcount[most.leaders[-1]] -= 1


def _give_rooms(
    departments: Sequence[Staffed], shared: Sequence[RoomDraft]
) -> list[list[RoomDraft]]:
    """Return the shared rooms of each department, in walking order and in proportion."""
    staff = [department.people - len(department.leaders) for department in departments]
    ends = np.cumsum(staff) / sum(staff) * sum(room.seats for room in shared)
    given: list[list[RoomDraft]] = [[] for _ in departments]
    before = 0
    for room in shared:
        middle = before + room.seats / 2
        given[int(np.searchsorted(ends, middle))].append(room)
        before += room.seats
    return given


def _fit_staff(department: Staffed, rooms: Sequence[RoomDraft], behind: int, plan: Plan) -> None:
    """Make a department as large as the seats of its rooms and ``behind`` people more."""
    extras = [kind for kind in (SECONDED, CONTRACT) for _ in range(department.extras[kind])]
    seats = sum(room.seats for room in rooms)
    extras = extras[: seats // 4]
    department.extras = Counter(extras)
    rank = department.staff_rank
    department.headcount[rank] = seats + behind - len(extras)
    for room in rooms:
        here = Counter[str]()
        while extras and here.total() < room.seats - 2:
            here[extras.pop()] += 1
        here[rank] = room.seats - here.total()
        plan.hold(room, department.id, here)
    if extras:
        raise DeadEndError(N_("a department has more extra staff than seats"))
