"""Portals: the points between which one walks, and the links from storey to storey and outside.

A door is one portal of two rooms; a stair or lift has a portal in its middle on each storey, an
entrance one at its outer door. Within a storey one walks from portal to portal through rooms; from
storey to storey and from building to building only through links.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isfinite, radians, sin

import numpy as np

from spaceplan.graph.doors import DoorTable
from spaceplan.graph.inside import UNITS_PER_M
from spaceplan.graph.outlines import FloatArray, IntArray, Polygons, middle_points
from spaceplan.graph.places import Places
from spaceplan.graph.ways import WayTable
from spaceplan.model import Building
from spaceplan.model.common import Point


@dataclass(frozen=True, eq=False)
class Portals:
    """All portals, ordered by storey.

    Parameters
    ----------
    rooms
        (n, 2) the rooms to which a portal belongs; the second is -1 where there is only one.
    points
        (n, 2) in the plane of the storey's building, metres.
    first
        (storeys + 1,) index of each storey's first portal.
    links
        (m, 2) pairs of portals of different storeys, or outside.
    lengths
        (m,) of the links, whole micrometres.
    entrances
        Portals of the entrances.
    """

    rooms: IntArray
    points: FloatArray
    first: IntArray
    links: IntArray
    lengths: FloatArray
    entrances: IntArray


def find_portals(
    places: Places,
    doors: DoorTable,
    climbs: WayTable,
    outdoor: WayTable,
    entrances: dict[int, Point],
    polygons: Polygons,
) -> Portals:
    """Return all portals and links.

    Parameters
    ----------
    entrances
        Rooms through which one walks in or out, and where, in the plane of their building.
    """
    draft = _Draft(places)
    for a, b, x, y in zip(
        doors.a.tolist(), doors.b.tolist(), doors.x.tolist(), doors.y.tolist(), strict=True
    ):
        draft.add_door(a, b, (x, y))
    shafts = sorted({*climbs.a.tolist(), *climbs.b.tolist()})
    middles = middle_points(polygons[shafts]).tolist()
    shaft_portal = {
        room: draft.add(room, -1, (x, y)) for room, (x, y) in zip(shafts, middles, strict=True)
    }
    outer_portal = {room: draft.add(room, -1, at) for room, at in sorted(entrances.items())}
    for ways, portal in ((climbs, shaft_portal), (outdoor, outer_portal)):
        for a, b, length in zip(
            ways.a.tolist(), ways.b.tolist(), ways.length_m.tolist(), strict=True
        ):
            draft.link(portal[a], portal[b], length)
    return draft.finish(list(outer_portal.values()))


class _Draft:
    def __init__(self, places: Places) -> None:
        self._places = places
        self._rooms: list[tuple[int, int]] = []
        self._points: list[Point] = []
        self._links: list[tuple[int, int]] = []
        self._lengths: list[float] = []

    def add(self, a: int, b: int, at: Point) -> int:
        self._rooms.append((a, b))
        self._points.append(at)
        return len(self._rooms) - 1

    def add_door(self, a: int, b: int, at: Point) -> None:
        """Add a door; between two storeys it is a portal on each, and a link without length."""
        storey_of = self._places.storey_of
        if storey_of[a] == storey_of[b]:
            self.add(a, b, at)
            return
        there = at
        one, other = self._places.building_of_room(a), self._places.building_of_room(b)
        if one is not other:
            there = _from_site(other, one.to_site(at))
        self.link(self.add(a, -1, at), self.add(b, -1, there), 0.0)

    def link(self, a: int, b: int, length: float) -> None:
        """Join two portals; a length that is no number is no way."""
        if isfinite(length):
            self._links.append((a, b))
            self._lengths.append(round(length * UNITS_PER_M))

    def finish(self, entrances: list[int]) -> Portals:
        """Order everything by storey."""
        rooms = np.array(self._rooms, dtype=np.intp).reshape(-1, 2)
        storey = self._places.storey_of[rooms[:, 0]]
        order = np.argsort(storey, kind="stable")
        new = np.empty(len(order), np.intp)
        new[order] = np.arange(len(order))
        count = len(self._places.storeys)
        return Portals(
            rooms[order],
            np.array(self._points, dtype=float).reshape(-1, 2)[order],
            np.searchsorted(storey[order], np.arange(count + 1)),
            new[np.array(self._links, dtype=np.intp).reshape(-1, 2)],
            np.array(self._lengths, dtype=float),
            new[np.array(entrances, dtype=np.intp)],
        )


def _from_site(building: Building, point: Point) -> Point:
    """Return a point of the site's plane in the plane of a building: ``to_site`` undone."""
    angle = radians(building.rotation)
    x, y = point[0] - building.origin[0], point[1] - building.origin[1]
    return x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)
