"""Which outlines face each other: stretches of edges that see one another across a gap.

From every edge one looks straight out. Whatever edge comes first at a place is what the edge faces
there; a room behind a third one is never seen, nor is one that touches at a corner only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from spaceplan.graph.outlines import BoolArray, Edges, FloatArray, IntArray, boxes

#: How far one looks, metres: thicker walls are not walls, they are rooms that were not drawn.
FARTHEST_M = 1.0
#: Outlines may lie this much over each other and still count as touching, metres.
OVERLAP_M = 0.1
#: Two edges face each other up to an angle of 25 degrees between them.
_OPPOSITE = -float(np.cos(np.radians(25.0)))
#: Edges nearly at a right angle to the line of sight have no width that could be seen or hide.
_EDGE_ON = 0.05
#: Edges at the same distance up to this are seen together (outlines drawn on top), metres.
_TIE_M = 0.01
_SHORTEST_M = 1e-6


@dataclass(frozen=True, eq=False)
class Stretches:
    """Parts of edges that face another room, each seen from one side.

    Parameters
    ----------
    room, other
        Index on the storey of the room looking out, and of the room seen.
    edge
        Index of the edge of ``room``.
    begin, end
        Where on the edge the stretch lies, metres from its start.
    gap_begin, gap_end
        Distance between the two outlines at both ends, metres, never negative.
    """

    room: IntArray
    other: IntArray
    edge: IntArray
    begin: FloatArray
    end: FloatArray
    gap_begin: FloatArray
    gap_end: FloatArray

    @property
    def length(self) -> FloatArray:
        """Length of each stretch along its edge, metres."""
        return self.end - self.begin

    @property
    def gap(self) -> FloatArray:
        """Mean distance across each stretch, metres."""
        return (self.gap_begin + self.gap_end) / 2

    def within(self, limit: float) -> Stretches:
        """Return the parts of the stretches where the gap is at most ``limit`` metres."""
        low, high = _inside(self.gap_begin, self.gap_end, -1.0, limit)
        keep = high - low > 0
        low, high = low[keep], high[keep]
        begin, length = self.begin[keep], self.length[keep]
        gap, rise = self.gap_begin[keep], (self.gap_end - self.gap_begin)[keep]
        return Stretches(
            self.room[keep],
            self.other[keep],
            self.edge[keep],
            begin + low * length,
            begin + high * length,
            gap + low * rise,
            gap + high * rise,
        )


def find_facing(edges: Edges) -> Stretches:
    """Return all stretches of edges that face another room at most ``FARTHEST_M`` away."""
    sights = _sights(edges)
    sights = _nearest(sights)
    seen = sights.facing & (edges.room[sights.edge] != edges.room[sights.target])
    sights = sights.select(seen)
    return Stretches(
        edges.room[sights.edge],
        edges.room[sights.target],
        sights.edge,
        sights.begin,
        sights.end,
        np.maximum(sights.gap_begin, 0.0),
        np.maximum(sights.gap_end, 0.0),
    )


@dataclass(frozen=True, eq=False)
class _Sights:
    """What could be seen from each edge if nothing were in the way."""

    edge: IntArray
    target: IntArray
    begin: FloatArray
    end: FloatArray
    gap_begin: FloatArray
    gap_end: FloatArray
    facing: BoolArray

    def select(self, which: BoolArray | IntArray) -> _Sights:
        return _Sights(
            self.edge[which],
            self.target[which],
            self.begin[which],
            self.end[which],
            self.gap_begin[which],
            self.gap_end[which],
            self.facing[which],
        )


def _candidates(edges: Edges) -> tuple[IntArray, IntArray]:
    """Return pairs (edge, other edge) where the other may lie in the strip before the edge."""
    end = edges.start + edges.direction * edges.length[:, None]
    corners = np.stack(
        [
            point + edges.normal * reach
            for point in (edges.start, end)
            for reach in (-OVERLAP_M, FARTHEST_M)
        ]
    )
    low, high = corners.min(axis=0), corners.max(axis=0)
    strips = boxes(low, high)
    low, high = np.minimum(edges.start, end), np.maximum(edges.start, end)
    tree = shapely.STRtree(boxes(low, high))
    edge, other = tree.query(strips)
    turn = np.einsum("ij,ij->i", edges.normal[edge], edges.normal[other])
    keep = np.abs(turn) > _EDGE_ON
    return edge[keep], other[keep]


def _sights(edges: Edges) -> _Sights:
    edge, other = _candidates(edges)
    offset = edges.start[other] - edges.start[edge]
    along, away = edges.direction[edge], edges.normal[edge]
    far = edges.direction[other] * edges.length[other][:, None]
    t0 = np.einsum("ij,ij->i", offset, along)
    g0 = np.einsum("ij,ij->i", offset, away)
    t1 = t0 + np.einsum("ij,ij->i", far, along)
    g1 = g0 + np.einsum("ij,ij->i", far, away)
    turn = np.einsum("ij,ij->i", away, edges.normal[other])
    swap = t0 > t1
    t0[swap], t1[swap] = t1[swap], t0[swap].copy()
    g0[swap], g1[swap] = g1[swap], g0[swap].copy()
    begin, end = np.maximum(t0, 0.0), np.minimum(t1, edges.length[edge])
    rise = (g1 - g0) / np.maximum(t1 - t0, _SHORTEST_M)
    h0, h1 = g0 + (begin - t0) * rise, g0 + (end - t0) * rise
    # The back of an outline hides what lies behind it: one looks out of a room drawn around.
    nearest = np.where(turn < 0, -OVERLAP_M, OVERLAP_M)
    nearest[(turn < 0) & (edges.room[edge] == edges.room[other])] = 0.0  # a room thin as that
    low, high = _inside(h0, h1, nearest, FARTHEST_M)
    width = end - begin
    begin, end = begin + low * width, begin + high * width
    keep = (end - begin > _SHORTEST_M) & (edge != other) & (high > low)
    gap_begin, gap_end = h0 + low * (h1 - h0), h0 + high * (h1 - h0)
    facing = turn <= _OPPOSITE
    return _Sights(edge, other, begin, end, gap_begin, gap_end, facing).select(keep)


def _inside(
    first: FloatArray, last: FloatArray, low: FloatArray | float, high: float
) -> tuple[FloatArray, FloatArray]:
    """Return the shares (from, to) of a line first..last on which it lies within [low, high]."""
    rise = last - first
    safe = np.where(np.abs(rise) < 1e-12, np.inf, rise)
    at_low, at_high = (low - first) / safe, (high - first) / safe
    enter = np.clip(np.where(rise >= 0, at_low, at_high), 0.0, 1.0)
    leave = np.clip(np.where(rise >= 0, at_high, at_low), 0.0, 1.0)
    level = np.isinf(safe)
    fits = (first >= low) & (first <= high)
    return np.where(level, 0.0, enter), np.where(level, np.where(fits, 1.0, 0.0), leave)


def _nearest(sights: _Sights) -> _Sights:
    """Return the parts of the sights that nothing nearer hides.

    All ends of sights cut each edge into pieces; on each piece the nearest sight (and its equals)
    is seen.
    """
    count = len(sights.edge)
    cuts = np.concatenate((sights.begin, sights.end))
    order = np.lexsort((cuts, np.concatenate((sights.edge, sights.edge))))
    cuts = cuts[order]
    rank = np.empty(2 * count, np.intp)
    rank[order] = np.arange(2 * count)
    first, pieces = rank[:count], rank[count:] - rank[:count]
    sight = np.repeat(np.arange(count), pieces)
    piece = np.arange(len(sight)) + np.repeat(first - (np.cumsum(pieces) - pieces), pieces)
    begin, end = cuts[piece], cuts[np.minimum(piece + 1, 2 * count - 1)]
    wide = end - begin > _SHORTEST_M
    sight, piece, begin, end = sight[wide], piece[wide], begin[wide], end[wide]
    base, width = sights.begin[sight], (sights.end - sights.begin)[sight]
    rise = (sights.gap_end - sights.gap_begin)[sight] / width
    gap_begin = sights.gap_begin[sight] + (begin - base) * rise
    gap_end = sights.gap_begin[sight] + (end - base) * rise
    gap = (gap_begin + gap_end) / 2
    nearest = np.full(2 * count, np.inf)
    np.minimum.at(nearest, piece, gap)
    seen = gap <= nearest[piece] + _TIE_M
    sight = sight[seen]
    return _Sights(
        sights.edge[sight],
        sights.target[sight],
        begin[seen],
        end[seen],
        gap_begin[seen],
        gap_end[seen],
        sights.facing[sight],
    )
