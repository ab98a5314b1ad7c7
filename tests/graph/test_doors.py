"""Doors: where stated ones lie, and where a room without one opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.model import Door, Portfolio, Room
from tests.cases import box, corridor_storey
from tests.graph.plans import office, one_storey

DoorSet = set[tuple[str, str, float, float, bool]]


def doors_of(graph: SpatialGraph) -> DoorSet:
    """Return (room, room, x, y, inferred) of every door."""
    doors = graph.doors
    return {
        (graph.rooms[a], graph.rooms[b], round(x, 3), round(y, 3), inferred)
        for a, b, x, y, inferred in zip(
            doors.a.tolist(),
            doors.b.tolist(),
            doors.x.tolist(),
            doors.y.tolist(),
            doors.inferred.tolist(),
            strict=True,
        )
    }


def kinds(graph: SpatialGraph) -> list[str]:
    return [finding.kind for finding in graph.findings]


def test_a_stated_door_is_where_it_is_stated() -> None:
    graph = build_graph(one_storey(corridor_storey(bays=1).rooms, corridor_storey(bays=1).doors))
    assert doors_of(graph) == {
        ("hq-101", "hq-1c", 1.8, 5.1, False),
        ("hq-1c", "hq-1s", 3.7, 6.1, False),
    }


def test_a_storey_without_doors_opens_every_room_on_its_corridor_in_the_middle() -> None:
    graph = build_graph(one_storey(corridor_storey(bays=2).rooms))
    assert doors_of(graph) == {
        ("hq-101", "hq-1c", 1.8, 5.1, True),
        ("hq-102", "hq-1c", 5.6, 5.1, True),
        ("hq-1c", "hq-1s", 7.5, 6.1, True),
    }
    assert "storey-without-doors" in kinds(graph)


def two_corridors(*doors: Door) -> Portfolio:
    """Return a room of 4 × 3 m with a corridor along its long and one along its short side."""
    rooms = [
        Room("west", "corridor", box(-2.2, 0, 2, 8)),
        Room("south", "lobby", box(0, -2.2, 4, 2)),
        office("a", box(0, 0, 4, 3)),
        office("b", box(0, 3.2, 4, 3)),
    ]
    return one_storey(rooms, doors)


def test_a_room_without_a_door_opens_on_the_corridor_that_it_faces_longest() -> None:
    graph = build_graph(two_corridors(Door(("west", "b"), (-0.1, 4.0))))
    assert ("south", "a", 2.0, -0.1, True) in doors_of(graph)
    assert ("west", "b", -0.1, 4.0, False) in doors_of(graph)
    finding = next(f for f in graph.findings if f.kind == "rooms-without-door")
    assert finding.rooms == ("south", "a")


def test_corridors_open_on_each_other_where_no_door_is_stated_at_all() -> None:
    rooms = [
        Room("c1", "corridor", box(0, 0, 10, 2)),
        Room("c2", "corridor", box(10.2, 0, 10, 2)),
        office("a", box(0, 2.2, 4, 4)),
    ]
    assert ("c1", "c2", 10.1, 1.0, True) in doors_of(build_graph(one_storey(rooms)))
    stated = one_storey(rooms, [Door(("c1", "a"), (1.0, 2.1)), Door(("c2", "a"), (10.1, 2.0))])
    assert not build_graph(stated).doors.inferred.any()


def test_corridors_drawn_without_a_wall_between_them_are_one_way() -> None:
    storey = corridor_storey(bays=4)
    corridor = next(room for room in storey.rooms if room.use == "corridor")
    west, east = (
        replace(corridor, id=id, outline=box(x, 5.2, 7.5, 1.8))
        for id, x in (("w", 0.0), ("e", 7.5))
    )
    rooms = (*(room for room in storey.rooms if room is not corridor), west, east)
    doors = tuple(
        Door((door.between[0], "w" if i < 2 else "e"), door.at)
        for i, door in enumerate(storey.doors[:4])
    )
    graph = build_graph(one_storey(rooms, (*doors, Door(("e", "hq-1s"), (15.1, 6.1)))))
    assert ("w", "e", 7.5, 6.1, True) in doors_of(graph)
    walk = graph.walk([graph.index("hq-102")], [graph.index("hq-103")])[0, 0]
    assert walk == pytest.approx(4.29, abs=0.01)  # by the middle of the opening: 2 × √(1.9² + 1²)


def test_an_inner_room_opens_on_its_owner_or_on_the_room_that_it_faces_longest() -> None:
    rooms = [
        Room("c", "corridor", box(0, 0, 12, 2)),
        office("a", box(0, 2.2, 4, 4)),
        office("b", box(4.2, 2.2, 4, 4)),
        Room("toilet", "toilet", box(1.0, 6.4, 2.0, 2.0), private_to="a"),
        Room("store", "storage", box(3.2, 6.4, 5.0, 2.0)),
    ]
    found = {(a, b) for a, b, _, _, _ in doors_of(build_graph(one_storey(rooms)))}
    assert found == {("c", "a"), ("c", "b"), ("a", "toilet"), ("b", "store")}


def test_a_lift_drawn_inside_the_corridor_opens_on_it() -> None:
    rooms = [
        Room("c", "corridor", box(0, 0, 10, 3)),
        Room("l", "lift", box(4, 1, 2, 2), shaft="1"),
        office("a", box(0, 3.2, 4, 4)),
    ]
    graph = build_graph(one_storey(rooms, [Door(("c", "a"), (2.0, 3.1))]))
    assert ("c", "l", 5.0, 2.0, True) in doors_of(graph)
    assert "overlapping-outlines" in kinds(graph)
    assert "unreachable-rooms" not in kinds(graph)


def test_a_door_without_a_position_lies_in_the_middle_of_the_wall() -> None:
    rooms = [Room("c", "corridor", box(0, 0, 10, 2)), office("a", box(2, 2.2, 4, 4))]
    graph = build_graph(one_storey(rooms, [Door(("c", "a"))]))
    assert doors_of(graph) == {("c", "a", 4.0, 2.1, False)}


@pytest.mark.parametrize("at", [(400.0, 2.1), (float("nan"), 2.1)])
def test_a_door_in_the_wrong_place_is_put_into_its_wall(at: tuple[float, float]) -> None:
    rooms = [Room("c", "corridor", box(0, 0, 10, 2)), office("a", box(2, 2.2, 4, 4))]
    graph = build_graph(one_storey(rooms, [Door(("c", "a"), at, "d1")]))
    assert doors_of(graph) == {("c", "a", 4.0, 2.1, False)}


def test_a_door_of_three_rooms_joins_each_with_each() -> None:
    rooms = [
        Room("c", "corridor", box(0, 0, 10, 2)),
        office("a", box(0, 2.2, 4, 4)),
        office("b", box(4.2, 2.2, 4, 4)),
    ]
    graph = build_graph(one_storey(rooms, [Door(("c", "a", "b"), (4.1, 2.1))]))
    found = {(a, b) for a, b, _, _, _ in doors_of(graph)}
    assert found == {("c", "a"), ("c", "b"), ("a", "b")}
