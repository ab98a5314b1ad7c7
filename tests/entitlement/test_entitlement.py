from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaceplan.entitlement import (
    Entitlement,
    compute_entitlements,
    entitlement_of_posts,
    is_high_rise,
)
from spaceplan.errors import InputError
from spaceplan.model import Building, Counts, Department, Portfolio, Room, Site, Source, Storey
from spaceplan.rules import RuleBook, load_rules
from tests.cases import box, tiny_portfolio


@cache
def book() -> RuleBook:
    return load_rules(["cn-2014", "cn-management-2017"])


def entitled(level: str, posts: str, *, high_rise: bool = False, cars: int = 0) -> Entitlement:
    return entitlement_of_posts(level, Counts.parse(posts), book(), high_rise=high_rise, cars=cars)


#: Computed by hand from 发改投资〔2014〕2674号, 第十一至十五条: m² of office, service, equipment,
#: total usable, built at K = 0.65, built at K = 0.60, canteen.
VECTORS = [
    (
        "city",
        "city_bureau_head:1;city_bureau_deputy:3;city_staff:96",
        "942.00 800.00 156.78 1898.78 2921.20 3164.63 370.00",
    ),
    (
        "city",
        "city_bureau_head:1;city_bureau_deputy:4;city_staff:295",
        "2751.00 2100.00 436.59 5287.59 8134.75 8812.65 890.00",
    ),
    (
        "city",
        "city_head:1;city_bureau_head:2;city_bureau_deputy:6;city_staff:411",
        "3897.00 2520.00 577.53 6994.53 10760.82 11657.55 1202.00",
    ),
    (
        "county",
        "county_section_head:1;county_section_deputy:3;county_staff:46",
        "468.00 400.00 78.12 946.12 1455.57 1576.87 185.00",
    ),
]


@pytest.mark.parametrize(("level", "posts", "m2"), VECTORS)
def test_entitlement_agrees_with_the_test_vectors(level: str, posts: str, m2: str) -> None:
    low, high = entitled(level, posts), entitled(level, posts, high_rise=True)
    dm2 = (
        low.office_dm2,
        low.service_dm2,
        low.equipment_dm2,
        low.total_dm2,
        low.built_dm2,
        high.built_dm2,
        low.canteen_dm2,
    )
    assert " ".join(f"{area // 100}.{area % 100:02d}" for area in dm2) == m2


def test_the_car_park_has_a_lower_rate_beyond_200_cars() -> None:
    # 200 · 40 + 50 · 38 = 9,900
    assert entitled("city", "city_staff:1", cars=250).car_park_dm2 == 990_000
    assert entitled("city", "city_staff:1", cars=200).car_park_dm2 == 800_000
    assert entitled("city", "city_staff:1").car_park_dm2 == 0


@pytest.mark.parametrize(
    ("level", "people", "service_dm2"),
    [
        # city: 200 · 8; 201 · 7.99; 399 · 6.01; 400 · 6; 401 · 6
        ("city", 200, 160_000),
        ("city", 201, 160_599),
        ("city", 399, 239_799),
        ("city", 400, 240_000),
        ("city", 401, 240_600),
        # county: 100 · 8; 101 · 7.98; 199 · 6.02; 200 · 6
        ("county", 100, 80_000),
        ("county", 101, 80_598),
        ("county", 199, 119_798),
        ("county", 200, 120_000),
        # province: 200 · 9; 201 · 8.99; 399 · 7.01; 400 · 7
        ("province", 200, 180_000),
        ("province", 201, 180_699),
        ("province", 399, 279_699),
        ("province", 400, 280_000),
        ("central", 300, 240_000),
        # a section unit counts as a city's, a township as a county
        ("city_section_unit", 201, 160_599),
        ("township", 101, 80_598),
    ],
)
def test_service_area_at_the_steps(level: str, people: int, service_dm2: int) -> None:
    assert book().service_dm2(level, people) == service_dm2


def test_the_canteen_has_a_lower_rate_beyond_100_people() -> None:
    assert book().canteen_dm2(100) == 37_000
    assert book().canteen_dm2(101) == 37_260


@given(
    level=st.sampled_from(["central", "province", "city", "county", "township"]),
    people=st.integers(0, 1000),
)
def test_one_post_more_never_shrinks_any_entitlement(level: str, people: int) -> None:
    rank = f"{level}_staff"
    fewer = entitlement_of_posts(level, Counts.of({rank: people}), book(), high_rise=False)
    more = entitlement_of_posts(level, Counts.of({rank: people + 1}), book(), high_rise=False)
    assert more.service_dm2 > fewer.service_dm2
    assert more.total_dm2 > fewer.total_dm2
    assert more.built_dm2 > fewer.built_dm2
    assert more.canteen_dm2 > fewer.canteen_dm2


