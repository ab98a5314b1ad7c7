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
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Counts,
    Department,
    Portfolio,
    in_rank_order,
)
from spaceplan.model.people import UNESTABLISHED
from spaceplan.rules import Category, RuleBook

#: People by rank, by room and department.
_Seats = Mapping[tuple[str, str], Counter[str]]


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
        seats: dict[tuple[str, str], Counter[str]] = {
            (room, department): Counter() for room in given
        }
        for room in given:
            for line in allocation.of_room(room):
                if line.department == department:
                    seats[room, department] = Counter(dict(line.occupancy))
        changed = _with_rooms(allocation, given, seats)
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
        found = {d.id: self._waiting_of(allocation, d) for d in self.portfolio.departments}
        return {id: in_rank_order(numbers) for id, numbers in found.items() if numbers}

    def _waiting_of(self, allocation: Allocation, department: Department) -> Counter[str]:
        """Return who of a department has no seat, by rank."""
        left = Counter(dict(department.people))
        for line in allocation.of_department(department.id):
            left.subtract(dict(line.occupancy))
        return +left

    def seat_waiting(
        self, allocation: Allocation, department: str, rooms: Iterable[str]
    ) -> Allocation:
        """Return the allocation with a department's waiting people in its rooms, as far as fits.

        Who must sit alone takes an empty room, the smallest whose area reaches the quota, else the
        largest; the others fill the rooms up to the physical minimum, highest quota first.
        """
        if not self.portfolio.has_department(department):
            return allocation
        left = self._waiting_of(allocation, self.portfolio.department(department))
        seats = {
            (line.room, line.department): Counter(dict(line.occupancy))
            for room in dict.fromkeys(rooms)
            for line in allocation.of_room(room)
        }
        there = {
            room: sum((people for (at, _), people in seats.items() if at == room), Counter())
            for room, holder in seats
            if holder == department and self._is_office(room)
        }
        for kind in self._by_quota(left):
            while left[kind] and (room := self._room_for(kind, there)):
                seats[room, department][kind] += 1
                there[room][kind] += 1
                left[kind] -= 1
        return _with_rooms(allocation, {room for room, _ in seats}, seats)

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


def _with_rooms(allocation: Allocation, rooms: Collection[str], seats: _Seats) -> Allocation:
    """Return the allocation in which these rooms have these holders, and all others stay."""
    others = (line for line in allocation.lines if line.room not in rooms)
    return Allocation(_ordered((*others, *_lines(seats))))


def _lines(seats: _Seats) -> tuple[AllocationLine, ...]:
    return tuple(
        AllocationLine(room, department, in_rank_order(+people))
        for (room, department), people in sorted(seats.items())
    )


def _ordered(lines: Iterable[AllocationLine]) -> tuple[AllocationLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.room, line.department)))
