"""The shapes of one storey, turned so that its long side lies flat: rooms, walls, door openings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from shapely import affinity

from spaceplan.graph import SpatialGraph
from spaceplan.model import Room, Storey
from spaceplan.model.common import Point

#: Thickness of outer walls where inner walls do not tell, and its limits, metres.
_OUTER_WALL_M, _OUTER_THINNEST_M, _OUTER_THICKEST_M = 0.2, 0.15, 0.45
#: Gaps between rooms are walls up to this, metres; smaller blind spots (m²) are filled as well.
_THICKEST_WALL_M, _BLIND_SPOT_M2 = 0.8, 2.5
#: A plan is turned if that makes its bounding box smaller by this share, or if it stands upright.
_WORTH_TURNING, _UPRIGHT = 0.85, 1.15
_DOOR_M, _NARROW_DOOR_M = 0.9, 0.55
#: Control points of a cubic curve that draws a quarter of a circle.
_QUARTER = 0.5523


@dataclass(frozen=True)
class DoorShape:
    """A door as drawn: the opening in the wall, the leaf, and the arc that it sweeps.

    Parameters
    ----------
    opening
        Corners of the gap in the wall.
    hinge, tip, jamb
        Where the leaf hangs, its open end, and where it closes.
    """

    opening: tuple[Point, ...]
    hinge: Point
    tip: Point
    jamb: Point
    inferred: bool


@dataclass(frozen=True)
class StoreyShapes:
    """What is drawn of a storey, in metres of a plane turned by ``turn`` degrees.

    Parameters
    ----------
    polygons
        One (multi)polygon a room, in the order of the storey; empty where none could be drawn.
    walls
        All walls with real thickness: what lies under the rooms.
    wall_m
        The usual thickness of inner walls.
    turn
        Degrees counter-clockwise from the building's plane to the drawn one.
    """

    rooms: tuple[Room, ...]
    polygons: tuple[Any, ...]
    walls: Any
    wall_m: float
    doors: tuple[DoorShape, ...]
    turn: float

    @cached_property
    def by_room(self) -> dict[str, Any]:
        """The polygon of every room that could be drawn, in the order of the storey."""
        return {
            room.id: polygon
            for room, polygon in zip(self.rooms, self.polygons, strict=True)
            if not polygon.is_empty
        }

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least and greatest x and y of everything drawn; a metre square where there is nothing."""
        if self.walls.is_empty:
            return (0.0, 0.0, 1.0, 1.0)
        left, low, right, high = self.walls.bounds
        return (left, low, right, high)


def draw_shapes(storey: Storey, graph: SpatialGraph) -> StoreyShapes:
    """Return the shapes of a storey; walls and doors as the spatial graph knows them."""
    polygons, turn = turn_rooms(storey, graph)
    numbers = {graph.index(room.id): i for i, room in enumerate(storey.rooms)}
    gaps = _gaps(graph, numbers)
    wall_m = float(np.median(gaps)) if len(gaps) else _OUTER_WALL_M
    thickest = min(float(gaps.max()) if len(gaps) else 0.3, _THICKEST_WALL_M)
    return StoreyShapes(
        rooms=storey.rooms,
        polygons=tuple(polygons),
        walls=_walls(polygons, thickest, wall_m),
        wall_m=wall_m,
        doors=tuple(_doors(graph, numbers, polygons, turn)),
        turn=turn,
    )


def turn_rooms(storey: Storey, graph: SpatialGraph) -> tuple[list[Any], float]:
    """Return the polygons of a storey's rooms as they are drawn, and by how many degrees turned."""
    polygons = [graph.polygons[graph.index(room.id)] for room in storey.rooms]
    turn = _best_turn(polygons)
    if turn:
        polygons = [affinity.rotate(p, turn, origin=(0.0, 0.0)) for p in polygons]
    return polygons, turn


def _best_turn(polygons: Iterable[Any]) -> float:
    """Return by how many degrees to turn so that the long side of all rooms lies flat."""
    outer = shapely.get_coordinates(shapely.convex_hull(list(polygons)))
    whole = shapely.MultiPoint(outer.tolist())
    if whole.is_empty:
        return 0.0
    left, low, right, high = whole.bounds
    box = whole.minimum_rotated_rectangle
    if not isinstance(box, shapely.Polygon):
        return 0.0
    corners = list(box.exterior.coords)
    sides = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners[:3])]
    along = max(sides, key=lambda side: hypot(*side))
    angle = -degrees(atan2(along[1], along[0]))
    angle = (angle + 90.0) % 180.0 - 90.0
    upright = high - low > _UPRIGHT * (right - left)
    smaller = box.area < _WORTH_TURNING * (right - left) * (high - low)
    if smaller:
        return float(round(angle, 3))
    return -90.0 if upright else 0.0


def turned(point: Point, degrees_: float) -> Point:
    """Return a point turned counter-clockwise about the origin."""
    angle = radians(degrees_)
    x, y = point
    return (x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))


def _gaps(graph: SpatialGraph, numbers: dict[int, int]) -> np.ndarray:
    here = np.isin(graph.walls.a, list(numbers))
    return np.asarray(graph.walls.gap_m[here], dtype=float)