def city_of(sizes: dict[str, int], **settings: str | float) -> Portfolio:
    departments = tuple(
        Department(id, home_site="centre", establishment=Counts.of({"city_staff": size}))
        for id, size in sizes.items()
    )
    base = tiny_portfolio()
    return replace(
        base,
        departments=departments,
        settings=replace(base.settings, **settings),  # type: ignore[arg-type] # mixed values by name
    )


def test_pools_count_all_posts_of_a_site_and_level_as_one_establishment() -> None:
    result = compute_entitlements(city_of({"a": 150, "b": 150}), book())
    (pool,) = result.pooled
    assert (pool.site, pool.level, pool.establishment) == ("centre", "city", 300)
    # alone: 150 · 8 twice; together: 300 · 7
    assert result.total.service_dm2 == 240_000
    assert pool.service_dm2 == result.pooled_total.service_dm2 == 210_000
    assert pool.office_dm2 == 270_000
    assert pool.equipment_dm2 == 43_200
    # canteen: 100 · 3.7 + 200 · 2.6
    assert pool.canteen_dm2 == 89_000


def test_pooling_by_site_gives_each_department_the_rate_of_the_pool() -> None:
    result = compute_entitlements(city_of({"a": 100, "b": 200}, service_pooling="site"), book())
    assert result.of("a").service_dm2 == 70_000
    assert result.of("b").service_dm2 == 140_000


def test_levels_on_one_site_are_separate_pools() -> None:
    portfolio = city_of({"a": 150, "b": 150})
    county = replace(
        portfolio.departments[1], level="county", establishment=Counts.of({"county_staff": 150})
    )
    mixed = replace(portfolio, departments=(portfolio.departments[0], county))
    pools = compute_entitlements(mixed, book()).pooled
    # city 150 · 8; county 150 · (500 - 150) / 50 = 150 · 7
    assert [(pool.level, pool.service_dm2) for pool in pools] == [
        ("city", 120_000),
        ("county", 105_000),
    ]


def test_contractors_have_no_entitlement_and_belong_to_no_pool() -> None:
    portfolio = city_of({"a": 10})
    outside = Department("cleaners", home_site="centre", kind="contractor", contract=8)
    result = compute_entitlements(
        replace(portfolio, departments=(*portfolio.departments, outside)), book()
    )
    assert result.of("cleaners") == Entitlement(department="cleaners")
    assert result.pooled[0].establishment == 10


def two_buildings(high_dm2: int, low_dm2: int) -> Portfolio:
    def building(id: str, area_dm2: int, high_rise: bool) -> Building:
        room = Room(f"{id}-1", "office", box(0, 0, 5, 5), area=area_dm2 / 100)
        corridor = Room(f"{id}-c", "corridor", box(0, 6, 90, 9))
        return Building(
            id, "centre", (Storey(f"{id}-L01", 1, 0.0, (room, corridor)),), high_rise=high_rise
        )

    staff = Department("a", home_site="centre", establishment=Counts.of({"city_staff": 100}))
    return replace(
        tiny_portfolio(),
        sites=(Site("centre"),),
        buildings=(building("tower", high_dm2, True), building("low", low_dm2, False)),
        departments=(staff,),
    )


@pytest.mark.parametrize(
    ("high_dm2", "low_dm2", "high_rise"), [(2001, 2000, True), (2000, 2000, False)]
)
def test_a_site_is_high_rise_where_most_usable_area_is(
    high_dm2: int, low_dm2: int, high_rise: bool
) -> None:
    portfolio = two_buildings(high_dm2, low_dm2)
    assert is_high_rise(portfolio, book(), "centre") is high_rise
    # office 900, service 800, equipment 153: 1,853 / 0.60 = 3,088.33; / 0.65 = 2,850.77
    built = compute_entitlements(portfolio, book()).of("a").built_dm2
    assert built == (308_833 if high_rise else 285_077)


def test_a_stated_coefficient_goes_before_the_building() -> None:
    portfolio = two_buildings(2001, 2000)
    stated = replace(portfolio, settings=replace(portfolio.settings, use_coefficient=0.7))
    # 1,853 / 0.7 = 2,647.142857
    assert compute_entitlements(stated, book()).of("a").built_dm2 == 264_714


def test_unknown_levels_and_ranks_are_all_located() -> None:
    portfolio = city_of({"a": 10, "b": 10})
    first, second = portfolio.departments
    wrong = (
        replace(first, level="citty", source=Source("departments.yaml", 2)),
        replace(
            second,
            establishment=Counts.of({"city_stuff": 3}),
            source=Source("departments.yaml", 9),
        ),
    )
    with pytest.raises(InputError) as caught:
        compute_entitlements(replace(portfolio, departments=wrong), book())
    level, rank = caught.value.faults
    assert str(level).startswith("departments.yaml:2: ")
    assert "'city'" in level.expected
    assert str(rank).startswith("departments.yaml:9: ")
    assert "'city_staff'" in rank.expected


def test_unknown_level_of_bare_posts_is_a_fault() -> None:
    with pytest.raises(InputError):
        entitled("moon", "city_staff:1")
