"""A second office is given back within two months after the concurrent post."""

from __future__ import annotations

from datetime import date

import pytest

from spaceplan.check import State
from tests.cases import tiny_portfolio
from tests.check.builders import HEAD, check, entry, states, with_ledger

ENDED = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [
        (date(2025, 12, 30), None),
        (date(2025, 12, 31), "notice"),
        (date(2026, 2, 28), "notice"),
        (date(2026, 3, 1), "error"),
    ],
)
def test_two_months_run_from_the_end_of_the_post(as_of: date, severity: str | None) -> None:
    portfolio = with_ledger(
        entry("h", "finance", "hq-101", HEAD),
        entry("h", "finance", "hq-102", HEAD, post="concurrent", approval="7", until=ENDED),
    )
    found = check(portfolio, as_of=as_of).findings
    assert [f.severity for f in found if f.rule == "concurrent-ended"] == (
        [severity] if severity else []
    )


def test_a_post_that_goes_on_is_right() -> None:
    portfolio = with_ledger(entry("h", "finance", "hq-101", HEAD, post="concurrent"))
    assert states("concurrent-ended", portfolio)["h"] == State.PASS


def test_the_end_of_a_main_post_is_not_meant() -> None:
    portfolio = with_ledger(entry("h", "finance", "hq-101", HEAD, until=ENDED))
    assert states("concurrent-ended", portfolio)["h"] == State.NOT_APPLICABLE


def test_without_a_ledger_the_rule_is_blocked() -> None:
    assert states("concurrent-ended", tiny_portfolio()) == {"tiny": State.BLOCKED}
