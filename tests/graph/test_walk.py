"""Walking distances: worked out by hand, and against plain shortest paths."""

from __future__ import annotations

import pickle
from dataclasses import replace
from math import hypot, pi, sin

import numpy as np
import pytest

from spaceplan.graph import SpatialGraph, build_graph, reach, storey_walk
from spaceplan.model import Building, Door, OutdoorWay, Room, Site, Storey
from tests.cases import box, corridor_storey, tiny_portfolio
from tests.graph.full_door_graph import slow_walks
from tests.graph.plans import city, office, one_storey, random_city
from tests.graph.test_walls import arc


def walk(graph: SpatialGraph, a: str, b: str) -> float:
    return float(graph.walk([graph.index(a)], [graph.index(b)])[0, 0])


def test_one_walks_from_door_to_door_along_the_corridor() -> None:
    graph = build_graph(tiny_portfolio())
    assert walk(graph, "hq-101", "hq-103") == 7.6
    assert walk(graph, "hq-103", "hq-101") == 7.6
    assert walk(graph, "hq-101", "hq-101") == 0.0
    assert walk(graph, "hq-101", "hq-1c") == 0.0  # they have a door in common


def test_one_climbs_through_the_middle_of_the_stair() -> None:
    """From the last office: to the stair's door, 1.6 m to its middle, 3.6 m up, and back."""
    graph = build_graph(tiny_portfolio(storeys=3))
    to_stair = hypot(22.7 - 20.8, 6.1 - 5.1)
    assert walk(graph, "hq-106", "hq-206") == pytest.approx(2 * (to_stair + 1.6) + 3.6, abs=0.005)
    assert walk(graph, "hq-106", "hq-306") == pytest.approx(2 * (to_stair + 1.6) + 7.2, abs=0.005)


def test_a_storey_that_a_shaft_passes_by_is_climbed_past() -> None:
    portfolio = tiny_portfolio(storeys=3)
    middle = portfolio.storeys[1]
    without = replace(middle, rooms=middle.rooms[:-1], doors=middle.doors[:-1])
    building = portfolio.buildings[0]
    storeys = (building.storeys[0], without, building.storeys[2])
    graph = build_graph(replace(portfolio, buildings=(replace(building, storeys=storeys),)))
    assert walk(graph, "hq-1s", "hq-3s") == 7.2
    assert walk(graph, "hq-101", "hq-201") == 1000.0


def two_buildings(*ways: OutdoorWay) -> SpatialGraph:
    """Return two single-storey buildings 100 m apart; entrances are their corridors."""
    buildings = [
        Building("a", "s", (corridor_storey("a"),), entrances=("a-1c",)),
        Building("b", "s", (corridor_storey("b"),), entrances=("b-1c",), origin=(0.0, 100.0)),
    ]
    return build_graph(city(buildings, [Site("s", outdoor=ways)]))


def test_between_buildings_one_walks_outside_from_entrance_to_entrance() -> None:
    """The entrances lie in the middles of the corridors, at (11.3, 6.1)."""
    inside = hypot(11.3 - 1.8, 1.0)
    assert walk(two_buildings(), "a-101", "b-101") == pytest.approx(2 * inside + 120.0, abs=0.005)
    stated = two_buildings(OutdoorWay(("b-1c", "a-1c"), 150.0))
    assert walk(stated, "a-101", "b-101") == pytest.approx(2 * inside + 150.0, abs=0.005)


def test_an_outer_door_is_where_an_entrance_is_left() -> None:
    storeys = (corridor_storey("a"),)
    outer = replace(storeys[0], doors=(*storeys[0].doors, Door(("a-1c",), (0.0, 6.1))))
    buildings = [
        Building("a", "s", (outer,), entrances=("a-1c",)),
        Building("b", "s", (corridor_storey("b"),), entrances=("b-1c",), origin=(0.0, 100.0)),
    ]
    graph = build_graph(city(buildings))
    expected = hypot(1.8, 1.0) + 1.2 * hypot(11.3, 100.0) + hypot(9.5, 1.0)
    assert walk(graph, "a-101", "b-101") == pytest.approx(expected, abs=0.005)
    assert not [finding for finding in graph.findings if finding.kind.startswith("door")]


def test_between_sites_the_nearest_entrances_and_the_way_between_add_up() -> None:
    sites = [Site("s"), Site("t", at=(3000.0, 4000.0))]
    buildings = [
        Building("a", "s", (corridor_storey("a"),), entrances=("a-1c",)),
        Building("b", "t", (corridor_storey("b"),)),
    ]
    graph = build_graph(city(buildings, sites))
    inside = hypot(9.5, 1.0)
    assert walk(graph, "a-101", "b-101") == pytest.approx(inside + 6500.0 + 1000.0, abs=0.005)


def test_there_is_no_way_without_an_entrance() -> None:
    buildings = [Building(id, "s", (corridor_storey(id),)) for id in ("a", "b")]
    assert walk(build_graph(city(buildings)), "a-101", "b-101") == 1000.0


