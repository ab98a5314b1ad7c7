"""Who sits where in one department's rooms, as a problem in whole numbers.

People of one rank and division whom the wishes treat alike are interchangeable but for the room
where they sit today, so they are counted and not told apart: x_gr of group g sit in room r, and
s_gr <= x_gr of them sit there already. That is far fewer numbers than one a person and room, and
what is proven of them is proven of every seating by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

#: Points are counted in whole units, so many a point.
UNITS = 10_000


def to_units(points: float) -> int:
    """Return points in whole units."""
    return round(points * UNITS)


@dataclass(frozen=True)
class Group:
    """People of one kind (rank, seconded, contract) and division whom all wishes treat alike.

    Parameters
    ----------
    people, today
        Their ids, and the room of each today: its index, None where it is none of these rooms.
    homeless
        How many of them have no room at all today, so that they cannot move.
    """

    kind: str
    division: str
    people: tuple[str, ...]
    today: tuple[int | None, ...]
    homeless: int = 0

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.people)

    @cached_property
    def there(self) -> Mapping[int, int]:
        """How many of them sit in each room today."""
        return Counter(r for r in self.today if r is not None)


@dataclass(frozen=True)
class Place:
    """A room of the department.

    Parameters
    ----------
    seats
        The most people that it may take; for a department in a shared room, of its own.
    zone, storey
        Number of its zone and storey among the department's.
    frame
        People of each kind whom the plan seats there.
    foreign
        People of other departments whom the plan seats there.
    fixed
        Whether they stay as the plan has them, even where ranks may be distributed anew.
    """

    id: str
    area_dm2: int
    seats: int
    zone: int
    storey: int
    frame: Mapping[str, int]
    foreign: int = 0
    fixed: bool = False

    @property
    def people(self) -> int:
        """How many the plan seats there."""
        return sum(self.frame.values())


@dataclass(frozen=True)
class WishTerm:
    """A wish, with whom and where in numbers.

    Parameters
    ----------
    number
        Its place among the department's wishes.
    parties
        Groups of each person or division that it names.
    rooms
        Where they must sit (``rooms``) or must not (``avoid``).
    clashes
        Pairs of rooms (r, s) of which only one may be used: by any two of them for ``together``,
        ``next_to`` and ``near``; by two parties, one in each, for ``separate`` and ``apart``.
    """

    number: int
    wish: str
    hard: bool
    units: int
    parties: tuple[tuple[int, ...], ...]
    rooms: frozenset[int] = frozenset()
    clashes: tuple[tuple[int, int], ...] = ()

    @property
    def everybody(self) -> tuple[int, ...]:
        """Groups of all parties."""
        return tuple(sorted({g for party in self.parties for g in party}))


@dataclass(frozen=True)
class SeatPrices:
    """Units: a room, a further zone, a further storey of a division; a move; a dm² of excess."""

    room: int
    zone: int
    storey: int
    moved: int
    excess_dm2: int


@dataclass(frozen=True)
class DepartmentProblem:
    """One department's people, rooms and wishes.

    Parameters
    ----------
    allowances
        What one person of each kind justifies, dm².
    alone
        Kinds that sit alone.
    entitlement_dm2
        Offices that the department may hold.
    free
        Whether ranks may be distributed anew among the rooms.
    fewest
        Whether as few as can be move, before anything else; else a move has its price.
    """

    department: str
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    wishes: tuple[WishTerm, ...]
    prices: SeatPrices
    allowances: Mapping[str, int]
    alone: frozenset[str]
    entitlement_dm2: int
    free: bool = False
    fewest: bool = True

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of people that there are or that the plan seats, in order."""
        found = [g.kind for g in self.groups] + [k for p in self.places for k in p.frame]
        return tuple(dict.fromkeys(found))

    @cached_property
    def divisions(self) -> Mapping[str, tuple[int, ...]]:
        """Groups of each division."""
        found: dict[str, list[int]] = {}
        for g, group in enumerate(self.groups):
            if group.division:
                found.setdefault(group.division, []).append(g)
        return {id: tuple(groups) for id, groups in found.items()}

    def people_of(self, kind: str) -> int:
        """Return how many of a kind there are."""
        return sum(group.size for group in self.groups if group.kind == kind)

    def seats_of(self, kind: str) -> int:
        """Return how many of a kind the plan seats."""
        return sum(place.frame.get(kind, 0) for place in self.places)

    @property
    def size(self) -> int:
        """How large it is: numbers to be found."""
        return len(self.groups) * len(self.places)
