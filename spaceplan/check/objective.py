"""The priced objective of an allocation, recomputed from the allocation alone.

Every term follows its definition word for word and shares nothing with the search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from spaceplan.check.excess import department_excesses
from spaceplan.check.needs import meet_needs, unmet_needs
from spaceplan.check.offices import Hub, Offices, find_hub, held_offices, walk_cm
from spaceplan.check.successors import current_departments
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Objective, Portfolio, Prices, Term
from spaceplan.rules import Category, RuleBook
from spaceplan.units import to_m2


def recompute_objective(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    entitlements: Entitlements,
    allocation: Allocation,
) -> Objective:
    """Return the objective of an allocation: people without a seat, unmet needs, priced terms.

    A term that cannot be counted, or that the settings switch off, is left out of ``terms``; the
    former are named in ``terms_off``.

    Raises
    ------
    KeyError
        If the allocation names a room that the portfolio does not have.
    """
    offices = held_offices(portfolio, rulebook, allocation)
    hubs = {id: hub for id, held in offices.items() if (hub := find_hub(graph, held)) is not None}
    excesses = department_excesses(portfolio, rulebook, entitlements, allocation)
    prices = portfolio.prices
    moved = count_moved(portfolio, allocation)
    excess_m2 = to_m2(sum(excess.excess_dm2 for excess in excesses))
    terms = [
        _term("excess", excess_m2, "m²", prices.excess),
        *([] if moved is None else [_term("moved", moved, "persons", prices.moved)]),
        *_scatter(portfolio, graph, offices, prices),
        _term("distance", _sum_walks(hubs), "person-metres", prices.distance),
        _term("affinity", _affinity(portfolio, graph, hubs), "person-metres", prices.affinity),
        _term("opened", to_m2(_opened_dm2(portfolio, rulebook, offices)), "m²", prices.opened),
    ]
    if portfolio.settings.share_own_room != "none":
        shared = count_own_rooms_shared(rulebook, allocation)
        terms.append(_term("own_room_shared", shared, "persons", prices.own_room_shared))
    return Objective(
        unseated=count_unseated(portfolio, allocation),
        unmet_needs=_count_unmet(portfolio, graph, rulebook, allocation, offices),
        terms=tuple(terms),
        terms_off=("moved",) if moved is None else (),
    )


def _term(name: str, quantity: float, unit: str, price: float) -> Term:
    return Term(name, float(quantity), unit, price, quantity * price)


def count_unseated(portfolio: Portfolio, allocation: Allocation) -> int:
    """Return Σ over departments of people who need a seat and have none."""
    return sum(
        max(0, department.people.total - seated_people(allocation, department.id))
        for department in portfolio.departments
    )


def seated_people(allocation: Allocation, department: str) -> int:
    """Return how many people of a department have a seat."""
    return sum(line.occupancy.total for line in allocation.of_department(department))


def count_moved(portfolio: Portfolio, allocation: Allocation) -> int | None:
    """Return Σ_dk (people − Σ_r min(y⁰, y)): who of the status quo cannot stay; None: no ledger.

    The status quo y⁰ are the active people with a main room, by department (those of a department
    that was merged or split count for its successors), rank and room.
    """
    if portfolio.ledger is None:
        return None
    current = current_departments(portfolio)
    before: Counter[tuple[str, str, str]] = Counter(
        (department, entry.rank, entry.room)
        for entry in portfolio.ledger
        if entry.status == "active" and entry.post == "main" and entry.room
        for department in current.get(entry.department, ())
    )
    after: Counter[tuple[str, str, str]] = Counter()
    for line in allocation.lines:
        for kind, number in line.occupancy:
            after[line.department, kind, line.room] += number
    return sum(people - min(people, after[place]) for place, people in before.items())


def count_own_rooms_shared(rulebook: RuleBook, allocation: Allocation) -> int:
    """Return how many people of a rank that sits alone do not sit alone."""
    occupants = Counter[str]()
    for line in allocation.lines:
        occupants[line.room] += line.occupancy.total
    return sum(
        number
        for line in allocation.lines
        if occupants[line.room] > 1
        for kind, number in line.occupancy
        if rulebook.own_room(kind)
    )


def _scatter(
    portfolio: Portfolio, graph: SpatialGraph, offices: Mapping[str, Offices], prices: Prices
) -> list[Term]:
    """Return storeys with an office, zones beyond one a storey, buildings, sites beyond one."""
    storeys = zones = buildings = sites = 0
    for held in offices.values():
        on_storey: dict[str, list[str]] = {}
        for room in held.rooms:
            on_storey.setdefault(portfolio.storey_of(room).id, []).append(room)
        inside = {(b.site, b.id) for b in map(portfolio.building_of_storey, on_storey)}
        storeys += len(on_storey)
        zones += sum(len(graph.zones(rooms)) - 1 for rooms in on_storey.values())
        buildings += max(0, len(inside) - 1)
        sites += max(0, len({site for site, _ in inside}) - 1)
    return [
        _term("storey", storeys, "storeys", prices.storey),
        _term("zone", zones, "zones", prices.zone),
        _term("building", buildings, "buildings", prices.building),
        _term("site", sites, "sites", prices.site),
    ]


def _sum_walks(hubs: Mapping[str, Hub]) -> float:
    """Return Σ over departments of person-metres from its offices to its hub."""
    return sum(round(hub.person_metres * 100) for hub in hubs.values()) / 100


def _affinity(portfolio: Portfolio, graph: SpatialGraph, hubs: Mapping[str, Hub]) -> float:
    """Return Σ over relations of people × walk from hub to hub, person-metres."""
    ids = tuple(hubs)
    if not ids:
        return 0.0
    index = {id: i for i, id in enumerate(ids)}
    rooms = tuple(hub.room for hub in hubs.values())
    centimetres = walk_cm(graph, rooms, rooms)
    return (
        sum(
            relation.people * int(centimetres[index[department.id], index[relation.department]])
            for department in portfolio.departments
            for relation in department.relations
            if department.id in index and relation.department in index
        )
        / 100
    )


def _opened_dm2(portfolio: Portfolio, rulebook: RuleBook, offices: Mapping[str, Offices]) -> int:
    """Return the area of all offices on storeys where anybody holds an office, dm²."""
    open_storeys = {portfolio.storey_of(r).id for held in offices.values() for r in held.rooms}
    return sum(
        room.area_dm2
        for storey in portfolio.storeys
        if storey.id in open_storeys
        for room in storey.rooms
        if rulebook.category(room.use) == Category.OFFICE
    )


def _count_unmet(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    allocation: Allocation,
    offices: Mapping[str, Offices],
) -> int:
    total = 0
    for department in portfolio.departments:
        held = sorted({line.room for line in allocation.of_department(department.id)})
        met = meet_needs(portfolio, graph, rulebook, department, held, offices[department.id])
        total += unmet_needs(department, met)
    return total
