"""Ways between storeys, through stairs and lifts, and outside, between entrances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from math import dist

import numpy as np

from spaceplan.errors import Severity
from spaceplan.graph.findings import GraphFinding
from spaceplan.graph.outlines import BoolArray, FloatArray, IntArray, Polygons, middle_points
from spaceplan.graph.places import Places
from spaceplan.i18n import N_
from spaceplan.model import Building, Portfolio, Site
from spaceplan.model.common import Point
from spaceplan.model.uses import LIFT, STAIR

OUTDOOR = "outdoor"
#: A way outside is this much longer than the straight line: on a site, and between sites.
DETOUR_ON_SITE = 1.2
DETOUR_BETWEEN_SITES = 1.3


@dataclass(frozen=True, eq=False)
class WayTable:
    """Ways that are not doors: each pair of rooms once, ``a`` < ``b``.

    Parameters
    ----------
    a, b
        Indexes of rooms.
    length_m
        Height climbed, or length outside, metres.
    inferred
        Whether the length is not stated but worked out from a straight line.
    kind
        ``stair``, ``lift`` or ``outdoor``.
    """

    a: IntArray
    b: IntArray
    length_m: FloatArray
    inferred: BoolArray
    kind: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of ways."""
        return len(self.a)

    @classmethod
    def of(cls, rows: Iterable[WayRow]) -> WayTable:
        """Make the table from its rows."""
        rows = list(rows)
        return cls(
            np.array([min(row.a, row.b) for row in rows], dtype=np.intp),
            np.array([max(row.a, row.b) for row in rows], dtype=np.intp),
            np.array([row.length for row in rows], dtype=float),
            np.array([row.inferred for row in rows], dtype=bool),
            tuple(row.kind for row in rows),
        )


@dataclass(frozen=True)
class WayRow:
    """One line of the table, before the table is made."""

    a: int
    b: int
    length: float
    kind: str
    inferred: bool = False


def find_climbs(places: Places, findings: list[GraphFinding]) -> WayTable:
    """Return the ways through stairs and lifts, and report shafts that lead nowhere.

    Rooms of one building with the same shaft are joined from storey to storey, in the order of
    their elevations, across storeys that lack the shaft.
    """
    rows: list[WayRow] = []
    shafts: dict[tuple[int, str, str], dict[int, list[int]]] = {}
    for i, room in enumerate(places.rooms):
        storey = int(places.storey_of[i])
        if room.shaft is not None:
            kind = LIFT if room.use == LIFT else STAIR
            shaft = shafts.setdefault((int(places.building_of[storey]), kind, room.shaft), {})
            shaft.setdefault(storey, []).append(i)
    for (building, kind, name), levels in shafts.items():
        order = sorted(
            levels, key=lambda s: (places.storeys[s].elevation, places.storeys[s].number)
        )
        for low, high in pairwise(order):
            climb = places.storeys[high].elevation - places.storeys[low].elevation
            rows += [WayRow(a, b, climb, kind) for a, b in product(levels[low], levels[high])]
        if len(order) == 1 and len(places.buildings[building].storeys) > 1:
            findings.append(_lonely_shaft(places, levels[order[0]], name))
    return WayTable.of(rows)


def _lonely_shaft(places: Places, rooms: list[int], shaft: str) -> GraphFinding:
    storey, ids = places.storey_of_room(rooms[0]), places.ids(rooms)
    return GraphFinding(
        "shaft-on-one-storey",
        Severity.WARNING,
        storey.id,
        ids,
        N_("storey {storey}: shaft {shaft} ({room}) is on no other storey, so it leads nowhere"),
        {"storey": storey.id, "shaft": shaft, "room": ids[0]},
        places.rooms[rooms[0]].source,
    )


def find_entrances(places: Places, findings: list[GraphFinding]) -> dict[int, int]:
    """Return the entrances (indexes of rooms) with their sites, and report what is wrong."""
    entrances: dict[int, int] = {}
    for i, building in enumerate(places.buildings):
        own = {room.id for storey in building.storeys for room in storey.rooms}
        for entrance in building.entrances:
            if entrance in own:
                entrances[places.number[entrance]] = int(places.site_of[i])
            else:
                findings.append(_unknown_entrance(building, entrance))
        if not building.entrances:
            findings.append(_no_entrance(building))
    return entrances


