"""Everybody in the ledger who needs a seat has a room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from tests.cases import tiny_portfolio
from tests.check.builders import GOOD, LEDGER, check, entry, states, with_ledger

RULE = "person-without-room"


@pytest.mark.parametrize(
    ("room", "status", "expected"),
    [
        ("hq-101", "active", State.PASS),
        ("", "active", State.FAIL),
        ("", "contract", State.FAIL),
        ("", "seconded", State.FAIL),
        ("", "retired", State.NOT_APPLICABLE),
        ("hq-101", "transferred", State.NOT_APPLICABLE),
    ],
)
def test_it_depends_on_who_needs_a_seat(room: str, status: str, expected: State) -> None:
    portfolio = with_ledger(entry("x", "finance", room, status=status))
    assert states(RULE, portfolio)["x"] == expected


def test_a_second_office_is_no_seat() -> None:
    entries = (entry("x", "finance", ""), entry("x", "archives", "hq-104", post="concurrent"))
    assert states(RULE, with_ledger(*entries))["x"] == State.FAIL


def test_the_finding_stands_at_the_line_of_the_ledger() -> None:
    (finding,) = [
        f for f in check(with_ledger(entry("x", "finance", ""))).findings if f.rule == RULE
    ]
    assert (finding.file, finding.line, finding.severity) == ("people.csv", 2, "warning")
    assert "person x of Finance Bureau (finance) has no room" in finding.text("en")


def test_a_plan_seats_by_name_or_is_not_judged() -> None:
    portfolio = with_ledger(*LEDGER)
    assert states(RULE, portfolio, planned=GOOD) == {"tiny": State.NOT_APPLICABLE}
    named = replace(GOOD, people=(("f1", "hq-101"),))
    found = states(RULE, portfolio, planned=named)
    assert (found["f1"], found["f2"]) == (State.PASS, State.FAIL)


def test_without_a_ledger_it_is_blocked() -> None:
    assert states(RULE, tiny_portfolio()) == {"tiny": State.BLOCKED}
