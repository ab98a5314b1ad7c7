"""Nobody has a place in a technical room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Portfolio
from tests.check.builders import LEDGER, STAFF, check, entry, plan, states, with_ledger, with_room


def courtroom(portfolio: Portfolio) -> Portfolio:
    return with_room(portfolio, "hq-105", use="courtroom")


def test_a_technical_room_without_people_is_right_and_others_are_not_meant() -> None:
    found = states("technical-room-as-office", courtroom(with_ledger(*LEDGER)))
    assert found == {"hq-105": State.PASS}


@pytest.mark.parametrize(
    "fields", [{}, {"status": "retired"}, {"post": "concurrent", "approval": "no. 7"}]
)
def test_one_person_in_it_is_one_too_many(fields: dict[str, str]) -> None:
    portfolio = courtroom(with_ledger(*LEDGER, entry("x", "archives", "hq-105", **fields)))
    found = [f for f in check(portfolio).findings if f.rule == "technical-room-as-office"]
    (finding,) = found
    assert (finding.subject, finding.department) == ("hq-105", "archives")
    assert (finding.measured, finding.limit, finding.unit) == (1, 0, "persons")


def test_without_a_ledger_a_held_one_is_blocked_and_a_vacant_one_is_right() -> None:
    held = courtroom(with_ledger(entry("x", "archives", "hq-105")))
    found = states("technical-room-as-office", replace(held, ledger=None))
    assert found == {"hq-105": State.BLOCKED}
    vacant = courtroom(replace(with_ledger(*LEDGER), ledger=None))
    assert states("technical-room-as-office", vacant) == {"hq-105": State.PASS}


def test_in_an_allocation_the_counts_say_who_sits_there() -> None:
    planned = plan({"hq-105": ("archives", {STAFF: 1})})
    found = states("technical-room-as-office", courtroom(with_ledger(*LEDGER)), planned=planned)
    assert found == {"hq-105": State.FAIL}


@pytest.mark.parametrize(
    ("use", "expected"),
    [("filing", State.FAIL), ("duty", State.NOT_APPLICABLE), ("meeting", State.FAIL)],
)
def test_in_some_service_rooms_people_work(use: str, expected: State) -> None:
    portfolio = with_ledger(*LEDGER, entry("x", "archives", "hq-105"))
    found = states("service-room-as-office", with_room(portfolio, "hq-105", use=use))
    assert found["hq-105"] == expected
