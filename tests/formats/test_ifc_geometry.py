"""Units, placements and shapes: what is drawn arrives in metres, where it is."""

from __future__ import annotations

from math import pi
from pathlib import Path

import pytest

from spaceplan.model import Room
from tests.formats.conftest import read_built, texts
from tests.formats.ifc_builder import IfcBuilder, rectangle


def only_room(builder: IfcBuilder, folder: Path) -> Room:
    rooms = read_built(builder, folder).portfolio.rooms
    assert len(rooms) == 1
    return rooms[0]


@pytest.mark.parametrize(("unit", "size"), [("METRE", 3.0), ("MILLIMETRE", 3000.0)])
def test_lengths_become_metres(tmp_path: Path, unit: str, size: float) -> None:
    pytest.importorskip("ifcopenshell")
    builder = IfcBuilder(unit=unit)
    builder.add_room("1", builder.add_storey("Level 1"), rectangle(0.0, 0.0, 2 * size, size))
    assert only_room(builder, tmp_path).outline == ((0, 0), (6, 0), (6, 3), (0, 3))


def test_feet_and_square_feet_become_metres(tmp_path: Path) -> None:
    pytest.importorskip("ifcopenshell")
    builder = IfcBuilder(unit="FOOT")
    space = builder.add_room("1", builder.add_storey("Level 1"), rectangle(0.0, 0.0, 10.0, 10.0))
    builder.add_net_area(space, 95.0)
    room = only_room(builder, tmp_path)
    assert room.outline[2] == (3.048, 3.048)
    assert room.area == pytest.approx(95 * 0.3048**2, abs=1e-4)


def test_a_building_is_drawn_in_its_own_plane_and_placed_on_the_site(tmp_path: Path) -> None:
    pytest.importorskip("ifcopenshell")
    builder = IfcBuilder()
    annex = builder.add_building("Annex", at=(100.0, 50.0, 0.0), x_axis=(0.0, 1.0))
    storey = builder.add_storey("Level 1", building=annex)
    builder.add_room("1", storey, rectangle(0.0, 0.0, 4.0, 3.0))
    portfolio = read_built(builder, tmp_path).portfolio
    building = portfolio.buildings[0]
    assert portfolio.rooms[0].outline == ((0, 0), (4, 0), (4, 3), (0, 3))
    assert (building.origin, building.rotation) == ((100.0, 50.0), 90.0)
    assert building.to_site((4.0, 0.0)) == pytest.approx((100.0, 54.0))


def test_map_coordinates_are_brought_near_zero(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, rectangle(512_345.0, 3_498_765.0, 4.0, 3.0))
    imported = read_built(builder, tmp_path)
    assert max(abs(c) for point in imported.portfolio.rooms[0].outline for c in point) < 10
    assert imported.portfolio.buildings[0].origin == pytest.approx((0, 0), abs=10)
    assert "the building's zero was moved there" in texts(imported)


def test_a_hole_in_the_profile_is_a_hole_of_the_room(builder: IfcBuilder, tmp_path: Path) -> None:
    solid = builder.prism(rectangle(0, 0, 6, 5), holes=[rectangle(2, 2, 1, 1)])
    builder.add_space("1", builder.add_storey("Level 1"), solid)
    room = only_room(builder, tmp_path)
    assert len(room.holes) == 1
    assert room.drawn_area == pytest.approx(29.0)


def test_a_curved_profile_keeps_its_curve(builder: IfcBuilder, tmp_path: Path) -> None:
    circle = builder.make("IfcCircleProfileDef", "AREA", None, None, 5.0)
    builder.add_space("1", builder.add_storey("Level 1"), builder.solid(circle))
    room = only_room(builder, tmp_path)
    assert len(room.outline) > 24
    assert room.drawn_area == pytest.approx(pi * 25, rel=0.005)


