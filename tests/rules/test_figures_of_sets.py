"""Every set against its document's figures, typed here by hand."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from spaceplan.entitlement import entitlement_of_posts
from spaceplan.model import Counts
from spaceplan.model.people import RANKS_BY_LEVEL
from spaceplan.rules import Category, Figure, Rule, RuleBook, StatedEntry, load_rules

SETS = (
    *("cn-2014", "cn-1999", "us-useit-2025", "de-asr-a1-2"),
    *("uk-ogc-2007", "jp-mic", "kr-1998"),
)


@cache
def book(name: str) -> RuleBook:
    return load_rules([name])


#: 计投资〔1999〕2250号, in the order of the ranks; section units of cities count as a county's.
M2_1999 = {
    "central": (54, 42, 24, 18, 9, 6),
    "province": (54, 42, 24, 18, 12, 12, 6),
    "city": (32, 18, 12, 12, 6),
    "city_section_unit": (9, 9, 6),
    "county": (20, 12, 9, 9, 6),
}


@pytest.mark.parametrize("level", M2_1999)
def test_quotas_of_1999_are_those_of_the_old_standard(level: str) -> None:
    quotas = tuple(book("cn-1999").quota_dm2(rank) for rank in RANKS_BY_LEVEL[level])
    assert quotas == tuple(100 * m2 for m2 in M2_1999[level])


def test_1999_has_its_own_coefficients_and_no_township() -> None:
    old = book("cn-1999")
    assert old.coefficient(high_rise=False) == Fraction(60, 100)
    assert old.coefficient(high_rise=True) == Fraction(57, 100)
    assert not old.knows_rank("township_head")
    assert not old.knows_level("township")


@pytest.mark.parametrize(
    ("name", "dm2"), [("us-useit-2025", 1394), ("uk-ogc-2007", 1200), ("de-asr-a1-2", 1000)]
)
def test_sets_without_ranks_give_every_head_the_same(name: str, dm2: int) -> None:
    # 150 sq ft = 150 · 0.3048² = 13.935456 m²
    flat = book(name)
    assert {flat.quota_dm2(rank) for rank in flat.ranks} == {dm2}
    assert flat.post_dm2("contract") == dm2
    assert flat.counts_people


#: KR 1998: 평 · 400/121, whole dm² half up.
KOREAN_DM2 = {
    "kr_minister": 16529,  # 50 평 = 165.289 m²
    "kr_vice_minister": 9917,  # 30 평 = 99.174 m²
    "kr_grade_1": 4959,  # 15 평 = 49.587 m²
    "kr_director_general": 3306,  # 10 평 = 33.058 m²
    "kr_director": 1719,  # 5.2 평 = 17.190 m²
    "kr_staff": 694,  # 2.1 평 = 6.942 m²
}


@pytest.mark.parametrize("rank", KOREAN_DM2)
def test_korean_caps_are_pyeong_in_square_metres(rank: str) -> None:
    assert book("kr-1998").quota_dm2(rank) == KOREAN_DM2[rank]


@pytest.mark.parametrize(
    ("rank", "counts_as"),
    [
        ("central_minister", "kr_minister"),
        ("city_head", "kr_director_general"),
        ("city_bureau_head", "kr_director"),
        ("section_staff", "kr_staff"),
    ],
)
def test_ranks_of_the_portfolio_count_as_korean_ones(rank: str, counts_as: str) -> None:
    korean = book("kr-1998")
    assert korean.counts_as(rank) == counts_as
    assert korean.quota_dm2(rank) == KOREAN_DM2[counts_as]


#: JP: 4.5 m² times 20, 9, 5, 2, 1.
JAPANESE_DM2 = {
    "jp_executive": 9000,
    "jp_director": 4050,
    "jp_section_chief": 2250,
    "jp_assistant_chief": 900,
    "jp_staff": 450,
}


@pytest.mark.parametrize("rank", JAPANESE_DM2)
def test_japanese_quotas_are_factors_of_four_and_a_half(rank: str) -> None:
    assert book("jp-mic").quota_dm2(rank) == JAPANESE_DM2[rank]


def test_a_japanese_town_hall_adds_up() -> None:
    # 3 · 20 + 10 · 9 + 30 · 5 + 60 · 2 + 200 = 620 converted heads, 303 people
    # office 620 · 4.5 = 2790; stores 13 % = 362.7; 7 · 303 = 2121; 40 % circulation on all three:
    # (2790 + 362.7 + 2121) · 1.4 = 7383.18; garage 25 · 8 = 200
    posts = Counts.parse(
        "jp_executive:3;jp_director:10;jp_section_chief:30;jp_assistant_chief:60;jp_staff:200"
    )
    found = entitlement_of_posts("jp_city", posts, book("jp-mic"), high_rise=False, cars=8)
    assert found.office_dm2 == 279_000
    assert found.service_dm2 == 248_370
    assert found.built_dm2 == 738_318
    assert found.car_park_dm2 == 20_000
    assert found.not_stated == {"equipment", "canteen"}


@pytest.mark.parametrize(
    ("area_dm2", "seats"),
    [(799, 0), (800, 1), (1399, 1), (1400, 2), (1999, 2), (2000, 3), (6200, 10)],
)
def test_german_rooms_need_8_m2_and_6_for_each_further_seat(area_dm2: int, seats: int) -> None:
    german = book("de-asr-a1-2")
    assert german.seats(area_dm2) == seats
    assert german.room_for_dm2(3) == 800 + 2 * 600


@pytest.mark.parametrize("name", SETS)
def test_every_figure_and_rule_has_document_and_mark(name: str) -> None:
    said: list[Figure | Rule | StatedEntry]
    said = [*book(name).figures, *book(name).rules, *book(name).stated]
    assert all(one.source for one in said)
    assert not [one for one in said if "http" in one.citation or ".com" in one.citation]
    # only conventions of the program have no clause, and they are not verified
    assert all(one.clause or not one.verified for one in said)


@pytest.mark.parametrize("name", SETS)
def test_every_set_speaks_both_languages(name: str) -> None:
    names = [rule.title for rule in book(name).rules] + [f.name for f in book(name).figures]
    names += [rule_set.title for rule_set in book(name).sets]
    names += [entry.title for entry in book(name).stated]
    names += [entry.why for entry in book(name).stated]
    assert all(one.zh and one.en for one in names)


@pytest.mark.parametrize("name", SETS)
def test_every_set_knows_the_ranks_of_the_embedded_portfolio(name: str) -> None:
    levels = ("city", "city_section_unit", "county")
    assert all(book(name).knows_level(level) for level in levels)
    assert all(book(name).knows_rank(r) for level in levels for r in RANKS_BY_LEVEL[level])


@pytest.mark.parametrize(
    ("name", "figure", "m2"),
    [
        ("cn-2014", "bicycle", "1.8"),  # 发改投资〔2014〕2674号: a bicycle
        ("cn-2014", "ebike_motorcycle", "2.5"),  # a vehicle
        ("cn-2014", "guard", "25"),  # a guard of the approved establishment
        ("jp-mic", "assembly", "35"),  # a member
    ],
)
def test_rates_that_only_people_read_are_those_of_their_document(
    name: str, figure: str, m2: str
) -> None:
    (shown,) = [one.value for one in book(name).figures if one.id == figure]
    assert shown == f"{m2} m²"


def test_what_a_set_does_not_limit_is_not_stated_and_not_nothing() -> None:
    found = entitlement_of_posts(
        "city", Counts.parse("city_staff:100"), book("uk-ogc-2007"), high_rise=False
    )
    assert found.office_dm2 == 120_000
    assert found.not_stated == {"service", "equipment", "built", "canteen", "car_park"}
    assert found.category_dm2(Category.SERVICE) > 10**9
    assert not book("uk-ogc-2007").limits(Category.SERVICE)
