"""Zones and neighbours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spaceplan.graph import build_graph, zones
from spaceplan.model import Door, Settings
from tests.cases import box, tiny_portfolio
from tests.graph.plans import office, one_storey


def test_one_foreign_room_between_two_makes_two_zones() -> None:
    """The walk past one room of 3.6 m and two walls is 7.6 m, over the reach of 6 m."""
    graph = build_graph(tiny_portfolio())
    assert graph.zones(["hq-101", "hq-102", "hq-104"]) == (("hq-101", "hq-102"), ("hq-104",))
    assert graph.zones([]) == ()


def test_a_longer_reach_joins_them() -> None:
    far = replace(tiny_portfolio(), settings=Settings(zone_reach_m=7.6))
    assert len(build_graph(far).zones(["hq-101", "hq-103"])) == 1
    near = replace(tiny_portfolio(), settings=Settings(zone_reach_m=7.59))
    assert len(build_graph(near).zones(["hq-101", "hq-103"])) == 2


def test_a_wall_joins_rooms_whose_doors_are_far_apart() -> None:
    rooms = [office("a", box(0, 0, 4, 4)), office("b", box(4.2, 0, 4, 4))]
    graph = build_graph(one_storey(rooms))
    assert graph.walk([0], [1])[0, 0] == 1000.0
    assert graph.zones(["b", "a"]) == (("a", "b"),)


def test_links_are_pairs_of_the_rooms_that_were_asked_storey_by_storey() -> None:
    graph = build_graph(tiny_portfolio(storeys=2))
    one = [graph.index(f"hq-10{i}") for i in (3, 1, 2)]
    assert graph.zone_links(one).tolist() == [[0, 1], [1, 2]]
    both = [*one, *(graph.index(f"hq-20{i}") for i in (1, 2))]
    first = graph.index("hq-201")
    assert graph.zone_links(both).tolist() == [[0, 1], [1, 2], [first, first + 1]]
    assert graph.zones(["hq-101", "hq-201"]) == (("hq-101",), ("hq-201",))


def test_large_storeys_link_the_same_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = build_graph(tiny_portfolio(bays=12))
    every = np.arange(12)
    expected = kept.zone_links(every[::3]).tolist(), kept.zone_links(every).tolist()
    monkeypatch.setattr(zones, "_KEPT", 3)
    large = build_graph(tiny_portfolio(bays=12))
    assert (large.zone_links(every[::3]).tolist(), large.zone_links(every).tolist()) == expected


def test_neighbours_have_a_wall_or_a_door_in_common() -> None:
    graph = build_graph(tiny_portfolio())
    assert graph.neighbours("hq-102") == {"hq-101", "hq-103", "hq-1c"}
    assert graph.neighbours("hq-1s") == {"hq-1c"}


def test_a_door_makes_neighbours_where_there_is_no_wall_in_common() -> None:
    case = tiny_portfolio()
    (house,) = case.buildings
    (floor,) = house.storeys
    through = Door(("hq-101", "hq-106"), at=(4.0, 2.0))
    floor = replace(floor, doors=(*floor.doors, through))
    graph = build_graph(replace(case, buildings=(replace(house, storeys=(floor,)),)))
    assert graph.neighbours("hq-106") == {"hq-101", "hq-105", "hq-1c"}
