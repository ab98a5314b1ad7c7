"""Zones of one storey counted room by room: a small automaton that a dynamic programme can follow.

Rooms are taken in an order in which rooms of one zone lie close together. Once all rooms that a
room could join have been passed, nothing about it matters any more; so the automaton remembers
which of the last rooms are held, and which of those already hang together. Holding a room starts a
zone, or joins it to zones, and the number of zones is the sum of these changes: exact, for any
graph of zone links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

from spaceplan.allocate.arrays import Bools, Ints
from spaceplan.allocate.problem.geometry import Geometry

#: Storeys on which more states are needed count no zones: a lower bound still.
_MOST_STATES = 80
#: By room of the last ones: 0, or the number of the zone that it is in.
_Memory = tuple[int, ...]


@dataclass(frozen=True)
class Layer:
    """One room: how the states before it lead to the states after it.

    Parameters
    ----------
    source
        (ways, states after) where each state comes from: i < ``before`` is state i with the room
        left, ``before`` + i is state i with the room held, 2 · ``before`` stands for no way.
    zones
        (ways, states after) zones that this adds: 1 starts one, −1 joins two.
    """

    before: int
    source: NDArray[np.intp]
    zones: Ints


#: A room on a storey where no zones are counted: left or held, all the same.
_ONE_STATE = Layer(1, np.array([[0], [1]]), np.zeros((2, 1), dtype=np.int64))


@dataclass(frozen=True)
class Frontier:
    """The automaton of a storey: its offices in order, one layer each.

    Parameters
    ----------
    counts_zones
        Whether it counts zones; else there is one state and nothing to pay.
    """

    rooms: tuple[int, ...]
    layers: tuple[Layer, ...]
    counts_zones: bool


def frontier_of(geometry: Geometry, s: int) -> Frontier:
    """Return the automaton of storey ``s``."""
    rooms = geometry.on_storey[s]
    links = _links(geometry, rooms)
    order, width = _order(links)
    links = links[np.ix_(order, order)]
    placed = tuple(rooms[i] for i in order)
    layers = _layers(links, width) if width else ()
    if layers:
        return Frontier(placed, layers, counts_zones=True)
    return Frontier(placed, (_ONE_STATE,) * len(rooms), counts_zones=False)


def _links(geometry: Geometry, rooms: Sequence[int]) -> Bools:
    links = np.zeros((len(rooms), len(rooms)), dtype=bool)
    for i, r in enumerate(rooms):
        for j in range(len(rooms)):
            links[i, j] = i != j and bool(geometry.reach[r] >> j & 1)
    return links


def _order(links: Bools) -> tuple[list[int], int]:
    """Return an order with linked rooms close together, and how far apart they are at most."""
    if not links.any():
        return list(range(len(links))), 0
    order = reverse_cuthill_mckee(csr_array(links), symmetric_mode=True)
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    one, other = np.nonzero(links)
    return [int(i) for i in order], int(np.abs(place[one] - place[other]).max())


def _layers(links: Bools, width: int) -> tuple[Layer, ...]:
    """Follow all ways of leaving and holding rooms; empty where there are too many states."""
    layers = []
    states: dict[_Memory, int] = {(0,) * width: 0}
    for i in range(len(links)):
        back = [j for j in range(1, min(width, i) + 1) if links[i, i - j]]
        after: dict[_Memory, int] = {}
        ways: list[list[tuple[int, int]]] = []
        for memory, state in states.items():
            joined = {memory[-j] for j in back} - {0}
            held = tuple(-1 if zone in joined else zone for zone in memory)
            choices = (
                (_numbered((*memory[1:], 0)), state, 0),
                (_numbered((*held[1:], -1)), len(states) + state, 1 - len(joined)),
            )
            for memory_after, source, zones in choices:
                target = after.setdefault(memory_after, len(after))
                if target == len(ways):
                    ways.append([])
                ways[target].append((source, zones))
        if len(after) > _MOST_STATES:
            return ()
        layers.append(_layer(len(states), ways))
        states = after
    return tuple(layers)


def _numbered(memory: Sequence[int]) -> _Memory:
    """Return the zones numbered in the order in which they appear."""
    numbers = {0: 0}
    return tuple(numbers.setdefault(zone, len(numbers)) for zone in memory)


def _layer(before: int, ways: Sequence[Sequence[tuple[int, int]]]) -> Layer:
    most = max(len(found) for found in ways)
    source = np.full((most, len(ways)), 2 * before, dtype=np.intp)
    zones = np.zeros((most, len(ways)), dtype=np.int64)
    for target, found in enumerate(ways):
        for way, (state, count) in enumerate(found):
            source[way, target] = state
            zones[way, target] = count
    return Layer(before, source, zones)
