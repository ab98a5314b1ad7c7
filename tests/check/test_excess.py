"""Excess and allowance on numbers that a person works out: rooms of 18 m², staff 9, head 24."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaceplan.check import department_excesses, line_areas, split_area
from spaceplan.entitlement import compute_entitlements
from spaceplan.model import Allocation, AllocationLine, Counts, LedgerEntry, Portfolio, status_quo
from tests.cases import tiny_portfolio
from tests.check.builders import (
    DEPUTY,
    GOOD,
    HEAD,
    LEDGER,
    STAFF,
    book,
    entry,
    plan,
    with_department,
    with_ledger,
    with_room,
    with_settings,
)


def excess_dm2(portfolio: Portfolio, allocation: Allocation) -> dict[str, int]:
    entitlements = compute_entitlements(portfolio, book())
    found = department_excesses(portfolio, book(), entitlements, allocation)
    return {one.department: one.excess_dm2 for one in found}


def test_the_good_plan_has_no_excess() -> None:
    assert excess_dm2(tiny_portfolio(), GOOD) == {"finance": 0, "archives": 0}


def test_a_staff_member_alone_in_18_m2_leaves_9_m2_above_the_quota() -> None:
    allocation = plan({"hq-101": ("archives", {STAFF: 1})})
    assert excess_dm2(tiny_portfolio(), allocation)["archives"] == 900


def test_an_office_that_nobody_sits_in_is_excess_as_a_whole() -> None:
    # rooms: 0 + 18 m²; offices held 36 − entitlement 18 = 18 m²: the same metres, counted once
    allocation = plan({"hq-101": ("archives", {STAFF: 2}), "hq-102": ("archives", {})})
    assert excess_dm2(tiny_portfolio(), allocation)["archives"] == 1800


def test_the_larger_of_room_excess_and_department_excess_counts() -> None:
    # headcount above establishment: rooms justify themselves (0), held 36 − entitled 18 = 18 m²
    portfolio = with_department(tiny_portfolio(), "archives", headcount=Counts.of({STAFF: 4}))
    allocation = plan({"hq-101": ("archives", {STAFF: 2}), "hq-102": ("archives", {STAFF: 2})})
    assert excess_dm2(portfolio, allocation)["archives"] == 1800


def test_service_area_above_entitlement_is_added() -> None:
    # 2 posts of a city: 16 m² of service area; a meeting room of 18 m² is 2 m² too much
    portfolio = with_room(tiny_portfolio(), "hq-106", use="meeting")
    allocation = plan({"hq-101": ("archives", {STAFF: 1}), "hq-106": ("archives", {})})
    assert excess_dm2(portfolio, allocation)["archives"] == 900 + 200


def test_a_contractor_is_entitled_to_nothing_so_that_all_it_holds_is_excess() -> None:
    portfolio = with_department(
        tiny_portfolio(),
        "archives",
        kind="contractor",
        establishment=Counts(),
        headcount=Counts(),
        contract=3,
    )
    # 3 × 6 m² justify the room of 18 m²: room excess 0; held 18 − entitled 0 = 18 m²
    allocation = plan({"hq-101": ("archives", {"contract": 3})})
    assert excess_dm2(portfolio, allocation)["archives"] == 1800


@pytest.mark.parametrize(
    ("setting", "allowance", "excess"), [("minimum", 1500, 300), ("none", 900, 900)]
)
def test_seconded_staff_justify_the_physical_minimum_or_nothing(
    setting: str, allowance: int, excess: int
) -> None:
    portfolio = with_settings(tiny_portfolio(), allowance_without_quota=setting)
    allocation = plan({"hq-101": ("archives", {STAFF: 1, "seconded": 1})})
    (line,) = line_areas(portfolio, book(), allocation)
    assert (line.allowance_dm2, line.excess_dm2) == (allowance, excess)


def test_a_shared_room_is_split_in_proportion_to_the_allowances() -> None:
    # 18 m² for a head (24) and one of staff (9): 18 × 24/33 = 13.09, 18 × 9/33 = 4.91
    portfolio = with_room(tiny_portfolio(), "hq-101", tags=frozenset({"shared"}))
    lines = (
        AllocationLine("hq-101", "archives", Counts.of({STAFF: 1})),
        AllocationLine("hq-101", "finance", Counts.of({HEAD: 1})),
    )
    areas = line_areas(portfolio, book(), Allocation(lines))
    assert [(a.line.department, a.area_dm2) for a in areas] == [
        ("archives", 491),
        ("finance", 1309),
    ]
    assert [a.excess_dm2 for a in areas] == [0, 0]


def test_a_shared_room_that_nobody_sits_in_is_split_equally() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-101", tags=frozenset({"shared"}))
    lines = (AllocationLine("hq-101", "archives"), AllocationLine("hq-101", "finance"))
    areas = line_areas(portfolio, book(), Allocation(lines))
    assert [a.excess_dm2 for a in areas] == [900, 900]


def excess_today(*entries: LedgerEntry) -> dict[str, int | None]:
    """Return the excess of each room that the ledger's departments hold today, dm²."""
    portfolio = with_ledger(*LEDGER, *entries)
    return {a.line.room: a.excess_dm2 for a in line_areas(portfolio, book(), status_quo(portfolio))}


