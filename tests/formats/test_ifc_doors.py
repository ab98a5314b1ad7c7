"""Doors: what they join, where they are, and where there is none."""

from __future__ import annotations

from pathlib import Path

from spaceplan.formats import Imported
from spaceplan.model import Door
from tests.formats.conftest import read_built, texts
from tests.formats.ifc_builder import IfcBuilder, add_corridor_storey, rectangle


def only_door(imported: Imported) -> Door:
    doors = imported.portfolio.storeys[0].doors
    assert len(doors) == 1
    return doors[0]


def test_a_door_joins_the_rooms_that_the_file_states(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    rooms = add_corridor_storey(builder, storey)
    door = builder.add_door(storey, (1.0, 5.1), rooms=(rooms["west"], rooms["corridor"]))
    assert only_door(read_built(builder, tmp_path)) == Door(
        between=("101", "100"), at=(1.5, 5.1), id=door.GlobalId
    )


def test_a_door_placed_by_its_middle_is_still_found_between_its_rooms(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    rooms = add_corridor_storey(builder, storey)
    # Its x axis points away from the wall: half its width along it would lie in the office.
    builder.add_door(storey, (1.5, 5.1), (0.0, -1.0), (rooms["west"], rooms["corridor"]), width=1.6)
    assert only_door(read_built(builder, tmp_path)).at == (1.5, 5.1)


def test_a_boundary_to_the_opening_counts_for_the_door_in_it(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    rooms = add_corridor_storey(builder, storey)
    opening = builder.root("IfcOpeningElement")
    door = builder.add_door(storey, (1.0, 5.1))
    builder.root("IfcRelFillsElement", RelatingOpeningElement=opening, RelatedBuildingElement=door)
    for room in (rooms["west"], rooms["corridor"]):
        builder.bound(room, opening)
    assert only_door(read_built(builder, tmp_path)).between == ("101", "100")


def test_a_door_without_boundaries_joins_the_rooms_on_its_sides(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    add_corridor_storey(builder, storey)
    builder.add_door(storey, (1.0, 5.1))
    imported = read_built(builder, tmp_path)
    assert set(only_door(imported).between) == {"100", "101"}
    assert "whose rooms the file does not state" in texts(imported)


def test_a_door_in_a_curtain_wall_is_found_by_its_place(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    add_corridor_storey(builder, storey)
    wall = builder.root(
        "IfcCurtainWall", ObjectPlacement=builder.placement((0, 5.1, 0), storey.ObjectPlacement)
    )
    builder.root(
        "IfcRelContainedInSpatialStructure", RelatedElements=[wall], RelatingStructure=storey
    )
    panel = builder.placement((5.0, 0.0, 0.0), wall.ObjectPlacement)
    door = builder.root("IfcDoor", ObjectPlacement=panel, OverallWidth=1.0)
    builder.aggregate(wall, door)
    found = only_door(read_built(builder, tmp_path))
    assert (set(found.between), found.at) == ({"100", "102"}, (5.5, 5.1))


def test_a_cubicle_door_inside_one_room_joins_nothing(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, rectangle(0, 0, 6, 4), "TOILET")
    door = builder.add_door(storey, (2.0, 2.0))
    imported = read_built(builder, tmp_path)
    assert only_door(imported).between == ()
    assert f"doors without a room: {door.GlobalId}" in texts(imported)


def test_of_three_stated_rooms_those_on_its_two_sides_are_joined(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    rooms = add_corridor_storey(builder, storey)
    builder.add_door(storey, (2.6, 5.1), rooms=(rooms["east"], rooms["west"], rooms["corridor"]))
    imported = read_built(builder, tmp_path)
    assert set(only_door(imported).between) == {"100", "101"}
    assert "doors that bound more than two rooms" in texts(imported)


def test_the_entrance_is_the_lobby_behind_an_outer_door(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    rooms = add_corridor_storey(builder, storey)
    for key, at in (("west", (1.0, 0.0)), ("corridor", (3.0, 7.0))):
        door = builder.add_door(storey, at, rooms=(rooms[key],))
        builder.add_properties(door, "Pset_DoorCommon", IsExternal=True)
    assert read_built(builder, tmp_path).portfolio.buildings[0].entrances == ("100",)


def test_without_external_doors_those_with_one_room_on_the_ground_count(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    lower, upper = builder.add_storey("Level 1"), builder.add_storey("Level 2", 4.0)
    rooms = add_corridor_storey(builder, lower)
    above = add_corridor_storey(builder, upper, "2")
    builder.add_door(lower, (3.0, 7.0), rooms=(rooms["corridor"],))
    builder.add_door(upper, (3.0, 7.0), rooms=(above["corridor"],))
    assert read_built(builder, tmp_path).portfolio.buildings[0].entrances == ("100",)


def test_a_building_without_outer_doors_is_entered_by_its_largest_corridor(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    add_corridor_storey(builder, builder.add_storey("Level 1"))
    imported = read_built(builder, tmp_path)
    assert imported.portfolio.buildings[0].entrances == ("100",)
    assert "without a door to the outside" in texts(imported)


def test_an_open_border_is_a_passage(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    one = builder.add_room("1", storey, rectangle(0, 0, 6, 4), "CORRIDOR")
    other = builder.add_room("2", storey, rectangle(6, 1, 5, 2), "CORRIDOR")
    border = builder.root("IfcVirtualElement")
    for room in (one, other):
        builder.bound(room, border, "VIRTUAL")
    found = only_door(read_built(builder, tmp_path))
    assert found == Door(between=("1", "2"), at=(6.0, 2.0), id="open-1-2")


def test_rooms_that_touch_without_an_open_border_have_no_passage(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, rectangle(0, 0, 6, 4), "CORRIDOR")
    builder.add_room("2", storey, rectangle(6, 1, 5, 2), "CORRIDOR")
    assert read_built(builder, tmp_path).portfolio.storeys[0].doors == ()


def test_a_door_in_a_turned_building_lies_in_the_buildings_plane(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    annex = builder.add_building("Annex", at=(100.0, 50.0, 0.0), x_axis=(0.6, 0.8))
    storey = builder.add_storey("Level 1", building=annex)
    rooms = add_corridor_storey(builder, storey)
    builder.add_door(storey, (1.0, 5.1), rooms=(rooms["west"], rooms["corridor"]))
    assert only_door(read_built(builder, tmp_path)).at == (1.5, 5.1)