def _walls(polygons: Iterable[Any], thickest: float, usual: float) -> Any:
    """Close the gaps between rooms up to a wall's thickness, and put the outer wall around."""
    drawn = [p for p in polygons if not p.is_empty]
    if not drawn:
        return shapely.Polygon()
    half = thickest / 2 + 0.03
    outer = min(max(1.5 * usual, _OUTER_THINNEST_M), _OUTER_THICKEST_M)
    grown = shapely.union_all(shapely.buffer(drawn, half, join_style="mitre"))
    closed = grown.buffer(outer - half, join_style="mitre")
    parts = [
        shapely.Polygon(
            part.exterior,
            [ring for ring in part.interiors if shapely.Polygon(ring).area > _BLIND_SPOT_M2],
        )
        for part in shapely.get_parts(closed)
    ]
    return shapely.MultiPolygon(parts)


def _doors(
    graph: SpatialGraph, numbers: dict[int, int], polygons: list[Any], turn: float
) -> Iterable[DoorShape]:
    doors = graph.doors
    for i in np.flatnonzero(np.isin(doors.a, list(numbers)) & np.isin(doors.b, list(numbers))):
        one, other = (polygons[numbers[int(table[i])]] for table in (doors.a, doors.b))
        if one.is_empty or other.is_empty:
            continue
        inside, outside = (one, other) if one.area <= other.area else (other, one)
        at = turned((float(doors.x[i]), float(doors.y[i])), turn)
        yield _door(at, inside, outside, inferred=bool(doors.inferred[i]))


def _door(at: Point, inside: Any, outside: Any, *, inferred: bool) -> DoorShape:
    """Return a door in the wall between two rooms; its leaf opens into the smaller one."""
    edge = inside.boundary
    place = edge.line_locate_point(shapely.Point(at))
    near = edge.interpolate(place)
    ahead, behind = edge.interpolate(place + 0.05), edge.interpolate(place - 0.05)
    tx, ty = ahead.x - behind.x, ahead.y - behind.y
    length = hypot(tx, ty) or 1.0
    tx, ty = tx / length, ty / length
    nx, ny = -ty, tx
    if not inside.covers(shapely.Point(near.x + 0.1 * nx, near.y + 0.1 * ny)):
        nx, ny = -nx, -ny
    gap = min(outside.distance(near), _THICKEST_WALL_M) + 0.02
    half = _width(inside, near, (tx, ty), (nx, ny)) / 2

    def corner(along: float, into: float) -> Point:
        return (near.x + along * tx + into * nx, near.y + along * ty + into * ny)

    opening = (corner(-half, 0.02), corner(half, 0.02), corner(half, -gap), corner(-half, -gap))
    return DoorShape(
        opening, corner(-half, 0.0), corner(-half, 2 * half), corner(half, 0.0), inferred
    )


def _width(inside: Any, near: Any, along: Point, into: Point) -> float:
    """Return the widest usual door whose both ends stay at the room's edge."""
    for width in (_DOOR_M, 0.7):
        ends = [
            shapely.Point(
                near.x + side * width / 2 * along[0] + 0.05 * into[0],
                near.y + side * width / 2 * along[1] + 0.05 * into[1],
            )
            for side in (-1, 1)
        ]
        if all(inside.covers(end) for end in ends):
            return width
    return _NARROW_DOOR_M


def path_of(shape: Any) -> Path:
    """Return a shapely polygon or multipolygon as one matplotlib path.

    Holes run against the outline, so that they stay holes where paths are filled by winding.
    """
    vertices: list[Any] = []
    codes: list[Any] = []
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":  # cutting can leave a line where only an edge was met
            continue
        for i, ring in enumerate((part.exterior, *part.interiors)):
            points = shapely.get_coordinates(ring)
            if ring.is_ccw != (i == 0):
                points = points[::-1]
            vertices.append(points)
            codes += [Path.MOVETO, *[Path.LINETO] * (len(points) - 2), Path.CLOSEPOLY]
    return Path(np.concatenate(vertices) if vertices else np.empty((0, 2)), codes or None)


def slices(polygon: Any, shares: tuple[float, ...]) -> list[Any]:
    """Cut a polygon across its longer side into pieces with these shares of that side."""
    if len(shares) < 2:
        return [polygon]
    left, low, right, high = polygon.bounds
    wide = right - left >= high - low
    pieces, start = [], 0.0
    for share in shares:
        end = start + share
        if wide:
            window = (left + start * (right - left), low, left + end * (right - left), high)
        else:
            window = (left, high - end * (high - low), right, high - start * (high - low))
        pieces.append(shapely.clip_by_rect(polygon, *window))
        start = end
    return pieces


def swing_path(door: DoorShape) -> Path:
    """Return the quarter circle that the leaf of a door sweeps, as one cubic curve."""
    (cx, cy), start, end = door.hinge, door.tip, door.jamb
    sx, sy = start[0] - cx, start[1] - cy
    ex, ey = end[0] - cx, end[1] - cy
    points = [
        start,
        (start[0] + _QUARTER * ex, start[1] + _QUARTER * ey),
        (end[0] + _QUARTER * sx, end[1] + _QUARTER * sy),
        end,
    ]
    return Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
