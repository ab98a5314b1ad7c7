"""What the search asks the spatial graph, kept in whole centimetres and bit masks.

Walks are fetched a block of two storeys at a time, when somebody asks, and kept. Zones are counted
on masks: an office is a bit of its storey, and its neighbours within reach are a mask.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spaceplan.allocate.problem import Ints, Problem
from spaceplan.graph import SpatialGraph

_CM_PER_M = 100


class Geometry:
    """Walks between offices and zones on storeys.

    Parameters
    ----------
    problem
        Whose offices are meant; indexes are its.
    graph
        Where walks and zone links come from.
    """

    def __init__(self, problem: Problem, graph: SpatialGraph) -> None:
        self.graph = graph
        offices = problem.offices
        self.storey = offices.storey
        self._graph_index = offices.graph_index
        self._service_index = problem.services.graph_index
        self.on_storey: list[list[int]] = [[] for _ in problem.storeys.ids]
        for r, s in enumerate(offices.storey):
            self.on_storey[s].append(r)
        self.place = [0] * len(offices)
        for rooms in self.on_storey:
            for i, r in enumerate(rooms):
                self.place[r] = i
        self.bit = [1 << place for place in self.place]
        self.reach: list[int] = [0] * len(offices)
        for rooms in self.on_storey:
            self._link(rooms)
        self._blocks: dict[tuple[int, int], Ints] = {}
        self._hub_to_service: dict[int, Ints] = {}

    def _link(self, rooms: Sequence[int]) -> None:
        """Fill ``reach``: which offices of the storey join a zone with each office."""
        if len(rooms) < 2:
            return
        ids = self._graph_index[list(rooms)]
        office_of = {int(id): r for id, r in zip(ids, rooms, strict=True)}
        for a, b in self.graph.zone_links(ids).tolist():
            r, other = office_of[a], office_of[b]
            self.reach[r] |= self.bit[other]
            self.reach[other] |= self.bit[r]

    def zones(self, rooms: Sequence[int]) -> int:
        """Return the number of zones that rooms of one storey form."""
        mask = 0
        reach = {}
        for r in rooms:
            mask |= self.bit[r]
            reach[self.bit[r]] = self.reach[r]
        count = 0
        while mask:
            count += 1
            frontier = mask & -mask
            mask ^= frontier
            while frontier:
                bit = frontier & -frontier
                frontier ^= bit
                joined = reach[bit] & mask
                mask ^= joined
                frontier |= joined
        return count

    def block(self, s: int, t: int) -> Ints:
        """Return walks in cm between the offices of two storeys, (offices of s, offices of t)."""
        found = self._blocks.get((s, t))
        if found is None:
            a = self._graph_index[self.on_storey[s]]
            b = self._graph_index[self.on_storey[t]]
            found = _to_cm(self.graph.walk(a, b))
            self._blocks[s, t] = found
            self._blocks[t, s] = found if s == t else found.T
        return found

    def walks(self, rooms: Sequence[int]) -> Ints:
        """Return walks in cm among offices, (rooms, rooms)."""
        storeys = {self.storey[r] for r in rooms}
        places = [self.place[r] for r in rooms]
        if len(storeys) == 1:
            block = self.block(*storeys, *storeys)
            return block[np.ix_(places, places)]
        out = np.zeros((len(rooms), len(rooms)), dtype=np.int64)
        groups = [
            (s, [i for i, r in enumerate(rooms) if self.storey[r] == s]) for s in sorted(storeys)
        ]
        for s, rows in groups:
            for t, columns in groups:
                block = self.block(s, t)
                out[np.ix_(rows, columns)] = block[
                    np.ix_([places[i] for i in rows], [places[j] for j in columns])
                ]
        return out

    def walk(self, a: int, b: int) -> int:
        """Return the walk in cm between two offices."""
        return int(self.block(self.storey[a], self.storey[b])[self.place[a], self.place[b]])

    def walks_to_services(self, office: int) -> Ints:
        """Return walks in cm from an office to all service rooms."""
        found = self._hub_to_service.get(office)
        if found is None:
            start = self._graph_index[office : office + 1]
            found = _to_cm(self.graph.walk(start, self._service_index))[0]
            self._hub_to_service[office] = found
        return found


def _to_cm(walks: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Ints:
    return np.rint(np.asarray(walks) * _CM_PER_M).astype(np.int64)
