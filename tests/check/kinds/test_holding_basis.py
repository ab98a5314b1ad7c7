"""What is rented, borrowed or lent has an approval and a term that still runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from spaceplan.check import Finding, State
from spaceplan.model import Holding, Portfolio, Source
from spaceplan.rules.kinds import HoldingBasis
from tests.cases import tiny_portfolio
from tests.check.builders import check, judged, plan, states, with_room

UNTIL = date(2026, 9, 30)


def leased(basis: str = "rented", **fields: Any) -> Portfolio:
    """Return finance with hq-101 on a basis until 30 September 2026, approved."""
    stated = {"approval": "No. 3", "since": date(2023, 10, 1), "until": UNTIL, **fields}
    lease = Holding("hq-101", "finance", basis, source=Source("holdings.csv", 2), **stated)
    return replace(tiny_portfolio(), holdings=(lease, Holding("hq-102", "finance")))


def finding(as_of: date, **fields: Any) -> Finding | None:
    found = check(leased(**fields), as_of=as_of).findings
    return next((f for f in found if f.rule == "rented-or-borrowed"), None)


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [
        (date(2026, 6, 29), None),
        (date(2026, 6, 30), "notice"),
        (date(2026, 9, 30), "notice"),
        (date(2026, 10, 1), "error"),
    ],
)
def test_three_months_before_its_end_a_lease_counts_down(as_of: date, severity: str | None) -> None:
    found = finding(as_of)
    assert (found.severity if found else None) == severity


@pytest.mark.parametrize(
    ("as_of", "severities"), [(date(2026, 6, 29), []), (date(2026, 6, 30), ["notice"])]
)
def test_what_is_lent_counts_down_for_three_months_as_well(
    as_of: date, severities: list[str]
) -> None:
    found = check(leased("lent"), as_of=as_of).findings
    assert [f.severity for f in found if f.rule == "lent-out"] == severities


def test_the_overdue_lease_says_for_how_many_days() -> None:
    found = finding(date(2026, 10, 11))
    assert found is not None
    assert (found.unit, found.excess) == ("days", 11)  # 1 October is the first day beyond
    assert (found.file, found.line) == ("holdings.csv", 2)
    assert "ended on 2026-09-30, 11 days ago" in found.text("en")


@pytest.mark.parametrize(
    ("rule", "basis", "expected"),
    [
        ("rented-or-borrowed", "rented", State.FAIL),
        ("rented-or-borrowed", "borrowed", State.FAIL),
        ("rented-or-borrowed", "lent", State.NOT_APPLICABLE),
        ("lent-out", "lent", State.FAIL),
        ("lent-out", "owned", State.NOT_APPLICABLE),
    ],
)
def test_without_approval_each_basis_breaks_its_rule(
    rule: str, basis: str, expected: State
) -> None:
    assert states(rule, leased(basis, approval=""))["hq-101"] == expected


def test_an_approved_lease_without_an_end_is_blocked() -> None:
    assert states("rented-or-borrowed", leased(until=None))["hq-101"] == State.BLOCKED


def test_a_hotel_room_is_never_an_office_whatever_was_approved() -> None:
    portfolio = with_room(leased(), "hq-101", tags=frozenset({"hotel"}))
    assert states("hotel-room-as-office", portfolio)["hq-101"] == State.FAIL
    assert states("hotel-room-as-office", leased())["hq-101"] == State.NOT_APPLICABLE


def test_of_two_holdings_the_worse_one_counts() -> None:
    bare = Holding("hq-101", "archives", "borrowed")
    portfolio = replace(leased(), holdings=(*leased().holdings, bare))
    outcome = judged(HoldingBasis(bases=("rented", "borrowed")), portfolio)["hq-101"]
    assert (outcome.state, outcome.severity, outcome.department) == (State.FAIL, None, "archives")


def test_what_nobody_can_say_weighs_more_than_a_notice() -> None:
    endless = Holding("hq-101", "archives", "borrowed", approval="No. 4", since=date(2026, 1, 1))
    portfolio = replace(leased(), holdings=(*leased().holdings, endless))
    kind = HoldingBasis(bases=("rented", "borrowed"), notice_months=3)
    outcome = judged(kind, portfolio, as_of=date(2026, 9, 1))["hq-101"]
    assert (outcome.state, outcome.department) == (State.BLOCKED, "archives")


def test_without_holdings_it_is_blocked_and_a_plan_is_not_asked() -> None:
    bare = replace(tiny_portfolio(), holdings=())
    assert states("lent-out", bare) == {"tiny": State.BLOCKED}
    assert states("lent-out", leased(), planned=plan()) == {"tiny": State.NOT_APPLICABLE}
