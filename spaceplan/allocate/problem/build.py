"""Translate portfolio, graph, rules and entitlements into the whole-number problem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.problem.conflicts import refuse_conflicts
from spaceplan.allocate.problem.kept import Kept, kept_people
from spaceplan.allocate.problem.masks import (
    POOLED,
    SHARED,
    Places,
    may_hold_office,
    may_hold_service,
)
from spaceplan.allocate.problem.problem import (
    DepartmentOf,
    Kinds,
    NeedOf,
    Occupancy,
    Offices,
    Problem,
    ServiceRooms,
    Storeys,
    Wishes,
)
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.model import Department, Need, Portfolio, Room, in_rank_order
from spaceplan.rules import Category, RuleBook
from spaceplan.units import CM_PER_M, to_dm2

#: Departments that have to do with each other, by id.
Pairs = Mapping[str, Collection[str]]


def build_problem(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, entitlements: Entitlements
) -> Problem:
    """Build the problem.

    Raises
    ------
    ConflictError
        If hard requirements exclude each other, naming them.
    """
    kept = kept_people(portfolio)
    refuse_conflicts(portfolio, graph, rulebook, kept)
    by_category: dict[Category, list[Room]] = defaultdict(list)
    for room in portfolio.rooms:
        by_category[rulebook.category(room.use)].append(room)
    offices = sorted(by_category[Category.OFFICE], key=lambda room: room.id)
    services = sorted(by_category[Category.SERVICE], key=lambda room: room.id)
    storeys = _storeys(portfolio, offices)
    office_table = _offices(offices, portfolio, graph, rulebook, storeys)
    translator = _Translator(
        portfolio=portfolio,
        rulebook=rulebook,
        entitlements=entitlements,
        before=_Before.of(portfolio, office_table),
        office_index={room.id: r for r, room in enumerate(offices)},
        service_index={room.id: r for r, room in enumerate(services)},
        department_index={d.id: i for i, d in enumerate(portfolio.departments)},
        kept=kept,
        next_to=_both_ways({d.id: d.next_to for d in portfolio.departments}),
        apart=_both_ways({d.id: d.not_on_storeys_of for d in portfolio.departments}),
    )
    return Problem(
        departments=tuple(translator.department(d) for d in portfolio.departments),
        offices=office_table,
        services=_services(services, portfolio, graph, storeys),
        storeys=storeys,
        may_hold=_office_masks(portfolio, graph, offices, office_table.seats, kept),
        may_serve=_service_masks(portfolio, graph, services),
        prices=portfolio.prices,
        settings=portfolio.settings,
        has_ledger=portfolio.ledger is not None,
    )


def _storeys(portfolio: Portfolio, offices: Sequence[Room]) -> Storeys:
    ordered = sorted(portfolio.storeys, key=lambda storey: storey.id)
    buildings = {b.id: i for i, b in enumerate(portfolio.buildings)}
    sites = {s.id: i for i, s in enumerate(portfolio.sites)}
    opened: Counter[str] = Counter()
    for room in offices:
        opened[portfolio.storey_of(room.id).id] += room.area_dm2
    places = [portfolio.building_of_storey(storey.id) for storey in ordered]
    return Storeys(
        ids=tuple(storey.id for storey in ordered),
        numbers=tuple(storey.number for storey in ordered),
        building=tuple(buildings[b.id] for b in places),
        site=tuple(sites[b.site] for b in places),
        opened_dm2=tuple(opened[storey.id] for storey in ordered),
    )


def _offices(
    rooms: Sequence[Room],
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    storeys: Storeys,
) -> Offices:
    storey_index = {id: i for i, id in enumerate(storeys.ids)}
    seats = {area: rulebook.seats(area) for area in {room.area_dm2 for room in rooms}}
    return Offices(
        ids=tuple(room.id for room in rooms),
        graph_index=np.array([graph.index(room.id) for room in rooms], dtype=np.int64),
        area=tuple(room.area_dm2 for room in rooms),
        seats=tuple(seats[room.area_dm2] for room in rooms),
        least=tuple(1 if room.area_dm2 >= rulebook.minimum_alone_dm2 else 2 for room in rooms),
        storey=tuple(storey_index[portfolio.storey_of(room.id).id] for room in rooms),
        shared=tuple(SHARED in room.tags for room in rooms),
    )


def _services(
    rooms: Sequence[Room], portfolio: Portfolio, graph: SpatialGraph, storeys: Storeys
) -> ServiceRooms:
    storey_index = {id: i for i, id in enumerate(storeys.ids)}
    return ServiceRooms(
        ids=tuple(room.id for room in rooms),
        graph_index=np.array([graph.index(room.id) for room in rooms], dtype=np.int64),
        area=tuple(room.area_dm2 for room in rooms),
        use=tuple(room.use for room in rooms),
        storey=tuple(storey_index[portfolio.storey_of(room.id).id] for room in rooms),
    )


def _office_masks(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rooms: Sequence[Room],
    seats: Sequence[int],
    kept: Kept,
) -> Bools:
    places = Places.of(rooms, portfolio, graph)
    masks = np.zeros((len(portfolio.departments), len(rooms)), dtype=bool)
    useful = np.array(seats, dtype=np.int64) > 0
    for d, department in enumerate(portfolio.departments):
        masks[d] = may_hold_office(department, places) & useful
    _leave_locked(masks, portfolio, rooms)
    _leave_locked(masks, portfolio, rooms, kept)
    return masks


def _service_masks(portfolio: Portfolio, graph: SpatialGraph, rooms: Sequence[Room]) -> Bools:
    places = Places.of(rooms, portfolio, graph)
    masks = np.zeros((len(portfolio.departments), len(rooms)), dtype=bool)
    for d, department in enumerate(portfolio.departments):
        masks[d] = may_hold_service(department, places)
    _leave_locked(masks, portfolio, rooms)
    for d, department in enumerate(portfolio.departments):
        if department.service == POOLED:
            masks[d] &= places.tagged(POOLED)
    return masks


def _leave_locked(
    masks: Bools, portfolio: Portfolio, rooms: Sequence[Room], kept: Kept | None = None
) -> None:
    """Take a locked room from all who may not share it, and give it to those who keep it.

    Parameters
    ----------
    kept
        The rooms of people who stay where they are, instead of the locked ones.
    """
    index = {room.id: r for r, room in enumerate(rooms)}
    for d, department in enumerate(portfolio.departments):
        for id in department.locked if kept is None else kept.get(department.id, ()):
            if (r := index.get(id)) is None:
                continue
            if SHARED not in rooms[r].tags:
                masks[:, r] = False
            masks[d, r] = True


@dataclass(frozen=True)
class _Before:
    """The status quo by current department: people by room and rank, rooms held."""

    seats: dict[str, dict[int, Counter[str]]]
    people: dict[str, Counter[str]]
    held: dict[str, frozenset[str]]

    @classmethod
    def of(cls, portfolio: Portfolio, offices: Offices) -> _Before:
        """Read ledger and holdings; what a merged department had counts for its successors."""
        successors = _Successors(portfolio)
        index = {id: r for r, id in enumerate(offices.ids)}
        seats: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        people: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in portfolio.ledger or ():
            if entry.status != "active" or entry.post != "main" or not entry.room:
                continue
            for department in successors.of(entry.department):
                people[department][entry.rank] += 1
                if (r := index.get(entry.room)) is not None:
                    seats[department][r][entry.rank] += 1
        held: dict[str, set[str]] = defaultdict(set)
        for holding in portfolio.holdings:
            for department in successors.of(holding.department):
                held[department].add(holding.room)
        return cls(dict(seats), dict(people), {d: frozenset(rooms) for d, rooms in held.items()})


class _Successors:
    """Which current departments a department's status quo counts for."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.heirs: dict[str, list[str]] = defaultdict(list)
        for department in portfolio.departments:
            for past in dict.fromkeys(department.succeeds):
                self.heirs[past].append(department.id)

    def of(self, department: str) -> Iterable[str]:
        """Return the department itself while it exists, else those that succeed it."""
        if self.portfolio.has_department(department):
            return (department,)
        return self.heirs.get(department, ())


