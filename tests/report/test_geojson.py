"""Rooms as GeoJSON: on the portfolio's plane, with who holds them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.model import Portfolio, status_quo
from spaceplan.report.geojson import rooms_geojson
from spaceplan.rules import load_rules
from tests.dashboard.town import town


def features(portfolio: Portfolio) -> dict[str, dict[str, object]]:
    """Return the features of the status quo by room."""
    found = rooms_geojson(portfolio, load_rules(portfolio.rule_sets), status_quo(portfolio))
    return {feature["id"]: feature for feature in found["features"]}


def corners(portfolio: Portfolio, room: str) -> list[list[float]]:
    """Return the outline of a room."""
    return features(portfolio)[room]["geometry"]["coordinates"][0]  # type: ignore[index, no-any-return] # JSON


def test_every_room_is_a_closed_polygon_with_its_holder_and_excess() -> None:
    found = features(town())
    assert len(found) == 16
    properties = found["hq-102"]["properties"]
    assert properties["departments"] == ["finance"]  # type: ignore[index] # JSON
    # one of staff, 9 m², in 18 m²
    assert (properties["area_m2"], properties["excess_m2"]) == (18.0, 9.0)  # type: ignore[index] # JSON
    assert found["hq-106"]["properties"]["excess_m2"] is None  # type: ignore[index] # JSON
    outline = corners(town(), "hq-101")
    assert outline == [[0.0, 0.0], [3.6, 0.0], [3.6, 5.0], [0.0, 5.0], [0.0, 0.0]]


def test_a_site_lies_where_it_says_and_is_turned_so_that_north_is_up() -> None:
    portfolio = town()
    site = replace(portfolio.sites[0], at=(1000.0, 500.0), north=90.0)  # north along negative x
    turned = corners(replace(portfolio, sites=(site,)), "hq-101")
    # (3.6, 0) lies 3.6 m to the south, (3.6, 5) also 5 m to the east
    assert turned[1] == pytest.approx([1000.0, 496.4])
    assert turned[2] == pytest.approx([1005.0, 496.4])


def test_a_building_is_turned_and_moved_on_its_site() -> None:
    portfolio = town()
    building = replace(portfolio.buildings[0], origin=(10.0, 20.0), rotation=90.0)
    outline = corners(replace(portfolio, buildings=(building,)), "hq-101")
    assert outline[1] == pytest.approx([10.0, 23.6])
