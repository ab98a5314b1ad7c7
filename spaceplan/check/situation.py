"""What the rules look at: who holds and sits in which room, today or in an allocation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from spaceplan.check.excess import LineArea, line_areas, second_office_dm2
from spaceplan.check.successors import current_departments
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.model import (
    Allocation,
    LedgerEntry,
    Portfolio,
    Room,
    occupant_kind,
    status_quo,
)
from spaceplan.rules import Category, RuleBook


@dataclass(frozen=True)
class Occupant:
    """People of one department who have a place in a room for the same reason.

    Parameters
    ----------
    allowance_dm2
        What they justify in this room together; None where their rank is not known.
    seats
        How many of them need a seat here: none for retired and transferred people and for
        second offices.
    sits_alone
        Whether they are of a rank that sits alone.
    kind
        Their rank, ``seconded`` or ``contract``; empty where nobody knows.
    entry
        The line of the ledger by which one person has the place; None in a plan.
    """

    department: str
    number: int
    allowance_dm2: int | None
    seats: int
    sits_alone: bool
    kind: str = ""
    entry: LedgerEntry | None = None


@dataclass(frozen=True)
class Situation:
    """The status quo (``planned`` is None) or an allocation, seen by the rules."""

    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements
    as_of: date
    planned: Allocation | None = None

    @cached_property
    def allocation(self) -> Allocation:
        """The allocation that is looked at: the planned one, else today's."""
        return status_quo(self.portfolio) if self.planned is None else self.planned

    @property
    def occupants_known(self) -> bool:
        """Whether it is known who sits where: in any allocation, else where there is a ledger."""
        return self.planned is not None or self.portfolio.ledger is not None

    @property
    def names_known(self) -> bool:
        """Whether it is known which person sits where: by the ledger, and by name in a plan."""
        if self.portfolio.ledger is None:
            return False
        return self.planned is None or bool(self.planned.people)

    @cached_property
    def current(self) -> Mapping[str, tuple[str, ...]]:
        """The departments of today that stand for each one that holdings and ledger name."""
        return current_departments(self.portfolio)

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Category of every room."""
        return {room.id: self.rulebook.category(room.use) for room in self.portfolio.rooms}

    def rooms_of(self, category: Category) -> Iterator[Room]:
        """Return the rooms of a category, in the portfolio's order."""
        return (room for room in self.portfolio.rooms if self.categories[room.id] == category)

    @cached_property
    def rooms_but_circulation(self) -> tuple[Room, ...]:
        """All rooms that have usable area, in the portfolio's order."""
        return tuple(
            room
            for room in self.portfolio.rooms
            if self.categories[room.id] != Category.CIRCULATION
        )

    @cached_property
    def line_areas(self) -> tuple[LineArea, ...]:
        """Every line of the allocation with its area, allowance and excess, in its order."""
        return line_areas(self.portfolio, self.rulebook, self.allocation)

    @cached_property
    def offices_of_people(self) -> Mapping[str, tuple[LedgerEntry, ...]]:
        """The offices of every person with a place anywhere: none, one or several, by person."""
        offices: dict[str, list[LedgerEntry]] = {}
        for entry in self.entries():
            held = offices.setdefault(entry.person, [])
            if self.categories.get(entry.room) == Category.OFFICE:
                held.append(entry)
        return {person: tuple(offices[person]) for person in sorted(offices)}

    def occupants(self, room: str) -> tuple[Occupant, ...]:
        """Return everybody who has a place in a room."""
        return self._occupants.get(room, ())

    def holder(self, room: str) -> str | None:
        """Return who holds a room, of several the one with most people there, then by id.

        For a department that no longer is, its first successor.
        """
        people = Counter({line.department: 0 for line in self.allocation.of_room(room)})
        for occupant in self.occupants(room):
            people[occupant.department] += occupant.number
        holder = min(people, key=lambda id: (-people[id], id), default=None)
        return None if holder is None else self.current.get(holder, (holder,))[0]

    def allowance_dm2(self, room: str) -> int | None:
        """Return what the occupants of an office justify; None where a rank is not known."""
        total = 0
        for occupant in self.occupants(room):
            if occupant.allowance_dm2 is None:
                return None
            total += occupant.allowance_dm2
        return total

    def entries(self) -> tuple[LedgerEntry, ...]:
        """Return the places of named people: the ledger, or one room each as an allocation says.

        In an allocation everybody has one place, the main one; approvals and dates stay.
        """
        ledger = self.portfolio.ledger or ()
        if self.planned is None:
            return tuple(entry for entry in ledger if entry.room)
        main = {entry.person: entry for entry in reversed(ledger) if entry.post == "main"}
        return tuple(
            replace(main[person], room=room)
            for person, room in self.planned.people
            if person in main
        )

    @cached_property
    def _occupants(self) -> Mapping[str, tuple[Occupant, ...]]:
        found: dict[str, list[Occupant]] = {}
        pairs = self._from_ledger() if self.planned is None else self._from_plan()
        for room, occupant in pairs:
            found.setdefault(room, []).append(occupant)
        return {room: tuple(occupants) for room, occupants in found.items()}

    def _from_plan(self) -> Iterator[tuple[str, Occupant]]:
        """Return who sits where in the allocation; everybody has one seat there."""
        book, settings = self.rulebook, self.portfolio.settings
        for line in self.allocation.lines:
            for kind, number in line.occupancy:
                allowance = number * book.allowance_dm2(kind, settings)
                alone = book.own_room(kind)
                yield line.room, Occupant(line.department, number, allowance, number, alone, kind)

    def _from_ledger(self) -> Iterator[tuple[str, Occupant]]:
        book = self.rulebook
        for entry in self.portfolio.ledger or ():
            if entry.room:
                kind = occupant_kind(entry)
                alone = entry.status not in ("seconded", "contract") and book.own_room(entry.rank)
                allowance = self._entry_allowance_dm2(entry, kind)
                seats = int(kind is not None)
                yield (
                    entry.room,
                    Occupant(entry.department, 1, allowance, seats, alone, kind or "", entry),
                )

    def _entry_allowance_dm2(self, entry: LedgerEntry, kind: str | None) -> int | None:
        """Return what a ledger entry justifies in its room; None where its rank is not known."""
        book = self.rulebook
        if entry.status == "active" and not book.knows_rank(entry.rank):
            return None
        if kind is None:
            return second_office_dm2(entry, book)
        return book.allowance_dm2(kind, self.portfolio.settings)
