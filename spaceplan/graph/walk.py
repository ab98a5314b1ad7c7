"""Walking distances between any rooms: exact, on demand, block by block.

A way is cut where it leaves a storey and where it leaves a building. So it is enough to know the
walks within each storey, between the exits (stairs, lifts, entrances) of each building, and between
the gates (entrances, bridges) of each site; a block of rooms is put together from these by minima
of sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from spaceplan.graph.inside import UNITS_PER_M, lengths_inside
from spaceplan.graph.outlines import BoolArray, FloatArray, IntArray, Polygons
from spaceplan.graph.places import Places
from spaceplan.graph.portals import Portals
from spaceplan.graph.site_walk import UNREACHABLE, BuildingWalk, SiteWalk
from spaceplan.graph.storey_walk import StoreyWalk

_UNITS_PER_CM = UNITS_PER_M // 100


class Walker:
    """Answers how far it is between rooms, and remembers what it had to work out for that.

    Parameters
    ----------
    apart
        (sites, sites) the ways between sites, metres.
    """

    def __init__(
        self, places: Places, portals: Portals, polygons: Polygons, apart: FloatArray
    ) -> None:
        self._places = places
        self._portals = portals
        self._polygons = polygons
        self._apart = np.round(apart * UNITS_PER_M)
        self._inside = _Remembered()
        self._sites: dict[int, SiteWalk] = {}
        self._building_of = places.building_of[places.storey_of]
        self._site_of = places.site_of[self._building_of]
        self._on_storey = _number_within(places.storey_of)
        self._in_building = _number_within(self._building_of)
        self._on_site = _number_within(self._site_of)
        self._buildings_of: list[IntArray] = [
            np.flatnonzero(places.site_of == site) for site in range(places.site_count)
        ]
        self._building_place = _number_within(places.site_of)
        self._storey_place = _number_within(places.building_of)
        self._is_exit, self._is_gate = self._classify()

    def _classify(self) -> tuple[BoolArray, BoolArray]:
        """Return which portals lead off their storey, and which out of their building."""
        portals = self._portals
        is_exit, is_gate = np.zeros((2, len(portals.rooms)), bool)
        building = self._building_of[portals.rooms[:, 0]]
        across = building[portals.links[:, 0]] != building[portals.links[:, 1]]
        is_exit[portals.links] = is_exit[portals.entrances] = True
        is_gate[portals.links[across]] = is_gate[portals.entrances] = True
        return is_exit, is_gate

    def walk(self, rooms_a: IntArray, rooms_b: IntArray) -> FloatArray:
        """Return the walks between rooms, metres rounded half up to 0.01."""
        result = np.zeros((len(rooms_a), len(rooms_b)))
        columns_of = _groups(self._site_of, rooms_b)
        for a, rows in _groups(self._site_of, rooms_a).items():
            for b, columns in columns_of.items():
                walks = self._between(a, rooms_a[rows], b, rooms_b[columns])
                result[np.ix_(rows, columns)] = walks
        np.floor(result / _UNITS_PER_CM + 0.5, out=result)
        result /= 100
        result[rooms_a[:, None] == rooms_b[None, :]] = 0.0
        return result

    def _between(self, a: int, rooms_a: IntArray, b: int, rooms_b: IntArray) -> FloatArray:
        """Return the walks between rooms of one site and rooms of the same or another one."""
        if a == b:
            walks = self._on_one_site(self._site(a), rooms_a, rooms_b)
            walks[np.isinf(walks)] = UNREACHABLE
            return walks
        leave = self._site(a).leave[self._on_site[rooms_a]]
        arrive = self._site(b).leave[self._on_site[rooms_b]]
        return np.asarray(leave[:, None] + (arrive + self._apart[a, b]))

    def _on_one_site(self, site: SiteWalk, rooms_a: IntArray, rooms_b: IntArray) -> FloatArray:
        """Return the shortest of the walks by gates, in the building and on the storey."""
        result = np.full((len(rooms_a), len(rooms_b)), np.inf)
        to_gates = site.reach.onward(self._on_site[rooms_a], site.between)
        site.reach.arrive(to_gates, self._on_site[rooms_b], result)
        for building, rows, columns in _common(self._building_of, rooms_a, rooms_b):
            inside = site.buildings[self._building_place[building]]
            block = result[np.ix_(rows, columns)]
            a, b = rooms_a[rows], rooms_b[columns]
            to_exits = inside.reach.onward(self._in_building[a], inside.between)
            inside.reach.arrive(to_exits, self._in_building[b], block)
            result[np.ix_(rows, columns)] = block
        for storey, rows, columns in _common(self._places.storey_of, rooms_a, rooms_b):
            building = self._places.building_of[storey]
            inside = site.buildings[self._building_place[building]]
            a, b = self._on_storey[rooms_a[rows]], self._on_storey[rooms_b[columns]]
            direct = inside.storeys[self._storey_place[storey]].block(a, b)
            block = result[np.ix_(rows, columns)]
            result[np.ix_(rows, columns)] = np.minimum(block, direct)
        return result

    def _site(self, site: int) -> SiteWalk:
        if site not in self._sites:
            buildings = [self._building(b) for b in self._buildings_of[site].tolist()]
            self._sites[site] = SiteWalk(buildings, self._portals)
        return self._sites[site]

    def _building(self, building: int) -> BuildingWalk:
        storeys, exits, gates = [], [], [np.empty(0, np.intp)]
        for storey in np.flatnonzero(self._places.building_of == building).tolist():
            own = np.arange(self._portals.first[storey], self._portals.first[storey + 1])
            exits.append(own[self._is_exit[own]])
            gates.append(own[self._is_gate[own]])
            storeys.append(self._storey(storey, own, exits[-1] - self._portals.first[storey]))
        return BuildingWalk(storeys, exits, np.concatenate(gates), self._portals)

    def _storey(self, storey: int, portals: IntArray, exits: IntArray) -> StoreyWalk:
        first, end = self._places.first[storey : storey + 2]
        rooms = self._portals.rooms[portals]
        return StoreyWalk(
            self._polygons[first:end],
            np.where(rooms < 0, -1, rooms - first),
            self._portals.points[portals],
            exits,
            self._inside,
        )


class _Remembered:
    """Walks inside rooms; storeys that are drawn alike share them."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, bytes], FloatArray] = {}

    def __call__(self, polygon: Any, points: FloatArray) -> FloatArray:
        key = (shapely.to_wkb(polygon), points.tobytes())
        if key not in self._known:
            self._known[key] = lengths_inside(polygon, points)
        return self._known[key]


def _number_within(labels: IntArray) -> IntArray:
    """Return the place of each item among those with the same label."""
    order = np.argsort(labels, kind="stable")
    ordered = labels[order]
    place = np.empty(len(labels), np.intp)
    place[order] = np.arange(len(labels)) - np.searchsorted(ordered, ordered)
    return place


def _groups(labels: IntArray, rooms: IntArray) -> dict[int, IntArray]:
    """Return by label the places in ``rooms`` that have it."""
    own = labels[rooms]
    if len(own) and (own == own[0]).all():
        return {int(own[0]): np.arange(len(own))}
    order = np.argsort(own, kind="stable")
    found, starts = np.unique(own[order], return_index=True)
    return dict(zip(found.tolist(), np.split(order, starts[1:]), strict=True)) if len(own) else {}


def _common(
    labels: IntArray, rooms_a: IntArray, rooms_b: IntArray
) -> Iterator[tuple[int, IntArray, IntArray]]:
    """Yield the labels that occur on both sides, with the places of either."""
    columns = _groups(labels, rooms_b)
    for label, rows in _groups(labels, rooms_a).items():
        if label in columns:
            yield label, rows, columns[label]
