"""Walking the slow and plain way: one networkx graph of all doors of a portfolio.

It shares nothing with the package but the model: doors as stated, lines of sight tested one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import dist

import networkx as nx
from shapely import LineString, Point, Polygon
from shapely.ops import nearest_points

from spaceplan.model import Portfolio, Room

Node = tuple[str, ...]
At = tuple[float, float]


def slow_walks(portfolio: Portfolio) -> dict[tuple[str, str], float]:
    """Return the walk between all pairs of rooms, metres, by shortest paths from every room."""
    paths: nx.Graph[Node] = nx.Graph()
    portals: dict[str, dict[Node, At]] = {room.id: {} for room in portfolio.rooms}
    for number, (ids, at) in enumerate(_doors(portfolio)):
        for id in ids:
            portals[id][("door", str(number))] = at
    _add_shafts(portfolio, paths, portals)
    _add_outdoor(portfolio, paths, portals)
    for room in portfolio.rooms:
        _add_inside(room, paths, portals[room.id])
    return _walks(portfolio, paths, portals)


def _doors(portfolio: Portfolio) -> Iterator[tuple[tuple[str, ...], At]]:
    for storey in portfolio.storeys:
        for door in storey.doors:
            assert door.at is not None
            yield door.between, door.at


def _middle(room: Room) -> At:
    shape = Polygon(room.outline)
    middle = shape.centroid if shape.covers(shape.centroid) else shape.point_on_surface()
    return middle.x, middle.y


def _add_shafts(
    portfolio: Portfolio, paths: nx.Graph[Node], portals: dict[str, dict[Node, At]]
) -> None:
    for building in portfolio.buildings:
        last: dict[str, tuple[str, float]] = {}
        for storey in building.storeys:
            for room in storey.rooms:
                if room.shaft:
                    portals[room.id][("shaft", room.id)] = _middle(room)
                    if room.shaft in last:
                        below, elevation = last[room.shaft]
                        climb = storey.elevation - elevation
                        paths.add_edge(("shaft", below), ("shaft", room.id), weight=climb)
                    last[room.shaft] = room.id, storey.elevation


def _add_outdoor(
    portfolio: Portfolio, paths: nx.Graph[Node], portals: dict[str, dict[Node, At]]
) -> None:
    for site in portfolio.sites:
        places: dict[str, At] = {}
        for building in portfolio.buildings:
            for id in building.entrances if building.site == site.id else ():
                middle = _middle(portfolio.room(id))
                portals[id][("entrance", id)] = middle
                places[id] = building.to_site(middle)
        stated = {frozenset(way.between): way.length for way in site.outdoor}
        for a, b in combinations(places, 2):
            length = stated.get(frozenset((a, b)), 1.2 * dist(places[a], places[b]))
            paths.add_edge(("entrance", a), ("entrance", b), weight=length)


def _add_inside(room: Room, paths: nx.Graph[Node], portals: dict[Node, At]) -> None:
    """Join all portals of a room by the shortest way inside, over the corners of its outline."""
    shape = Polygon(room.outline)
    wide = shape.buffer(0.001, join_style="mitre")
    sight: nx.Graph[Node] = nx.Graph()
    corners: dict[Node, At] = {("corner", str(i)): at for i, at in enumerate(room.outline)}
    points = portals | corners
    inner = {node: nearest_points(shape, Point(at))[0] for node, at in points.items()}
    for a, b in combinations(points, 2):
        if wide.covers(LineString([inner[a], inner[b]])):
            sight.add_edge(a, b, weight=dist(points[a], points[b]))
    for a, b in combinations(portals, 2):
        others = [node for node in portals if node not in (a, b)]
        alone = nx.restricted_view(sight, others, [])
        length = nx.shortest_path_length(alone, a, b, weight="weight")
        if not paths.has_edge(a, b) or paths.edges[a, b]["weight"] > length:
            paths.add_edge(a, b, weight=length)


def _walks(
    portfolio: Portfolio, paths: nx.Graph[Node], portals: dict[str, dict[Node, At]]
) -> dict[tuple[str, str], float]:
    site_of = {room.id: portfolio.building_of(room.id).site for room in portfolio.rooms}
    entrances = [(id, b.site) for b in portfolio.buildings for id in b.entrances]
    walks: dict[tuple[str, str], float] = {}
    leave: dict[str, float] = {}
    for room in portfolio.rooms:
        own = set(portals[room.id])
        paths.add_nodes_from(own)
        far = nx.multi_source_dijkstra_path_length(paths, own, weight="weight") if own else {}
        for other in portfolio.rooms:
            if site_of[other.id] == site_of[room.id]:
                ways = [far[portal] for portal in portals[other.id] if portal in far]
                walks[room.id, other.id] = min(ways, default=1000.0)
        ways = [
            far["entrance", id]
            for id, site in entrances
            if site == site_of[room.id] and ("entrance", id) in far
        ]
        leave[room.id] = min(ways, default=1000.0)
        walks[room.id, room.id] = 0.0
    for a in portfolio.rooms:
        for b in portfolio.rooms:
            if site_of[a.id] != site_of[b.id]:
                here, there = portfolio.site(site_of[a.id]), portfolio.site(site_of[b.id])
                walks[a.id, b.id] = leave[a.id] + 1.3 * dist(here.at, there.at) + leave[b.id]
    return walks
