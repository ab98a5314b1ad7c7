"""Any geometry as one simple outline in millimetres."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPoint, MultiPolygon, Point, Polygon, box

from spaceplan.formats.outlines import simple_outline


def test_an_outline_begins_at_its_lowest_left_corner_and_turns_left() -> None:
    found = simple_outline(Polygon([(4, 3), (4, 0), (0, 0), (0, 3)]))
    assert found is not None
    assert found.outline == ((0, 0), (4, 0), (4, 3), (0, 3))


def test_points_on_a_straight_line_are_dropped() -> None:
    found = simple_outline(Polygon([(0, 0), (2, 0), (4, 0), (4, 3), (0, 3)]))
    assert found is not None
    assert len(found.outline) == 4


def test_a_seam_of_a_centimetre_is_closed() -> None:
    found = simple_outline(MultiPolygon([box(0, 0, 3, 4), box(3.01, 0, 6, 4)]))
    assert found is not None
    assert found.lost_m2 == 0
    assert found.polygon.area == pytest.approx(24.0, abs=0.01)


@pytest.mark.parametrize("geometry", [Polygon(), Point(1, 1), box(0, 0, 1, 0.0001)])
def test_what_has_no_area_is_no_room(geometry: Polygon) -> None:
    assert simple_outline(geometry) is None


points = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


@given(st.lists(points, min_size=3, max_size=12))
def test_whatever_is_drawn_comes_out_simple_or_not_at_all(ring: list[tuple[float, float]]) -> None:
    found = simple_outline(Polygon(ring))
    if found is not None:
        assert found.polygon.is_valid
        assert found.polygon.area <= MultiPoint(ring).convex_hull.area + 0.2
