"""Departments above their entitlement. Archives, 2 posts of staff: offices 18 m², service 16 m²."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Counts, Holding, Portfolio
from tests.cases import tiny_portfolio
from tests.check.builders import LEDGER, STAFF, check, states, with_department, with_ledger
from tests.check.builders import with_room as room


def holding(*rooms: str, portfolio: Portfolio | None = None) -> Portfolio:
    """Return the portfolio with these rooms held by archives."""
    held = tuple(Holding(id, "archives") for id in rooms)
    return replace(portfolio or tiny_portfolio(), holdings=held, ledger=())


def office(portfolio: Portfolio) -> State:
    return states("department-office-area", portfolio)["archives"]


@pytest.mark.parametrize(
    ("area", "expected"), [(17.99, State.PASS), (18.0, State.PASS), (18.01, State.FAIL)]
)
def test_offices_are_held_up_to_the_entitlement(area: float, expected: State) -> None:
    assert office(room(holding("hq-101"), "hq-101", area=area)) == expected


def test_empty_offices_count_as_well() -> None:
    (finding,) = check(holding("hq-101", "hq-102")).failures("error")[:1]
    assert (finding.rule, finding.subject) == ("department-office-area", "archives")
    assert (finding.measured, finding.limit, finding.excess) == (36.0, 18.0, 18.0)


def test_who_holds_nothing_is_within_the_entitlement() -> None:
    assert office(holding()) == State.PASS


def test_a_contractor_has_no_entitlement_to_compare_with() -> None:
    portfolio = with_department(holding("hq-101"), "archives", kind="contractor")
    assert office(portfolio) == State.NOT_APPLICABLE


def test_without_an_establishment_the_rule_is_blocked() -> None:
    portfolio = with_department(holding("hq-101"), "archives", establishment=Counts())
    assert office(portfolio) == State.BLOCKED


@pytest.mark.parametrize(
    ("area", "expected"), [(15.99, State.PASS), (16.0, State.PASS), (16.01, State.FAIL)]
)
def test_service_rooms_are_held_up_to_8_m2_a_post(area: float, expected: State) -> None:
    portfolio = room(holding("hq-106"), "hq-106", use="meeting", area=area)
    assert states("department-service-area", portfolio)["archives"] == expected
    assert office(portfolio) == State.PASS


@pytest.mark.parametrize(
    ("area", "expected"), [(3.05, State.PASS), (3.06, State.PASS), (3.07, State.FAIL)]
)
def test_equipment_rooms_are_held_up_to_9_percent(area: float, expected: State) -> None:
    # 0.09 × (18 + 16) = 3.06 m²
    portfolio = room(holding("hq-106"), "hq-106", use="plant", area=area)
    assert states("department-equipment-area", portfolio)["archives"] == expected


def test_without_equipment_rooms_their_rule_does_not_apply() -> None:
    found = states("department-equipment-area", holding("hq-101"))
    assert found["archives"] == State.NOT_APPLICABLE


def test_a_room_with_two_holders_is_split_between_them() -> None:
    portfolio = room(holding("hq-101", "hq-102"), "hq-102", tags=frozenset({"shared"}), area=36.0)
    both = (*portfolio.holdings, Holding("hq-102", "finance"))
    # archives: 18 + 36 / 2 = 36 m²; finance: 18 of 60 m²
    (finding,) = check(replace(portfolio, holdings=both)).failures("error")[:1]
    assert (finding.subject, finding.measured) == ("archives", 36.0)


def test_what_a_merged_department_held_counts_for_its_successor() -> None:
    portfolio = with_ledger(*(replace(e, department="tax") for e in LEDGER))
    portfolio = with_department(portfolio, "archives", succeeds=("tax",))
    assert office(portfolio) == State.FAIL
    assert states("department-office-area", portfolio)["finance"] == State.PASS


def test_after_a_split_the_rule_is_blocked_until_the_rooms_are_divided() -> None:
    portfolio = with_ledger(*(replace(e, department="tax") for e in LEDGER))
    for id in ("archives", "finance"):
        portfolio = with_department(portfolio, id, succeeds=("tax",))
    found = states("department-office-area", portfolio)
    assert set(found.values()) == {State.BLOCKED}


def test_staff_beyond_the_establishment_give_no_entitlement() -> None:
    portfolio = with_department(
        holding("hq-101", "hq-102"), "archives", headcount=Counts.of({STAFF: 4})
    )
    assert office(portfolio) == State.FAIL
