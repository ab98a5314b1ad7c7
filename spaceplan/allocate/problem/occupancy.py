"""Seat a department's people in given rooms: own rooms first, then the others together.

A quick rule, not an optimum: who must sit alone gets the room that costs least and loses fewest
seats; the others stay where they were, then go where most area is still unjustified.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heapreplace

from spaceplan.allocate.problem.capacity import Capacity
from spaceplan.allocate.problem.problem import Occupancy, Problem
from spaceplan.units import DM2_PER_M2

#: What a seat is worth when own rooms are chosen, points: a third of a storey's price, or so.
_SEAT = 8.0


class Seater:
    """Seats people of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.area = problem.offices.area
        self.seats = problem.offices.seats
        self.least = problem.offices.least
        self._before = [dict(department.before) for department in problem.departments]

    def fits(self, d: int, rooms: Sequence[int], people: Sequence[int]) -> bool:
        """Return whether people of ``d`` (by kind) can all be seated in these rooms.

        Own rooms take those with the fewest seats; the rest must seat the others.
        """
        kinds = self.problem.departments[d].kinds
        own = sum(people[k] for k in kinds.own)
        caps = sorted([self.seats[r] for r in rooms])
        return own <= len(caps) and sum(caps[own:]) >= sum(people) - own

    def left_out(self, d: int, rooms: Sequence[int], people: Sequence[int]) -> int:
        """Return how many people of ``d`` (by kind) have no seat in these rooms, at least."""
        own = sum(people[k] for k in self.problem.departments[d].kinds.own)
        return Capacity.of([self.seats[r] for r in rooms]).left_out(own, sum(people) - own)

    def seat(self, d: int, rooms: Sequence[int], people: Sequence[int]) -> dict[int, Occupancy]:
        """Return who sits where: as many as fit, in as few of the rooms as needed."""
        kinds = self.problem.departments[d].kinds
        left = list(people)
        free = list(rooms)
        seated: dict[int, Occupancy] = {}
        spare = sum([self.seats[r] for r in free]) - sum([left[k] for k in kinds.sharing])
        for k in sorted([k for k in kinds.own if people[k]], key=lambda k: kinds.quota[k]):
            own = self._own_rooms(d, k, free, people[k], spare)
            spare -= sum([self.seats[r] for r in own])
            left[k] -= len(own)
            seated |= dict.fromkeys(own, _only(k, len(left)))
            free = [r for r in free if r not in seated]
        return {**seated, **self._together(d, free, left)}

    def _own_rooms(self, d: int, k: int, free: Sequence[int], number: int, spare: int) -> list[int]:
        """Return the best rooms for so many who sit alone, one after another, as far as they reach.

        Rooms with more seats than others can spare come last.
        """
        prices, before = self.problem.prices, self._before[d]
        quota = self.problem.departments[d].kinds.quota[k]

        def cost(r: int) -> float:
            points = prices.excess * max(0, self.area[r] - quota) / DM2_PER_M2
            points += _SEAT * self.seats[r]
            return points - prices.moved if (was := before.get(r)) and was[k] else points

        ranked = sorted([r for r in free if self.least[r] <= 1], key=cost)
        own: list[int] = []
        large: list[int] = []  # for those whom the others leave no seats
        for r in ranked:
            if len(own) == number:
                break
            if self.seats[r] > spare:
                large.append(r)
            else:
                own.append(r)
                spare -= self.seats[r]
        return [*own, *large[: number - len(own)]]

    def _together(self, d: int, free: Sequence[int], left: list[int]) -> dict[int, Occupancy]:
        """Seat those of ``left`` who may share."""
        sharing = self.problem.departments[d].kinds.sharing
        wanted = sum(left[k] for k in sharing)
        rooms = self._fewest(d, free, wanted)
        seated = {r: [0] * len(left) for r in rooms}
        for r in rooms:
            self._stay(d, r, seated[r], left, sharing)
        quota = self.problem.departments[d].kinds.quota
        standing = [k for k in sharing for _ in range(left[k])][::-1]
        emptiest: list[tuple[int, int, int]] = []  # area justified beyond the room's, room, seats
        for r in rooms:
            numbers, seats = seated[r], self.seats[r]
            inside = sum(numbers)
            while standing and inside < min(self.least[r], seats):
                numbers[standing.pop()] += 1  # nobody's room first: each must have its fewest
                inside += 1
            if spare := seats - inside:
                used = sum([quota[k] * numbers[k] for k in sharing]) if inside else 0
                emptiest.append((used - self.area[r], r, spare))
        heapify(emptiest)
        while emptiest and standing:
            beyond, r, spare = emptiest[0]
            k = standing.pop()
            seated[r][k] += 1
            if spare > 1:
                heapreplace(emptiest, (beyond + quota[k], r, spare - 1))
            else:
                heappop(emptiest)
        return {r: tuple(numbers) for r, numbers in seated.items() if sum(numbers) >= self.least[r]}

    def _stay(
        self, d: int, r: int, seated: list[int], left: list[int], sharing: Sequence[int]
    ) -> None:
        was = self._before[d].get(r)
        if was is None:
            return
        for k in sharing:
            staying = min(was[k], left[k], self.seats[r] - sum(seated))
            seated[k] += staying
            left[k] -= staying

    def _fewest(self, d: int, free: Sequence[int], wanted: int) -> list[int]:
        """Leave out rooms that are not needed for the people wanted: the largest that can be."""
        before = self._before[d]
        rooms = [r for r in free if self.seats[r]]
        if wanted <= 0:
            return []
        spare = sum([self.seats[r] for r in rooms]) - wanted
        for r in sorted(rooms, key=lambda r: (r in before, -self.seats[r], -self.area[r])):
            if 0 < self.seats[r] <= spare:
                spare -= self.seats[r]
                rooms.remove(r)
        return rooms


def _only(k: int, kinds: int) -> Occupancy:
    return tuple(int(i == k) for i in range(kinds))
