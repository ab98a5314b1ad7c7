"""Where the arrow keys lead: to the neighbour in the spatial graph that lies that way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any

import numpy as np
import shapely

from spaceplan.graph import SpatialGraph
from spaceplan.plot.colours import FloatArray

#: Right, down, left, up, as on the screen, on a plane whose y runs upwards.
DIRECTIONS = ((1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0))
#: Least cosine of the angle between the key and the wall that one walks through, or, for a room
#: that is only in sight, the way there. What a way aside costs, as a share of its length.
_NEIGHBOUR_COSINE, _SIGHT_COSINE, _ASIDE = 0.5, 0.7, 3.0
_REACH_M = 0.6


def steps_of(graph: SpatialGraph, polygons: Mapping[str, Any]) -> dict[str, list[str | None]]:
    """Return for every room where each of ``DIRECTIONS`` leads; None: nowhere.

    Parameters
    ----------
    polygons
        The drawn rooms of one storey.
    """
    rooms = list(polygons)
    places = np.array([middle_of(polygons[room]) for room in rooms]).reshape(-1, 2)
    steps: dict[str, list[str | None]] = {}
    for room, place in zip(rooms, places, strict=True):
        near = sorted(n for n in graph.neighbours(room) if n in polygons)
        across, lengths = _walls_to(polygons[room], [polygons[n] for n in near], place)
        ways = places - place
        far = np.hypot(*ways.T)
        steps[room] = [
            _best(near, across, lengths, direction, _NEIGHBOUR_COSINE)
            or _best(rooms, ways, far, direction, _SIGHT_COSINE)
            for direction in DIRECTIONS
        ]
    return steps


def middle_of(polygon: Any) -> tuple[float, float]:
    """Return the middle of a room, or a point in it where the middle lies outside."""
    middle = polygon.centroid
    if not polygon.covers(middle):
        middle = polygon.representative_point()
    return (middle.x, middle.y)


def _walls_to(polygon: Any, others: Sequence[Any], start: FloatArray) -> tuple[Any, Any]:
    """Return for each neighbour the way across the wall (n, 2), and how far the wall is (n)."""
    if not others:
        return np.empty((0, 2)), np.empty(0)
    whole = np.array(others)
    facing = shapely.intersection(whole, polygon.buffer(_REACH_M))
    met = shapely.centroid(np.where(shapely.is_empty(facing), whole, facing))
    across = shapely.get_coordinates(shapely.shortest_line(polygon, met)).reshape(-1, 2, 2)
    return across[:, 1] - across[:, 0], np.hypot(*(shapely.get_coordinates(met) - start).T)


def _best(
    rooms: Sequence[str],
    ways: FloatArray,
    lengths: FloatArray,
    direction: tuple[float, float],
    least: float,
) -> str | None:
    """Return the room that is near and whose way runs most nearly in a direction."""
    best, cost = None, float("inf")
    for room, (x, y), length in zip(rooms, ways.tolist(), lengths.tolist(), strict=True):
        straight = hypot(x, y)
        if straight < 1e-6:
            continue
        cosine = (x * direction[0] + y * direction[1]) / straight
        if cosine >= least and length * (1 + _ASIDE * (1 - cosine)) < cost:
            best, cost = room, length * (1 + _ASIDE * (1 - cosine))
    return best
