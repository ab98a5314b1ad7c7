"""Enterprises and associations hold no offices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Holding, Portfolio
from tests.cases import tiny_portfolio
from tests.check.builders import check, entry, plan, states, with_department, with_ledger, with_room


def held(kind: str, *rooms: str) -> Portfolio:
    """Return archives as a department of a kind that holds these rooms; finance holds hq-101."""
    portfolio = with_department(tiny_portfolio(), "archives", kind=kind)
    holdings = (Holding("hq-101", "finance"), *(Holding(room, "archives") for room in rooms))
    return replace(portfolio, holdings=holdings)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("enterprise", State.FAIL),
        ("association", State.FAIL),
        ("institution", State.NOT_APPLICABLE),
        ("contractor", State.NOT_APPLICABLE),
    ],
)
def test_it_depends_on_what_a_department_is(kind: str, expected: State) -> None:
    assert states("barred-holder", held(kind, "hq-102"))["archives"] == expected


def test_an_enterprise_that_holds_nothing_of_offices_keeps_the_rule() -> None:
    assert states("barred-holder", held("enterprise"))["archives"] == State.PASS
    plant = with_room(held("enterprise", "hq-102"), "hq-102", use="plant")
    assert states("barred-holder", plant)["archives"] == State.PASS


def test_the_finding_is_a_warning_with_its_rooms() -> None:
    found = check(held("enterprise", "hq-102", "hq-103")).failures("warning")
    (finding,) = [f for f in found if f.rule == "barred-holder"]
    assert (finding.severity, finding.measured, finding.limit) == ("warning", 36.0, 0.0)
    assert finding.related == ("hq-102", "hq-103")


def test_people_of_it_in_a_room_without_a_holding_count_as_well() -> None:
    portfolio = with_department(
        with_ledger(entry("a", "archives", "hq-104")), "archives", kind="enterprise"
    )
    assert states("barred-holder", replace(portfolio, holdings=()))["archives"] == State.FAIL


def test_a_plan_is_judged_by_its_own_lines() -> None:
    planned = plan({"hq-102": ("finance", {})})
    found = states("barred-holder", held("enterprise", "hq-102"), planned=planned)
    assert found["archives"] == State.PASS


def test_without_holdings_and_ledger_nobody_can_say() -> None:
    portfolio = replace(held("enterprise"), holdings=())
    assert states("barred-holder", portfolio) == {"tiny": State.BLOCKED}
