"""A real office building: what the importer makes of it, against what its makers state.

The building is the GSA / NBIMS "common BIM file" Office_A. The numbers come from the README and the
door pairs that lie beside it.
"""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from shapely import Point, Polygon

from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.graph import build_graph
from spaceplan.model import Door, Portfolio
from tests.formats.conftest import imported_office, plan, texts


def building() -> Portfolio:
    return imported_office().portfolio


def leaves() -> list[Door]:
    """Return the doors that are doors, not open borders."""
    doors = [door for storey in building().storeys for door in storey.doors]
    return [door for door in doors if not (door.id or "").startswith("open-")]


def stated_pairs() -> dict[str, frozenset[str]]:
    """Return the rooms that each door joins, by the numbers of the rooms."""
    import ifcopenshell

    file = ifcopenshell.open(str(plan("gsa_office_a/Office_A_20110811.ifc")))
    with plan("gsa_office_a/truth_door_edges.csv").open() as rows:
        return {
            row["element"]: frozenset(file.by_guid(row[end]).Name for end in "ab")
            for row in csv.DictReader(rows)
        }


def test_99_rooms_lie_on_two_storeys_and_none_on_the_roof() -> None:
    assert [(s.number, len(s.rooms)) for s in building().storeys] == [(1, 60), (2, 39)]
    assert [s.elevation for s in building().storeys] == pytest.approx([0.0, 4.267], abs=0.001)
    assert "storey 'Roof' without rooms" in texts(imported_office())


def test_all_87_stated_door_pairs_are_found() -> None:
    pairs = {door.id: frozenset(door.between) for door in leaves() if len(door.between) == 2}
    assert len(pairs) == 87
    assert pairs == stated_pairs()


def test_doors_without_two_rooms_are_kept_and_reported() -> None:
    rooms = [len(door.between) for door in leaves()]
    assert (len(rooms), rooms.count(1), rooms.count(0)) == (102, 6, 9)
    assert "doors: 102; they join two rooms: 87, bound one room: 6, none: 9" in texts(
        imported_office()
    )


def test_every_door_lies_in_the_wall_between_its_rooms() -> None:
    for door in (d for s in building().storeys for d in s.doors if len(d.between) == 2):
        one, other = (Polygon(r.outline, r.holes) for r in map(building().room, door.between))
        assert door.at is not None
        through = one.distance(Point(door.at)) + other.distance(Point(door.at))
        assert through == pytest.approx(one.distance(other), abs=0.02), door


def test_open_plan_borders_are_passages() -> None:
    """11 pairs of rooms touch without a door (README): lines that part open-plan space."""
    doors = [door for storey in building().storeys for door in storey.doors]
    passages = {frozenset(d.between) for d in doors if (d.id or "").startswith("open-")}
    assert len(passages) == 11
    assert {frozenset(("203", "201")), frozenset(("121", "140"))} <= passages


def test_stated_and_drawn_areas_are_kept_apart() -> None:
    rooms = building().rooms
    assert sum(room.area or 0.0 for room in rooms) == pytest.approx(3582.0, abs=0.05)
    assert sum(room.drawn_area for room in rooms) == pytest.approx(3427.6, abs=0.05)
    assert "99 of 99 rooms state their area: 3,582.0 m² together, drawn 3,427.6 m²" in texts(
        imported_office()
    )


def test_areas_measured_to_another_line_widen_the_tolerance(tmp_path: Path) -> None:
    # The README has 6.5 % of the stated area as the median: 6.5 / 93.5 = 6.95 % of the drawn one.
    assert "half of them differ by 7.0% or more" in texts(imported_office())
    save_portfolio(building(), tmp_path / "office")
    warnings = load_portfolio(tmp_path / "office").warnings
    assert len(warnings) <= 10
    assert any("room '145', 2.14 m² drawn" in warning.found for warning in warnings)


def test_outlines_are_simple_and_do_not_overlap() -> None:
    for storey in building().storeys:
        polygons = [Polygon(room.outline, room.holes) for room in storey.rooms]
        assert all(polygon.is_valid for polygon in polygons)
        covered = sum(polygon.area for polygon in polygons)
        union = polygons[0].union(Polygon())
        for polygon in polygons:
            union = union.union(polygon)
        assert union.area == pytest.approx(covered, abs=0.05)


