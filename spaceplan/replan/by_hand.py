"""Changes by hand: rooms given and freed, people seated, each a new allocation.

Nothing here refuses a change because of a rule: a planner may pass through a forbidden state on
the way to a good one. What is broken is said by the checker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from spaceplan.allocate.seating.keep import seat_people
from spaceplan.check import current_departments
from spaceplan.model import Allocation, AllocationLine, Counts, Portfolio, in_rank_order
from spaceplan.model.people import UNESTABLISHED
from spaceplan.rules import Category, RuleBook


@dataclass(frozen=True)
class Hand:
    """The hand of a planner: a portfolio and its rules, in which allocations are changed."""

    portfolio: Portfolio
    rulebook: RuleBook

    def start(self, allocation: Allocation) -> Allocation:
        """Return an allocation as a draft: departments of today, one line a room and department."""
        current = current_departments(self.portfolio)
        merged: dict[tuple[str, str], Counter[str]] = {}
        for line in allocation.lines:
            department = next(iter(current.get(line.department, ())), line.department)
            merged.setdefault((line.room, department), Counter()).update(dict(line.occupancy))
        return Allocation(_lines(merged))

    def give(
        self, allocation: Allocation, rooms: Iterable[str], department: str, *, seat: bool = True
    ) -> Allocation:
        """Return the allocation in which a department holds these rooms, and nobody else.

        Parameters
        ----------
        seat
            Whether waiting people of the department are seated in them; see ``seat_waiting``.
        """
        given = tuple(dict.fromkeys(rooms))
        held = {room for room in given if allocation.of_room(room)}
        already = {line.room for line in allocation.of_department(department) if line.room in held}
        seats = _seats(allocation)
        for room in given:
            for line in allocation.of_room(room):
                if line.department != department:
                    del seats[room, line.department]
            if room not in already:
                seats[room, department] = Counter()
        changed = Allocation(_lines(seats))
        return self.seat_waiting(changed, department, given) if seat else changed

    def free(self, allocation: Allocation, rooms: Collection[str]) -> Allocation:
        """Return the allocation in which nobody holds these rooms; who sat there waits."""
        gone = set(rooms)
        return Allocation(tuple(line for line in allocation.lines if line.room not in gone))

    def swap(self, allocation: Allocation, one: str, other: str) -> Allocation:
        """Return the allocation in which holders and occupants of two rooms change places."""
        exchange = {one: other, other: one}
        moved = (
            replace(line, room=exchange.get(line.room, line.room)) for line in allocation.lines
        )
        return Allocation(_ordered(moved))

    def seat(
        self, allocation: Allocation, room: str, department: str, people: Mapping[str, int]
    ) -> Allocation:
        """Return the allocation in which just these people, by rank, sit in a department's room."""
        counts = in_rank_order({kind: number for kind, number in people.items() if number > 0})
        others = (
            line for line in allocation.lines if (line.room, line.department) != (room, department)
        )
        return Allocation(_ordered((*others, AllocationLine(room, department, counts))))

    def waiting(self, allocation: Allocation) -> dict[str, Counts]:
        """Return who has no seat, by department; departments all seated are left out."""
        found: dict[str, Counts] = {}
        for department in self.portfolio.departments:
            left = Counter(dict(department.people))
            for line in allocation.of_department(department.id):
                left.subtract(dict(line.occupancy))
            numbers = {kind: number for kind, number in left.items() if number > 0}
            if numbers:
                found[department.id] = in_rank_order(numbers)
        return found

    def seat_waiting(
        self, allocation: Allocation, department: str, rooms: Iterable[str]
    ) -> Allocation:
        """Return the allocation with a department's waiting people in its rooms, as far as fits.

        Who must sit alone takes an empty room, the smallest whose area reaches the quota, else the
        largest; the others fill the rooms up to the physical minimum, highest quota first.
        """
        left = Counter(dict(self.waiting(allocation).get(department, Counts())))
        seats = _seats(allocation)
        there = {
            room: sum(
                (Counter(dict(line.occupancy)) for line in allocation.of_room(room)), Counter()
            )
            for room in rooms
            if (room, department) in seats and self._is_office(room)
        }
        for kind in self._by_quota(left):
            while left[kind] and (room := self._room_for(kind, there)):
                seats[room, department][kind] += 1
                there[room][kind] += 1
                left[kind] -= 1
        return Allocation(_lines(seats))

    def named(self, allocation: Allocation) -> Allocation:
        """Return the allocation with names: whoever can stay stays; none without a ledger."""
        return replace(allocation, people=seat_people(self.portfolio, allocation))

    def _is_office(self, room: str) -> bool:
        return self.rulebook.category(self.portfolio.room(room).use) is Category.OFFICE

    def _by_quota(self, kinds: Iterable[str]) -> list[str]:
        """Return kinds of people, those who must sit alone first, then by quota."""

        def rank(kind: str) -> tuple[bool, int, str]:
            return (not self.rulebook.own_room(kind), -self._allowance(kind), kind)

        return sorted(kinds, key=rank)

    def _room_for(self, kind: str, there: Mapping[str, Counter[str]]) -> str | None:
        """Return the room in which one more of a kind sits best; None: in none of them.

        Parameters
        ----------
        there
            Who sits in each of the rooms already, by rank.
        """
        area = {room: self.portfolio.room(room).area_dm2 for room in there}
        seats = {room: self.rulebook.seats(area[room]) for room in there}
        if self.rulebook.own_room(kind):
            quota = self.rulebook.quota_dm2(kind)
            empty = [room for room in there if not there[room].total() and seats[room]]
            return min(empty, key=lambda r: (area[r] < quota, abs(area[r] - quota)), default=None)
        fitting = [
            room
            for room, people in there.items()
            if seats[room] > people.total() and not any(map(self.rulebook.own_room, people))
        ]
        return max(
            fitting, key=lambda room: area[room] - self._justified(there[room]), default=None
        )

    def _justified(self, people: Mapping[str, int]) -> int:
        """Return what these people justify together, whole dm²."""
        return sum(number * self._allowance(kind) for kind, number in people.items())

    def _allowance(self, kind: str) -> int:
        known = self.rulebook.knows_rank(kind) or kind in UNESTABLISHED
        return self.rulebook.allowance_dm2(kind, self.portfolio.settings) if known else 0


def _seats(allocation: Allocation) -> dict[tuple[str, str], Counter[str]]:
    return {
        (line.room, line.department): Counter(dict(line.occupancy)) for line in allocation.lines
    }


def _lines(seats: Mapping[tuple[str, str], Counter[str]]) -> tuple[AllocationLine, ...]:
    return tuple(
        AllocationLine(room, department, in_rank_order(+people))
        for (room, department), people in sorted(seats.items())
    )


def _ordered(lines: Iterable[AllocationLine]) -> tuple[AllocationLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.room, line.department)))
