"""A classified room has no wall or door in common with a contractor's room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Department, Holding, Portfolio
from tests.cases import tiny_portfolio
from tests.check.builders import check, plan, states, with_new_department, with_room


def guarded(room: str, kind: str = "contractor") -> Portfolio:
    """Return archives in the classified room hq-103, and guards in another one."""
    guards = Department("guards", "centre", kind=kind, contract=2)
    portfolio = with_room(tiny_portfolio(), "hq-103", tags=frozenset({"classified"}))
    holdings = (Holding("hq-103", "archives"), Holding(room, "guards"))
    return replace(with_new_department(portfolio, guards), holdings=holdings)


@pytest.mark.parametrize(
    ("room", "expected"),
    [("hq-101", State.PASS), ("hq-102", State.FAIL), ("hq-104", State.FAIL), ("hq-1c", State.FAIL)],
    ids=["one room between", "west wall", "east wall", "door"],
)
def test_walls_and_doors_count_and_nothing_further(room: str, expected: State) -> None:
    assert states("contractor-beside-classified", guarded(room))["hq-103"] == expected


def test_the_finding_is_about_the_classified_room() -> None:
    found = check(guarded("hq-102")).findings
    (finding,) = [f for f in found if f.rule == "contractor-beside-classified"]
    assert (finding.subject_kind, finding.subject) == ("room", "hq-103")
    assert (finding.department, finding.measured, finding.limit) == ("archives", 1, 0)
    assert "hq-102, held by guards" in finding.text("en")


def test_any_other_holder_may_be_beside_it() -> None:
    portfolio = guarded("hq-102", kind="organ")
    assert states("contractor-beside-classified", portfolio)["hq-103"] == State.PASS


def test_rooms_that_are_not_classified_are_not_judged() -> None:
    found = states("contractor-beside-classified", guarded("hq-102"))
    assert found["hq-101"] == State.NOT_APPLICABLE


def test_where_nobody_is_known_to_hold_anything_nobody_can_say() -> None:
    portfolio = replace(guarded("hq-102"), holdings=())
    assert states("contractor-beside-classified", portfolio) == {"tiny": State.BLOCKED}


def test_an_allocation_is_judged_by_its_own_holders() -> None:
    planned = plan({"hq-106": ("guards", {"contract": 2})})
    found = states("contractor-beside-classified", guarded("hq-102"), planned=planned)
    assert found["hq-103"] == State.PASS
