"""The rooms are drawn so that they could be built."""

from __future__ import annotations

from math import dist

import pytest
import shapely

from spaceplan.generate import Generated
from spaceplan.model import Building, Storey


def _polygons(storey: Storey) -> list[shapely.Polygon]:
    return [shapely.Polygon(room.outline) for room in storey.rooms]


def test_outlines_are_simple_and_run_counter_clockwise(wuxi: Generated) -> None:
    for storey in wuxi.portfolio.storeys:
        for polygon in _polygons(storey):
            assert polygon.is_valid
            assert polygon.exterior.is_ccw


def test_outlines_are_in_whole_millimetres(wuxi: Generated) -> None:
    points = [p for room in wuxi.portfolio.rooms for p in room.outline]
    assert all(round(x, 3) == x and round(y, 3) == y for x, y in points)


def test_rooms_of_a_storey_are_apart_by_a_wall(wuxi: Generated) -> None:
    """Walls between neighbours are 0.1 to 0.3 m, here with 3 mm for rounding on the arc."""
    for storey in wuxi.portfolio.storeys:
        polygons = _polygons(storey)
        tree = shapely.STRtree(polygons)
        near = tree.query(polygons, predicate="dwithin", distance=0.35)
        for a, b in near.T:
            if a < b:
                assert 0.097 <= polygons[a].distance(polygons[b]) <= 0.45


def test_civic_rooms_follow_the_arc(wuxi: Generated) -> None:
    """A room with straight walls has four corners; on the arc every wide one has more."""
    blocks = [b for b in wuxi.portfolio.buildings if b.site == "civic-centre"]
    offices = [r for b in blocks for s in b.storeys for r in s.rooms if r.use == "office"]
    wide = [room for room in offices if room.area_dm2 > 1500]
    assert all(6 <= len(room.outline) <= 2 * (4 + room.area_dm2 // 1500) for room in wide)


def test_surveyed_areas_differ_a_little_from_the_drawn_ones(wuxi: Generated) -> None:
    rooms = [room for room in wuxi.portfolio.rooms if room.area is not None]
    off = [abs((room.area or 0) - room.drawn_area) / room.drawn_area for room in rooms]
    assert max(off) < 0.05
    assert 0.1 < sum(share > 0.002 for share in off) / len(off) < 0.5


def test_stairs_and_lifts_lie_above_each_other(wuxi: Generated) -> None:
    for building in wuxi.portfolio.buildings:
        shafts: dict[str, set[object]] = {}
        for storey in building.storeys:
            for room in storey.rooms:
                if room.shaft:
                    shafts.setdefault(room.shaft, set()).add(room.outline)
        assert shafts
        assert all(len(outlines) == 1 for outlines in shafts.values())


def test_doors_lie_in_the_gap_between_their_rooms(wuxi: Generated) -> None:
    for storey in wuxi.portfolio.storeys:
        rooms = {room.id: shapely.Polygon(room.outline) for room in storey.rooms}
        for door in storey.doors:
            assert door.at is not None
            at = shapely.Point(door.at)
            for id in door.between:
                assert 0.03 < at.distance(rooms[id]) < 0.2


def _rooms_on_site(building: Building) -> shapely.MultiPolygon:
    ground = next(storey for storey in building.storeys if storey.number == 1)
    outlines = [[building.to_site(point) for point in room.outline] for room in ground.rooms]
    return shapely.MultiPolygon([shapely.Polygon(outline) for outline in outlines])


@pytest.mark.parametrize("site", ["civic-centre", "canal-road", "academy-street"])
def test_buildings_of_a_site_stand_apart(wuxi: Generated, site: str) -> None:
    houses = [_rooms_on_site(b) for b in wuxi.portfolio.buildings if b.site == site]
    pairs = [(a, b) for i, a in enumerate(houses) for b in houses[:i]]
    assert pairs
    assert all(a.distance(b) > 8 for a, b in pairs)


def test_the_blocks_lie_along_an_arc(wuxi: Generated) -> None:
    blocks = [b for b in wuxi.portfolio.buildings if b.site == "civic-centre"]
    assert {round(dist(block.origin, (0, 0))) for block in blocks} == {300}
    assert len({block.rotation for block in blocks}) == 8
