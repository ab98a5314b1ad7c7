"""Ids that stand twice: rooms, storeys, buildings, sites, departments, divisions, lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from spaceplan.errors import Fault
from spaceplan.files.known import fault_at
from spaceplan.i18n import N_
from spaceplan.model.common import Source
from spaceplan.model.portfolio import Portfolio
from spaceplan.model.status_quo import occupant_kind


def check_duplicates(portfolio: Portfolio) -> Iterator[Fault]:
    """Yield a fault for every second thing of an id; the first keeps it."""
    expected = N_("an id of its own")
    yield from _twice(portfolio.sites, N_("site '{id}' a second time (first in {first})"), expected)
    yield from _twice(
        portfolio.buildings, N_("building '{id}' a second time (first in {first})"), expected
    )
    yield from _twice(
        portfolio.storeys,
        N_("storey '{id}' drawn a second time (first in {first})"),
        N_("a storey in one place"),
    )
    yield from _twice(portfolio.rooms, N_("room '{id}' a second time (first in {first})"), expected)
    yield from _twice(
        portfolio.departments, N_("department '{id}' a second time (first in {first})"), expected
    )
    for department in portfolio.departments:
        yield from _twice(
            department.divisions,
            N_("division '{id}' a second time in one department (first in {first})"),
            expected,
            source=lambda _, department=department: department.source,  # type: ignore[misc] # its default cannot be annotated
        )
    yield from _twice_in_tables(portfolio)


def _twice_in_tables(portfolio: Portfolio) -> Iterator[Fault]:
    yield from _twice(
        portfolio.holdings,
        N_("a line for room '{id[0]}' and department '{id[1]}' again (first in {first})"),
        N_("one line a room and department"),
        key=lambda holding: (holding.room, holding.department),
    )
    ledger = portfolio.ledger or ()
    yield from _twice(
        ledger,
        N_("the same line for person '{id.person}' again (first in {first})"),
        N_("every line once"),
        key=lambda entry: entry,
    )
    seated = {entry: None for entry in ledger if occupant_kind(entry) is not None}
    yield from _twice(
        seated,
        N_("a second main place for person '{id}' (first in {first})"),
        N_("one line with post 'main' a person, 'concurrent' for a second office"),
        key=lambda entry: entry.person,
    )


def _own_id(thing: Any) -> Any:
    return thing.id


def _own_source(thing: Any) -> Source | None:
    place: Source | None = thing.source
    return place


def _twice(
    things: Iterable[Any],
    found: str,
    expected: str,
    *,
    key: Callable[[Any], Any] = _own_id,
    source: Callable[[Any], Source | None] = _own_source,
) -> Iterator[Fault]:
    first: dict[Any, Any] = {}
    for thing in things:
        id = key(thing)
        earlier = first.setdefault(id, thing)
        if earlier is not thing:
            place = source(earlier)
            where = f"{place.file}:{place.line}" if place else "-"
            yield fault_at(source(thing), found, expected, id=id, first=where)
