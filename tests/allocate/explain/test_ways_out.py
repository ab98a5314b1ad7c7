"""What letting go of one of the requirements that exclude each other costs, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from time import perf_counter

import pytest

from spaceplan.allocate.explain import (
    CLASSIFIED_APART,
    TimeLeft,
    WayOut,
    outright_conflicts,
    ways_out,
)
from spaceplan.errors import ConflictError
from spaceplan.model import Department, Portfolio
from spaceplan.progress import Progress
from tests.allocate.builders import building, department, portfolio
from tests.allocate.explain.cases import case_of
from tests.check.builders import with_room


def _ways(portfolio: Portfolio, seconds: float = 60.0) -> list[tuple[WayOut, ...]]:
    case = case_of(portfolio)
    conflicts = list(outright_conflicts(case))
    return list(ways_out(case, conflicts, time=TimeLeft(perf_counter() + seconds)))


def _locked(id: str, *rooms: str, staff: int) -> Department:
    return replace(department(id, staff=staff), locked=rooms)


def test_the_way_that_seats_more_comes_first_and_both_are_proven() -> None:
    # Rooms of 18 and 12 m². Without a's lock, b's three sit in the larger one and a's two in the
    # other; without b's, a's two have the larger one and b's third stands.
    people = [_locked("a", "hq-101", staff=2), _locked("b", "hq-101", staff=3)]
    ((first, second),) = _ways(portfolio([building("hq", "centre", [18, 12])], people))
    assert (first.requirement.department, first.rank[0]) == ("a", 0)
    assert (second.requirement.department, second.rank[0]) == ("b", 1)
    assert first.optimal
    assert second.optimal
    assert first.rank[1] == pytest.approx(2 * 30 + 0.005 * 30)


def test_of_two_conflicts_each_is_looked_at_without_the_other() -> None:
    people = [
        replace(_locked("a", "hq-101", staff=1), max_storey=0),
        replace(_locked("b", "hq-102", staff=1), forbidden=("hq-102",)),
    ]
    found = _ways(portfolio([building("hq", "centre", [12, 12, 12])], people))
    kinds = [{way.requirement.kind for way in ways} for ways in found]
    assert sorted(map(sorted, kinds)) == [["forbidden", "locked"], ["locked", "max_storey"]]


def test_without_time_no_way_is_tried() -> None:
    people = [_locked("a", "hq-101", staff=1), _locked("b", "hq-101", staff=1)]
    case = portfolio([building("hq", "centre", [12])], people)
    assert _ways(case, seconds=0.0) == [()]


def test_the_rule_on_classified_rooms_is_named_where_it_is_in_the_way() -> None:
    contractor = replace(_locked("c", "hq-101", staff=1), kind="contractor")
    case = portfolio([building("hq", "centre", [12, 12, 12])], [contractor])
    case = with_room(case, "hq-102", tags=frozenset({"classified"}))
    (conflict,) = outright_conflicts(case_of(case))
    assert {r.kind for r in conflict.requirements} == {CLASSIFIED_APART, "locked"}


def test_a_search_for_a_way_out_hears_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bool] = []

    def search(*_: object, progress: Progress, **__: object) -> None:
        heard.append(progress.stopped())
        raise ConflictError

    module = import_module("spaceplan.allocate.explain.ways_out")  # a function hides it
    monkeypatch.setattr(module, "allocate_rooms", search)
    people = [_locked("a", "hq-101", staff=1), _locked("b", "hq-101", staff=1)]
    case = case_of(portfolio([building("hq", "centre", [12])], people))
    answers = iter([False, True, True, True])  # before the first search, in it, after it
    time = TimeLeft(perf_counter() + 60.0, lambda: next(answers))
    assert list(ways_out(case, list(outright_conflicts(case)), time=time)) == [()]
    assert heard == [True]
