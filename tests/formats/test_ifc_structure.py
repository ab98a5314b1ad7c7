"""Sites, buildings, storeys, ids: what belongs where, and what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.files import load_portfolio, save_portfolio
from tests.formats.conftest import read_built, texts
from tests.formats.ifc_builder import IfcBuilder, rectangle

ROOM = rectangle(0, 0, 4, 3)


def storeys(builder: IfcBuilder, folder: Path) -> list[tuple[int, float]]:
    portfolio = read_built(builder, folder).portfolio
    return [(storey.number, storey.elevation) for storey in portfolio.storeys]


def test_storeys_take_the_numbers_in_their_names(builder: IfcBuilder, tmp_path: Path) -> None:
    for name, height in (("Level 3", 8.0), ("Level 1", 0.0), ("Level B1", -4.0)):
        builder.add_room(name, builder.add_storey(name, height), ROOM)
    assert storeys(builder, tmp_path) == [(-1, -4.0), (1, 0.0), (3, 8.0)]


def test_storeys_without_numbers_are_counted_from_the_ground(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    for name, height in (("Keller", -2.8), ("Erdgeschoss", -0.3), ("OG +3.50", 3.5)):
        builder.add_room(name, builder.add_storey(name, height), ROOM)
    assert storeys(builder, tmp_path) == [(-1, -2.8), (1, -0.3), (2, 3.5)]


def test_heights_all_below_zero_do_not_make_cellars(builder: IfcBuilder, tmp_path: Path) -> None:
    for name, height in (("lower", -12.0), ("upper", -8.0)):
        builder.add_room(name, builder.add_storey(name, height), ROOM)
    assert storeys(builder, tmp_path) == [(1, -12.0), (2, -8.0)]


def test_a_storey_without_rooms_is_left_out_and_named(builder: IfcBuilder, tmp_path: Path) -> None:
    builder.add_room("1", builder.add_storey("Level 1"), ROOM)
    builder.add_storey("Roof", 4.0)
    imported = read_built(builder, tmp_path)
    assert len(imported.portfolio.storeys) == 1
    assert "storey 'Roof' without rooms" in texts(imported)


def test_rooms_on_no_storey_are_placed_by_their_height(builder: IfcBuilder, tmp_path: Path) -> None:
    builder.add_room("101", builder.add_storey("Level 1"), ROOM)
    upper = builder.add_storey("Level 2", 4.0)
    builder.add_room("201", upper, ROOM)
    lost = builder.root(
        "IfcSpace",
        Name="202",
        ObjectPlacement=builder.placement((6.0, 0.0, 4.0)),
        Representation=builder.shape(builder.prism(ROOM)),
    )
    builder.aggregate(builder.building, lost)
    imported = read_built(builder, tmp_path)
    assert [room.id for room in imported.portfolio.storeys[1].rooms] == ["201", "202"]
    assert "rooms on no storey: 1" in texts(imported)


def test_a_file_without_buildings_is_one_building(tmp_path: Path, builder: IfcBuilder) -> None:
    for i, height in enumerate((0.0, 3.6)):
        space = builder.root(
            "IfcSpace",
            Name=f"R{i}",
            ObjectPlacement=builder.placement((0.0, 0.0, height)),
            Representation=builder.shape(builder.prism(ROOM)),
        )
        builder.aggregate(builder.project, space)
    portfolio = read_built(builder, tmp_path).portfolio
    assert [building.id for building in portfolio.buildings] == ["house"]
    assert [(s.number, s.elevation) for s in portfolio.storeys] == [(1, 0.0), (2, 3.6)]


def test_two_buildings_on_two_sites_keep_their_rooms_apart(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    other_site = builder.root(
        "IfcSite", Name="Harbour", ObjectPlacement=builder.placement((3000.0, 0.0, 0.0))
    )
    builder.aggregate(builder.project, other_site)
    annex = builder.add_building("Annex", site=other_site)
    builder.add_room("101", builder.add_storey("Level 1"), ROOM)
    builder.add_room("101", builder.add_storey("Level 1", building=annex), ROOM)
    portfolio = read_built(builder, tmp_path).portfolio
    assert [room.id for room in portfolio.rooms] == ["house-L01-101", "annex-L01-101"]
    assert [(b.id, b.site) for b in portfolio.buildings] == [
        ("house", "campus"),
        ("annex", "harbour"),
    ]
    assert [site.at for site in portfolio.sites] == [(0.0, 0.0), (3000.0, 0.0)]


def test_a_number_used_on_two_storeys_gets_the_storey(builder: IfcBuilder, tmp_path: Path) -> None:
    for name, height in (("Level 1", 0.0), ("Level 2", 4.0)):
        storey = builder.add_storey(name, height)
        builder.add_room("WC", storey, ROOM, "")
        builder.add_room(f"{name[-1]}01", storey, rectangle(5, 0, 4, 3))
    ids = [room.id for room in read_built(builder, tmp_path).portfolio.rooms]
    assert ids == ["101", "L01-WC", "201", "L02-WC"]


def test_a_name_used_twice_on_a_storey_falls_back_on_the_global_id(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    storey = builder.add_storey("Level 1")
    spaces = [builder.add_room("WC", storey, rectangle(5 * i, 0, 4, 3)) for i in range(2)]
    ids = {room.id for room in read_built(builder, tmp_path).portfolio.rooms}
    assert ids == {space.GlobalId for space in spaces}


def test_a_global_id_used_twice_still_gives_two_rooms(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    for i in range(2):
        builder.add_room("WC", storey, rectangle(5 * i, 0, 4, 3)).GlobalId = "0" * 22
    ids = [room.id for room in read_built(builder, tmp_path).portfolio.rooms]
    assert ids == ["0" * 22 + "-1", "0" * 22 + "-2"]


def test_chinese_names_arrive_whole(builder: IfcBuilder, tmp_path: Path) -> None:
    builder.add_room("201室", builder.add_storey("二层", 4.0), ROOM, "第二会议室")
    path = builder.write(tmp_path)
    assert rb"\X2\7B2C" in path.read_bytes()
    room = read_built(builder, tmp_path).portfolio.rooms[0]
    assert room.name is not None
    assert (room.id, room.name.zh, room.use) == ("201室", "第二会议室", "meeting")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_text_as_bare_bytes_is_read_and_reported(
    builder: IfcBuilder, tmp_path: Path, encoding: str
) -> None:
    from spaceplan.formats.ifc.reading import read_here

    builder.add_room("201", builder.add_storey("Level 1"), ROOM, "CONFERENCE")
    path = builder.write(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"CONFERENCE", "档案室".encode(encoding)))
    imported = read_here(path)
    assert imported.portfolio.rooms[0].use == "archive"
    assert "text, read as such" in texts(imported)


def test_parts_of_a_room_are_the_room(builder: IfcBuilder, tmp_path: Path) -> None:
    whole = builder.add_room("1", builder.add_storey("Level 1"), rectangle(0, 0, 8, 3))
    parts = [
        builder.add_room(f"1{letter}", whole, rectangle(4 * i, 0, 4, 3), CompositionType="PARTIAL")
        for i, letter in enumerate("ab")
    ]
    imported = read_built(builder, tmp_path)
    assert len(parts) == 2
    assert [room.id for room in imported.portfolio.rooms] == ["1"]
    assert "parts of rooms: 2" in texts(imported)


def test_a_group_of_rooms_gives_way_to_the_rooms(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    flat = builder.add_room("suite", storey, rectangle(0, 0, 8, 3), CompositionType="COMPLEX")
    for i in range(2):
        builder.add_room(f"{i}", flat, rectangle(4 * i, 0, 4, 3))
    imported = read_built(builder, tmp_path)
    assert [room.id for room in imported.portfolio.rooms] == ["0", "1"]
    assert "groups of rooms: 1 (suite OFFICE)" in texts(imported)


def test_terraces_and_gross_areas_are_no_rooms(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, ROOM)
    builder.add_room("terrace", storey, rectangle(4, 0, 9, 9), "", PredefinedType="EXTERNAL")
    builder.add_room("gross", storey, rectangle(-1, -1, 9, 9), "", PredefinedType="GFA")
    imported = read_built(builder, tmp_path)
    assert [room.id for room in imported.portfolio.rooms] == ["1"]
    assert "spaces outside: 1 (terrace)" in texts(imported)
    assert "gross floor areas: 1 (gross)" in texts(imported)


def test_stairs_above_each_other_are_one_shaft(builder: IfcBuilder, tmp_path: Path) -> None:
    for level in (1, 2, 3):
        storey = builder.add_storey(f"Level {level}", 4.0 * level)
        for i, x in enumerate((0.0, 20.0)):
            builder.add_room(f"S{level}{i}", storey, rectangle(x, 0, 3, 5), "STAIR")
    shafts = {r.id: r.shaft for r in read_built(builder, tmp_path).portfolio.rooms}
    assert shafts["S10"] == shafts["S20"] == shafts["S30"] != shafts["S11"]
    assert shafts["S11"] == shafts["S21"] == shafts["S31"]


def test_a_stair_drawn_through_two_storeys_joins_them(builder: IfcBuilder, tmp_path: Path) -> None:
    lower, upper = builder.add_storey("Level 1"), builder.add_storey("Level 2", 4.0)
    builder.add_room("101", lower, ROOM)
    stair = builder.add_space(
        "S", lower, builder.prism(rectangle(4, 0, 3, 3), 8), long_name="STAIR"
    )
    room = builder.add_room("201", upper, ROOM)
    builder.add_door(upper, (4.0, 1.0), (0.0, 1.0), (room, stair))
    imported = read_built(builder, tmp_path)
    assert [(r.id, r.shaft) for r in imported.portfolio.storeys[1].rooms] == [
        ("201", None),
        ("S-L02", "stair-1"),
    ]
    assert imported.portfolio.storeys[1].doors[0].between == ("201", "S-L02")
    assert "drawn through several storeys: 1 (S-L02)" in texts(imported)


def test_north_is_counted_from_the_sites_y_axis(builder: IfcBuilder, tmp_path: Path) -> None:
    builder.add_room("1", builder.add_storey("Level 1"), ROOM)
    context = builder.file.by_type("IfcGeometricRepresentationContext")[0]
    context.TrueNorth = builder.make("IfcDirection", [-1.0, 0.0])
    assert read_built(builder, tmp_path).portfolio.sites[0].north == 90.0


def test_what_is_imported_loads_back_equal(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_space("1=1", storey, builder.prism(ROOM, holes=[rectangle(1, 1, 1, 1)]))
    builder.add_room(None, storey, rectangle(5, 0, 4, 3), "Büro: 'ä' #2")
    portfolio = read_built(builder, tmp_path).portfolio
    save_portfolio(portfolio, tmp_path / "out")
    assert load_portfolio(tmp_path / "out").portfolio == portfolio
