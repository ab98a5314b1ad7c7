"""The outlines of one storey as shapely polygons and as arrays of edges; broken ones are mended.

Every edge runs with the inside of its room on the left, so that its outward normal points away
from the room; this holds for holes as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from spaceplan.model import Room

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
BoolArray = NDArray[np.bool_]
Polygons = NDArray[np.object_]

#: Shorter edges (m) are drawing dust: they have no direction that means anything.
SHORTEST_EDGE_M = 1e-4
#: Smaller pieces (m²) that come out of mending a self-crossing outline are dropped.
SMALLEST_PIECE_M2 = 1e-4


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges of all outlines of a storey.

    Parameters
    ----------
    start, direction, normal
        (n, 2) arrays: first point (m), unit vector along, unit vector out of the room.
    length
        (n,) metres.
    room
        (n,) index of the room on its storey.
    """

    start: FloatArray
    direction: FloatArray
    normal: FloatArray
    length: FloatArray
    room: IntArray


@dataclass(frozen=True, eq=False)
class Outlines:
    """Polygons of the rooms of one storey, in their order, and their edges.

    Parameters
    ----------
    polygons
        One shapely polygon a room; empty where nothing could be drawn.
    mended
        Whether the outline crossed itself (or worse) and was mended or left out.
    """

    polygons: Polygons
    edges: Edges
    mended: BoolArray


def draw_outlines(rooms: Sequence[Room]) -> Outlines:
    """Return the outlines of a storey's rooms; never fails, whatever was drawn."""
    count = len(rooms)
    sizes = np.fromiter((len(room.outline) for room in rooms), np.intp, count)
    flat = np.fromiter(
        chain.from_iterable(chain.from_iterable(room.outline) for room in rooms),
        np.float64,
        2 * int(sizes.sum()),
    ).reshape(-1, 2)
    owner = np.repeat(np.arange(count), sizes)
    usable = sizes >= 3
    usable[owner[~np.isfinite(flat).all(axis=1)]] = False
    polygons: Polygons = np.full(count, shapely.Polygon(), dtype=object)
    if usable.any():
        keep = usable[owner]
        new_index = np.cumsum(usable) - 1
        rings = shapely.linearrings(flat[keep], indices=new_index[owner[keep]])
        polygons[usable] = shapely.polygons(rings)
    for i in np.flatnonzero(usable).tolist():
        if rooms[i].holes:
            polygons[i] = _with_holes(rooms[i], polygons[i])
    mended = ~usable | ~shapely.is_valid(polygons)
    for i in np.flatnonzero(mended & usable).tolist():
        polygons[i] = _mend(polygons[i])
    mended |= shapely.area(polygons) <= 0.0
    return Outlines(polygons, _edges(polygons), mended)


def _with_holes(room: Room, outline: Any) -> Any:
    holes = [h for h in room.holes if len(h) >= 3 and np.isfinite(np.asarray(h, float)).all()]
    return shapely.Polygon(outline.exterior, holes)


def _mend(polygon: Any) -> Any:
    """Return what a self-crossing outline encloses: a polygon, several, or an empty one."""
    parts = shapely.get_parts(shapely.make_valid(polygon))
    parts = shapely.get_parts(parts)
    flat = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > SMALLEST_PIECE_M2)]
    if len(flat) == 1:
        return flat[0]
    return shapely.MultiPolygon(list(flat)) if len(flat) else shapely.Polygon()


def _edges(polygons: Polygons) -> Edges:
    parts, part_room = shapely.get_parts(polygons, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, point_ring = shapely.get_coordinates(rings, return_index=True)
    follows = point_ring[1:] == point_ring[:-1]
    start, end = points[:-1][follows], points[1:][follows]
    ring = point_ring[:-1][follows]
    origin = start[np.searchsorted(ring, ring)]  # areas about a near point keep their digits
    cross = (start[:, 0] - origin[:, 0]) * (end[:, 1] - origin[:, 1])
    cross -= (end[:, 0] - origin[:, 0]) * (start[:, 1] - origin[:, 1])
    counter_clockwise = np.bincount(ring, cross, len(rings)) > 0
    exterior = np.ones(len(rings), bool)
    exterior[1:] = ring_part[1:] != ring_part[:-1]
    turn = (counter_clockwise != exterior)[ring]
    start[turn], end[turn] = end[turn], start[turn].copy()
    along = end - start
    length = np.hypot(along[:, 0], along[:, 1])
    long = length > SHORTEST_EDGE_M
    start, length = start[long], length[long]
    direction = along[long] / length[:, None]
    normal = np.column_stack((direction[:, 1], -direction[:, 0]))
    return Edges(start, direction, normal, length, part_room[ring_part[ring[long]]])


def middle_points(polygons: Polygons) -> FloatArray:
    """Return a point inside each polygon, its centroid where that lies inside; (0, 0) if empty."""
    centres = shapely.centroid(polygons)
    outside = ~shapely.covers(polygons, centres)
    centres[outside] = shapely.point_on_surface(polygons[outside])
    points = np.column_stack((shapely.get_x(centres), shapely.get_y(centres)))
    return np.nan_to_num(points)


def boxes(low: FloatArray, high: FloatArray) -> Polygons:
    """Return axis-parallel boxes from their lower left and upper right corners, (n, 2) each."""
    corners = np.concatenate((low, high), axis=1).T
    return np.asarray(shapely.box(*corners), dtype=object)
