"""Walls: pairs of rooms of one storey that face each other across what is a wall there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spaceplan.graph.facing import FARTHEST_M, Stretches
from spaceplan.graph.outlines import Edges, FloatArray, IntArray

#: Two rooms that face each other over less than this, metres, are neighbours by chance only.
SHORTEST_FACING_M = 0.3
#: Gaps up to this are walls anywhere, metres: masonry of a bearing wall with cladding.
ORDINARY_WALL_M = 0.7
#: Outlines nearer than this, metres, have no wall between them: the drawing joins them.
OPEN_M = 0.02
#: A storey's walls may be this much thicker than the gap that is usual there.
_THICKER = 1.5
_DIGITS = 4
_DUST = 1e-9


@dataclass(frozen=True, eq=False)
class WallTable:
    """Wall neighbours: each pair once, ``a`` < ``b``, ordered by both.

    Parameters
    ----------
    a, b
        Indexes of rooms.
    facing_m
        Length over which the two see each other, metres, all stretches together.
    gap_m
        Distance between the two outlines over most of it: the thickness of the wall, metres.
    x, y
        The middle of the facing length, halfway across the gap, in the building's plane.
    """

    a: IntArray
    b: IntArray
    facing_m: FloatArray
    gap_m: FloatArray
    x: FloatArray
    y: FloatArray

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.a)

    def shifted(self, by: int) -> WallTable:
        """Return the same walls with all indexes of rooms moved on."""
        return WallTable(self.a + by, self.b + by, self.facing_m, self.gap_m, self.x, self.y)


def join_walls(tables: list[WallTable]) -> WallTable:
    """Return several tables as one."""
    if not tables:
        none, nothing = np.empty(0, np.intp), np.empty(0)
        return WallTable(none, none, nothing, nothing, nothing, nothing)
    return WallTable(
        np.concatenate([t.a for t in tables]),
        np.concatenate([t.b for t in tables]),
        np.concatenate([t.facing_m for t in tables]),
        np.concatenate([t.gap_m for t in tables]),
        np.concatenate([t.x for t in tables]),
        np.concatenate([t.y for t in tables]),
    )


def thickest_wall(stretches: Stretches, doors: set[tuple[int, int]]) -> float:
    """Return the largest gap, metres, that is a wall on this storey.

    Gaps up to ``ORDINARY_WALL_M`` always are: thicknesses differ within a storey. Where most walls
    are as thick as that, the storey shows it: one and a half times the median gap counts then, of
    all facing length, or of the pairs that stated doors join, whichever is more. Nothing beyond
    ``FARTHEST_M`` is a wall: passages begin there.

    Parameters
    ----------
    doors
        Pairs of rooms (indexes on the storey, smaller first) that stated doors join.
    """
    if not len(stretches.gap):
        return ORDINARY_WALL_M
    order = np.argsort(stretches.gap)
    gap, heard = stretches.gap[order], np.cumsum(stretches.length[order])
    usual = [float(gap[np.searchsorted(heard, heard[-1] / 2)])]
    pairs = zip(
        np.minimum(stretches.room, stretches.other)[order].tolist(),
        np.maximum(stretches.room, stretches.other)[order].tolist(),
        strict=True,
    )
    nearest: dict[tuple[int, int], float] = {}
    for pair, distance in zip(pairs, gap.tolist(), strict=True):
        if pair in doors:
            nearest.setdefault(pair, distance)
    if nearest:
        usual.append(float(np.median(list(nearest.values()))))
    return min(max(ORDINARY_WALL_M, _THICKER * max(usual)), FARTHEST_M)


def find_walls(edges: Edges, stretches: Stretches, limit: float) -> WallTable:
    """Return the wall neighbours of a storey: facing across at most ``limit`` metres.

    What each of two rooms sees of the other is measured along its own edges; the mean of both
    counts, which matters for curved walls only.
    """
    near = stretches.within(limit)
    low, high = np.minimum(near.room, near.other), np.maximum(near.room, near.other)
    order = np.lexsort((near.begin, near.edge, near.room, high, low))
    low, high, length = low[order], high[order], near.length[order]
    if not len(low):
        return join_walls([])
    new = np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])]
    first, group = np.flatnonzero(new), np.cumsum(new) - 1
    facing = np.round(np.bincount(group, length) / 2, _DIGITS)
    gap = _medians(group, near.gap[order], length)
    x, y = _middles(edges, near, order, group)
    keep = facing >= SHORTEST_FACING_M
    return WallTable(
        low[first][keep],
        high[first][keep],
        facing[keep],
        np.round(gap[keep], _DIGITS),
        x[keep],
        y[keep],
    )


def _medians(group: IntArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return for each group (0, 1, ... without holes) the median of its values by weight."""
    order = np.lexsort((values, group))
    group, values = group[order], values[order]
    heard = np.cumsum(weights[order])
    last = np.flatnonzero(np.append(group[1:] != group[:-1], True))
    before = np.append(0.0, heard[last[:-1]])
    middle = np.searchsorted(heard, (before + heard[last]) / 2 - _DUST)
    return values[middle]


def _middles(
    edges: Edges, near: Stretches, order: IntArray, group: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return the middle of what the first room of each group sees, halfway across the gap."""
    room, length = near.room[order], near.length[order]
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    own = np.where(room == room[first][group], length, 0.0)
    half = np.bincount(group, own) / 2
    seen = np.cumsum(own)
    before = seen - own - (seen[first] - own[first])[group]  # within the group
    left = half[group] - before
    hit = (own > 0) & (left > -_DUST) & (left < own + _DUST)
    at = first.copy()
    at[group[hit][::-1]] = np.flatnonzero(hit)[::-1]
    chosen, along = order[at], np.clip(left[at], 0.0, length[at])
    edge, share = near.edge[chosen], along / length[at]
    gap = near.gap_begin[chosen] + share * (near.gap_end - near.gap_begin)[chosen]
    point = edges.start[edge] + edges.direction[edge] * (near.begin[chosen] + along)[:, None]
    point = point + edges.normal[edge] * (gap / 2)[:, None]
    return point[:, 0], point[:, 1]
