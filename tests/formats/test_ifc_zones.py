"""Zones as departments: who seems to have which rooms."""

from __future__ import annotations

from pathlib import Path

from tests.formats.conftest import read_built, texts
from tests.formats.ifc_builder import IfcBuilder, add_corridor_storey, rectangle


def test_a_zone_with_an_office_is_a_department(builder: IfcBuilder, tmp_path: Path) -> None:
    rooms = add_corridor_storey(builder, builder.add_storey("Level 1"))
    builder.add_group("IfcZone", "Finance", list(rooms.values()))
    imported = read_built(builder, tmp_path)
    (department,) = imported.portfolio.departments
    assert (department.id, department.home_site) == ("finance", "campus")
    assert department.people.total == 0
    assert "establishment and headcount; write them into departments.yaml" in texts(imported)


def test_a_department_holds_its_zones_rooms_but_no_corridor(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    rooms = add_corridor_storey(builder, builder.add_storey("Level 1"))
    builder.add_group("IfcZone", "Finance", list(rooms.values()))
    holdings = read_built(builder, tmp_path).portfolio.holdings
    assert [(h.room, h.department) for h in holdings] == [("101", "finance"), ("102", "finance")]


def test_zones_for_fire_and_air_name_no_occupants(builder: IfcBuilder, tmp_path: Path) -> None:
    rooms = list(add_corridor_storey(builder, builder.add_storey("Level 1")).values())
    builder.add_group("IfcZone", "Fire compartment 1", rooms)
    builder.add_group("IfcZone", "Z1", rooms, ObjectType="HVAC zone")
    builder.add_group("IfcSystem", "Supply", rooms)
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.departments == ()
    assert "no zones that name who uses the rooms" in texts(imported)


def test_a_spatial_zone_of_occupancy_counts(builder: IfcBuilder, tmp_path: Path) -> None:
    rooms = list(add_corridor_storey(builder, builder.add_storey("Level 1")).values())
    zone = builder.root("IfcSpatialZone", Name="财政局", PredefinedType="OCCUPANCY")
    builder.root(
        "IfcRelReferencedInSpatialStructure", RelatedElements=rooms, RelatingStructure=zone
    )
    (department,) = read_built(builder, tmp_path).portfolio.departments
    assert (department.id, department.name.zh) == ("财政局", "财政局")


def test_a_department_written_on_the_room_comes_before_its_zone(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    rooms = add_corridor_storey(builder, builder.add_storey("Level 1"))
    builder.add_group("IfcZone", "Tenant 1", list(rooms.values()))
    builder.add_properties(rooms["west"], "Identity Data", Department="Audit")
    holdings = read_built(builder, tmp_path).portfolio.holdings
    assert [(h.room, h.department) for h in holdings] == [
        ("101", "audit"),
        ("102", "Tenant-1".lower()),
    ]


def test_zones_without_an_office_are_parts_of_the_building(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    rooms = add_corridor_storey(builder, builder.add_storey("Level 1"))
    builder.add_group("IfcZone", "Core", [rooms["corridor"]])
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.departments == ()
    assert "zones without an office: 1 (Core)" in texts(imported)


def test_labels_that_differ_by_a_slip_are_reported_and_kept(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    for i, zone in enumerate(("Archives", "Archives", "Archive", "Unit 1", "Unit 2")):
        room = builder.add_room(f"{i}", storey, rectangle(4.0 * i, 0, 3.8, 4))
        builder.add_properties(room, "Other", OccupancyZoneName=zone)
    imported = read_built(builder, tmp_path)
    ids = [department.id for department in imported.portfolio.departments]
    assert ids == ["archive", "archives", "unit-1", "unit-2"]
    assert "zones called 'Archive' and 'Archives'" in texts(imported)
    assert "'Unit 1' and 'Unit 2'" not in texts(imported)


def test_a_room_of_unknown_use_is_no_office_and_is_named(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    builder.add_room("7", builder.add_storey("Level 1"), rectangle(0, 0, 4, 4), "XYZZY")
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.rooms[0].use == "storage"
    assert "rooms of unknown use, taken as storage: 1 (7 XYZZY)" in texts(imported)


def test_a_name_that_contradicts_its_class_is_reported(builder: IfcBuilder, tmp_path: Path) -> None:
    room = builder.add_room("7", builder.add_storey("Level 1"), rectangle(0, 0, 4, 4), "SERVER RM")
    reference = builder.make(
        "IfcClassificationReference", None, "13-81 21 24", "Telecommunications Room"
    )
    builder.root(
        "IfcRelAssociatesClassification",
        RelatedObjects=[room],
        RelatingClassification=reference,
    )
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.rooms[0].use == "server"
    assert "classified as '13-81 21 24 Telecommunications Room'" in texts(imported)


def test_a_room_without_a_telling_name_is_what_its_class_says(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    room = builder.add_room("7", builder.add_storey("Level 1"), rectangle(0, 0, 4, 4), "B-12")
    builder.add_properties(room, "Other", Category_Code="13-85 21 11 99")
    assert read_built(builder, tmp_path).portfolio.rooms[0].use == "stair"
