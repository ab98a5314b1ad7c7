"""Rest room and toilet lie inside the quota of the office; only leaders have them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Portfolio
from spaceplan.rules.kinds import PrivateRooms
from tests.check.builders import HEAD, STAFF, check, entry, judged, states, with_ledger, with_room


def suite(office: float, rest: float, rank: str = HEAD, use: str = "rest_room") -> Portfolio:
    """Return hq-101 with hq-102 private to it; a head of 24 m² sits there."""
    portfolio = with_ledger(entry("h", "finance", "hq-101", rank))
    portfolio = with_room(portfolio, "hq-101", area=office)
    return with_room(portfolio, "hq-102", use=use, private_to="hq-101", area=rest)


@pytest.mark.parametrize(
    ("rest", "expected"), [(5.0, State.PASS), (6.0, State.PASS), (6.01, State.FAIL)]
)
def test_office_and_rest_room_together_keep_the_quota(rest: float, expected: State) -> None:
    # 18 m² + rest <= 24 m²
    assert states("private-rooms", suite(18.0, rest))["hq-101"] == expected


def test_the_finding_adds_up_both_rooms() -> None:
    (finding,) = [f for f in check(suite(18.0, 8.0)).findings if f.rule == "private-rooms"]
    assert (finding.measured, finding.limit, finding.excess) == (26.0, 24.0, 2.0)
    assert finding.related == ("hq-102",)
    assert [item.value for item in finding.evidence] == [18.0, 8.0, 24.0]


def test_who_is_no_leader_may_have_none() -> None:
    (finding,) = [f for f in check(suite(6.0, 2.0, STAFF)).findings if f.rule == "private-rooms"]
    assert (finding.measured, finding.limit, finding.grade) == (2.0, 0.0, 3)


@pytest.mark.parametrize(("free", "expected"), [(0, State.FAIL), (6, State.PASS)])
def test_where_six_metres_of_a_toilet_are_free_the_rest_counts(free: int, expected: State) -> None:
    # 22 + 8 = 30 > 24; 22 + (8 - 6) = 24
    kind = PrivateRooms(free_toilet_m2=free)
    assert judged(kind, suite(22.0, 8.0, use="toilet"))["hq-101"].state == expected


def test_an_office_without_private_rooms_is_not_judged() -> None:
    found = states("private-rooms", suite(18.0, 8.0))
    assert found["hq-103"] == State.NOT_APPLICABLE


def test_an_empty_office_is_not_judged() -> None:
    portfolio = replace(suite(18.0, 8.0), ledger=())
    assert states("private-rooms", portfolio)["hq-101"] == State.NOT_APPLICABLE


def test_without_a_ledger_or_a_rank_nobody_can_say() -> None:
    portfolio = replace(suite(18.0, 8.0), ledger=None)
    assert states("private-rooms", portfolio)["hq-101"] == State.BLOCKED
    assert states("private-rooms", suite(18.0, 8.0, rank=""))["hq-101"] == State.BLOCKED
