"""Zones: which rooms of one storey hang together, by a wall or by a short walk."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from spaceplan.graph.outlines import BoolArray, FloatArray, IntArray
from spaceplan.graph.places import Places
from spaceplan.graph.walls import WallTable

#: Storeys up to this many rooms keep their links; larger ones are asked pair by pair.
_KEPT = 2000

Walk = Callable[[IntArray, IntArray], FloatArray]


class ZoneLinks:
    """Pairs of rooms that belong to one zone if one department holds both.

    Parameters
    ----------
    walk
        Gives the walks between rooms, metres.
    reach
        Longest walk from door to door that joins two rooms, metres.
    """

    def __init__(self, places: Places, walls: WallTable, walk: Walk, reach: float) -> None:
        self._places = places
        self._walls = walls
        self._first_wall = np.searchsorted(walls.a, places.first)
        self._walk = walk
        self._reach = reach
        self._known: dict[int, BoolArray] = {}

    def links(self, rooms: IntArray) -> IntArray:
        """Return the pairs among some rooms that are joined, (n, 2), each once, smaller first."""
        rooms = np.unique(rooms)
        storeys = self._places.storey_of[rooms]
        pairs = [np.empty((0, 2), np.intp)]
        for storey in np.unique(storeys).tolist():
            own = rooms[storeys == storey]
            one, other = np.nonzero(np.triu(self._joined(storey, own), 1))
            pairs.append(np.column_stack((own[one], own[other])))
        return np.concatenate(pairs)

    def _joined(self, storey: int, rooms: IntArray) -> BoolArray:
        """Return the matrix of what is joined among some rooms of a storey."""
        first, end = self._places.first[storey : storey + 2]
        if end - first > _KEPT:
            return self._matrix(storey, rooms)
        if storey not in self._known:
            self._known[storey] = self._matrix(storey, np.arange(first, end))
        return self._known[storey][np.ix_(rooms - first, rooms - first)]

    def _matrix(self, storey: int, rooms: IntArray) -> BoolArray:
        joined = np.asarray(self._walk(rooms, rooms) <= self._reach, dtype=bool)
        begin, end = self._first_wall[storey : storey + 2]
        first, last = self._places.first[storey : storey + 2]
        place = np.full(last - first, -1)
        place[rooms - first] = np.arange(len(rooms))
        a = place[self._walls.a[begin:end] - first]
        b = place[self._walls.b[begin:end] - first]
        both = (a >= 0) & (b >= 0)
        joined[a[both], b[both]] = joined[b[both], a[both]] = True
        return joined

    def zones(self, rooms: IntArray) -> list[IntArray]:
        """Return the connected groups of some rooms, in order of their first room."""
        rooms = np.unique(rooms)
        place = np.searchsorted(rooms, self.links(rooms))
        shape = (len(rooms), len(rooms))
        graph = coo_array((np.ones(len(place)), (place[:, 0], place[:, 1])), shape=shape)
        count, group = connected_components(graph, directed=False)
        zones = [rooms[group == g] for g in range(count)]
        return sorted(zones, key=lambda zone: int(zone[0]))
