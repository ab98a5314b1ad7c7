"""Of every office that is held it is known who sits there, or that nobody does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spaceplan.check import State
from spaceplan.model import Holding, Portfolio
from tests.check.builders import GOOD, LEDGER, check, states, with_ledger, with_room

RULE = "unknown-occupants"


def held() -> Portfolio:
    """Return hq-105, held by finance with nobody in the ledger."""
    portfolio = with_ledger(*LEDGER)
    return replace(portfolio, holdings=(*portfolio.holdings, Holding("hq-105", "finance")))


def test_a_held_office_without_people_that_is_not_vacant_is_a_riddle() -> None:
    found = states(RULE, held())
    assert (found["hq-105"], found["hq-101"]) == (State.FAIL, State.PASS)
    (finding,) = [f for f in check(held()).failures() if f.rule == RULE]
    assert (finding.department, finding.severity) == ("finance", "notice")


def test_a_vacancy_that_is_stated_is_none() -> None:
    portfolio = with_room(held(), "hq-105", vacant_since=date(2026, 6, 1))
    assert states(RULE, portfolio)["hq-105"] == State.PASS


def test_what_nobody_holds_and_what_is_no_office_is_not_asked() -> None:
    portfolio = with_room(held(), "hq-105", use="storage")
    found = states(RULE, portfolio)
    assert found["hq-106"] == State.NOT_APPLICABLE
    assert "hq-105" not in found


def test_without_a_ledger_it_is_blocked_and_a_plan_is_not_asked() -> None:
    assert states(RULE, replace(held(), ledger=None)) == {"tiny": State.BLOCKED}
    assert states(RULE, held(), planned=GOOD) == {"tiny": State.NOT_APPLICABLE}
