"""Waivers that have ended, whether or not what they were for is cured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spaceplan.check import State
from spaceplan.model import Waiver
from tests.check.builders import AS_OF, LEDGER, check, states, with_ledger


def waiver(until: date, subject: str = "hq-101") -> Waiver:
    return Waiver("room-area", subject, "the lease ends", "the bureau", until)


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (AS_OF, State.PASS),
        (date(2026, 7, 1), State.PASS),
        (date(2026, 6, 29), State.FAIL),
    ],
    ids=["its last day", "a day more", "a day less"],
)
def test_a_waiver_ends_after_its_last_day(until: date, state: State) -> None:
    portfolio = replace(with_ledger(*LEDGER), waivers=(waiver(until),))
    assert states("waiver-expired", portfolio) == {"room-area/hq-101": state}


def test_of_two_waivers_for_the_same_finding_the_last_one_counts() -> None:
    waivers = (waiver(date(2027, 1, 1)), waiver(date(2020, 1, 1)))
    portfolio = replace(with_ledger(*LEDGER), waivers=waivers)
    assert states("waiver-expired", portfolio) == {"room-area/hq-101": State.PASS}


def test_where_nothing_is_waived_the_rule_does_not_apply() -> None:
    assert states("waiver-expired", with_ledger(*LEDGER)) == {"tiny": State.NOT_APPLICABLE}


def test_it_says_who_allowed_it_and_for_how_long_it_has_ended() -> None:
    portfolio = replace(with_ledger(*LEDGER), waivers=(waiver(date(2026, 6, 20)),))
    (finding,) = (f for f in check(portfolio).findings if f.rule == "waiver-expired")
    assert finding.text("en") == (
        "the waiver of room-area for hq-101 by the bureau ended on 2026-06-20, 10 days ago"
    )
    assert (finding.severity, finding.measured, finding.department) == ("warning", 10.0, "finance")
