"""Every hard wish: where it is just met nothing is said, where it cannot be its line is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from spaceplan.allocate.explain import (
    Conflict,
    outright_conflicts,
    short_needs,
    shortages,
    wish_shortages,
)
from spaceplan.model import Need, Portfolio, Settings
from spaceplan.model.requirements import STATED_KINDS
from spaceplan.report.explanation.shortages import conflict_lines, need_text
from spaceplan.report.explanation.words import Words
from tests.allocate.builders import (
    STAFF,
    book,
    building,
    department,
    ledger_of,
    portfolio,
    storey,
)
from tests.allocate.explain.cases import case_of
from tests.check.builders import with_room

#: Four seats on either storey; four more in a house on another site.
HQ = building("hq", "centre", [12, 12], [12, 12])
EAST = building("ea", "east", [12, 12], x=90.0)
ROW = building("hq", "centre", [12, 12])


def _staff(n: int, **wishes: Any) -> Portfolio:
    """Return so many people of ``a`` with wishes, and both houses."""
    return portfolio([HQ, EAST], [replace(department("a", staff=n), **wishes)])


def _public(n: int) -> Portfolio:
    people = replace(department("a", staff=n), public_facing=True)
    return portfolio([HQ], [people], settings=Settings(public_max_storey=1))


def _emptied(n: int) -> Portfolio:
    return replace(portfolio([HQ], [department("a", staff=n)]), empty_storeys=("hq-L02",))


def _tagged(n: int) -> Portfolio:
    people = replace(department("a", staff=n), requires=frozenset({"quiet"}))
    return with_room(portfolio([ROW], [people]), "hq-101", tags=frozenset({"quiet"}))


def _locked(n: int) -> Portfolio:
    """Return two rooms, of which another department keeps one and needs none."""
    keeper = replace(department("k"), locked=("hq-102",))
    return portfolio([ROW], [department("a", staff=n), keeper])


def _kept(n: int) -> Portfolio:
    """Return a room of three seats where one of ``k`` sits, and one of two for ``a``."""
    people = [replace(department("k", staff=1), keep=("all",)), department("a", staff=n)]
    today = ledger_of({"hq-101": ("k", {STAFF: 1})})
    return portfolio([building("hq", "centre", [18, 12])], people, ledger=today)


def _contractor(n: int) -> Portfolio:
    """Return a classified room with an office beside it, and one that is not beside it."""
    secret = replace(department("s", staff=2), requires=frozenset({"classified"}))
    guards = replace(department("a", contract=n), kind="contractor")
    case = portfolio([building("hq", "centre", [12, 12, 12])], [secret, guards])
    return with_room(case, "hq-101", tags=frozenset({"classified"}))


def _side_by_side(highest: int) -> Portfolio:
    """Return one who must be on the second storey, and one up to a storey that must be beside."""
    a = replace(department("a", staff=2), next_to=("b",), max_storey=highest)
    return portfolio([HQ], [a, replace(department("b", staff=2), min_storey=2)])


def _apart(n: int) -> Portfolio:
    """Return two that must not meet: whoever has the storey of four seats, b has the other."""
    a = replace(department("a", staff=4), not_on_storeys_of=("b",))
    house = building("hq", "centre", [12, 12, 12], [12])
    return portfolio([house], [a, department("b", staff=n)])


def _meeting(
    *areas: float, count: int = 1, within: float = 20.0, hard: bool = True, pooled: bool = False
) -> Portfolio:
    """Return two offices, and meeting rooms beside them: the nearest is 3.4 m from an office."""
    need = Need("meeting", 20.0, count=count, within_m=within, hard=hard)
    people = replace(department("a", staff=2), needs=(need,))
    people = replace(people, service="pooled" if pooled else "held")
    uses = {2 + i: "meeting" for i in range(len(areas))}
    floor = storey("hq", 1, [12, 12, *areas], uses)
    case = portfolio([replace(ROW, storeys=(floor,))], [people])
    return with_room(case, "hq-103", tags=frozenset({"pooled"} if pooled else ()))


@dataclass(frozen=True)
class Wish:
    """A wish that is just met, that cannot be met, and the line that says so."""

    met: Portfolio
    unmet: Portfolio
    line: str


HIGH = "a faces the public: storey 1 or below (public_facing)"
MISSING = "meeting room: rooms missing in every plan: at least 1 (proven, however far they lie)."
WISHES = {
    "locked": Wish(_locked(2), _locked(3), "k keeps room hq-102 (locked)"),
    "forbidden": Wish(
        _staff(10, forbidden=("hq-101",)),
        _staff(11, forbidden=("hq-101",)),
        "a must not hold hq-101 (forbidden)",
    ),
    "requires": Wish(_tagged(2), _tagged(3), "a: every office must carry 'quiet' (requires)"),
    "sites": Wish(
        _staff(4, sites=("east",)), _staff(5, sites=("east",)), "must sit at east (sites): a"
    ),
    "buildings": Wish(
        _staff(4, buildings=("ea",)), _staff(5, buildings=("ea",)), "a must sit in ea (buildings)"
    ),
    "one_site": Wish(
        _staff(8, one_site=True), _staff(9, one_site=True), "a must be on one site (one_site)"
    ),
    "one_building": Wish(
        _staff(8, one_building=True),
        _staff(9, one_building=True),
        "a must be in one building (one_building)",
    ),
    "within_storeys": Wish(
        _staff(4, within_storeys=1),
        _staff(5, within_storeys=1),
        "a: one building, storeys at most: 1 (within_storeys)",
    ),
    "min_storey": Wish(
        _staff(4, min_storey=2),
        _staff(5, min_storey=2),
        "a: offices on storey 2 or above (min_storey)",
    ),
    "max_storey": Wish(
        _staff(8, max_storey=1),
        _staff(9, max_storey=1),
        "a: offices on storey 1 or below (max_storey)",
    ),
    "public_facing": Wish(_public(4), _public(5), HIGH),
    "step_free": Wish(
        _staff(8, step_free=True),
        _staff(9, step_free=True),
        "a must be reached without stairs (step_free)",
    ),
    "classified": Wish(
        _contractor(2),
        _contractor(3),
        "classified rooms are kept apart from everybody else (classified)",
    ),
    "next_to": Wish(_side_by_side(2), _side_by_side(1), "a must be next to b (next_to)"),
    "not_on_storeys_of": Wish(
        _apart(2), _apart(3), "a and b: no storey in common (not_on_storeys_of)"
    ),
    "need": Wish(
        _meeting(20),
        _meeting(19.99),
        "a has 1 room (meeting room) of at least 20 m², within 20 m of its hub",
    ),
    "need of two": Wish(
        _meeting(20, 20, count=2),
        _meeting(20, 19.99, count=2),
        "a has 2 rooms (meeting room) of at least 20 m², within 20 m of its hub",
    ),
    "need nearby": Wish(
        _meeting(20, within=3.4),
        _meeting(20, within=3.39),
        "a has 1 room (meeting room) of at least 20 m², within 3.39 m of its hub",
    ),
    "held service rooms": Wish(_meeting(20, hard=False), _meeting(19.99, hard=False), MISSING),
    "pooled service rooms": Wish(
        _meeting(20, hard=False, pooled=True), _meeting(19.99, hard=False, pooled=True), MISSING
    ),
    "empty_storey": Wish(
        _emptied(4),
        _emptied(5),
        "nobody holds an office on storey hq-L02 (empty_storeys)",
    ),
    "keep": Wish(_kept(2), _kept(3), "k: everybody stays where they sit (keep)"),
}


def _conflicts(case: Portfolio) -> Iterator[Conflict]:
    """Yield what excludes each other; else what leaves somebody without a seat or a room."""
    whole = case_of(case)
    if outright := list(outright_conflicts(whole)):
        yield from outright
        return
    short = list(shortages(whole, whole.problem()))
    yield from (shortage.conflict for shortage in short)
    explained = [id for shortage in short for id in shortage.departments]
    yield from (one.conflict for one in wish_shortages(whole, explained))


def _lines(case: Portfolio) -> list[str]:
    """Return all that is said of what cannot be met."""
    words = Words(case, book(), "en")
    said = [line for conflict in _conflicts(case) for line in conflict_lines(conflict, words)]
    whole = case_of(case)
    if not list(outright_conflicts(whole)):
        needs = short_needs(whole, whole.problem())
        said += [line for need in needs for line in need_text(need, words).splitlines()]
    return said


@pytest.mark.parametrize("name", WISHES)
def test_a_wish_that_cannot_be_met_has_its_line_and_one_that_just_is_has_none(name: str) -> None:
    assert _lines(WISHES[name].met) == []
    assert WISHES[name].line in _lines(WISHES[name].unmet)


def test_no_wish_is_left_out() -> None:
    assert set(STATED_KINDS) <= set(WISHES)
