"""Walks that no department can avoid when it spreads: off the storey, to other storeys and sites.

A walk from an office to a hub on another storey is at least what it takes to the nearest office of
any other storey (``off_storey``), and what is left of the way from there, at least, by where the
hub is (``Apart``): the two are counted apart and add up to no more than the walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import CM_PER_M

#: On sites with more buildings, walks between buildings are taken as 0: they are pairs.
_MOST_BUILDINGS = 16


@dataclass(frozen=True)
class Apart:
    """Points a person, by where the hub is and where the person sits, each beyond ``off_storey``.

    Parameters
    ----------
    off_storey
        By office: to the nearest office of any other storey.
    storeys
        By pair of different storeys of one building.
    inside
        By building: between any two of its storeys.
    buildings
        By pair of different buildings of one site.
    from_hub, to_hub
        By building: from a hub there to people in any other building of its site, and the other
        way round.
    sites
        By pair of different sites.
    """

    off_storey: Floats
    storeys: Mapping[tuple[int, int], float]
    inside: Mapping[int, float]
    buildings: Mapping[tuple[int, int], float]
    from_hub: Mapping[int, float]
    to_hub: Mapping[int, float]
    sites: Mapping[tuple[int, int], float]


def apart_of(problem: Problem, geometry: Geometry) -> Apart:
    """Measure how far storeys, buildings and sites lie apart at least."""
    return _Measure(problem, geometry).apart()


class _Measure:
    def __init__(self, problem: Problem, geometry: Geometry) -> None:
        self.geometry = geometry
        self.price = problem.prices.distance / CM_PER_M
        table = problem.storeys
        self.rooms: dict[int, dict[int, list[int]]] = {}
        for s, rooms in enumerate(geometry.on_storey):
            if rooms:
                self.rooms.setdefault(table.building[s], {})[s] = rooms
        site_of = {table.building[s]: table.site[s] for s in range(len(table.ids))}
        self.on_site: dict[int, list[int]] = {}
        for b in self.rooms:
            self.on_site.setdefault(site_of[b], []).append(b)
        self.off_storey = np.zeros(len(problem.offices))

    def apart(self) -> Apart:
        """Measure everything."""
        pairs = [(b, c) for group in self.on_site.values() for b in group for c in group if b != c]
        storeys = {
            (s, t): 0.0 for here in self.rooms.values() for s in here for t in here if s != t
        }
        buildings = dict.fromkeys(pairs, 0.0)
        sites = {(s, t): 0.0 for s in self.on_site for t in self.on_site if s != t}
        if self.price:
            for b in self.rooms:
                storeys |= self._inside(b, self._to_others(b))
            few = {b for g in self.on_site.values() if len(g) <= _MOST_BUILDINGS for b in g}
            buildings |= {(b, c): self._between(b, c) for b, c in pairs if b in few}
            longest = float(self.off_storey.max(initial=0.0))
            for s, t in sites:
                walk = self.price * self.geometry.least_walk_between_sites(s, t)
                sites[s, t] = max(0.0, walk - longest)
        inside = {
            b: _least(storeys[s, t] for s in here for t in here if s != t)
            for b, here in self.rooms.items()
        }
        return Apart(
            off_storey=self.off_storey,
            storeys=storeys,
            inside=inside,
            buildings=buildings,
            from_hub={b: _least(v for (a, _), v in buildings.items() if a == b) for b in inside},
            to_hub={b: _least(v for (_, c), v in buildings.items() if c == b) for b in inside},
            sites=sites,
        )

    def _to_others(self, b: int) -> float:
        """Return the least walk from building ``b`` to any other, points a person."""
        site, group = next((s, group) for s, group in self.on_site.items() if b in group)
        if len(group) > _MOST_BUILDINGS:
            return 0.0
        least = [self.geometry.least_walk_between_buildings(b, c) for c in group if c != b]
        least += [
            self.geometry.least_walk_between_sites(site, t) for t in self.on_site if t != site
        ]
        return self.price * min(least) if least else np.inf

    def _inside(self, b: int, to_others: float) -> dict[tuple[int, int], float]:
        """Measure one building: fill ``off_storey``, and return what is left by pair of storeys."""
        storeys = list(self.rooms[b])
        rooms = [r for s in storeys for r in self.rooms[b][s]]
        first = np.cumsum([0] + [len(self.rooms[b][s]) for s in storeys])[:-1]
        walks = self.price * self.geometry.walks(rooms)
        to_storey = np.minimum.reduceat(walks, first, axis=1)
        own = np.repeat(np.arange(len(storeys)), np.diff([*first, len(rooms)]))
        elsewhere = to_storey.copy()
        elsewhere[np.arange(len(rooms)), own] = np.inf
        off = np.minimum(elsewhere.min(axis=1), to_others)
        off[~np.isfinite(off)] = 0.0
        self.off_storey[rooms] = off
        left = np.minimum.reduceat(to_storey - off[:, None], first, axis=0)
        return {
            (storeys[hub], storeys[s]): max(0.0, float(left[s, hub]))
            for hub in range(len(storeys))
            for s in range(len(storeys))
            if hub != s
        }

    def _between(self, hub: int, b: int) -> float:
        """Return what is left of walks from building ``b`` to a hub in building ``hub``."""
        walks = self.price * self.geometry.walks_to_building(b, hub)
        return max(0.0, float((walks - self.off_storey[self.geometry.in_building(b)]).min()))


def _least(values: Iterable[float]) -> float:
    return min(values, default=0.0)
