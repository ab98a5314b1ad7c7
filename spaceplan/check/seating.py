"""Who sits where by name, judged: wishes that are broken, divisions that are split.

Shares nothing with the search: everything is counted from the people that an allocation names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from spaceplan.check.offices import held_offices
from spaceplan.check.successors import current_departments
from spaceplan.graph import SpatialGraph
from spaceplan.model import (
    Allocation,
    Department,
    LedgerEntry,
    Portfolio,
    SeatingWish,
    Settings,
    occupant_kind,
)
from spaceplan.model.people import ALL
from spaceplan.rules import RuleBook

_Rooms = tuple[str, ...]


@dataclass(frozen=True)
class BrokenWish:
    """A wish that is not met.

    Parameters
    ----------
    times
        For how many people (``keep``, ``rooms``, ``avoid``) or parties (``alone``); else once.
    """

    wish: SeatingWish
    times: int

    @property
    def points(self) -> float:
        """What it costs; nothing where it is hard, for it must not be."""
        return 0.0 if self.wish.hard else self.times * self.wish.points


@dataclass(frozen=True)
class DivisionSeats:
    """Where a division sits.

    Parameters
    ----------
    zones, storeys
        How many of its department's zones, and how many storeys.
    """

    division: str
    people: int
    rooms: _Rooms
    zones: int
    storeys: int

    @property
    def is_split(self) -> bool:
        """Whether it sits in more than one zone."""
        return self.zones > 1


@dataclass(frozen=True)
class SeatingCheck:
    """How a department sits; its cost is that of its divisions and of its broken wishes, points."""

    department: str
    divisions: tuple[DivisionSeats, ...]
    broken: tuple[BrokenWish, ...]
    cost: float

    @property
    def split(self) -> int:
        """How many divisions sit in more than one zone."""
        return sum(division.is_split for division in self.divisions)

    @property
    def broken_hard(self) -> tuple[BrokenWish, ...]:
        """Wishes that had to be met."""
        return tuple(broken for broken in self.broken if broken.wish.hard)


def check_seating(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, allocation: Allocation
) -> tuple[SeatingCheck, ...]:
    """Return how every department sits by the people that an allocation names."""
    current = current_departments(portfolio)
    offices = held_offices(portfolio, rulebook, allocation)
    rooms = dict(allocation.people)
    entries = {
        entry.person: entry
        for entry in reversed(portfolio.ledger or ())
        if occupant_kind(entry) is not None
    }
    people: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in entries.values():
        people[next(iter(current.get(entry.department, ())), "")].append(entry)
    return tuple(
        _Judge(
            portfolio,
            graph,
            allocation,
            offices[department.id].rooms,
            department,
            people[department.id],
            rooms,
        ).check()
        for department in portfolio.departments
    )


class _Judge:
    """Judges one department."""

    def __init__(
        self,
        portfolio: Portfolio,
        graph: SpatialGraph,
        allocation: Allocation,
        offices: _Rooms,
        department: Department,
        people: Sequence[LedgerEntry],
        rooms: Mapping[str, str],
    ) -> None:
        self.portfolio = portfolio
        self.graph = graph
        self.allocation = allocation
        self.offices = offices
        self.department = department
        self.people = people
        self.rooms = rooms

    def check(self) -> SeatingCheck:
        divisions = self._divisions()
        broken = tuple(
            BrokenWish(wish, times) for wish in self._wishes() if (times := self._times(wish))
        )
        cost = division_cost(divisions, self.portfolio.settings)
        points = sum(wish.points for wish in broken)
        return SeatingCheck(self.department.id, divisions, broken, cost + points)

    def _wishes(self) -> tuple[SeatingWish, ...]:
        """Return the seating wishes and, as a hard one, who is to keep his room anyway."""
        wanted = self.department.keep
        kept = tuple(e.person for e in self.people if ALL in wanted or e.person in wanted)
        own = (SeatingWish("keep", kept, hard=True),) if kept else ()
        return (*self.department.seating, *own)

    def _divisions(self) -> tuple[DivisionSeats, ...]:
        """Return the divisions that have anybody seated, in the order of their ids."""
        seats: dict[str, list[str]] = defaultdict(list)
        for entry in self.people:
            if entry.division and entry.person in self.rooms:
                seats[entry.division].append(self.rooms[entry.person])
        held = {*self.offices} | {room for rooms in seats.values() for room in rooms}
        zones = self.graph.zones(sorted(held)) if seats else ()
        zone_of = {room: i for i, zone in enumerate(zones) for room in zone}
        return tuple(
            DivisionSeats(
                id,
                len(rooms),
                tuple(sorted(set(rooms))),
                len({zone_of[room] for room in rooms}),
                len({self.portfolio.storey_of(room).id for room in rooms}),
            )
            for id, rooms in sorted(seats.items())
        )

    def _times(self, wish: SeatingWish) -> int:
        """Return how often a wish is broken."""
        parties = self._parties(wish)
        everybody = {entry.person: entry for party in parties for entry in party}.values()
        if wish.wish == "keep":
            return sum(bool(e.room) and self.rooms.get(e.person) != e.room for e in everybody)
        seated = [self.rooms[e.person] for e in everybody if e.person in self.rooms]
        if wish.wish in ("rooms", "avoid"):
            return sum((room in wish.rooms) != (wish.wish == "rooms") for room in seated)
        used = [
            tuple(sorted({self.rooms[e.person] for e in party if e.person in self.rooms}))
            for party in parties
        ]
        if wish.wish == "alone":
            return sum(map(self._has_company, parties, used))
        if wish.wish in ("separate", "apart"):
            return int(any(self._meet(wish, one, other) for one, other in combinations(used, 2)))
        return int(self._are_scattered(wish, tuple(sorted(set(seated)))))

    def _parties(self, wish: SeatingWish) -> list[list[LedgerEntry]]:
        named = [[e for e in self.people if e.person == person] for person in wish.people]
        parts = [[e for e in self.people if e.division == part] for part in wish.divisions]
        return [*named, *parts]

    def _has_company(self, party: Sequence[LedgerEntry], used: _Rooms) -> bool:
        """Return whether anybody else sits in the rooms of a party."""
        for room in used:
            own = sum(self.rooms.get(entry.person) == room for entry in party)
            if sum(line.occupancy.total for line in self.allocation.of_room(room)) > own:
                return True
        return False

    def _meet(self, wish: SeatingWish, one: _Rooms, other: _Rooms) -> bool:
        """Return whether two parties sit in one room or, for ``apart``, too near."""
        if wish.wish == "separate" or not (one and other):
            return bool(set(one) & set(other))
        return bool((self._walk(one, other) <= wish.reach_m).any())

    def _are_scattered(self, wish: SeatingWish, rooms: _Rooms) -> bool:
        """Return whether rooms are too many, or too far from each other, for a wish."""
        if wish.wish == "together":
            return len(rooms) > 1
        if wish.wish == "next_to":
            return any(b not in self.graph.neighbours(a) for a, b in combinations(rooms, 2))
        storeys = {self.portfolio.storey_of(room).id for room in rooms}
        far = len(rooms) > 1 and bool((self._walk(rooms, rooms) > wish.reach_m).any())
        return len(storeys) > 1 or far

    def _walk(
        self, one: _Rooms, other: _Rooms
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        index = self.graph.index
        return self.graph.walk([index(room) for room in one], [index(room) for room in other])


def division_cost(divisions: Sequence[DivisionSeats], settings: Settings) -> float:
    """Return points for rooms of divisions, and for their zones and storeys beyond the first."""
    return sum(
        settings.division_room * len(division.rooms)
        + settings.division_zone * (division.zones - 1)
        + settings.division_storey * (division.storeys - 1)
        for division in divisions
    )
