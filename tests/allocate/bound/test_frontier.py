"""Zones counted room by room agree with zones counted at once."""

from __future__ import annotations

from itertools import product
from random import Random

import networkx as nx
import pytest

from spaceplan.allocate.bound.frontier import Frontier, frontier_of
from spaceplan.allocate.problem.geometry import Geometry


class _Links(Geometry):
    """A storey with any links between its offices."""

    def __init__(self, rooms: int, links: set[tuple[int, int]]) -> None:
        self.on_storey = [list(range(rooms))]
        self.graph_of_links = nx.Graph(links)
        self.graph_of_links.add_nodes_from(range(rooms))
        self.reach = [sum(1 << b for b in self.graph_of_links[a]) for a in range(rooms)]


def zones_by(frontier: Frontier, held: set[int]) -> int:
    """Follow the automaton for one set of rooms."""
    found = {0: 0}
    for room, layer in zip(frontier.rooms, frontier.layers, strict=True):
        after = {}
        for way, target in product(range(len(layer.source)), range(layer.source.shape[1])):
            source = int(layer.source[way, target])
            state = source - layer.before if room in held else source
            if state in found and 0 <= state < layer.before:
                after[target] = found[state] + int(layer.zones[way, target])
        found = after
    (zones,) = found.values()
    return zones


@pytest.mark.parametrize("seed", range(12))
def test_every_set_of_rooms_has_as_many_zones_as_groups_of_linked_rooms(seed: int) -> None:
    random = Random(seed)
    rooms = random.randint(2, 7)
    pairs = [(a, b) for b in range(rooms) for a in range(b)]
    geometry = _Links(rooms, {pair for pair in pairs if random.random() < 0.35} | {(0, 1)})
    frontier = frontier_of(geometry, 0)
    assert frontier.counts_zones
    for choice in product((False, True), repeat=rooms):
        held = {r for r, taken in enumerate(choice) if taken}
        groups = nx.connected_components(geometry.graph_of_links.subgraph(held))
        assert zones_by(frontier, held) == len(list(groups))


def test_a_storey_without_links_counts_no_zones() -> None:
    frontier = frontier_of(_Links(3, set()), 0)
    assert not frontier.counts_zones
    assert zones_by(frontier, {0, 2}) == 0


def test_a_storey_where_everything_is_linked_across_is_not_followed() -> None:
    everything = {(a, b) for b in range(24) for a in range(b) if (a + b) % 5}
    assert not frontier_of(_Links(24, everything), 0).counts_zones
