"""The spatial graph of a portfolio: what it holds and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from spaceplan.graph.doors import DoorTable
from spaceplan.graph.findings import GraphFinding
from spaceplan.graph.network import make_network, ways_between_sites
from spaceplan.graph.outlines import FloatArray, IntArray, Polygons
from spaceplan.graph.places import Places
from spaceplan.graph.portals import Portals
from spaceplan.graph.step_free import find_step_free
from spaceplan.graph.walk import Walker
from spaceplan.graph.walls import WallTable
from spaceplan.graph.ways import WayTable
from spaceplan.graph.zones import ZoneLinks

if TYPE_CHECKING:  # takes a third of a second, and only exports ask for it
    import networkx as nx

Rooms = Sequence[int] | IntArray


@dataclass(frozen=True, eq=False)
class SpatialGraph:
    """Rooms and how they hang together; made by ``build_graph``.

    Rooms are numbered in the order of the portfolio; all tables hold these numbers.

    Parameters
    ----------
    walls, doors
        Pairs of neighbours, with evidence.
    climbs, outdoor
        Ways through stairs and lifts, and outside on one site.
    findings
        What the validator reports about the places.
    wall_limit_m
        For each storey, in the order of the portfolio, the thickest gap that counts as a wall.
    entrances
        Site (index) of each entrance (index of a room).
    apart_m
        (sites, sites) length of the way between sites.
    """

    places: Places
    polygons: Polygons
    walls: WallTable
    doors: DoorTable
    climbs: WayTable
    outdoor: WayTable
    findings: tuple[GraphFinding, ...]
    wall_limit_m: tuple[float, ...]
    entrances: dict[int, int]
    apart_m: FloatArray
    portals: Portals
    zone_reach_m: float

    @cached_property
    def rooms(self) -> tuple[str, ...]:
        """Ids of all rooms, in the order of the portfolio."""
        return tuple(room.id for room in self.places.rooms)

    def index(self, room: str) -> int:
        """Return the number of a room; raises KeyError."""
        return self.places.number[room]

    @cached_property
    def network(self) -> nx.MultiGraph[str]:
        """The graph for networkx; see the docstring of the package for its contract."""
        far = ways_between_sites(self.entrances, self.apart_m)
        return make_network(self.places, self.walls, self.doors, (self.climbs, self.outdoor, far))

    @cached_property
    def _walker(self) -> Walker:
        return Walker(self.places, self.portals, self.polygons, self.apart_m)

    def walk(self, rooms_a: Rooms, rooms_b: Rooms) -> FloatArray:
        """Return walking distances from door to door, (len a, len b), metres to 0.01.

        0 from a room to itself and to one with which it has a door in common; 1000 where there
        is no way on a site; between sites by the nearest entrances.
        """
        return self._walker.walk(_numbers(rooms_a), _numbers(rooms_b))

    @cached_property
    def _zone_links(self) -> ZoneLinks:
        return ZoneLinks(self.places, self.walls, self._walker.walk, self.zone_reach_m)

    def zone_links(self, rooms: Rooms) -> IntArray:
        """Return the pairs among some rooms that join zones, (n, 2), each once, smaller first.

        Two rooms of one storey are joined by a wall in common, or by a walk from door to door of
        at most ``zone_reach_m``.
        """
        return self._zone_links.links(_numbers(rooms))

    def zones(self, rooms: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Return the zones of some rooms, each in the order of the portfolio."""
        numbers = np.array([self.index(room) for room in rooms], dtype=np.intp)
        return tuple(self.places.ids(zone.tolist()) for zone in self._zone_links.zones(numbers))

    @cached_property
    def step_free(self) -> frozenset[str]:
        """Rooms that one reaches from an entrance over doors and lifts, without stairs.

        A room tagged ``step_free`` is one of them, and so is what one reaches from there.
        """
        found = find_step_free(self.places, self.doors, self.climbs, self.entrances)
        return frozenset(self.places.ids(found))

    @cached_property
    def _neighbours(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for table in (self.walls, self.doors):
            for a, b in zip(table.a.tolist(), table.b.tolist(), strict=True):
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
        return found

    def neighbours(self, room: str) -> frozenset[str]:
        """Return the rooms with a wall or a door in common with a room; raises KeyError."""
        return frozenset(self.places.ids(self._neighbours.get(self.index(room), ())))


def _numbers(rooms: Rooms) -> IntArray:
    return np.asarray(rooms, dtype=np.intp).reshape(-1)
