"""Walking on one storey: between its rooms, and from its rooms to its exits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from spaceplan.graph.outlines import FloatArray, IntArray, Polygons
from spaceplan.graph.reach import EdgeList, Ways

#: Up to this many rooms and portals, all walks of a storey are kept once they are known.
_KEPT = 1500
#: So many portals at once are asked for their walks.
_BATCH = 256

Inside = Callable[[Any, FloatArray], FloatArray]


class StoreyWalk:
    """The walks that stay on one storey, in whole micrometres, infinite where none.

    Parameters
    ----------
    polygons
        Outlines of the rooms, which are numbered from 0.
    rooms, points
        The rooms of each portal (second negative where there is one only), and where it lies.
    exits
        Portals that lead off the storey.
    inside
        Gives the walks between points inside an outline.
    """

    def __init__(
        self,
        polygons: Polygons,
        rooms: IntArray,
        points: FloatArray,
        exits: IntArray,
        inside: Inside,
    ) -> None:
        self._count = len(polygons)
        self._portals = len(points)
        room, portal = rooms.ravel(), np.repeat(np.arange(len(points)), 2)
        order = np.lexsort((portal, room))
        order = order[room[order] >= 0]
        self._room, self._portal = room[order], portal[order]
        self._reached, self._starts = np.unique(self._room, return_index=True)
        self._ways = self._connect(polygons, points, inside)
        self._all: FloatArray | None = None
        walks = self._ways.begin(exits)
        self.to_exits: FloatArray = self._to_rooms(walks).T  # (rooms, exits)
        self.between_exits: FloatArray = walks[:, exits]

    def _connect(self, polygons: Polygons, points: FloatArray, inside: Inside) -> Ways:
        """Return the ways between portals: two portals of one room are joined through it."""
        edges = EdgeList()
        ends = np.append(self._starts, len(self._room))[1:].tolist()
        for start, end, room in zip(
            self._starts.tolist(), ends, self._reached.tolist(), strict=True
        ):
            if end - start > 1:
                portals = self._portal[start:end]
                edges.add_dense(portals, inside(polygons[room], points[portals]))
        return edges.ways(self._portals)

    def _to_rooms(self, walks: FloatArray) -> FloatArray:
        """Return the walks to the nearest door of each room, from those to all portals."""
        nearest = np.full((len(walks), self._count), np.inf)
        if len(self._starts) and len(walks):
            nearest[:, self._reached] = np.minimum.reduceat(
                walks[:, self._portal], self._starts, axis=1
            )
        return nearest

    def block(self, rooms_a: IntArray, rooms_b: IntArray) -> FloatArray:
        """Return the walks from door to door between rooms, (a, b)."""
        if max(self._count, self._portals) <= _KEPT:
            if self._all is None:
                self._all = self._rows(np.arange(self._count))
            return self._all[np.ix_(rooms_a, rooms_b)]
        distinct, back = np.unique(rooms_a, return_inverse=True)
        return self._rows(distinct)[np.ix_(back, rooms_b)]

    def _rows(self, rooms: IntArray) -> FloatArray:
        """Return the walks from some rooms, each once, to all rooms."""
        result = np.full((len(rooms), self._count), np.inf)
        place = np.full(self._count, -1)
        place[rooms] = np.arange(len(rooms))
        own = np.flatnonzero(place[self._room] >= 0)
        for begin in range(0, len(own), _BATCH):
            batch = own[begin : begin + _BATCH]
            walks = self._to_rooms(self._ways.begin(self._portal[batch]))
            np.minimum.at(result, place[self._room[batch]], walks)
        return result
