"""Growth: the status quo of departments that grew for decades, wherever a room was free.

Some departments sit as a planner would seat them. The others came in parts: each part took the
next free rooms of some storey, and the last ones what was left over here and there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spaceplan.generate import quotas
from spaceplan.generate.dead_end import DeadEndError
from spaceplan.generate.drafts import RoomDraft, SiteDraft, StoreyDraft
from spaceplan.generate.planning import Plan
from spaceplan.generate.seating import Demand, Placement, take
from spaceplan.generate.staffing import Staffed
from spaceplan.i18n import N_

#: Share of departments that sit together.
SETTLED = 0.2
#: Share of the parts that stay in the building of the part before.
LOYAL = 0.45
TRIES = 10
#: So many rooms more than people are looked at when a part is seated here and there.
SPARE_ROOMS = 20
#: Share of the rooms of the small site whose people swapped with others.
SWAPPED = 0.5


def grow(
    site: SiteDraft,
    departments: Sequence[Staffed],
    settled: Plan,
    plan: Plan,
    rng: np.random.Generator,
) -> None:
    """Seat the departments of a site part by part, so that no room exceeds what is justified.

    Parameters
    ----------
    settled
        A good plan, which a share of the departments follows.
    plan
        The status quo, which grows.
    """
    scattered = []
    for department in departments:
        lines = settled.of(department.id)
        if rng.random() < SETTLED and not any(line.room in plan for line in lines):
            for line in lines:
                plan.hold(line.room, department.id, line.people)
        else:
            scattered.append(department)
    parts = [(d, part) for d in scattered for part in split(Demand.of(d), rng)]
    homes: dict[str, StoreyDraft] = {}
    for i in rng.permutation(len(parts)):
        department, part = parts[int(i)]
        home = homes.get(department.id)
        placement = _find(site, plan, part, home, rng)
        plan.add(department.id, placement)
        homes[department.id] = next(iter(placement.occupants)).storey


def split(demand: Demand, rng: np.random.Generator) -> list[Demand]:
    """Return a department in parts: small ones whole, large ones in up to seven."""
    most = 1 + demand.people // 22
    count = int(rng.integers(1, most + 1)) if most < 7 else int(rng.integers(3, 8))
    count = min(count, max(1, demand.staff // 4))
    weights = rng.dirichlet(np.full(count, 4.0))
    staff = _shares(demand.staff, weights)
    extras = {kind: _shares(number, weights) for kind, number in demand.extras}
    leaders: list[list[str]] = [[] for _ in range(count)]
    for i, rank in enumerate(demand.leaders):
        leaders[0 if i == 0 else int(rng.integers(count))].append(rank)
    return [
        Demand(
            tuple(leaders[i]),
            demand.staff_rank,
            staff[i],
            tuple((kind, numbers[i]) for kind, numbers in extras.items()),
        )
        for i in range(count)
    ]


def _shares(number: int, weights: np.ndarray) -> list[int]:
    """Return whole numbers near the weights that add up to a number."""
    ends = np.round(np.cumsum(weights) * number).astype(int)
    return [int(n) for n in np.diff(ends, prepend=0)]


def _find(
    site: SiteDraft,
    plan: Plan,
    part: Demand,
    home: StoreyDraft | None,
    rng: np.random.Generator,
) -> Placement:
    """Return rooms for a part: on some storey, else here and there, else above the quotas."""
    storeys = site.storeys
    if home is not None and rng.random() < LOYAL:
        storeys = [storey for storey in storeys if storey.building is home.building]
    for i in rng.permutation(len(storeys))[:TRIES]:
        placement = take(plan.free(storeys[int(i)]), part, clean=True)
        if placement is not None:
            return placement
    rooms = _here_and_there(site, plan, part, rng)
    placement = take(rooms, part, clean=True) or take(rooms, part, clean=False)
    if placement is None:
        raise DeadEndError(N_("the rooms of a site do not suffice"))
    return placement


def _here_and_there(
    site: SiteDraft, plan: Plan, part: Demand, rng: np.random.Generator
) -> list[RoomDraft]:
    """Return vacant offices from all over a site: rooms for the leaders, then any others."""
    free = [room for storey in site.storeys for room in plan.free(storey)]
    free = [free[int(i)] for i in rng.permutation(len(free))]
    chosen: list[RoomDraft] = []
    for rank in part.leaders[::-1]:
        most = quotas.QUOTA_DM2[rank]
        fits = (r for r in free if quotas.MINIMUM_ALONE_DM2 <= r.area_dm2 <= most)
        room = next((room for room in fits if room not in chosen), None)
        if room is not None:
            chosen.append(room)
    others = [room for room in free if room not in chosen]
    return chosen + others[: SPARE_ROOMS + part.people]


def swap_like(plan: Plan, rooms: Sequence[RoomDraft], rng: np.random.Generator) -> None:
    """Swap the people of rooms with the same seats, so that departments lie scattered."""
    by_seats: dict[int, list[RoomDraft]] = {}
    for room in rooms:
        if room in plan:
            by_seats.setdefault(room.seats, []).append(room)
    for alike in by_seats.values():
        for one in alike:
            other = alike[int(rng.integers(len(alike)))]
            if one is not other and rng.random() < SWAPPED and _swappable(plan, one, other):
                plan.swap(one, other)


def _swappable(plan: Plan, one: RoomDraft, other: RoomDraft) -> bool:
    """Return whether two rooms stay justified when their people swap."""
    here, there = plan.lines[one.id].people, plan.lines[other.id].people
    fits = one.area_dm2 <= quotas.allowance(there) and other.area_dm2 <= quotas.allowance(here)
    return fits or not (here or there)
