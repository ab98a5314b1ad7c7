"""Which unverified figures mattered for a portfolio."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.model import Counts, Portfolio
from spaceplan.rules import load_rules, unverified_figures
from tests.cases import tiny_portfolio


def mattered(portfolio: Portfolio, *sets: str) -> set[str]:
    return {figure.id for figure in unverified_figures(load_rules(sets), portfolio)}


def of_level(level: str, **posts: int) -> Portfolio:
    portfolio = tiny_portfolio()
    counts = Counts.of(posts)
    department = replace(
        portfolio.departments[0], level=level, establishment=counts, headcount=counts
    )
    return replace(portfolio, departments=(department,))


def test_tables_of_other_levels_and_rates_that_are_not_used_do_not_matter() -> None:
    assert mattered(tiny_portfolio(), "cn-2014") == {"own_room", "minimum"}


def test_the_table_of_a_county_matters_where_there_is_a_county() -> None:
    county = of_level("county", county_staff=3)
    assert mattered(county, "cn-2014") == {"minimum", "service.county"}


def test_who_sits_alone_matters_where_somebody_does() -> None:
    assert "own_room" not in mattered(of_level("city", city_staff=3), "cn-2014")
    assert "own_room" in mattered(of_level("city", city_head=1), "cn-2014")


def test_as_which_rank_one_counts_matters_where_it_does() -> None:
    assert mattered(of_level("city", city_staff=3), "kr-1998") == {"minimum", "ranks"}
    assert mattered(of_level("city", city_staff=3), "cn-1999") == {"minimum", "office.city"}
    section = of_level("city_section_unit", section_staff=3)
    assert mattered(section, "cn-1999") == {"minimum", "ranks", "office.county"}


def test_contractors_have_no_entitlement_and_no_figures() -> None:
    portfolio = tiny_portfolio()
    contractors = tuple(replace(d, kind="contractor") for d in portfolio.departments)
    assert mattered(replace(portfolio, departments=contractors), "cn-1999") == {"minimum"}
