"""Doors: as stated, with a position; and inferred where a room states none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import shapely

from spaceplan.errors import Severity
from spaceplan.graph.findings import GraphFinding
from spaceplan.graph.outlines import BoolArray, FloatArray, IntArray, Outlines
from spaceplan.graph.places import Places
from spaceplan.graph.walls import WallTable
from spaceplan.i18n import N_
from spaceplan.model import Door, Storey

#: A door that lies farther than this, metres, from a room is not a door of that room's wall.
FAR_M = 1.5


@dataclass(frozen=True, eq=False)
class DoorTable:
    """Doors between two rooms, the stated ones in the order of the files, then the inferred.

    Parameters
    ----------
    a, b
        Indexes of rooms, ``a`` < ``b``. A door stated between three rooms stands here three times.
    x, y
        Position in the plane of the building of ``a``, metres.
    inferred
        Whether the door is not stated anywhere.
    """

    a: IntArray
    b: IntArray
    x: FloatArray
    y: FloatArray
    inferred: BoolArray

    def __len__(self) -> int:
        """Return the number of doors."""
        return len(self.a)

    @classmethod
    def of(cls, rows: list[DoorRow]) -> DoorTable:
        """Make the table from its rows."""
        return cls(
            np.array([row.a for row in rows], dtype=np.intp),
            np.array([row.b for row in rows], dtype=np.intp),
            np.array([row.at[0] for row in rows], dtype=float),
            np.array([row.at[1] for row in rows], dtype=float),
            np.array([row.inferred for row in rows], dtype=bool),
        )


@dataclass(frozen=True)
class DoorRow:
    """One line of the table, before the table is made."""

    a: int
    b: int
    at: tuple[float, float]
    inferred: bool = False


@dataclass(frozen=True, eq=False)
class DrawnStorey:
    """What is known of one storey before its doors: outlines, walls, overlaps.

    Parameters
    ----------
    walls
        With indexes of rooms of the whole portfolio.
    overlaps
        (n, 2) pairs of rooms (indexes of the whole portfolio) whose outlines overlap.
    """

    storey: Storey
    first: int
    outlines: Outlines
    walls: WallTable
    overlaps: IntArray

    def polygon(self, room: int) -> Any:
        """Return the polygon of a room by its index in the portfolio."""
        return self.outlines.polygons[room - self.first]

    def has(self, room: int) -> bool:
        """Return whether a room lies on this storey."""
        return self.first <= room < self.first + len(self.storey.rooms)


def stated_pairs(storey: Storey, places: Places) -> Iterator[tuple[Door, tuple[int, int]]]:
    """Yield every stated door with each pair of known rooms that it joins."""
    for door in storey.doors:
        rooms = known_rooms(door, places)
        for i, a in enumerate(rooms):
            for b in rooms[i + 1 :]:
                yield door, (min(a, b), max(a, b))


def known_rooms(door: Door, places: Places) -> list[int]:
    """Return the indexes of the rooms that a door names and that exist, each once."""
    found = (places.number.get(room) for room in dict.fromkeys(door.between))
    return [room for room in found if room is not None]


def place_stated(drawn: DrawnStorey, places: Places, findings: list[GraphFinding]) -> list[DoorRow]:
    """Return the stated doors of a storey with their positions.

    A door without a position, or with one that is far from its rooms, is put in the middle of the
    stretch over which the two rooms face each other.
    """
    doors, pairs = [], []
    for door, pair in stated_pairs(drawn.storey, places):
        doors.append(door)
        pairs.append(pair)
    far = _far_from_rooms(drawn, doors, pairs)
    middles = Middles(drawn)
    rows = []
    for door, pair, distance in zip(doors, pairs, far.tolist(), strict=True):
        at = door.at if _is_placed(door) else None
        if at is None or distance > FAR_M:
            at = middles.between(*pair)
        if distance > FAR_M:
            findings.append(_far_finding(drawn.storey, door, distance))
        if at is not None:
            rows.append(DoorRow(*pair, at))
    return rows


def _far_finding(storey: Storey, door: Door, distance: float) -> GraphFinding:
    return GraphFinding(
        "door-far",
        Severity.WARNING,
        storey.id,
        door.between,
        N_(
            "storey {storey}: the door between {rooms} lies {distance} m from one of them; "
            "it is taken to be in the middle of their wall"
        ),
        {
            "storey": storey.id,
            "rooms": ", ".join(door.between),
            "distance": round(distance, 2),
        },
        door.source,
    )


def _far_from_rooms(
    drawn: DrawnStorey, doors: list[Door], pairs: list[tuple[int, int]]
) -> FloatArray:
    """Return the larger distance of each door to its two rooms on this storey, metres."""
    far = np.zeros(len(doors))
    known = [i for i, door in enumerate(doors) if _is_placed(door)]
    if not known:
        return far
    places = shapely.points([doors[i].at or (0.0, 0.0) for i in known])
    for side in (0, 1):
        rooms = [pairs[i][side] for i in known]
        outlines = [drawn.polygon(r) if drawn.has(r) else shapely.Polygon() for r in rooms]
        distance = shapely.distance(np.array(outlines, dtype=object), places)
        far[known] = np.fmax(far[known], distance)  # there is none to an empty outline
    return far


def _is_placed(door: Door) -> bool:
    return door.at is not None and isfinite(door.at[0]) and isfinite(door.at[1])


class Middles:
    """Where two rooms of a storey meet."""

    def __init__(self, drawn: DrawnStorey) -> None:
        self._drawn = drawn
        walls = drawn.walls
        self._row = {
            pair: i for i, pair in enumerate(zip(walls.a.tolist(), walls.b.tolist(), strict=True))
        }

    def between(self, a: int, b: int) -> tuple[float, float] | None:
        """Return the middle of the wall between two rooms, else of the shortest way across."""
        row = self._row.get((a, b))
        if row is not None:
            return float(self._drawn.walls.x[row]), float(self._drawn.walls.y[row])
        known = [self._drawn.polygon(room) for room in (a, b) if self._drawn.has(room)]
        drawn = [polygon for polygon in known if not shapely.is_empty(polygon)]
        if not drawn:
            return None
        if len(drawn) == 2 and shapely.intersects(*drawn):
            point = shapely.point_on_surface(shapely.intersection(*drawn))
        elif len(drawn) == 2:
            point = shapely.line_interpolate_point(
                shapely.shortest_line(*drawn), 0.5, normalized=True
            )
        else:
            point = shapely.point_on_surface(drawn[0])
        return float(shapely.get_x(point)), float(shapely.get_y(point))
