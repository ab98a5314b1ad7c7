"""Small pieces of the walk: from rooms to their exits, and shortest ways between few nodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from spaceplan.graph.outlines import FloatArray, IntArray


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
        one, other = np.triu_indices(len(nodes), 1)
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

    def graph(self, count: int) -> csr_array:
        """Return the graph with the shortest of parallel edges (scipy would add them up)."""
        rows, columns = np.concatenate(self._rows), np.concatenate(self._columns)
        lengths = np.concatenate(self._lengths)
        low, high = np.minimum(rows, columns), np.maximum(rows, columns)
        order = np.lexsort((lengths, high, low))
        low, high, lengths = low[order], high[order], lengths[order]
        new = np.ones(len(low), bool)
        new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
        shape = (count, count)
        return csr_array(coo_array((lengths[new], (low[new], high[new])), shape=shape))

    def walks(self, count: int) -> FloatArray:
        """Return the shortest ways between all nodes, (count, count)."""
        if not count:
            return np.empty((0, 0))
        walks: FloatArray = dijkstra(self.graph(count), directed=False)
        return walks
