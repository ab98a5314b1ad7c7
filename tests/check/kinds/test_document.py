"""Certificate, yearly publication and yearly filing of every department."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from spaceplan.check import State
from spaceplan.check.finding import Outcome
from spaceplan.model import Portfolio
from spaceplan.rules.kinds import Document
from tests.cases import tiny_portfolio
from tests.check.builders import check, judged, states, with_department

YEARLY = Document(document="published", yearly=True)


def dated(**dates: Any) -> Portfolio:
    """Return finance with these dates; archives has all of them, of this spring."""
    spring = dict.fromkeys(("certificate", "published", "filed"), date(2026, 3, 1))
    return with_department(
        with_department(tiny_portfolio(), "archives", **spring), "finance", **dates
    )


def published(done: date | None, as_of: date) -> Outcome:
    return judged(YEARLY, dated(published=done), as_of=as_of)["finance"]


@pytest.mark.parametrize(
    ("done", "as_of", "state", "severity"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), State.PASS, None),
        (date(2025, 12, 31), date(2026, 1, 1), State.FAIL, "notice"),
        (date(2025, 1, 1), date(2026, 12, 31), State.FAIL, "notice"),
        (date(2025, 12, 31), date(2027, 1, 1), State.FAIL, None),
        (date(2026, 7, 2), date(2026, 7, 1), State.BLOCKED, None),
        (date(2026, 7, 1), date(2026, 7, 1), State.PASS, None),
        (None, date(2026, 7, 1), State.FAIL, None),
    ],
)
def test_what_is_due_every_year_counts_down_to_the_end_of_the_next(
    done: date | None, as_of: date, state: State, severity: str | None
) -> None:
    outcome = published(done, as_of)
    assert (outcome.state, outcome.severity) == (state, severity)


def test_the_count_down_says_how_many_days_are_left() -> None:
    outcome = published(date(2025, 5, 1), date(2026, 12, 21))
    assert "due by 2026-12-31, 10 days" in str(outcome.message)
    assert (outcome.excess, outcome.unit) == (0, "days")


@pytest.mark.parametrize(
    ("as_of", "expected"), [(date(2029, 3, 1), State.PASS), (date(2029, 3, 2), State.FAIL)]
)
def test_a_document_may_grow_too_old(as_of: date, expected: State) -> None:
    kind = Document(document="certificate", max_age_months=36)
    found = judged(kind, dated(certificate=date(2026, 3, 1)), as_of=as_of)
    assert found["finance"].state == expected


@pytest.mark.parametrize("rule", ["use-certificate", "yearly-publication", "yearly-filing"])
def test_who_has_none_where_others_have_one_is_warned(rule: str) -> None:
    (finding,) = [f for f in check(dated()).failures() if f.rule == rule]
    assert (finding.subject, finding.severity) == ("finance", "warning")
    assert finding.remedies == ("issue_document",)


def test_where_nobody_has_any_the_register_is_missing_and_the_rule_blocked_once() -> None:
    assert states("use-certificate", tiny_portfolio()) == {"tiny": State.BLOCKED}


def test_a_contractor_needs_none() -> None:
    portfolio = with_department(dated(), "finance", kind="contractor")
    assert states("use-certificate", portfolio)["finance"] == State.NOT_APPLICABLE
