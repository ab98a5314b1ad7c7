"""The graph of a synthetic city: curved blocks, four sites."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely

from spaceplan.generate import GenerateOptions, generate_portfolio
from spaceplan.graph import SpatialGraph, build_graph


@pytest.fixture(scope="module")
def graph() -> SpatialGraph:
    return build_graph(generate_portfolio(GenerateOptions(scale=0.25)).portfolio)


def test_every_room_can_be_reached_and_nothing_had_to_be_guessed(graph: SpatialGraph) -> None:
    assert [finding.text("en") for finding in graph.findings] == []
    site = graph.places.site_of[graph.places.building_of[graph.places.storey_of]]
    for number in np.unique(site).tolist():
        own = np.flatnonzero(site == number)
        assert graph.walk(own[:1], own).max() < 1000.0


def test_walls_are_the_pairs_whose_outlines_run_along_each_other(graph: SpatialGraph) -> None:
    """Within 0.5 m of each other over more than what a corner alone gives, found without us."""
    expected = set()
    for storey in range(len(graph.places.storeys)):
        rooms = graph.places.rooms_of(storey)
        shapes = graph.polygons[rooms]
        near = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=0.5)
        a, b = near[:, near[0] < near[1]]
        along = shapely.intersection(shapely.boundary(shapes[a]), shapely.buffer(shapes[b], 0.5))
        long = shapely.length(along) > 1.0
        expected |= set(zip(rooms[a[long]].tolist(), rooms[b[long]].tolist(), strict=True))
    assert set(zip(graph.walls.a.tolist(), graph.walls.b.tolist(), strict=True)) == expected


def test_storeys_are_joined_by_stairs_and_lifts_and_blocks_outside(graph: SpatialGraph) -> None:
    kinds = Counter(data["kind"] for _, _, data in graph.network.edges(data=True))
    assert set(kinds) == {"wall", "door", "stair", "lift", "outdoor"}
