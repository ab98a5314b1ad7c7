"""Frames: the plane of a building as seen from its corridor, straight or curved.

A place in a building is given by ``s``, metres along the centre line of the corridor, and ``t``,
metres across it (positive to the outer side). Cells of the two tile a storey without gaps; rooms
are cells shrunk by half a wall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, sin
from typing import NamedTuple

import shapely

from spaceplan.model.common import Point

#: Longest chord of an arc, metres: on a radius of 280 m it leaves the arc by 3.5 mm.
CHORD_M = 2.8


class Span(NamedTuple):
    """A cell: from ``s0`` to ``s1`` along the corridor, from ``t0`` to ``t1`` across it, metres."""

    s0: float
    s1: float
    t0: float
    t1: float


@dataclass(frozen=True)
class Frame:
    """The plane of a building whose corridor is an arc, or straight where ``radius`` is 0.

    (0, 0) is the middle of the corridor, x runs along it, y to its outer side.
    """

    radius: float = 0.0

    def point(self, s: float, t: float) -> Point:
        """Return the point of the plane at ``s`` along and ``t`` across, metres."""
        if not self.radius:
            return (s, t)
        angle = s / self.radius
        reach = self.radius + t
        return (reach * sin(angle), reach * cos(angle) - self.radius)

    def edge(self, s0: float, s1: float, t: float) -> list[Point]:
        """Return the points of an edge along the corridor, with as many chords as the arc needs."""
        chords = max(1, ceil((s1 - s0) / CHORD_M)) if self.radius else 1
        return [self.point(s0 + (s1 - s0) * i / chords, t) for i in range(chords + 1)]

    def cell(self, span: Span) -> shapely.Polygon:
        """Return a cell as a polygon that touches its neighbours."""
        lower = self.edge(span.s0, span.s1, span.t0)
        upper = self.edge(span.s0, span.s1, span.t1)
        return shapely.Polygon(lower + upper[::-1])


def outlines(cells: Sequence[shapely.Polygon], halves: Sequence[float]) -> list[tuple[Point, ...]]:
    """Return the outlines of rooms: cells shrunk by half a wall, in whole millimetres.

    Parameters
    ----------
    cells
        Cells that tile a storey.
    halves
        For each cell half the thickness of its walls, metres.
    """
    rooms = shapely.buffer(list(cells), [-half for half in halves], join_style="mitre")
    return [_ring(room) for room in rooms]


def _ring(room: shapely.Polygon) -> tuple[Point, ...]:
    """Return a polygon's ring counter-clockwise, each point once, in whole millimetres."""
    ring = room.exterior
    points = [(round(float(x), 3) + 0.0, round(float(y), 3) + 0.0) for x, y in ring.coords[:-1]]
    return tuple(points if ring.is_ccw else points[::-1])
