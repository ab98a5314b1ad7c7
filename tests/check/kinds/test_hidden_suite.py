"""A service room beside a leader's over-quota office, without a door to the corridor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Door, Portfolio
from tests.check.builders import (
    DEPUTY,
    HEAD,
    STAFF,
    check,
    entry,
    plan,
    states,
    with_door,
    with_ledger,
    with_room,
    without_doors,
)


def suite(rank: str = HEAD, area: float = 24.01, use: str = "rest_room") -> Portfolio:
    """Return a person of a rank in hq-101 of so many m², and hq-102 beside it without a door."""
    portfolio = with_ledger(entry("h", "finance", "hq-101", rank))
    portfolio = with_room(portfolio, "hq-101", area=area)
    return without_doors(with_room(portfolio, "hq-102", use=use), "hq-102")


def state(portfolio: Portfolio) -> State:
    return states("hidden-suite", portfolio)["hq-102"]


@pytest.mark.parametrize(
    ("area", "expected"), [(23.99, State.PASS), (24.0, State.PASS), (24.01, State.FAIL)]
)
def test_the_leaders_office_must_be_above_its_allowance(area: float, expected: State) -> None:
    assert state(suite(area=area)) == expected


def test_the_finding_belongs_to_the_leaders_department() -> None:
    found = [f for f in check(suite()).findings if f.rule == "hidden-suite"]
    (finding,) = found
    assert (finding.subject, finding.department) == ("hq-102", "finance")
    assert finding.measured == 18.0
    assert finding.remedies == ("swap", "simple_works")
    assert "beside hq-101" in finding.text("en")


def test_an_office_of_staff_is_no_leaders_office() -> None:
    assert state(suite(rank=STAFF)) == State.PASS


def test_a_door_to_the_corridor_makes_it_an_ordinary_room() -> None:
    portfolio = with_ledger(entry("h", "finance", "hq-101", DEPUTY))
    portfolio = with_room(with_room(portfolio, "hq-101", area=30.0), "hq-102", use="rest_room")
    assert states("hidden-suite", portfolio)["hq-102"] == State.NOT_APPLICABLE


def test_a_stated_door_to_the_office_alone_is_no_way_out() -> None:
    portfolio = with_door(suite(), Door(("hq-101", "hq-102"), at=(3.7, 2.5)))
    assert state(portfolio) == State.FAIL
    portfolio = with_door(portfolio, Door(("hq-102", "hq-1c"), at=(5.6, 5.1)))
    assert state(portfolio) == State.NOT_APPLICABLE


@pytest.mark.parametrize(("area", "expected"), [(24.0, State.PASS), (24.01, State.BLOCKED)])
def test_where_no_doors_are_stated_nobody_can_say(area: float, expected: State) -> None:
    portfolio = suite(area=area)
    for room in ("hq-101", "hq-103", "hq-104", "hq-105", "hq-106", "hq-1s"):
        portfolio = without_doors(portfolio, room)
    assert state(portfolio) == expected


def test_a_toilet_does_not_count() -> None:
    assert state(suite(use="toilet")) == State.NOT_APPLICABLE


def test_a_room_that_is_private_to_another_one_does_not_count() -> None:
    portfolio = with_room(suite(), "hq-102", private_to="hq-101")
    assert state(portfolio) == State.NOT_APPLICABLE


def test_a_leaders_office_further_on_does_not_count() -> None:
    portfolio = with_ledger(entry("h", "finance", "hq-104", HEAD))
    portfolio = with_room(with_room(portfolio, "hq-104", area=30.0), "hq-102", use="rest_room")
    assert state(without_doors(portfolio, "hq-102")) == State.PASS


def test_a_rank_beside_it_that_is_not_known_blocks_the_rule() -> None:
    portfolio = suite(area=18.0)
    unknown = entry("x", "finance", "hq-101", "")
    portfolio = replace(portfolio, ledger=(*(portfolio.ledger or ()), unknown))
    assert state(portfolio) == State.BLOCKED


def test_without_a_ledger_the_rule_is_blocked() -> None:
    assert state(replace(suite(), ledger=None)) == State.BLOCKED


@pytest.mark.parametrize(("rank", "expected"), [(DEPUTY, State.FAIL), (HEAD, State.PASS)])
def test_in_an_allocation_the_counts_say_who_sits_there(rank: str, expected: State) -> None:
    # hq-101 of 24 m²: too large for a deputy (18 m²), right for a head
    planned = plan({"hq-101": ("finance", {rank: 1})})
    found = states("hidden-suite", suite(area=24.0), planned=planned)
    assert found["hq-102"] == expected
