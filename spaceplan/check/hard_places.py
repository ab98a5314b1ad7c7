"""Hard requirements on all offices of a department together, and of two departments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from spaceplan.check.hard_words import TOGETHER, of_department
from spaceplan.check.offices import Offices, held_offices
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message, Named
from spaceplan.model import Allocation, Department, Portfolio
from spaceplan.model.naming import (
    building_named,
    department_named,
    listed,
    site_named,
    storey_named,
)
from spaceplan.rules import RuleBook


def broken_by_places(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, allocation: Allocation
) -> Iterator[str]:
    """Yield what is broken department by department, in the portfolio's order."""
    offices = held_offices(portfolio, rulebook, allocation)
    for department in portfolio.departments:
        rooms = offices[department.id].rooms
        if department.one_site:
            at = _distinct(rooms, lambda room: portfolio.building_of(room).site)
            yield from _several(
                N_("{name} must be on one site, and is on {places}"),
                department,
                [site_named(portfolio, id) for id in at],
            )
        if department.one_building:
            at = _distinct(rooms, lambda room: portfolio.building_of(room).id)
            yield from _several(
                N_("{name} must be in one building, and is in {places}"),
                department,
                [building_named(portfolio, id) for id in at],
            )
        yield from _within_storeys(portfolio, department, rooms)
        yield from _next_to(portfolio, graph, department, offices)
        yield from _apart(portfolio, department, offices)


def _distinct(rooms: tuple[str, ...], place: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(sorted({place(room) for room in rooms}))


def _several(template: str, department: Department, places: Sequence[Named]) -> Iterator[str]:
    if len(places) > 1:
        yield Message.of(
            template,
            **of_department(department),
            places=listed(places),
            requirement=TOGETHER,
        )


def _within_storeys(
    portfolio: Portfolio, department: Department, rooms: tuple[str, ...]
) -> Iterator[str]:
    """Yield a department that does not lie in one building with highest − lowest + 1 <= limit."""
    limit = department.within_storeys
    if limit is None or not rooms:
        return
    buildings = _distinct(rooms, lambda room: portfolio.building_of(room).id)
    if len(buildings) > 1:
        yield from _several(
            N_("{name} must lie on storeys of one building, and is in {places}"),
            department,
            [building_named(portfolio, id) for id in buildings],
        )
        return
    numbers = [portfolio.storey_of(room).number for room in rooms]
    if max(numbers) - min(numbers) + 1 > limit:
        yield Message.of(
            N_("{name} lies on storeys {low} to {high}, and must lie within {limit}"),
            **of_department(department),
            low=min(numbers),
            high=max(numbers),
            limit=limit,
            requirement=TOGETHER,
        )


def _next_to(
    portfolio: Portfolio,
    graph: SpatialGraph,
    department: Department,
    offices: Mapping[str, Offices],
) -> Iterator[str]:
    """Yield departments that have people and no office joined to one of the other's."""
    for id in department.next_to:
        other = portfolio.department(id) if portfolio.has_department(id) else None
        if other is None or not department.people.total or not other.people.total:
            continue
        if not _joined(portfolio, graph, offices[department.id].rooms, offices[id].rooms):
            yield Message.of(
                N_("{name} has no office next to one of {other}"),
                **of_department(department),
                other=department_named(portfolio, id),
                requirement=TOGETHER,
            )


def _joined(
    portfolio: Portfolio, graph: SpatialGraph, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> bool:
    """Return whether two offices of one storey are the same or would join a zone."""
    return any(
        a == b or len(graph.zones((a, b))) == 1
        for a, b in product(ours, theirs)
        if portfolio.storey_of(a).id == portfolio.storey_of(b).id
    )


def _apart(
    portfolio: Portfolio, department: Department, offices: Mapping[str, Offices]
) -> Iterator[str]:
    """Yield departments with a storey in common that must have none."""

    def storeys(id: str) -> set[str]:
        return {portfolio.storey_of(room).id for room in offices[id].rooms}

    for id in department.not_on_storeys_of:
        common = storeys(department.id) & storeys(id) if id in offices else ()
        if common:
            yield Message.of(
                N_("{name} and {other} are both on {storeys}, and must not be"),
                **of_department(department),
                other=department_named(portfolio, id),
                storeys=listed(storey_named(portfolio, storey) for storey in sorted(common)),
                requirement=TOGETHER,
            )