def test_in_a_bent_corridor_one_walks_around_the_corner() -> None:
    bent = ((0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (18.0, 20.0), (18.0, 2.0), (0.0, 2.0))
    rooms = [
        Room("c", "corridor", bent),
        office("a", box(0, 2.2, 4, 4)),
        office("b", box(13.8, 14, 4, 4)),
    ]
    doors = [Door(("a", "c"), (2.0, 2.1)), Door(("b", "c"), (17.9, 16.0))]
    graph = build_graph(one_storey(rooms, doors))
    corner = hypot(18.0 - 2.0, 0.1) + hypot(0.1, 16.0 - 2.0)
    assert walk(graph, "a", "b") == pytest.approx(corner, abs=0.005)


def test_around_a_core_one_takes_the_shorter_side() -> None:
    """A corridor 2 m wide around a core of 10 × 6 m, doors 4 m from its west end."""
    ring = Room("c", "corridor", box(0, 0, 14, 10), holes=(box(2, 2, 10, 6),))
    rooms = [ring, office("a", box(4, -4.2, 4, 4)), office("b", box(4, 10.2, 4, 4))]
    doors = [Door(("a", "c"), (6.0, -0.1)), Door(("b", "c"), (6.0, 10.1))]
    graph = build_graph(one_storey(rooms, doors))
    west = 2 * hypot(6.0 - 2.0, 2.1) + 6.0
    assert walk(graph, "a", "b") == pytest.approx(west, abs=0.005)


def test_a_curved_corridor_is_walked_along_its_inner_wall() -> None:
    """Doors at both ends of the inner wall of 36 chords over 90 degrees, radius 30 m."""
    steps, radius = 36, 30.0
    rooms = [
        Room("c", "corridor", arc(radius, radius + 2.0, 0.0, pi / 2, steps)),
        office("a", box(radius + 0.5, -4.2, 1.0, 4.0)),
        office("b", box(-4.2, radius + 0.5, 4.0, 1.0)),
    ]
    doors = [Door(("a", "c"), (radius, -0.1)), Door(("b", "c"), (-0.1, radius))]
    graph = build_graph(one_storey(rooms, doors))
    chords = 2 * radius * sin(pi / 4 / steps) * steps
    assert walk(graph, "a", "b") == pytest.approx(chords + 0.2, abs=0.01)


def test_a_shorter_way_over_another_storey_is_taken() -> None:
    """Below, the way from west to east is 44 m around a court; above, a straight corridor."""
    inner = ((0.0, 0.0), (2.0, 0.0), (2.0, 20.0), (18.0, 20.0), (18.0, 0.0))
    around = (*inner, (20.0, 0.0), (20.0, 22.0), (0.0, 22.0))
    shafts = [("w", box(0, -2.2, 2, 2), (1.0, -0.1)), ("e", box(18, -2.2, 2, 2), (19.0, -0.1))]

    def storey(number: int, outline: tuple[tuple[float, float], ...]) -> Storey:
        stairs = tuple(Room(f"{number}{id}", "stair", at, shaft=id) for id, at, _ in shafts)
        doors = tuple(Door((f"{number}{id}", f"{number}c"), at) for id, _, at in shafts)
        rooms = (Room(f"{number}c", "corridor", outline), *stairs)
        return Storey(f"a-L0{number}", number, number * 4.0, rooms, doors)

    offices = (office("a", box(2.2, 4, 4, 4)), office("b", box(13.8, 4, 4, 4)))
    low = storey(1, around)
    doors = (*low.doors, Door(("a", "1c"), (2.1, 6.0)), Door(("b", "1c"), (17.9, 6.0)))
    low = replace(low, rooms=(*low.rooms, *offices), doors=doors)
    graph = build_graph(city([Building("a", "s", (low, storey(2, box(0, 0, 20, 2))))]))
    to_stair = hypot(2.1 - 1.0, 6.0 + 0.1)
    expected = 2 * (to_stair + 1.1 + 4.0 + 1.1) + 18.0
    assert expected < 44.0  # around the court
    assert walk(graph, "a", "b") == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("seed", range(12))
def test_walks_of_a_random_city_are_the_shortest_paths_of_its_full_door_graph(seed: int) -> None:
    portfolio = random_city(seed)
    graph = build_graph(portfolio)
    assert not graph.doors.inferred.any()
    slow = slow_walks(portfolio)
    expected = np.array([[slow[a, b] for b in graph.rooms] for a in graph.rooms])
    every = range(len(graph.rooms))
    np.testing.assert_allclose(graph.walk(every, every), expected, atol=0.00501)


def test_walks_are_symmetric_and_do_not_depend_on_the_block_that_is_asked() -> None:
    graph = build_graph(random_city(3))
    every = np.arange(len(graph.rooms))
    walks = graph.walk(every, every)
    assert (walks == walks.T).all()
    some = np.array([7, 3, 3, 20, 11])
    assert (graph.walk(some, every[::2]) == walks[np.ix_(some, every[::2])]).all()
    assert graph.walk([], every).shape == (0, len(every))


def test_large_storeys_are_walked_on_demand_with_the_same_lengths(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = range(len(random_city(5).rooms))
    kept = build_graph(random_city(5)).walk(every, every)
    monkeypatch.setattr(storey_walk, "_KEPT", 0)
    monkeypatch.setattr(storey_walk, "_BATCH", 3)
    monkeypatch.setattr(reach, "_FEW", 0)
    assert (build_graph(random_city(5)).walk(every, every) == kept).all()


def test_a_graph_travels_to_another_process() -> None:
    graph = build_graph(tiny_portfolio(storeys=2))
    every = range(len(graph.rooms))
    walks = graph.walk(every, every)
    copy: SpatialGraph = pickle.loads(pickle.dumps(graph))
    assert (copy.walk(every, every) == walks).all()
    assert copy.rooms == graph.rooms