def test_bodies_that_meet_are_one_room(builder: IfcBuilder, tmp_path: Path) -> None:
    halves = [builder.prism(rectangle(0, 0, 3, 4)), builder.prism(rectangle(3, 0, 2, 4))]
    builder.add_space("1", builder.add_storey("Level 1"), *halves)
    assert only_room(builder, tmp_path).outline == ((0, 0), (5, 0), (5, 4), (0, 4))


def test_bodies_apart_leave_the_largest_and_a_note(builder: IfcBuilder, tmp_path: Path) -> None:
    apart = [builder.prism(rectangle(0, 0, 3, 4)), builder.prism(rectangle(9, 0, 1, 2))]
    builder.add_space("1", builder.add_storey("Level 1"), *apart)
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.rooms[0].drawn_area == pytest.approx(12.0)
    assert "room '1' in parts, 2.0 m² apart from the largest" in texts(imported)


def test_a_solid_cut_by_a_roof_keeps_its_floor(builder: IfcBuilder, tmp_path: Path) -> None:
    plane = builder.make(
        "IfcPlane",
        builder.make(
            "IfcAxis2Placement3D",
            builder.point(0.0, 0.0, 2.0),
            builder.make("IfcDirection", [0.0, 1.0, 2.0]),
            builder.make("IfcDirection", [1.0, 0.0, 0.0]),
        ),
    )
    roof = builder.make("IfcHalfSpaceSolid", plane, False)
    cut = builder.make(
        "IfcBooleanClippingResult", "DIFFERENCE", builder.prism(rectangle(0, 0, 4, 3)), roof
    )
    builder.add_space("1", builder.add_storey("Level 1"), cut)
    assert only_room(builder, tmp_path).drawn_area == pytest.approx(12.0)


def test_a_room_drawn_as_curves_only_is_read(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    space = builder.add_space("1", storey)
    curves = builder.make("IfcGeometricCurveSet", [builder.polyline(rectangle(0, 0, 4, 3))])
    space.Representation = builder.shape(curves, kind="GeometricCurveSet", identifier="FootPrint")
    assert only_room(builder, tmp_path).drawn_area == pytest.approx(12.0)


def test_a_bounding_box_is_taken_and_said_to_be_one(builder: IfcBuilder, tmp_path: Path) -> None:
    space = builder.add_space("1", builder.add_storey("Level 1"))
    box = builder.make("IfcBoundingBox", builder.point(0.0, 0.0, 0.0), 4.0, 3.0, 2.5)
    space.Representation = builder.shape(box, kind="BoundingBox", identifier="Box")
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.rooms[0].drawn_area == pytest.approx(12.0)
    assert "bounding boxes only: 1" in texts(imported)


def test_an_outline_that_crosses_itself_is_mended(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, [(0, 0), (4, 0), (4, 3), (5, 3), (3, 1), (0, 3)])
    imported = read_built(builder, tmp_path)
    assert "room '1' with an outline that crosses itself" in texts(imported)


def test_rooms_without_a_shape_are_named(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, rectangle(0, 0, 4, 3))
    builder.add_space("2", storey, long_name="ARCHIVE")
    imported = read_built(builder, tmp_path)
    assert [room.id for room in imported.portfolio.rooms] == ["1"]
    assert "room '2 ARCHIVE' without a ground plan" in texts(imported)


def test_a_room_kilometres_away_is_left_out(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    for i in range(3):
        builder.add_room(f"10{i}", storey, rectangle(4.0 * i, 0, 3.8, 3))
    builder.add_room("stray", storey, rectangle(9e6, 0, 4, 3))
    imported = read_built(builder, tmp_path)
    assert [room.id for room in imported.portfolio.rooms] == ["100", "101", "102"]
    assert "kilometres away from the rest of their building: stray" in texts(imported)


def test_a_stated_area_in_another_unit_is_not_believed(builder: IfcBuilder, tmp_path: Path) -> None:
    space = builder.add_room("1", builder.add_storey("Level 1"), rectangle(0, 0, 4, 3))
    builder.add_net_area(space, 129.2)  # square feet in a file that says square metres
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.rooms[0].area is None
    assert "stated area of 129.20 m², drawn 12.00 m²" in texts(imported)
