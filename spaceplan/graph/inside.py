"""Walking inside one room: the shortest way between its doors that stays within its outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from spaceplan.graph.outlines import BoolArray, FloatArray, IntArray

#: Lengths are whole micrometres, so that sums do not depend on their order.
UNITS_PER_M = 1_000_000
#: A way may cut a corner by this much, metres: drawn curves are polylines.
_TOLERANCE_M = 0.01
_STRAIGHT = 1e-9
#: Outlines with more inner corners are simplified: they are traced, not drawn.
_MOST_CORNERS = 300
_BATCH = 200_000


def lengths_inside(polygon: Any, points: FloatArray) -> FloatArray:
    """Return the walks between points of a room, (n, n), in whole micrometres.

    One walks straight where the line stays inside the outline, else around its corners. Doors lie
    in the wall, outside the outline: sight is tested from the nearest point inside, lengths are
    measured from the door itself. Where the outline leaves no way (it was drawn in two parts), the
    straight line counts.
    """
    straight = _distances(points, points)
    if len(points) > 1 and len((corners := _corners(polygon)).points):
        straight = _around_corners(polygon, corners, points, straight)
    return np.round(straight * UNITS_PER_M)


def _distances(a: FloatArray, b: FloatArray) -> FloatArray:
    return np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])


class _Corners(NamedTuple):
    """The corners that a way can bend around, with the directions of both edges there.

    Parameters
    ----------
    points
        (n, 2), metres.
    before, after
        (n, 2), pointing away from the corner, to the vertex before and the vertex after.
    """

    points: FloatArray
    before: FloatArray
    after: FloatArray


def _corners(polygon: Any) -> _Corners:
    """Return the corners that a way can bend around: none where the outline is convex."""
    found = [np.empty((3, 0, 2))]
    for i, ring in enumerate(shapely.get_rings(polygon)):
        points = shapely.get_coordinates(ring)[:-1]
        points = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
        if shapely.is_ccw(ring) != (i == 0):
            points = points[::-1]
        before, after = np.roll(points, 1, axis=0) - points, np.roll(points, -1, axis=0) - points
        turn = _cross(-before, after)
        scale = np.hypot(*before.T) * np.hypot(*after.T)
        bends = turn < -_STRAIGHT * scale
        found.append(np.stack((points, before, after))[:, bends])
    return _Corners(*np.concatenate(found, axis=1))


def _cross(a: FloatArray, b: FloatArray) -> FloatArray:
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]


def _around_corners(
    polygon: Any, found: _Corners, points: FloatArray, straight: FloatArray
) -> FloatArray:
    """Return the walks in a room that is not convex, metres."""
    polygon, (corners, before, after) = _manageable(polygon, found)
    inside = _nearest_inside(polygon, points)
    room = shapely.buffer(polygon, _TOLERANCE_M, join_style="mitre")
    shapely.prepare(room)
    walks = np.full(straight.shape, np.inf)
    np.fill_diagonal(walks, 0.0)
    for one, other in _pairs(len(points), len(points), above=True):
        seen = _sees(room, inside[one], inside[other])
        one, other = one[seen], other[seen]
        walks[one, other] = walks[other, one] = straight[one, other]
    if np.isfinite(walks).all():
        return walks
    legs, sides = [], []
    for point, corner in _pairs(len(points), len(corners)):
        way = inside[point] - corners[corner]
        grazes = _grazes(way, before[corner], after[corner])
        point, corner = point[grazes], corner[grazes]
        seen = _sees(room, inside[point], corners[corner])
        legs.append((point[seen], corner[seen]))
    for one, other in _pairs(len(corners), len(corners), above=True):
        way = corners[other] - corners[one]
        grazes = _grazes(way, before[one], after[one])
        grazes &= _grazes(-way, before[other], after[other])
        one, other = one[grazes], other[grazes]
        seen = _sees(room, corners[one], corners[other])
        sides.append((one[seen], other[seen]))
    bent = _through_corners(points, corners, _joined(legs), _joined(sides))
    walks = np.minimum(walks, np.minimum(bent, bent.T))
    return np.where(np.isfinite(walks), walks, straight)


def _manageable(polygon: Any, corners: _Corners) -> tuple[Any, _Corners]:
    """Return an outline with few enough corners to try them all, simplified as far as needed."""
    for tolerance in (_TOLERANCE_M, 0.05, 0.25, 1.0):
        if len(corners.points) <= _MOST_CORNERS:
            break
        polygon = shapely.simplify(polygon, tolerance)
        corners = _corners(polygon)
    return polygon, corners


def _pairs(count: int, other: int, *, above: bool = False) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield all pairs of two ranges, or only those with the first below the second, in batches."""
    rows = max(1, _BATCH // max(other, 1))
    for begin in range(0, count, rows):
        one = np.repeat(np.arange(begin, min(begin + rows, count)), other)
        two = np.tile(np.arange(other), len(one) // max(other, 1))
        yield (one[one < two], two[one < two]) if above else (one, two)


def _joined(pairs: list[tuple[IntArray, IntArray]]) -> tuple[IntArray, IntArray]:
    none = np.empty(0, np.intp)
    return np.concatenate([none, *(p[0] for p in pairs)]), np.concatenate(
        [none, *(p[1] for p in pairs)]
    )


def _nearest_inside(polygon: Any, points: FloatArray) -> FloatArray:
    places = shapely.points(points)
    return shapely.get_coordinates(shapely.get_point(shapely.shortest_line(polygon, places), 0))


def _sees(room: Any, a: FloatArray, b: FloatArray) -> BoolArray:
    """Return which of the lines from ``a`` to ``b`` stay inside a prepared room."""
    lines = shapely.linestrings(np.stack((a, b), axis=1))
    return np.asarray(shapely.covers(room, lines), dtype=bool)


def _grazes(way: FloatArray, before: FloatArray, after: FloatArray) -> BoolArray:
    """Return which ways pass a corner with both its edges on one side: others never bend there."""
    scale = np.hypot(*way.T)
    one = _cross(way, before) / np.maximum(scale * np.hypot(*before.T), _STRAIGHT)
    other = _cross(way, after) / np.maximum(scale * np.hypot(*after.T), _STRAIGHT)
    return np.asarray(one * other >= -1e-6, dtype=bool)


def _through_corners(
    points: FloatArray,
    corners: FloatArray,
    legs: tuple[IntArray, IntArray],
    sides: tuple[IntArray, IntArray],
) -> FloatArray:
    """Return the shortest ways from point to point by at least one corner, metres.

    Points are starts (0 .. n-1) and ends (n+k ..), never places on the way: a door lies in the
    wall, and walking through it would cut the wall.

    Parameters
    ----------
    legs, sides
        Which (point, corner) and which (corner, corner) see each other.
    """
    n, k = len(points), len(corners)
    point, corner = legs
    one, other = sides
    to_corner = np.hypot(*(points[point] - corners[corner]).T)
    between = np.hypot(*(corners[one] - corners[other]).T)
    rows = np.concatenate((point, n + corner, n + one, n + other))
    columns = np.concatenate((n + corner, n + k + point, n + other, n + one))
    lengths = np.concatenate((to_corner, to_corner, between, between))
    graph = csr_array((lengths, (rows, columns)), shape=(2 * n + k, 2 * n + k))
    walks: FloatArray = dijkstra(graph, indices=np.arange(n))[:, n + k :]
    return walks
