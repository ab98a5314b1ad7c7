"""People sit in rooms that their own department holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spaceplan.check import State
from spaceplan.model import Department, Holding, Portfolio
from tests.check.builders import GOOD, check, entry, states, with_department, with_ledger

RULE = "foreign-room"


def sits(*holders: str, **fields: Any) -> Portfolio:
    """Return somebody of archives in hq-101, which these departments hold."""
    holdings = (*(Holding("hq-101", holder) for holder in holders), Holding("hq-106", "finance"))
    return replace(with_ledger(entry("x", "archives", "hq-101", **fields)), holdings=holdings)


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        (("archives",), State.PASS),
        (("finance", "archives"), State.PASS),
        (("finance",), State.FAIL),
        ((), State.FAIL),
    ],
)
def test_the_room_must_be_held_by_their_own(holders: tuple[str, ...], expected: State) -> None:
    assert states(RULE, sits(*holders))["hq-101"] == expected


def test_the_finding_counts_them_and_names_the_holder() -> None:
    (finding,) = [f for f in check(sits("finance")).failures() if f.rule == RULE]
    assert (finding.measured, finding.unit) == (1, "persons")
    assert "1 person of archives; it is held by finance" in finding.text("en")


@pytest.mark.parametrize(("approval", "expected"), [("No. 1", State.PASS), ("", State.FAIL)])
def test_an_approved_second_office_is_no_trespass(approval: str, expected: State) -> None:
    portfolio = sits("finance", post="concurrent", approval=approval)
    assert states(RULE, portfolio)["hq-101"] == expected


def test_a_successor_stands_for_whom_the_files_still_name() -> None:
    portfolio = with_department(sits("old-finance"), "archives", succeeds=("old-finance",))
    assert isinstance(portfolio.department("archives"), Department)
    assert states(RULE, portfolio)["hq-101"] == State.PASS


def test_a_room_without_people_is_not_asked() -> None:
    assert "hq-106" not in states(RULE, sits("archives"))


def test_without_ledger_or_holdings_it_is_blocked_and_a_plan_is_not_asked() -> None:
    assert states(RULE, replace(sits("archives"), ledger=None)) == {"tiny": State.BLOCKED}
    assert states(RULE, replace(sits("archives"), holdings=())) == {"tiny": State.BLOCKED}
    assert states(RULE, sits("finance"), planned=GOOD) == {"tiny": State.NOT_APPLICABLE}
