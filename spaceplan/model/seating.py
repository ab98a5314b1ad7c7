"""The seating problem: who sits in which room, with constraints that must or should hold.

It is the published office space allocation problem: every entity (a person, a group, a piece of
equipment) gets one room, and the cost to be made small is

    Σ rooms (under_weight · unused m² + over_weight · missing m²) + Σ weights of broken soft ones

An empty room is unused as a whole. A room counts as adjacent to itself and as near to itself; near
means on the same floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite


class SeatingKind(StrEnum):
    """What a constraint asks of its subject."""

    ALLOCATION = "allocation"
    NONALLOCATION = "nonallocation"
    ONEOF = "oneof"
    CAPACITY = "capacity"
    SAMEROOM = "sameroom"
    NOTSAMEROOM = "notsameroom"
    NOTSHARING = "notsharing"
    ADJACENCY = "adjacency"
    NEARBY = "nearby"
    AWAYFROM = "awayfrom"


#: Kinds whose targets are rooms; whose target is one other entity; that have no target.
ROOM_KINDS = frozenset({SeatingKind.ALLOCATION, SeatingKind.NONALLOCATION, SeatingKind.ONEOF})
ALONE_KINDS = frozenset({SeatingKind.CAPACITY, SeatingKind.NOTSHARING})
PAIR_KINDS = frozenset(SeatingKind) - ROOM_KINDS - ALONE_KINDS


@dataclass(frozen=True)
class Entity:
    """Somebody or something that needs a room.

    Parameters
    ----------
    group
        To which group it belongs; the cost does not depend on it.
    space_dm2
        The space that it needs, whole dm².
    """

    id: str
    group: str
    space_dm2: int


@dataclass(frozen=True)
class SeatRoom:
    """A room to sit in.

    Parameters
    ----------
    adjacent
        Indices of the rooms beside it; one side is enough to say it.
    seats
        The most entities that may sit there, a hard limit; None: no limit but space.
    """

    id: str
    floor: str
    space_dm2: int
    adjacent: tuple[int, ...] = ()
    seats: int | None = None


@dataclass(frozen=True)
class SeatingConstraint:
    """Something that must hold (hard), or costs its weight where it does not.

    Parameters
    ----------
    subject
        Index of an entity; of a room for ``capacity``.
    targets
        Room indices for ``allocation``, ``nonallocation`` (none of them) and ``oneof`` (one of
        them); the index of the other entity for the kinds of two; empty for ``capacity`` (no more
        space needed there than there is) and ``notsharing`` (the subject sits alone).
    weight
        Points where a soft one is broken, with at most two decimals.
    id
        What it is called where it comes from; empty: nothing.
    """

    kind: SeatingKind
    subject: int
    targets: tuple[int, ...] = ()
    hard: bool = False
    weight: float = 10.0
    id: str = ""

    def __post_init__(self) -> None:
        """Refuse a number of targets that means nothing."""
        _require_price("weight", self.weight)
        number = len(self.targets)
        if self.kind in ALONE_KINDS and number:
            raise ValueError(f"{self.kind} has no target")
        if self.kind in ROOM_KINDS and not number:
            raise ValueError(f"{self.kind} needs a room as target")
        if self.kind in PAIR_KINDS and (number != 1 or self.targets[0] == self.subject):
            raise ValueError(f"{self.kind} needs one other entity as target")


@dataclass(frozen=True)
class SeatingProblem:
    """Entities, rooms and constraints, each referred to by index.

    Parameters
    ----------
    under_weight, over_weight
        Points a m² that is unused, or missing, in a room; with at most two decimals.
    """

    entities: tuple[Entity, ...]
    rooms: tuple[SeatRoom, ...]
    constraints: tuple[SeatingConstraint, ...] = ()
    under_weight: float = 1.0
    over_weight: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what refers to nothing, and numbers that mean nothing."""
        _require_price("under_weight", self.under_weight)
        _require_price("over_weight", self.over_weight)
        if self.entities and not self.rooms:
            raise ValueError("there are entities and no room")
        spaces = [e.space_dm2 for e in self.entities] + [r.space_dm2 for r in self.rooms]
        if min(spaces, default=0) < 0:
            raise ValueError("a space is below 0")
        for room in self.rooms:
            if room.seats is not None and room.seats < 0:
                raise ValueError(f"room '{room.id}' has fewer than no seats")
            self._require(room.adjacent, len(self.rooms), f"room '{room.id}'")
        for constraint in self.constraints:
            self._check(constraint)

    def _check(self, constraint: SeatingConstraint) -> None:
        rooms, entities = len(self.rooms), len(self.entities)
        name = f"constraint {constraint.kind} of {constraint.subject}"
        of_room = constraint.kind == SeatingKind.CAPACITY
        self._require((constraint.subject,), rooms if of_room else entities, name)
        to_room = constraint.kind in ROOM_KINDS
        self._require(constraint.targets, rooms if to_room else entities, name)

    @staticmethod
    def _require(indices: tuple[int, ...], number: int, name: str) -> None:
        if any(not 0 <= index < number for index in indices):
            raise ValueError(f"{name} refers to an index that does not exist")


def _require_price(name: str, value: float) -> None:
    """Raise ValueError unless a price is a number of hundredths, 0 or more."""
    if not (isfinite(value) and value >= 0):
        raise ValueError(f"{name} must be 0 or more")
    if abs(value * 100 - round(value * 100)) > 1e-6:
        raise ValueError(f"{name} must have at most two decimals")
