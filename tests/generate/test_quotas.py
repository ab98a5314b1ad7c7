"""The generator's own arithmetic, against the test vectors of the standard (in m²)."""

from __future__ import annotations

import pytest

from spaceplan.generate import quotas


@pytest.mark.parametrize(
    ("posts", "m2"),
    [
        ({"city_bureau_head": 1, "city_bureau_deputy": 3, "city_staff": 96}, 942),
        ({"city_bureau_head": 1, "city_bureau_deputy": 4, "city_staff": 295}, 2751),
        (
            {"city_head": 1, "city_bureau_head": 2, "city_bureau_deputy": 6, "city_staff": 411},
            3897,
        ),
        ({"county_section_head": 1, "county_section_deputy": 3, "county_staff": 46}, 468),
    ],
)
def test_office_entitlement_is_the_sum_of_the_quotas(posts: dict[str, int], m2: int) -> None:
    assert quotas.office_entitlement(posts) == m2 * 100


@pytest.mark.parametrize(
    ("level", "posts", "m2"),
    [
        ("city", 100, 800),
        ("city", 200, 1600),
        ("city", 300, 2100),
        ("city", 400, 2400),
        ("city", 420, 2520),
        ("county", 50, 400),
        ("county", 150, 1050),
        ("county", 200, 1200),
    ],
)
def test_service_area_a_person_falls_with_size(level: str, posts: int, m2: int) -> None:
    assert quotas.service_entitlement(level, posts) == m2 * 100


@pytest.mark.parametrize(
    ("dm2", "seats"), [(999, 0), (1000, 1), (1199, 1), (1200, 2), (1799, 2), (1800, 3)]
)
def test_one_needs_ten_square_metres_and_several_six_each(dm2: int, seats: int) -> None:
    assert quotas.seats(dm2) == seats


def test_only_staff_share_rooms() -> None:
    assert quotas.sits_alone("city_bureau_deputy")
    assert not quotas.sits_alone("county_staff")
    assert not quotas.sits_alone("contract")


def test_people_without_a_post_justify_the_physical_minimum() -> None:
    assert quotas.allowance({"city_staff": 2, "seconded": 1, "contract": 1}) == 1800 + 1200
