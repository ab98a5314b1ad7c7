"""The allocation: which department has which room, and how many of each rank sit there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from spaceplan.model.common import Counts


@dataclass(frozen=True)
class AllocationLine:
    """One room of one department: a holding with its occupancy.

    Parameters
    ----------
    occupancy
        People by rank; ``seconded`` and ``contract`` for those without an established post.
        Empty for a service room, and for an office that is held but empty.
    """

    room: str
    department: str
    occupancy: Counts = Counts()


@dataclass(frozen=True)
class Allocation:
    """Holdings and occupancies of a whole portfolio, ordered by room and department.

    Parameters
    ----------
    people
        Which person sits where, (person, room), where there is a ledger.
    second_offices
        Approved second offices, (room, department, rank of the holder). Only the status quo has
        them: in a plan everybody has one seat.
    """

    lines: tuple[AllocationLine, ...]
    people: tuple[tuple[str, str], ...] = ()
    second_offices: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """A hash of who holds what and who sits where, the same for the same plan."""
        return sha256(repr((self.lines, self.people)).encode()).hexdigest()

    @cached_property
    def _by_department(self) -> dict[str, tuple[AllocationLine, ...]]:
        grouped: dict[str, list[AllocationLine]] = {}
        for line in self.lines:
            grouped.setdefault(line.department, []).append(line)
        return {id: tuple(lines) for id, lines in grouped.items()}

    @cached_property
    def _by_room(self) -> dict[str, tuple[AllocationLine, ...]]:
        grouped: dict[str, list[AllocationLine]] = {}
        for line in self.lines:
            grouped.setdefault(line.room, []).append(line)
        return {id: tuple(lines) for id, lines in grouped.items()}

    def of_department(self, department: str) -> tuple[AllocationLine, ...]:
        """Return the lines of a department, none where it holds nothing."""
        return self._by_department.get(department, ())

    def of_room(self, room: str) -> tuple[AllocationLine, ...]:
        """Return the lines of a room: none where it is vacant, several where it is shared."""
        return self._by_room.get(room, ())


@dataclass(frozen=True)
class Term:
    """One priced term of the objective: quantity in its unit, price in points, cost in points.

    ``scatter`` has one part a price: storey, zone, building, site; it is the sum of their costs.
    """

    name: str
    quantity: float
    unit: str
    price: float
    cost: float


@dataclass(frozen=True)
class Objective:
    """The priced terms of one plan, and what comes before them: people without a seat.

    Parameters
    ----------
    unseated
        Persons without a seat.
    unmet_needs
        Each started 9 m² of each service room that was needed and is not held, counted as one.
    terms
        excess, moved, storey, zone, building, site, distance, affinity, opened and, where own
        rooms may be shared, own_room_shared.
    terms_off
        Terms that could not be counted, because the data they need is missing.
    """

    unseated: int
    unmet_needs: int
    terms: tuple[Term, ...]
    terms_off: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """Sum of the costs of all priced terms, points."""
        return sum(term.cost for term in self.terms)

    def without(self, *names: str) -> Objective:
        """Return the objective with some terms off: the data they need is missing."""
        kept = tuple(term for term in self.terms if term.name not in names)
        off = tuple(name for name in names if name not in self.terms_off)
        return replace(self, terms=kept, terms_off=(*self.terms_off, *off))

    def term(self, name: str) -> Term:
        """Return a term by its name; raises KeyError."""
        for term in self.terms:
            if term.name == name:
                return term
        raise KeyError(name)