@pytest.mark.parametrize(
    ("room", "use"),
    [
        ("203", "office"),
        ("121", "corridor"),
        ("101", "lobby"),
        ("S101", "stair"),
        ("124", "lift"),
        ("123", "lift_machine"),
        ("135", "toilet"),
        ("157", "server"),
        ("110", "meeting"),
        ("109", "storage"),
        ("118", "plant"),
        ("125", "pantry"),
        ("115", "telecom"),
    ],
)
def test_rooms_are_used_for_what_their_names_say(room: str, use: str) -> None:
    assert building().room(room).use == use


def test_both_stairs_join_the_storeys() -> None:
    shaft = {room.id: room.shaft for room in building().rooms if room.use == "stair"}
    assert shaft["S101"] == shaft["S201"]
    assert shaft["S102"] == shaft["S202"]
    assert shaft["S101"] != shaft["S102"]


def test_one_walks_in_through_the_lobby_and_the_stairs() -> None:
    assert building().buildings[0].entrances == ("101", "S101", "S102")


def test_zones_with_offices_are_departments_with_holdings() -> None:
    """40 rooms in the office zone, 12, 8, 5 and 4 in the next (README); lobbies are nobody's."""
    held: dict[str, list[str]] = {}
    for holding in building().holdings:
        held.setdefault(holding.department, []).append(holding.room)
    assert {id: len(rooms) for id, rooms in held.items()} == {
        "office": 40,
        "cmd": 12,
        "scif": 8 - 2,  # two vestibules
        "noc": 5 - 1,
        "boc": 4 - 1,
    }
    assert "zones without an office: 11" in texts(imported_office())


def test_the_slip_in_a_label_is_reported() -> None:
    note = "zones called 'Elevation Occupancy Zone' and 'Elevator Occupancy Zone'"
    assert note in texts(imported_office())


def test_no_room_is_isolated_or_unreachable() -> None:
    graph = build_graph(building())
    kinds = {finding.kind for finding in graph.findings}
    assert not kinds & {"isolated-rooms", "unreachable-rooms", "overlapping-outlines"}
    walks = graph.walk(np.arange(len(graph.rooms)), np.arange(len(graph.rooms)))
    assert walks.max() < 200.0  # the building is 50 × 36 m


def test_rooms_with_a_door_between_them_share_a_wall() -> None:
    """All of them are 0.124 m apart (README); recesses make the mean gap of a wall larger."""
    graph = build_graph(building())
    walls = {
        frozenset((graph.rooms[a], graph.rooms[b])): gap
        for a, b, gap in zip(graph.walls.a, graph.walls.b, graph.walls.gap_m, strict=True)
    }
    gaps = [walls[frozenset(door.between)] for door in leaves() if len(door.between) == 2]
    assert np.median(gaps) == pytest.approx(0.124, abs=0.0005)
    assert 0.123 < min(gaps) <= max(gaps) < 0.25


def test_rooms_face_each_other_across_walls_and_no_farther() -> None:
    """Counted apart: rooms within 0.13 m of each other along more than 0.45 m, by buffers."""
    close = set()
    for storey in building().storeys:
        rooms = [(room.id, Polygon(room.outline, room.holes)) for room in storey.rooms]
        for (one, a), (other, b) in combinations(rooms, 2):
            near = b.buffer(0.13, cap_style="flat", join_style="mitre")
            if a.distance(b) < 0.13 and a.boundary.intersection(near).length > 0.45:
                close.add(frozenset((one, other)))
    walls = build_graph(building()).walls
    ids = [room.id for room in building().rooms]
    found = {
        frozenset((ids[a], ids[b])): gap
        for a, b, gap in zip(walls.a, walls.b, walls.gap_m, strict=True)
    }
    assert close <= set(found)
    # Seven more around the toilets and the lift shaft, where walls are 0.18 to 0.61 m thick.
    thick = [gap for pair, gap in found.items() if pair not in close]
    assert len(thick) == 7
    assert 0.15 < min(thick) <= max(thick) < 0.65


def test_it_is_saved_and_loads_back_equal(tmp_path: Path) -> None:
    save_portfolio(building(), tmp_path / "office")
    assert load_portfolio(tmp_path / "office").portfolio == building()
