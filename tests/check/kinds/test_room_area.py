"""Offices above what their occupants justify: rooms of 18 m², staff 9 m², head 24 m²."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Allocation, AllocationLine, Counts, LedgerEntry, Portfolio
from tests.cases import tiny_portfolio
from tests.check.builders import (
    GOOD,
    HEAD,
    LEDGER,
    STAFF,
    check,
    entry,
    plan,
    states,
    with_ledger,
    with_room,
    with_settings,
)


def state(*entries: LedgerEntry, area: float = 18.0) -> State:
    portfolio = with_room(with_ledger(*entries), "hq-101", area=area)
    return states("room-area", portfolio)["hq-101"]


TWO = (entry("a1", "archives", "hq-101"), entry("a2", "archives", "hq-101"))


@pytest.mark.parametrize(
    ("area", "expected"), [(17.99, State.PASS), (18.0, State.PASS), (18.01, State.FAIL)]
)
def test_two_staff_justify_18_m2_to_the_last_dm2(area: float, expected: State) -> None:
    assert state(*TWO, area=area) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (entry("x", "archives", "hq-101", status="retired"), State.FAIL),
        (entry("x", "archives", "hq-101", status="transferred"), State.FAIL),
        (entry("x", "archives", "hq-101", post="concurrent"), State.FAIL),
        (entry("x", "archives", "hq-101", post="concurrent", approval="no. 7"), State.PASS),
        (entry("x", "archives", "hq-101", status="seconded"), State.FAIL),
        (entry("x", "archives", "hq-101", HEAD, status="seconded"), State.FAIL),
        (entry("x", "archives", "hq-101"), State.PASS),
    ],
    ids=[
        *("retired", "transferred", "unapproved second", "approved second"),
        *("seconded", "seconded leader", "active"),
    ],
)
def test_who_else_sits_beside_one_of_staff_in_18_m2(other: LedgerEntry, expected: State) -> None:
    assert state(TWO[0], other) == expected


def test_who_retired_is_an_occupant_who_justifies_nothing() -> None:
    gone = entry("x", "archives", "hq-101", status="retired")
    (finding,) = check(with_ledger(gone)).failures("error")[:1]
    assert (finding.rule, finding.measured, finding.limit, finding.excess) == (
        *("room-area", 18.0, 0.0),
        18.0,
    )
    assert finding.grade == 3


@pytest.mark.parametrize(("setting", "expected"), [("minimum", State.PASS), ("none", State.FAIL)])
def test_contract_staff_justify_what_the_settings_say(setting: str, expected: State) -> None:
    staff = tuple(entry(f"c{i}", "archives", "hq-101", status="contract") for i in range(3))
    portfolio = with_settings(with_ledger(*staff), allowance_without_quota=setting)
    assert states("room-area", portfolio)["hq-101"] == expected


def test_an_office_that_nobody_sits_in_is_not_judged() -> None:
    assert state(entry("a1", "archives", "")) == State.NOT_APPLICABLE


def test_other_rooms_are_not_judged() -> None:
    portfolio = with_room(with_ledger(*LEDGER), "hq-101", use="meeting")
    assert "hq-101" not in states("room-area", portfolio)


def test_an_occupant_without_a_rank_blocks_the_rule() -> None:
    assert state(*TWO, entry("x", "archives", "hq-101", "")) == State.BLOCKED


def test_without_a_ledger_held_offices_are_blocked_and_vacant_ones_not_judged() -> None:
    portfolio = replace(with_ledger(*LEDGER), ledger=None)
    found = states("room-area", portfolio)
    assert found["hq-101"] == State.BLOCKED
    assert found["hq-106"] == State.NOT_APPLICABLE


def test_a_shared_room_is_judged_by_all_who_sit_there() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-101", tags=frozenset({"shared"}))
    one, two = (
        AllocationLine("hq-101", id, Counts.of({STAFF: 1})) for id in ("archives", "finance")
    )
    assert planned_state(portfolio, Allocation((one, two))) == State.PASS
    assert planned_state(portfolio, Allocation((one,))) == State.FAIL


def planned_state(portfolio: Portfolio, allocation: Allocation) -> State:
    return states("room-area", portfolio, planned=allocation)["hq-101"]


def test_in_an_allocation_the_counts_say_who_sits_there() -> None:
    # the ledger has three people in hq-101; the plan leaves one of staff there
    portfolio = with_ledger(*TWO, entry("a3", "archives", "hq-101"))
    assert planned_state(portfolio, plan({"hq-101": ("archives", {STAFF: 1})})) == State.FAIL
    assert planned_state(portfolio, plan({"hq-101": ("archives", {})})) == State.NOT_APPLICABLE
    assert planned_state(portfolio, GOOD) == State.PASS


def test_in_an_allocation_a_second_office_justifies_nothing() -> None:
    second = entry("x", "archives", "hq-101", post="concurrent", approval="no. 7")
    allocation = plan({"hq-101": ("archives", {STAFF: 1})})
    assert planned_state(with_ledger(second), allocation) == State.FAIL


def test_a_shared_room_is_split_in_proportion_to_what_everybody_justifies() -> None:
    # 20 m² for one of staff (9 m²) and one on contract (6 m²): 12 m² and 8 m²
    other = entry("c", "archives", "hq-101", status="contract")
    portfolio = with_room(with_ledger(TWO[0], other), "hq-101", area=20.0)
    (finding,) = [f for f in check(portfolio).findings if f.rule == "room-area"]
    shares = [item.label for item in finding.evidence if item.side == "given"]
    assert shares == [
        "share of person a1: 12.00 m², 3.00 m² above 9.00 m²",
        "share of person c: 8.00 m², 2.00 m² above 6.00 m²",
    ]


def test_who_sits_alone_has_no_share_to_speak_of() -> None:
    portfolio = with_room(with_ledger(TWO[0]), "hq-101", area=20.0)
    (finding,) = [f for f in check(portfolio).findings if f.rule == "room-area"]
    assert [item.side for item in finding.evidence] == ["measured", "limit"]
