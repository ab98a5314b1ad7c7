"""Small pieces of the walk: from rooms to their exits, and shortest ways between few nodes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, floyd_warshall

from spaceplan.graph.outlines import FloatArray, IntArray

#: Up to so many nodes trying every node in between is quicker than a search from each.
_FEW = 128


@dataclass(frozen=True, eq=False)
class Reach:
    """For each of some rooms its few exits and how far they are.

    Parameters
    ----------
    exits
        (rooms, most) numbers of exits, 0 where a room has fewer.
    lengths
        (rooms, most) the walks, infinite where a room has fewer.
    """

    exits: IntArray
    lengths: FloatArray

    def onward(self, rooms: IntArray, walks: FloatArray) -> FloatArray:
        """Return the walks from rooms by their exits, given those from all exits to somewhere."""
        result = np.full((len(rooms), walks.shape[1]), np.inf)
        for k in range(self.exits.shape[1]):
            way = walks[self.exits[rooms, k]]
            way += self.lengths[rooms, k][:, None]
            np.minimum(result, way, out=result)
        return result

    def arrive(self, walks: FloatArray, rooms: IntArray, result: FloatArray) -> None:
        """Lower ``result`` (from, rooms) to the walks by the exits, given those to all exits."""
        for k in range(self.exits.shape[1]):
            way = walks[:, self.exits[rooms, k]]
            way += self.lengths[rooms, k]
            np.minimum(result, way, out=result)


class EdgeList:
    """Collects the edges of a small undirected graph."""

    def __init__(self) -> None:
        self._rows: list[IntArray] = [np.empty(0, np.intp)]
        self._columns: list[IntArray] = [np.empty(0, np.intp)]
        self._lengths: list[FloatArray] = [np.empty(0)]

    def add(self, rows: IntArray, columns: IntArray, lengths: FloatArray) -> None:
        """Add edges between nodes."""
        self._rows.append(rows)
        self._columns.append(columns)
        self._lengths.append(lengths)

    def add_dense(self, nodes: IntArray, lengths: FloatArray) -> None:
        """Add all finite entries of a symmetric matrix between some nodes."""
        one, other = _pairs(len(nodes))
        values = lengths[one, other]
        finite = np.isfinite(values)
        self.add(nodes[one[finite]], nodes[other[finite]], values[finite])

    def add_links(self, portals: IntArray, links: IntArray, lengths: FloatArray) -> None:
        """Add the links of which both ends are among the portals; node ``i`` is ``portals[i]``."""
        if not len(portals) or not len(links):
            return
        order = np.argsort(portals)
        place = np.searchsorted(portals, links, sorter=order).clip(max=len(portals) - 1)
        nodes = order[place]
        both = (portals[nodes] == links).all(axis=1)
        self.add(nodes[both, 0], nodes[both, 1], lengths[both])

    def ways(self, count: int) -> Ways:
        """Return the ways between ``count`` nodes; of parallel edges the shortest counts."""
        rows, columns = np.concatenate(self._rows), np.concatenate(self._columns)
        lengths = np.concatenate(self._lengths)
        low, high = np.minimum(rows, columns), np.maximum(rows, columns)
        order = np.lexsort((lengths, high, low))
        low, high, lengths = low[order], high[order], lengths[order]
        new = np.ones(len(low), bool)
        new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
        begins = np.searchsorted(low[new], np.arange(count + 1))
        return Ways(csr_array((lengths[new], high[new], begins), shape=(count, count)))

    def walks(self, count: int) -> FloatArray:
        """Return the shortest ways between all nodes, (count, count)."""
        return self.ways(count).begin(np.arange(count))


class Ways:
    """Shortest ways in an undirected graph: all at once where it is small, else as asked for."""

    def __init__(self, graph: csr_array) -> None:
        self._graph = graph
        self._all: FloatArray | None = None
        if 0 < graph.shape[0] <= _FEW:
            self._all = floyd_warshall(graph, directed=False)

    def begin(self, nodes: IntArray) -> FloatArray:
        """Return the shortest ways from some nodes to all, (nodes, all nodes)."""
        if self._all is not None:
            return self._all[nodes]
        if not len(nodes):
            return np.empty((0, self._graph.shape[0]))
        walks: FloatArray = dijkstra(self._graph, directed=False, indices=nodes)
        return walks


@lru_cache(maxsize=8)  # rooms have a few doors, nearly all: the same counts come again and again
def _pairs(count: int) -> tuple[IntArray, IntArray]:
    """Return all pairs of different numbers below ``count``, each once, smaller first."""
    one, other = np.triu_indices(count, 1)
    return one, other