def _unknown_entrance(building: Building, entrance: str) -> GraphFinding:
    return GraphFinding(
        "entrance-unknown",
        Severity.ERROR,
        "",
        (entrance,),
        N_("building {building}: its entrance {room} is not one of its rooms"),
        {"building": building.id, "room": entrance},
        building.source,
    )


def _no_entrance(building: Building) -> GraphFinding:
    return GraphFinding(
        "building-without-entrance",
        Severity.WARNING,
        "",
        (),
        N_("building {building} states no entrance: nobody can walk to another building"),
        {"building": building.id},
        building.source,
    )


def find_outdoor(
    portfolio: Portfolio,
    places: Places,
    entrances: dict[int, int],
    polygons: Polygons,
    findings: list[GraphFinding],
) -> tuple[WayTable, dict[int, Point]]:
    """Return the ways outside on each site, as stated, else straight between all entrances.

    With them, the rooms through which one walks in or out, and where: entrances, and rooms that
    a stated way names.
    """
    stated = _stated_ways(portfolio, places, findings)
    rows = [WayRow(a, b, length, OUTDOOR) for (a, b), length in stated.items()]
    named = sorted({*entrances, *(room for pair in stated for room in pair)})
    points = entrance_points(places, named, polygons)
    on_site: dict[int, list[tuple[int, Point]]] = {}
    for room in sorted(entrances):
        point = places.building_of_room(room).to_site(points[room])
        on_site.setdefault(entrances[room], []).append((room, point))
    for ends in on_site.values():
        for (a, at_a), (b, at_b) in combinations(ends, 2):
            if (a, b) not in stated:
                rows.append(WayRow(a, b, dist(at_a, at_b) * DETOUR_ON_SITE, OUTDOOR, inferred=True))
    return WayTable.of(rows), points


def entrance_points(places: Places, rooms: Sequence[int], polygons: Polygons) -> dict[int, Point]:
    """Return where each entrance lies: at its first door to the outside, else in its middle."""
    wanted = {places.rooms[room].id: room for room in rooms}
    points: dict[int, Point] = {}
    for storey in sorted({int(places.storey_of[room]) for room in rooms}):
        for door in places.storeys[storey].doors:
            if len(door.between) == 1 and door.at is not None and door.between[0] in wanted:
                points.setdefault(wanted[door.between[0]], door.at)
    inner = [room for room in rooms if room not in points]
    middles = middle_points(polygons[inner]).tolist()
    return points | {room: (x, y) for room, (x, y) in zip(inner, middles, strict=True)}


def _stated_ways(
    portfolio: Portfolio, places: Places, findings: list[GraphFinding]
) -> dict[tuple[int, int], float]:
    ways: dict[tuple[int, int], float] = {}
    for site in portfolio.sites:
        for way in site.outdoor:
            a, b = (places.number.get(room, -1) for room in way.between)
            if a < 0 or b < 0 or a == b or places.site_of_room(a) != places.site_of_room(b):
                findings.append(_useless_way(site, way.between))
            else:
                pair = (min(a, b), max(a, b))
                ways[pair] = min(way.length, ways.get(pair, way.length))
    return ways


def _useless_way(site: Site, between: tuple[str, str]) -> GraphFinding:
    return GraphFinding(
        "outdoor-way-useless",
        Severity.ERROR,
        "",
        between,
        N_("site {site}: the way outside between {rooms} does not join two rooms of the site"),
        {"site": site.id, "rooms": ", ".join(between)},
        site.source,
    )


def between_sites(portfolio: Portfolio, places: Places) -> FloatArray:
    """Return the length of the way from each site's entrances to each other's, metres."""
    at = {i: site.at for i, site in enumerate(portfolio.sites)}
    points = np.array([at.get(i, (0.0, 0.0)) for i in range(places.site_count)], dtype=float)
    apart = points.reshape(-1, 1, 2) - points.reshape(1, -1, 2)
    straight = np.nan_to_num(np.hypot(apart[..., 0], apart[..., 1]))
    return np.asarray(DETOUR_BETWEEN_SITES * straight)