@dataclass(frozen=True)
class _Translator:
    """Turns departments into whole numbers."""

    portfolio: Portfolio
    rulebook: RuleBook
    entitlements: Entitlements
    before: _Before
    office_index: dict[str, int]
    service_index: dict[str, int]
    department_index: dict[str, int]
    kept: Kept
    next_to: Pairs
    apart: Pairs

    def department(self, department: Department) -> DepartmentOf:
        """Return one department in whole numbers."""
        was = self.before.people.get(department.id, Counter())
        seats = self.before.seats.get(department.id, {})
        kinds = self._kinds(department, was)
        keep = self.kept.get(department.id, {})
        locked = tuple(dict.fromkeys((*department.locked, *keep)))
        entitlement = self.entitlements.of(department.id)
        return DepartmentOf(
            id=department.id,
            kinds=kinds,
            office_dm2=entitlement.office_dm2,
            service_dm2=entitlement.category_dm2(Category.SERVICE),
            needs=tuple(_need(need) for need in department.needs),
            locked=_found(locked, self.office_index),
            locked_services=_found(locked, self.service_index),
            locked_technical=tuple(id for id in locked if self._is_technical(id)),
            before=tuple((r, _occupancy(kinds, numbers)) for r, numbers in sorted(seats.items())),
            before_people=_occupancy(kinds, was),
            before_services=_found(
                self.before.held.get(department.id, frozenset()), self.service_index
            ),
            relations=tuple(
                (self.department_index[relation.department], relation.people)
                for relation in department.relations
                if relation.department in self.department_index
            ),
            keep=tuple(
                (self.office_index[room], _occupancy(kinds, numbers))
                for room, numbers in sorted(keep.items())
            ),
            wishes=self._wishes(department),
            pooled=department.service == POOLED,
            home=next(
                (i for i, s in enumerate(self.portfolio.sites) if s.id == department.home_site), -1
            ),
        )

    def _wishes(self, department: Department) -> Wishes:
        return Wishes(
            one_site=department.one_site,
            one_building=department.one_building,
            within_storeys=department.within_storeys,
            next_to=self._partners(self.next_to, department),
            apart=self._partners(self.apart, department),
        )

    def _partners(self, pairs: Pairs, department: Department) -> tuple[int, ...]:
        index = self.department_index
        return tuple(sorted(index[id] for id in pairs.get(department.id, ()) if id in index))

    def _is_technical(self, id: str) -> bool:
        return (
            self.portfolio.has_room(id)
            and id not in self.office_index
            and id not in self.service_index
        )

    def _kinds(self, department: Department, was: Counter[str]) -> Kinds:
        people = dict(department.people)
        names = [kind for kind, _ in in_rank_order({**dict.fromkeys(was, 1), **people})]
        allowance, settings = self.rulebook.allowance_dm2, self.portfolio.settings
        return Kinds(
            names=tuple(names),
            people=tuple(people.get(kind, 0) for kind in names),
            quota=tuple(allowance(k, settings) if k in people else 0 for k in names),
            alone=tuple(kind in people and self.rulebook.own_room(kind) for kind in names),
        )


def _both_ways(named: Mapping[str, tuple[str, ...]]) -> Pairs:
    """Return for each department those that it names and those that name it."""
    pairs: dict[str, set[str]] = {}
    for one, others in named.items():
        for other in others:
            if other != one:
                pairs.setdefault(one, set()).add(other)
                pairs.setdefault(other, set()).add(one)
    return pairs


def _found(ids: Iterable[str], index: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted(index[id] for id in ids if id in index))


def _occupancy(kinds: Kinds, numbers: Counter[str]) -> Occupancy:
    return tuple(numbers.get(kind, 0) for kind in kinds.names)


def _need(need: Need) -> NeedOf:
    return NeedOf(
        use=need.use,
        least_dm2=to_dm2(need.min_m2),
        count=need.count,
        within_cm=None if need.within_m is None else round(need.within_m * CM_PER_M),
        max_storey=need.max_storey,
        hard=need.hard,
    )
