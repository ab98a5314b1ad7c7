"""An office that is held stands empty for at most six months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spaceplan.check import State
from spaceplan.model import Holding, Portfolio
from spaceplan.rules.kinds import Vacancy
from tests.check.builders import LEDGER, check, judged, plan, states, with_ledger, with_room


def empty(since: date | None, room: str = "hq-105") -> Portfolio:
    """Return hq-105, held by finance and empty since a day."""
    portfolio = with_ledger(*LEDGER)
    portfolio = replace(portfolio, holdings=(*portfolio.holdings, Holding("hq-105", "finance")))
    return with_room(portfolio, room, vacant_since=since)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2026, 3, 1), State.PASS),
        (date(2025, 12, 30), State.PASS),  # six months end on 30 June
        (date(2025, 12, 29), State.FAIL),
        (None, State.BLOCKED),
    ],
)
def test_the_six_months_run_from_day_to_day(since: date | None, expected: State) -> None:
    assert states("vacancy", empty(since))["hq-105"] == expected


def test_the_finding_is_a_notice_in_days() -> None:
    (finding,) = [f for f in check(empty(date(2025, 6, 30))).failures() if f.rule == "vacancy"]
    assert (finding.severity, finding.department) == ("notice", "finance")
    assert (finding.measured, finding.limit, finding.unit) == (365, 183, "days")


def test_an_office_with_people_is_not_vacant_whatever_is_written() -> None:
    portfolio = empty(date(2020, 1, 1), room="hq-101")
    assert states("vacancy", portfolio)["hq-101"] == State.NOT_APPLICABLE


def test_what_nobody_holds_counts_only_where_the_rule_says_so() -> None:
    portfolio = empty(date(2020, 1, 1), room="hq-106")
    assert states("vacancy", portfolio)["hq-106"] == State.NOT_APPLICABLE
    assert judged(Vacancy(held_only=False), portfolio)["hq-106"].state == State.FAIL


def test_without_a_ledger_only_stated_vacancies_are_judged() -> None:
    portfolio = replace(empty(date(2020, 1, 1)), ledger=None)
    found = states("vacancy", portfolio)
    assert (found["hq-105"], found["tiny"]) == (State.FAIL, State.BLOCKED)


def test_in_a_plan_it_must_be_empty_too() -> None:
    planned = plan({"hq-105": ("finance", {"city_staff": 1})})
    found = states("vacancy", empty(date(2020, 1, 1)), planned=planned)
    assert found["hq-105"] == State.NOT_APPLICABLE
