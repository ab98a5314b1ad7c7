"""Real plans, read from beside the repository, with the door pairs that their sources state."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from spaceplan.formats import read_foreign
from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.model import Building, Room, Storey
from tests.graph.plans import city

PLANS = Path(__file__).parents[2] / "../shared/data/plans"


def plan(relative: str) -> Path:
    """Return a file of the test data, or skip the test."""
    path = PLANS / relative
    if not path.exists():
        pytest.skip(f"no test data: {relative} is not there")
    return path


def truth(relative: str) -> list[dict[str, str]]:
    with plan(relative).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def office() -> SpatialGraph:
    pytest.importorskip("ifcopenshell")
    imported = read_foreign(plan("gsa_office_a/Office_A_20110811.ifc"))
    return build_graph(imported.portfolio)


def test_all_87_doors_of_an_office_building_join_rooms_with_a_wall_of_124_mm(
    office: SpatialGraph,
) -> None:
    elements = {row["element"] for row in truth("gsa_office_a/truth_door_edges.csv")}
    doors = [d for s in office.places.storeys for d in s.doors if d.id in elements]
    assert len(doors) == len(elements) == 87
    for door in doors:
        edges = office.network[door.between[0]][door.between[1]]
        assert any(e["kind"] == "door" and not e["inferred"] for e in edges.values())
        assert edges["wall"]["gap_m"] == pytest.approx(0.124, abs=0.001)


def test_no_room_of_the_office_building_is_isolated_or_out_of_reach(office: SpatialGraph) -> None:
    assert len(office.rooms) == 99
    kinds = Counter(finding.kind for finding in office.findings)
    assert not kinds["isolated-rooms"]
    assert not kinds["unreachable-rooms"]
    every = range(len(office.rooms))
    assert office.walk(every, every).max() < 200.0  # the building is 75 m long


def indoor_gml(path: Path) -> SpatialGraph:
    """Return the graph of the floors of all cells; their lowest level polygon is the outline."""
    levels: dict[float, list[Room]] = defaultdict(list)
    for cell in ET.parse(path).getroot().iter():
        if cell.tag.split("}")[1] in ("GeneralSpace", "TransitionSpace"):
            floors = []
            for polygon in cell.iter("{http://www.opengis.net/gml/3.2}Polygon"):
                found = polygon.iter("{http://www.opengis.net/gml/3.2}pos")
                points = [tuple(map(float, (pos.text or "").split())) for pos in found]
                if len({z for _, _, z in points}) == 1:
                    floors.append((points[0][2], tuple((x, y) for x, y, _ in points[:-1])))
            level, outline = min(floors)
            id = cell.attrib["{http://www.opengis.net/gml/3.2}id"]
            use = "corridor" if cell.tag.endswith("TransitionSpace") else "office"
            levels[level].append(Room(id, use, outline))
    storeys = tuple(
        Storey(f"b-L0{n}", n, level, tuple(rooms))
        for n, (level, rooms) in enumerate(sorted(levels.items()), start=1)
    )
    return build_graph(city([Building("b", "s", storeys)]))


def test_all_connections_of_a_university_building_are_neighbours() -> None:
    """Cells share edges there; lifts and stairs lie inside the corridor, some outlines are bad."""
    graph = indoor_gml(plan("pnu_201_indoorgml/201-2019-05-24-corrected.gml"))
    rows = truth("pnu_201_indoorgml/truth_edges.csv")
    pairs = {frozenset((row["a"], row["b"])) for row in rows if "-" not in row["storey"]}
    assert len(pairs) == 81
    assert not [pair for pair in map(sorted, pairs) if pair[0] not in graph.neighbours(pair[1])]
