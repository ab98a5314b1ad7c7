"""From a portfolio and an allocation to one seating problem a department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import numpy as np

from spaceplan.allocate.named.problem import (
    DepartmentProblem,
    Group,
    Place,
    SeatPrices,
    WishTerm,
    to_units,
)
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Department,
    LedgerEntry,
    Portfolio,
    SeatingWish,
)
from spaceplan.model.seating_wishes import BETWEEN_PARTIES
from spaceplan.rules import Category, RuleBook
from spaceplan.units import DM2_PER_M2

#: Kinds of wishes that tell the people whom they name from one another.
_ONE_BY_ONE = ("alone", *BETWEEN_PARTIES)
_Tag = tuple[int, int]


class Translator:
    """Makes the problems of one allocation.

    Parameters
    ----------
    free
        Whether ranks may be distributed anew among each department's rooms.
    fewest
        Whether as few people as can be move, before anything else.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        graph: SpatialGraph,
        rulebook: RuleBook,
        entitlements: Entitlements,
        allocation: Allocation,
        *,
        free: bool,
        fewest: bool,
    ) -> None:
        self.portfolio = portfolio
        self.graph = graph
        self.rulebook = rulebook
        self.entitlements = entitlements
        self.allocation = allocation
        self.free = free
        self.fewest = fewest

    def problem(
        self, department: Department, people: Sequence[tuple[LedgerEntry, str]]
    ) -> DepartmentProblem:
        """Return the problem of a department with these people, each with what they count as."""
        places = self._places(department.id)
        index = {place.id: r for r, place in enumerate(places)}
        wishes = department.seating
        groups = _groups(people, wishes, index)
        settings, prices = self.portfolio.settings, self.portfolio.prices
        kinds = {group.kind for group in groups} | {k for p in places for k in p.frame}
        return DepartmentProblem(
            department=department.id,
            groups=groups,
            places=places,
            wishes=tuple(self._term(i, wish, groups, places) for i, wish in enumerate(wishes)),
            prices=SeatPrices(
                to_units(settings.division_room),
                to_units(settings.division_zone),
                to_units(settings.division_storey),
                to_units(prices.moved),
                to_units(prices.excess / DM2_PER_M2),
            ),
            allowances={k: self.rulebook.allowance_dm2(k, settings) for k in kinds},
            alone=frozenset(k for k in kinds if self.rulebook.own_room(k)),
            entitlement_dm2=self.entitlements.of(department.id).office_dm2,
            free=self.free,
            fewest=self.fewest,
        )

    def _places(self, department: str) -> tuple[Place, ...]:
        lines = [
            line
            for line in self.allocation.of_department(department)
            if self._is_office(line.room) or line.occupancy
        ]
        zone_of = {
            room: z
            for z, zone in enumerate(self.graph.zones([line.room for line in lines]))
            for room in zone
        }
        storeys = {id: i for i, id in enumerate(self._storey(line.room) for line in lines)}
        places = []
        for line in sorted(lines, key=lambda line: line.room):
            room = self.portfolio.room(line.room)
            seats = self.rulebook.seats(room.area_dm2)
            places.append(
                Place(
                    id=room.id,
                    area_dm2=room.area_dm2,
                    seats=seats,
                    zone=zone_of[room.id],
                    storey=storeys[self._storey(room.id)],
                    frame=dict(line.occupancy),
                    foreign=self._foreign(line),
                    fixed=self._is_fixed(room.id, line.occupancy.total, seats),
                )
            )
        return tuple(places)

    def _foreign(self, line: AllocationLine) -> int:
        people = sum(other.occupancy.total for other in self.allocation.of_room(line.room))
        return people - line.occupancy.total

    def _is_office(self, room: str) -> bool:
        return self.rulebook.category(self.portfolio.room(room).use) == Category.OFFICE

    def _storey(self, room: str) -> str:
        return self.portfolio.storey_of(room).id

    def _is_fixed(self, room: str, people: int, seats: int) -> bool:
        """Return whether a room stays as planned: shared, no office, or outside the rules now."""
        lines = self.allocation.of_room(room)
        kinds = [kind for line in lines for kind, _ in line.occupancy]
        crowded = people > 1 and any(map(self.rulebook.own_room, kinds))
        return len(lines) > 1 or crowded or people > seats or not self._is_office(room)

    def _term(
        self, number: int, wish: SeatingWish, groups: Sequence[Group], places: Sequence[Place]
    ) -> WishTerm:
        parties = [
            tuple(g for g, group in enumerate(groups) if id in group.people) for id in wish.people
        ]
        parties += [
            tuple(g for g, group in enumerate(groups) if group.division == id)
            for id in wish.divisions
        ]
        return WishTerm(
            number,
            wish.wish,
            wish.hard,
            to_units(wish.points),
            tuple(parties),
            frozenset(r for r, place in enumerate(places) if place.id in wish.rooms),
            tuple(self._clashes(wish, [place.id for place in places])),
        )

    def _clashes(self, wish: SeatingWish, rooms: Sequence[str]) -> Iterator[tuple[int, int]]:
        everywhere = range(len(rooms))
        if wish.wish == "separate":
            yield from ((r, r) for r in everywhere)
        elif wish.wish == "next_to":
            beside = [self.graph.neighbours(room) for room in rooms]
            yield from ((r, s) for r, s in combinations(everywhere, 2) if rooms[s] not in beside[r])
        elif wish.wish in ("near", "apart"):
            near = self._near(rooms, wish.reach_m, one_storey=wish.wish == "near")
            apart = wish.wish == "apart"
            pairs = product(everywhere, repeat=2) if apart else combinations(everywhere, 2)
            yield from ((r, s) for r, s in pairs if near[r][s] == apart)

    def _near(self, rooms: Sequence[str], metres: float, *, one_storey: bool) -> list[list[bool]]:
        """Return which pairs lie within a walk, and where that counts on one storey."""
        numbers = [self.graph.index(room) for room in rooms]
        near = np.asarray(self.graph.walk(numbers, numbers) <= metres)
        if one_storey:
            storeys = np.array([self._storey(room) for room in rooms])
            near &= storeys[:, None] == storeys[None, :]
        table: list[list[bool]] = near.tolist()
        return table


def _groups(
    people: Sequence[tuple[LedgerEntry, str]],
    wishes: Sequence[SeatingWish],
    index: Mapping[str, int],
) -> tuple[Group, ...]:
    """Put together whom rank, division and all wishes treat alike."""
    alike: dict[tuple[str, str, frozenset[_Tag]], list[LedgerEntry]] = defaultdict(list)
    for entry, kind in people:
        alike[kind, entry.division, frozenset(_tags(entry.person, wishes))].append(entry)
    return tuple(
        Group(
            kind,
            division,
            tuple(entry.person for entry in entries),
            tuple(index.get(entry.room) for entry in entries),
            sum(not entry.room for entry in entries),
        )
        for (kind, division, _), entries in sorted(
            alike.items(), key=lambda item: item[1][0].person
        )
    )


def _tags(person: str, wishes: Sequence[SeatingWish]) -> Iterator[_Tag]:
    """Yield what tells a person from others of his rank and division: his part in each wish."""
    for i, wish in enumerate(wishes):
        for place, named in enumerate(wish.people):
            if named == person:
                yield (i, place if wish.wish in _ONE_BY_ONE else 0)
