"""One office a person; a second only approved and below quota. Rooms have 18 m², a head 24 m²."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spaceplan.check import Finding, State
from spaceplan.model import LedgerEntry
from spaceplan.rules.kinds import OneOffice
from tests.cases import tiny_portfolio
from tests.check.builders import (
    DEPUTY,
    GOOD,
    HEAD,
    LEDGER,
    check,
    entry,
    judged,
    states,
    with_ledger,
    with_room,
)

MAIN = entry("h", "finance", "hq-101", HEAD)


def second(room: str = "hq-102", rank: str = HEAD, approval: str = "no. 7") -> LedgerEntry:
    return entry("h", "finance", room, rank, post="concurrent", approval=approval)


def state(*entries: LedgerEntry, area: float = 18.0) -> State:
    portfolio = with_room(with_ledger(*entries), "hq-102", area=area)
    return states("one-office", portfolio)["h"]


def finding(*entries: LedgerEntry) -> Finding:
    (found,) = [f for f in check(with_ledger(*entries)).findings if f.rule == "one-office"]
    return found


def test_one_office_is_right_and_a_second_one_without_approval_is_not() -> None:
    assert state(MAIN) == State.PASS
    assert state(MAIN, second()) == State.PASS
    assert state(MAIN, second(approval="")) == State.FAIL


@pytest.mark.parametrize(
    ("area", "expected"), [(23.99, State.PASS), (24.0, State.FAIL), (24.01, State.FAIL)]
)
def test_the_second_office_is_smaller_than_the_quota(area: float, expected: State) -> None:
    assert state(MAIN, second(), area=area) == expected


def test_a_third_office_is_never_right() -> None:
    assert state(MAIN, second(), second("hq-103")) == State.FAIL
    found = finding(MAIN, second(), second("hq-103"))
    assert (found.measured, found.limit, found.unit) == (3, 2, "offices")


def test_two_main_offices_are_one_too_many() -> None:
    assert state(MAIN, replace(MAIN, room="hq-102")) == State.FAIL


def test_the_finding_names_the_office_that_is_not_approved() -> None:
    found = finding(MAIN, replace(second(approval=""), source=None))
    assert (found.measured, found.limit, found.file) == (2, 1, None)
    assert "hq-102 is not approved" in found.text("en")


def test_a_second_office_as_large_as_the_quota_is_found_without_excess() -> None:
    portfolio = with_room(with_ledger(MAIN, second()), "hq-102", area=24.0)
    (found,) = [f for f in check(portfolio).findings if f.rule == "one-office"]
    assert (found.measured, found.limit, found.excess, found.grade) == (24.0, 24.0, 0.0, 1)


def test_a_place_in_a_room_that_is_no_office_does_not_count() -> None:
    portfolio = with_room(with_ledger(MAIN, second(approval="")), "hq-102", use="duty")
    assert states("one-office", portfolio)["h"] == State.PASS
    portfolio = with_room(portfolio, "hq-101", use="duty")
    assert states("one-office", portfolio)["h"] == State.NOT_APPLICABLE


def test_the_same_room_on_two_lines_is_one_office() -> None:
    assert state(MAIN, second("hq-101", approval="")) == State.PASS


@pytest.mark.parametrize(
    ("quota_of", "expected"), [("main", State.PASS), ("concurrent", State.FAIL)]
)
def test_where_a_province_says_so_the_concurrent_posts_quota_counts(
    quota_of: Any, expected: State
) -> None:
    # a head (24 m²) who is a deputy (18 m²) elsewhere, with a second office of 18 m²
    portfolio = with_ledger(MAIN, replace(second(), rank=DEPUTY))
    assert judged(OneOffice(quota_of=quota_of), portfolio)["h"].state == expected


def test_a_second_office_of_somebody_without_a_rank_is_blocked() -> None:
    assert state(replace(MAIN, rank=""), second(rank="")) == State.BLOCKED


def test_without_a_ledger_the_status_quo_is_blocked_as_a_whole() -> None:
    assert states("one-office", tiny_portfolio()) == {"tiny": State.BLOCKED}
    found = states("one-office", tiny_portfolio(), planned=GOOD)
    assert found == {"tiny": State.NOT_APPLICABLE}


def test_an_allocation_that_names_nobody_is_not_passed() -> None:
    found = states("one-office", with_ledger(*LEDGER), planned=GOOD)
    assert found == {"tiny": State.NOT_APPLICABLE}


def test_an_allocation_gives_everybody_one_room() -> None:
    portfolio = with_ledger(MAIN, second(approval=""), *LEDGER)
    planned = replace(GOOD, people=(("h", "hq-101"),))
    assert states("one-office", portfolio, planned=planned) == {"h": State.PASS}


@pytest.mark.parametrize("approvals", [("", "no. 7"), ("no. 7", "")])
def test_a_room_that_is_approved_once_is_approved(approvals: tuple[str, str]) -> None:
    assert state(MAIN, *(second(approval=approval) for approval in approvals)) == State.PASS


def test_the_evidence_tells_the_main_office_from_the_further_one() -> None:
    told = [str(one.label) for one in finding(MAIN, second(approval="")).evidence]
    assert "office hq-101 of the main post" in told
    assert "further office hq-102, without approval" in told
