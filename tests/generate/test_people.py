"""Departments before they have rooms."""

from __future__ import annotations

import numpy as np
import pytest

from spaceplan.generate.catalogue import entries, pick
from spaceplan.generate.growth import split
from spaceplan.generate.seating import Demand
from spaceplan.generate.staffing import SIZES, staff_departments


def test_sizes_add_up_to_the_total_within_their_limits() -> None:
    listed = entries("canal-road")
    departments = staff_departments(listed, "canal-road", 400, np.random.default_rng(1))
    assert sum(department.people for department in departments) == 400
    for department in departments:
        low, high = SIZES[department.entry.size]
        assert low <= department.people <= high


def test_the_highest_leader_comes_first() -> None:
    (office,) = [entry for entry in entries("civic-centre") if entry.id == "government-office"]
    department = staff_departments([office], "civic-centre", 250, np.random.default_rng(1))[0]
    assert department.leaders[:2] == ["city_head", "city_deputy"]
    assert department.leaders[-1] == "city_bureau_deputy"


def test_a_small_city_keeps_what_is_special_and_the_order() -> None:
    few = pick("civic-centre", 27)
    assert len(few) == 27
    assert {"secrecy", "administrative-approval", "archives"} <= {entry.id for entry in few}
    order = [entry.id for entry in entries("civic-centre")]
    assert [entry.id for entry in few] == sorted((e.id for e in few), key=order.index)


def test_a_large_city_repeats_departments_for_its_districts() -> None:
    many = pick("civic-centre", 300)
    again = [entry for entry in many if entry.id == "party-office-2"]
    assert again[0].name.zh == "东城区委办公厅"
    assert again[0].name.en == "East Town Party Committee General Office"
    assert len({entry.id for entry in many}) == 300


@pytest.mark.parametrize("seed", range(5))
def test_parts_of_a_department_are_the_whole(seed: int) -> None:
    whole = Demand(
        ("city_bureau_head", "city_bureau_deputy", "city_bureau_deputy"),
        "city_staff",
        117,
        (("seconded", 2), ("contract", 6)),
    )
    parts = split(whole, np.random.default_rng(seed))
    assert sorted(rank for part in parts for rank in part.leaders) == sorted(whole.leaders)
    assert sum(part.staff for part in parts) == 117
    assert sum(part.people for part in parts) == whole.people
