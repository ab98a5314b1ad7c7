"""Everybody of a department has a seat. Archives has two people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Counts, Holding, LedgerEntry
from tests.cases import tiny_portfolio
from tests.check.builders import (
    GOOD,
    LEDGER,
    STAFF,
    check,
    entry,
    plan,
    states,
    with_department,
    with_ledger,
)


def state(*entries: LedgerEntry) -> State:
    return states("seat-for-everyone", with_ledger(*entries))["archives"]


def test_two_seats_for_two_are_enough_and_one_is_not() -> None:
    assert state(*LEDGER) == State.PASS
    assert state(*LEDGER[:-1]) == State.FAIL


@pytest.mark.parametrize(
    "other",
    [
        entry("a2", "archives", ""),
        entry("x", "archives", "hq-105", status="retired"),
        entry("a1", "archives", "hq-105", post="concurrent"),
        entry("x", "finance", "hq-105"),
    ],
    ids=["no room", "retired", "second office", "another department's"],
)
def test_what_is_no_seat_for_the_second_one(other: LedgerEntry) -> None:
    assert state(*LEDGER[:-1], other) == State.FAIL


def test_seconded_and_contract_staff_need_seats() -> None:
    portfolio = with_department(with_ledger(*LEDGER), "archives", seconded=1)
    assert states("seat-for-everyone", portfolio)["archives"] == State.FAIL
    there = entry("x", "archives", "hq-105", status="seconded")
    portfolio = replace(portfolio, ledger=(*LEDGER, there))
    assert states("seat-for-everyone", portfolio)["archives"] == State.PASS


def test_nothing_is_said_of_a_department_that_holds_rooms_and_states_no_people() -> None:
    """As after an import from drawings, where zones have names and nobody in them."""
    nobody = with_department(tiny_portfolio(), "archives", headcount=Counts())
    held = replace(nobody, holdings=(Holding("hq-104", "archives"),))
    assert states("seat-for-everyone", held, planned=plan())["archives"] == State.BLOCKED
    assert states("seat-for-everyone", nobody, planned=plan())["archives"] == State.PASS


def test_the_finding_counts_persons_and_is_graded_by_their_share() -> None:
    found = check(with_ledger(*LEDGER[:-1])).findings
    (finding,) = [f for f in found if f.rule == "seat-for-everyone"]
    assert (finding.measured, finding.limit, finding.excess) == (1, 0, 1)
    assert (finding.unit, finding.grade) == ("persons", 3)


def test_without_a_ledger_the_status_quo_is_blocked_and_an_allocation_is_judged() -> None:
    assert set(states("seat-for-everyone", tiny_portfolio()).values()) == {State.BLOCKED}
    found = states("seat-for-everyone", tiny_portfolio(), planned=GOOD)
    assert set(found.values()) == {State.PASS}
    one_short = plan({"hq-104": ("archives", {STAFF: 1})})
    found = states("seat-for-everyone", tiny_portfolio(), planned=one_short)
    assert set(found.values()) == {State.FAIL}


def test_the_people_of_a_merged_department_are_seated_for_its_successor() -> None:
    merged = (*LEDGER[:5], *(replace(e, department="records") for e in LEDGER[5:]))
    portfolio = with_department(with_ledger(*merged), "archives", succeeds=("records",))
    assert states("seat-for-everyone", portfolio)["archives"] == State.PASS
