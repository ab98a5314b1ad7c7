"""What a set of rooms can seat: rooms for those who sit alone against seats for the others.

Those who sit alone take the rooms with the fewest seats. What is left for the others, as a function
of how many sit alone, is concave and piecewise linear; its pieces are ``Capacity.cuts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Capacity:
    """Rooms by their seats, ascending.

    Examples
    --------
    >>> rooms = Capacity.of([3, 1, 3])
    >>> rooms.seats_beside(0), rooms.seats_beside(1), rooms.seats_beside(2)
    (7, 6, 3)
    >>> rooms.left_out(1, 7), rooms.left_out(2, 7)
    (1, 2)
    >>> rooms.cuts
    ((7, 1), (9, 3))
    """

    rooms: tuple[int, ...]

    @classmethod
    def of(cls, seats: Sequence[int]) -> Capacity:
        """Sort rooms by their seats; rooms without a seat do not count."""
        return cls(tuple(sorted(n for n in seats if n)))

    @property
    def seats(self) -> int:
        """All seats, when nobody sits alone."""
        return sum(self.rooms)

    def seats_beside(self, alone: int) -> int:
        """Return the seats left when so many sit alone."""
        return sum(self.rooms[alone:])

    def fits(self, alone: int, sharing: int) -> bool:
        """Return whether so many alone and so many others can all be seated."""
        return alone <= len(self.rooms) and self.seats_beside(alone) >= sharing

    def left_out(self, alone: int, sharing: int) -> int:
        """Return how many of those who sit alone and the others have no seat, at least.

        Who cannot sit alone and leave the others more seats than he takes is left out.
        """
        seated = (
            own + min(sharing, self.seats_beside(own))
            for own in range(min(alone, len(self.rooms)) + 1)
        )
        return alone + sharing - max(seated)

    @cached_property
    def cuts(self) -> tuple[tuple[int, int], ...]:
        """Pairs (b, c) such that sharing <= b − c · alone, for each piece of the curve."""
        found = []
        beside = self.seats
        for j, seats in enumerate(self.rooms):
            if j == 0 or seats != self.rooms[j - 1]:
                found.append((beside + seats * j, seats))
            beside -= seats
        return tuple(found)
