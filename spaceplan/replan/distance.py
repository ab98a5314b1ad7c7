"""How far two plans are apart, in rooms and in people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spaceplan.model import Allocation


@dataclass(frozen=True)
class Distance:
    """Rooms whose holders differ, and people who sit in another room (or in none)."""

    rooms: int
    people: int


def holders(plan: Allocation, room: str) -> frozenset[str]:
    """Return the departments that hold a room."""
    return frozenset(line.department for line in plan.of_room(room))


def different_rooms(one: Allocation, other: Allocation) -> tuple[str, ...]:
    """Return the rooms that are not held by the same departments in both plans."""
    rooms = {line.room for plan in (one, other) for line in plan.lines}
    return tuple(sorted(room for room in rooms if holders(one, room) != holders(other, room)))


def distance_between(one: Allocation, other: Allocation) -> Distance:
    """Return the distance of two plans; people of a department and rank are not told apart.

    People who differ: max over both plans of Σ seated − Σ_rdk min(y_rdk, y'_rdk).
    """
    seats, others = _seats(one), _seats(other)
    same = sum((seats & others).values())
    people = max(sum(seats.values()), sum(others.values())) - same
    return Distance(len(different_rooms(one, other)), people)


def _seats(plan: Allocation) -> Counter[tuple[str, str, str]]:
    seats: Counter[tuple[str, str, str]] = Counter()
    for line in plan.lines:
        for kind, number in line.occupancy:
            seats[line.room, line.department, kind] += number
    return seats
