"""Walks that no department can avoid when it spreads: between storeys, buildings and sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.problem import Problem

_CM_PER_M = 100
#: On sites with more buildings, walks between buildings are taken as 0: they are pairs.
_MOST_BUILDINGS = 16


@dataclass(frozen=True)
class Apart:
    """Points a person for walks that cannot be shorter.

    Parameters
    ----------
    storeys
        By building: between any two of its storeys.
    buildings
        By pair of buildings of one site.
    nearest
        By building: to any other building of its site.
    sites
        By pair of sites.
    """

    storeys: Mapping[int, float]
    buildings: Mapping[tuple[int, int], float]
    nearest: Mapping[int, float]
    sites: Mapping[tuple[int, int], float]


def apart_of(problem: Problem, geometry: Geometry) -> Apart:
    """Measure how far storeys, buildings and sites lie apart at least."""
    table = problem.storeys
    price = problem.prices.distance / _CM_PER_M
    inside: dict[int, dict[int, list[int]]] = {}
    for s, rooms in enumerate(geometry.on_storey):
        if rooms:
            inside.setdefault(table.building[s], {})[s] = rooms
    site_of = {table.building[s]: table.site[s] for s in range(len(table.ids))}
    sites = sorted({site_of[b] for b in inside})
    storeys = {
        b: price * _between_storeys(geometry, rooms) if price else 0.0
        for b, rooms in inside.items()
    }
    buildings: dict[tuple[int, int], float] = {}
    for b in inside:
        for c in inside:
            if b != c and site_of[b] == site_of[c]:
                buildings[b, c] = 0.0
    few = {s for s in sites if sum(site_of[b] == s for b in inside) <= _MOST_BUILDINGS}
    for b, c in buildings:
        if price and b < c and site_of[b] in few:
            walk = price * geometry.least_walk_between_buildings(b, c)
            buildings[b, c] = buildings[c, b] = walk
    nearest = {
        b: min((walk for (a, _), walk in buildings.items() if a == b), default=0.0) for b in inside
    }
    between = {
        (s, t): price * geometry.least_walk_between_sites(s, t) if price else 0.0
        for s in sites
        for t in sites
        if s != t
    }
    return Apart(storeys, buildings, nearest, between)


def _between_storeys(geometry: Geometry, storeys: Mapping[int, list[int]]) -> int:
    """Return the shortest walk in cm between offices of two storeys of a building."""
    walks = geometry.walks([r for rooms in storeys.values() for r in rooms])
    best = None
    first = 0
    for rooms in storeys.values():
        end = first + len(rooms)
        rest = walks[first:end, end:]
        if rest.size:
            least = int(rest.min())
            best = least if best is None else min(best, least)
        first = end
    return best or 0
