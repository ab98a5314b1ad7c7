"""What the validator reports, and that nothing that is drawn stops it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.model import (
    Building,
    Door,
    OutdoorWay,
    Portfolio,
    Room,
    Site,
    Storey,
)
from spaceplan.model.places import Ring
from tests.cases import box, corridor_storey, tiny_portfolio
from tests.graph.plans import city, office, one_storey


def found(graph: SpatialGraph, kind: str) -> list[tuple[str, ...]]:
    """Return the rooms of each finding of a kind."""
    return [finding.rooms for finding in graph.findings if finding.kind == kind]


def test_a_sound_portfolio_has_no_finding() -> None:
    assert build_graph(tiny_portfolio(storeys=2)).findings == ()


def test_rooms_without_wall_and_door_are_isolated_and_unreachable() -> None:
    storey = corridor_storey()
    lost = (office("x", box(50, 0, 4, 4)), office("y", box(60, 0, 4, 4)))
    graph = build_graph(one_storey((*storey.rooms, *lost), storey.doors))
    assert found(graph, "isolated-rooms") == [("x", "y")]
    assert found(graph, "unreachable-rooms") == [("x", "y")]
    assert "x, y" in next(f for f in graph.findings if f.kind == "isolated-rooms").text("en")


def test_doors_that_join_too_little_are_reported_and_outer_doors_are_not() -> None:
    storey = corridor_storey()
    doors = (Door((), (1.0, 1.0)), Door(("hq-101",), (1.8, 0.0)), Door(("hq-102", "hq-999")))
    portfolio = city(
        [
            Building(
                "hq",
                "s",
                (replace(storey, doors=(*storey.doors, *doors, Door(("hq-1c",), (0.0, 6.1)))),),
                entrances=("hq-1c",),
            )
        ]
    )
    graph = build_graph(portfolio)
    assert found(graph, "door-joins-nothing") == [()]
    assert found(graph, "door-joins-one-room") == [("hq-101",)]
    assert found(graph, "door-unknown-room") == [("hq-999",)]
    assert len(graph.findings) == 3


def test_a_door_far_from_its_rooms_is_reported_with_the_distance() -> None:
    rooms = [Room("c", "corridor", box(0, 0, 10, 2)), office("a", box(2, 2.2, 4, 4))]
    graph = build_graph(one_storey(rooms, [Door(("c", "a"), (4.0, 12.2), "d1")]))
    finding = next(f for f in graph.findings if f.kind == "door-far")
    assert finding.values["distance"] == 10.2
    assert finding.rooms == ("c", "a")


def test_outlines_over_each_other_are_reported_with_their_common_area() -> None:
    rooms = [
        office("a", box(0, 0, 4, 4)),
        office("b", box(3, 0, 4, 4)),
        office("c", box(7, 0, 4, 4)),
    ]
    graph = build_graph(one_storey(rooms))
    assert found(graph, "overlapping-outlines") == [("a", "b")]
    finding = next(f for f in graph.findings if f.kind == "overlapping-outlines")
    assert finding.values["area"] == 4.0


def test_a_storey_drawn_in_two_files_is_reported() -> None:
    first, second = corridor_storey("a"), corridor_storey("b")
    twice = city([Building("a", "s", (first,)), Building("b", "s", (second,))])
    graph = build_graph(twice)
    assert [f.storey for f in graph.findings if f.kind == "storey-drawn-twice"] == ["b-L01"]
    apart = city([Building("a", "s", (first,)), Building("b", "s", (second,), origin=(0.0, 50.0))])
    assert not found(build_graph(apart), "storey-drawn-twice")
    turned = Building("b", "s", (second,), origin=(0.0, -0.5), rotation=90.0)
    graph = build_graph(city([Building("a", "s", (first,)), turned]))
    assert not found(graph, "storey-drawn-twice")


def test_shafts_that_lead_nowhere_are_reported() -> None:
    portfolio = tiny_portfolio(storeys=2)
    building = portfolio.buildings[0]
    ground = building.storeys[0]
    lift = Room("lift", "lift", box(26.0, 5.2, 2.0, 1.8), shaft="l1")
    nameless = Room("stair", "stair", box(28.2, 5.2, 2.0, 1.8))
    storeys = (replace(ground, rooms=(*ground.rooms, lift, nameless)), building.storeys[1])
    graph = build_graph(replace(portfolio, buildings=(replace(building, storeys=storeys),)))
    assert found(graph, "shaft-on-one-storey") == [("lift",)]
    assert found(graph, "stair-without-shaft") == [("stair",)]


def test_buildings_that_cannot_be_entered_and_useless_ways_are_reported() -> None:
    ways = (OutdoorWay(("a-1c", "zz"), 5.0), OutdoorWay(("a-1c", "a-1c"), 5.0))
    buildings = [
        Building("a", "s", (corridor_storey("a"),), entrances=("a-1c", "nowhere")),
        Building("b", "s", (corridor_storey("b"),), origin=(0.0, 50.0)),
    ]
    graph = build_graph(city(buildings, [Site("s", outdoor=ways)]))
    kinds = sorted(finding.kind for finding in graph.findings)
    assert kinds == [
        "building-without-entrance",
        "entrance-unknown",
        "outdoor-way-useless",
        "outdoor-way-useless",
        "unreachable-rooms",
    ]


def test_a_higher_storey_that_lies_lower_is_reported() -> None:
    storeys = (corridor_storey("a", 1), replace(corridor_storey("a", 2), elevation=-3.0))
    graph = build_graph(city([Building("a", "s", storeys)]))
    assert [f.storey for f in graph.findings if f.kind == "elevations-out-of-order"] == ["a-L02"]


def test_a_self_crossing_outline_is_mended_and_keeps_its_walls() -> None:
    bow = ((0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0))
    rooms = [office("bow", bow), office("b", box(4.1, 0, 3, 4)), office("c", box(-3.1, 0, 3, 4))]
    graph = build_graph(one_storey(rooms))
    assert found(graph, "broken-outline") == [("bow",)]
    assert graph.neighbours("bow") == {"b", "c"}


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    "outline",
    [
        (),
        ((0.0, 0.0), (1.0, 1.0)),
        ((0.0, 0.0), (4.0, 0.0), (2.0, 0.0)),
        ((0.0, 0.0),) * 5,
        ((0.0, 0.0), (NAN, 1.0), (2.0, 2.0)),
        ((0.0, 0.0), (INF, 1.0), (2.0, 2.0)),
    ],
)
def test_an_outline_that_is_none_is_reported_and_its_room_kept(outline: Ring) -> None:
    rooms = [office("a", outline), office("b", box(0, 0, 3, 3)), office("c", box(3.2, 0, 3, 3))]
    graph = build_graph(one_storey(rooms, [Door(("a", "b")), Door(("b", "c"), (3.1, 1.0))]))
    assert found(graph, "broken-outline") == [("a",)]
    assert list(graph.network) == ["a", "b", "c"]
    assert graph.neighbours("a") == {"b"}
    assert np.isfinite(graph.walk(range(3), range(3))).all()


@pytest.mark.parametrize(
    "portfolio",
    [
        city([]),
        city([], []),
        city([Building("a", "s", ())]),
        one_storey([]),
        city([Building("a", "nowhere", (corridor_storey("a"),))]),
        one_storey([office("a", box(1e9, 1e9, 3, 3)), office("b", box(0, 0, 1e9, 1e9))]),
        one_storey(
            [Room("a", "corridor", box(0, 0, 3, 3), holes=(box(9, 9, 1, 1), ((NAN, 0.0),)))]
        ),
        city([Building("a", "s", (Storey("a-L01", 1, NAN, corridor_storey("a").rooms),))]),
    ],
)
def test_nothing_that_is_drawn_stops_the_graph(portfolio: Portfolio) -> None:
    graph = build_graph(portfolio)
    every = range(len(graph.rooms))
    assert graph.walk(every, every).shape == (len(every), len(every))
    assert len(graph.network) == len(every)
    assert all(finding.text("en") and finding.text("zh") for finding in graph.findings)
