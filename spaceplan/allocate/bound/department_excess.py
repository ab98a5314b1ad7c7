"""Structural excess of one department: the least it could have if it chose first.

Of all unlocked offices on its sites it takes those that suit it best; the others take nothing from
it. What is returned is a proven lower bound on that least excess, the larger of two:

- of rooms: who sits alone takes the smallest rooms that will do, largest quota to largest room
  (both sorted, no exchange of two is better): Σ max(0, a − q). Those who share need at least A m²
  together, so their rooms are above their allowances by at least A − Σ q.
- of the department: least area of all together − its entitlement.

The least area of people who share is that of the cheapest rooms with so many seats (a knapsack,
exact); that rooms taken by those who sit alone are gone for the others is left out. Where own rooms
may be shared everybody may share. A room that departments share may cost next to nothing, so its
area is taken as 0. Where not all can be seated, as many are left out of each part as were unseated
in a plan made by hand: first come, first served.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.ortools_models.seats_model import Party, parties_of_same_rights
from spaceplan.allocate.problem.problem import DepartmentOf, Problem
from spaceplan.allocate.problem.wishes import places_of


def department_structural_excess(problem: Problem) -> tuple[int, ...]:
    """Return for each department a lower bound on its excess if it chose first, dm²."""
    found = [0] * len(problem.departments)
    for party in parties_of_same_rights(problem):
        rooms = _Rooms(problem, party)
        for d in party.departments:
            found[d] = rooms.least_excess(d)
    return tuple(found)


@dataclass(frozen=True)
class _People:
    """People of a department as they may sit: quotas of those alone, and of the others."""

    alone: tuple[int, ...]
    sharing: tuple[int, ...]

    @classmethod
    def of(cls, department: DepartmentOf, *, share_own: bool) -> _People:
        kinds = department.kinds
        alone: list[int] = []
        sharing: list[int] = []
        for n, quota, own in zip(kinds.people, kinds.quota, kinds.alone, strict=True):
            (alone if own and not share_own else sharing).extend([quota] * n)
        return cls(tuple(sorted(alone)), tuple(sorted(sharing)))


class _Rooms:
    """The offices that departments of the same rights may hold, as each would take them first."""

    def __init__(self, problem: Problem, party: Party) -> None:
        self.problem = problem
        offices = problem.offices
        held = problem.may_hold[party.departments[0]].nonzero()[0].tolist()
        self.held = held
        locked = set(problem.departments[party.departments[0]].locked)
        #: Whoever has a locked office holds its area in any case, so that its seats cost nothing.
        self.locked_dm2 = sum(offices.area[r] for r in locked if not offices.shared[r])
        free = {r for r in held if offices.shared[r] or r in locked}
        self.capacity = _Capacity(problem, held)
        self.alone = np.array(
            sorted(
                0 if r in free else offices.area[r]
                for r in held
                if offices.least[r] == 1 or offices.shared[r]
                for _ in range(offices.seats[r] if offices.shared[r] else 1)
            ),
            dtype=np.int64,
        )
        most = max(problem.departments[d].kinds.total for d in party.departments)
        items = [(offices.seats[r], 0 if r in free else offices.area[r]) for r in held]
        self.together = least_areas([item for item in items if item[0]], most)

    def least_excess(self, d: int) -> int:
        """Return the bound for one department, dm²."""
        department = self.problem.departments[d]
        people = _People.of(department, share_own=self.problem.may_share_own)
        unseated = self._unseated(d, people)
        alone = max(0, min(len(people.alone) - unseated, len(self.alone)))
        sharing = max(0, len(people.sharing) - unseated)
        quotas = np.array(people.alone[len(people.alone) - alone :], dtype=np.int64)
        above_alone = int(np.maximum(0, self.alone[:alone] - quotas).sum())
        area = self.together[sharing]
        above_sharing = max(0.0, area - sum(people.sharing))
        held = self.locked_dm2 + int(self.alone[:alone].sum()) + area
        least = max(above_alone + above_sharing, held - department.office_dm2, 0.0)
        return int(least) + self._services_above(department)

    def _unseated(self, d: int, people: _People) -> int:
        """Return an upper bound on the fewest unseated of one, who may have to lie in one place."""
        storey, department = self.problem.offices.storey, self.problem.departments[d]
        if not department.wishes.one_place:
            return self.capacity.unseated(people)
        fixed = {storey[r] for r in department.locked}
        places = [set(place) for place in places_of(self.problem, d) if fixed.issubset(place)]
        return min(
            (
                _Capacity(self.problem, [r for r in self.held if storey[r] in place]).unseated(
                    people
                )
                for place in places
            ),
            default=len(people.alone) + len(people.sharing),
        )

    def _services_above(self, department: DepartmentOf) -> int:
        """Return what its locked service rooms alone hold above its entitlement."""
        held = sum(self.problem.services.area[r] for r in department.locked_services)
        return max(0, held - department.service_dm2)


class _Capacity:
    """How many people find no seat where they take rooms one after the other: at least as many."""

    def __init__(self, problem: Problem, held: Sequence[int]) -> None:
        offices = problem.offices
        self.shared = any(offices.shared[r] for r in held)
        rooms = sorted((offices.seats[r], offices.least[r]) for r in held if offices.seats[r])
        self.alone = [seats for seats, least in rooms if least == 1]
        self.others = [seats for seats, least in rooms if least > 1]

    def unseated(self, people: _People) -> int:
        """Return an upper bound on the fewest unseated: who sits alone takes the smallest rooms."""
        alone = min(len(people.alone), len(self.alone))
        left = len(people.sharing)
        for seats in reversed(self.others):  # the larger first; one person more would be too few
            taken = min(seats, left)
            left -= taken if taken > 1 else 0
        left = max(0, left - sum(self.alone[alone:]))
        return len(people.alone) - alone + left


def least_areas(rooms: Sequence[tuple[int, int]], most: int) -> Floats:
    """Return the least area with n seats or more, for n from 0 to ``most``; rooms as (seats, area).

    Where there are not so many seats it is the area of all.

    Examples
    --------
    >>> least_areas([(1, 700), (2, 1200), (4, 2500)], 4).tolist()
    [0.0, 700.0, 1200.0, 1900.0, 2500.0]
    """
    by_seats: dict[int, list[int]] = {}
    for seats, area in rooms:
        by_seats.setdefault(min(seats, max(most, 1)), []).append(area)
    least = np.full(most + 1, np.inf)
    least[0] = 0.0
    for seats, areas in sorted(by_seats.items()):
        for area in sorted(areas)[: -(-most // seats)]:
            with_room = least + area
            least[seats:] = np.minimum(least[seats:], with_room[: most + 1 - seats])
            least[1:seats] = np.minimum(least[1:seats], area)
    return np.where(np.isinf(least), float(sum(area for _, area in rooms)), least)