@pytest.mark.parametrize(("approval", "excess"), [("no. 7", 0), ("", 1800)])
def test_only_an_approved_second_office_justifies_its_room(approval: str, excess: int) -> None:
    second = entry("f1", "finance", "hq-105", HEAD, post="concurrent", approval=approval)
    assert excess_today(second)["hq-105"] == excess


@pytest.mark.parametrize("status", ["retired", "transferred"])
def test_the_second_office_of_somebody_who_left_justifies_nothing(status: str) -> None:
    second = entry(
        "f1", "finance", "hq-105", DEPUTY, post="concurrent", approval="no. 7", status=status
    )
    assert excess_today(second)["hq-105"] == 1800


def test_a_plan_gives_everybody_one_seat_and_justifies_no_second_office() -> None:
    second = entry("f1", "finance", "hq-105", HEAD, post="concurrent", approval="no. 7")
    portfolio = with_ledger(*LEDGER, second)
    areas = line_areas(portfolio, book(), plan({"hq-105": ("finance", {})}))
    assert [a.excess_dm2 for a in areas] == [1800]


def test_the_second_office_of_a_merged_department_counts_for_its_successor() -> None:
    portfolio = with_department(tiny_portfolio(), "finance", succeeds=("tax", "treasury"))
    held = replace(plan({"hq-105": ("finance", {})}), second_offices=(("hq-105", "tax", DEPUTY),))
    assert [a.allowance_dm2 for a in line_areas(portfolio, book(), held)] == [1800]


def test_service_rooms_have_no_allowance() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-106", use="meeting")
    (line,) = line_areas(portfolio, book(), plan({"hq-106": ("archives", {})}))
    assert (line.area_dm2, line.allowance_dm2, line.excess_dm2) == (1800, None, None)


@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_the_parts_of_a_room_sum_to_it_and_no_part_is_off_by_one_dm2(
    area: int, allowances: list[int]
) -> None:
    parts = split_area(area, allowances)
    whole = sum(allowances)
    assert sum(parts) == area
    for part, allowance in zip(parts, allowances, strict=True):
        exact = area * allowance / whole if whole else area / len(allowances)
        assert abs(part - exact) < 1 + 1e-6 * exact


@given(st.integers(1, 5000), st.lists(st.integers(0, 3000), min_size=2, max_size=5))
def test_the_excess_of_a_split_room_is_that_of_the_room(area: int, allowances: list[int]) -> None:
    parts = split_area(area, allowances)
    split = sum(max(0, p - a) for p, a in zip(parts, allowances, strict=True))
    assert split == max(0, area - sum(allowances))


def test_lines_keep_the_order_of_the_allocation() -> None:
    backwards = replace(GOOD, lines=GOOD.lines[::-1])
    areas = line_areas(tiny_portfolio(), book(), backwards)
    assert [a.line for a in areas] == list(backwards.lines)
