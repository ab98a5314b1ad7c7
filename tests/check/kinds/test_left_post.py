"""Who retired or was transferred gives the office back within a month, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from spaceplan.check import Finding, State
from tests.cases import tiny_portfolio
from tests.check.builders import GOOD, LEDGER, check, entry, states, with_ledger, with_room


def finding(until: date | None, as_of: date, **fields: Any) -> Finding | None:
    """Return the finding about somebody who left on a day and still is in hq-101."""
    fields.setdefault("status", "retired")
    portfolio = with_ledger(entry("x", "archives", "hq-101", until=until, **fields))
    found = [f for f in check(portfolio, as_of=as_of).findings if f.rule == "left-post"]
    return found[0] if found else None


LEFT = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [
        (date(2026, 1, 30), None),
        (date(2026, 1, 31), "notice"),
        (date(2026, 2, 27), "notice"),
        (date(2026, 2, 28), "notice"),
        (date(2026, 3, 1), "error"),
        (date(2027, 1, 1), "error"),
    ],
)
def test_the_month_runs_from_the_day_of_leaving_to_the_end_of_february(
    as_of: date, severity: str | None
) -> None:
    found = finding(LEFT, as_of)
    assert (found.severity if found else None) == severity
    assert found is None or found.state == State.FAIL


def test_the_count_down_says_how_many_days_are_left() -> None:
    found = finding(LEFT, date(2026, 2, 20))
    assert found is not None
    assert (found.measured, found.limit, found.excess, found.unit) == (20, 28, 0, "days")
    assert "is due back by 2026-02-28, in 8 days" in found.text("en")


def test_the_overdue_finding_says_since_when() -> None:
    found = finding(LEFT, date(2026, 3, 10), status="transferred")
    assert found is not None
    assert (found.measured, found.limit, found.excess) == (38, 28, 10)
    assert "was due back by 2026-02-28, 10 days ago" in found.text("en")


def test_without_a_day_of_leaving_the_rule_is_blocked() -> None:
    found = finding(None, LEFT)
    assert found is not None
    assert found.state == State.BLOCKED


def test_a_second_office_is_to_be_given_back_as_well() -> None:
    found = finding(LEFT, date(2026, 6, 30), post="concurrent")
    assert found is not None
    assert found.severity == "error"


def test_of_two_offices_the_gravest_is_told() -> None:
    two = (
        entry("x", "archives", "hq-101", status="retired", until=date(2026, 6, 20)),
        entry("x", "archives", "hq-102", status="retired", until=LEFT),
    )
    found = [f for f in check(with_ledger(*two)).findings if f.rule == "left-post"]
    assert [f.severity for f in found] == ["error"]


@pytest.mark.parametrize("status", ["active", "seconded", "contract"])
def test_the_rule_does_not_speak_of_those_who_are_there(status: str) -> None:
    portfolio = with_ledger(entry("x", "archives", "hq-101", status=status, until=LEFT))
    assert states("left-post", portfolio)["x"] == State.NOT_APPLICABLE


def test_a_place_that_is_no_office_does_not_count() -> None:
    portfolio = with_ledger(entry("x", "archives", "hq-101", status="retired", until=LEFT))
    portfolio = with_room(portfolio, "hq-101", use="storage")
    assert states("left-post", portfolio)["x"] == State.NOT_APPLICABLE


def test_without_a_ledger_the_rule_is_blocked() -> None:
    assert states("left-post", tiny_portfolio()) == {"tiny": State.BLOCKED}


def test_an_allocation_that_seats_nobody_who_left_is_right() -> None:
    portfolio = with_ledger(*LEDGER, entry("x", "archives", "hq-105", status="retired"))
    planned = replace(GOOD, people=tuple((e.person, e.room) for e in LEDGER))
    found = states("left-post", portfolio, planned=planned)
    assert set(found.values()) == {State.NOT_APPLICABLE}
    assert "x" not in found
