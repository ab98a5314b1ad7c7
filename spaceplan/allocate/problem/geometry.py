"""What the search asks the spatial graph, kept in whole centimetres and bit masks.

Walks are fetched a block of two buildings (or storeys) at a time, when somebody asks, and kept.
Zones are counted
on masks: an office is a bit of its storey, and its neighbours within reach are a mask.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.problem.problem import Problem
from spaceplan.graph import SpatialGraph
from spaceplan.units import CM_PER_M

_FAR = 2**31 - 1
#: How many answers about masks are remembered.
_REMEMBERED = 400_000
#: Walks that are kept at most: half a GB.
_MOST_CELLS = 125_000_000
#: Offices from which walks to all offices of a site are fetched at once.
_AT_ONCE = 500
#: Walks in whole cm: no walk is longer than 21,000 km.
Walks = NDArray[np.int32]


class Geometry:
    """Walks between offices and zones on storeys.

    Parameters
    ----------
    problem
        Whose offices are meant; indexes are its.
    graph
        Where walks and zone links come from.
    """

    def __init__(self, problem: Problem, graph: SpatialGraph) -> None:
        self.graph = graph
        offices = problem.offices
        self.storey = offices.storey
        self._graph_index = offices.graph_index
        self._service_index = problem.services.graph_index
        self.on_storey: list[list[int]] = [[] for _ in problem.storeys.ids]
        for r, s in enumerate(offices.storey):
            self.on_storey[s].append(r)
        self.place = [0] * len(offices)
        for rooms in self.on_storey:
            for i, r in enumerate(rooms):
                self.place[r] = i
        self.bit = [1 << place for place in self.place]
        self.reach: list[int] = [0] * len(offices)
        for rooms in self.on_storey:
            self._link(rooms)
        self._reach_on = [{self.bit[r]: self.reach[r] for r in rooms} for rooms in self.on_storey]
        self.component = [0] * len(offices)
        for rooms in self.on_storey:
            self._join([r for r in rooms if offices.seats[r]])
        self._building = [problem.storeys.building[s] for s in offices.storey]
        self._in_building: dict[int, list[int]] = {}
        for r, building in enumerate(self._building):
            self._in_building.setdefault(building, []).append(r)
        self._building_place = np.zeros(len(offices), dtype=np.int64)
        for rooms in self._in_building.values():
            self._building_place[rooms] = np.arange(len(rooms))
        self._blocks: dict[tuple[int, int], Walks] = {}
        self._building_blocks: dict[tuple[int, int], Walks] = {}
        self._site = problem.storeys.site
        self._between_sites: dict[tuple[int, int], int] = {}
        self._hub_to_service: dict[int, Walks] = {}
        self._between_storeys: Walks | None = None
        self._storey_array = np.array(offices.storey, dtype=np.int64)
        self._zones: dict[tuple[int, int], int] = {}
        self._rows: dict[tuple[int, int], list[int]] = {}
        self._cells = 0

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is remembered: it grows while another thread searches."""
        state = dict(self.__dict__)
        for name in ("_blocks", "_building_blocks", "_hub_to_service", "_zones", "_rows"):
            state[name] = {}
        return {**state, "_cells": 0}

    def _link(self, rooms: Sequence[int]) -> None:
        """Fill ``reach``: which offices of the storey join a zone with each office."""
        if len(rooms) < 2:
            return
        ids = self._graph_index[list(rooms)]
        office_of = {int(id): r for id, r in zip(ids, rooms, strict=True)}
        for a, b in self.graph.zone_links(ids).tolist():
            r, other = office_of[a], office_of[b]
            self.reach[r] |= self.bit[other]
            self.reach[other] |= self.bit[r]

    def _join(self, rooms: Sequence[int]) -> None:
        """Fill ``component``: the first room of the zone that all offices of the storey form."""
        left = {self.bit[r]: r for r in rooms}
        while left:
            bit, first = next(iter(left.items()))
            frontier = bit
            while frontier:
                bit = frontier & -frontier
                frontier ^= bit
                if (r := left.pop(bit, None)) is not None:
                    self.component[r] = first
                    frontier |= self.reach[r]

    def zones(self, rooms: Sequence[int]) -> int:
        """Return the number of zones that rooms of one storey form."""
        mask = 0
        for r in rooms:
            mask |= self.bit[r]
        return self._count_zones(self.storey[rooms[0]], mask) if mask else 0

    def _count_zones(self, s: int, mask: int) -> int:
        reach = self._reach_on[s]
        count = 0
        while mask:
            count += 1
            frontier = mask & -mask
            mask ^= frontier
            while frontier:
                bit = frontier & -frontier
                frontier ^= bit
                joined = reach[bit] & mask
                mask ^= joined
                frontier |= joined
        return count

    def zones_of(self, s: int, mask: int) -> int:
        """Return the number of zones that offices of a storey form, given as a mask; remembered."""
        key = (s, mask)
        found = self._zones.get(key)
        if found is None:
            if len(self._zones) > _REMEMBERED:
                self._zones.clear()
            found = self._zones[key] = self._count_zones(s, mask)
        return found

    def walks_from(self, hub: int, s: int) -> list[int]:
        """Return walks in cm from an office to all offices of a storey; remembered."""
        key = (hub, s)
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) > _REMEMBERED // 4:
                self._rows.clear()
            found = self._row(hub, s)
            self._rows[key] = found
        return found

    def _row(self, hub: int, s: int) -> list[int]:
        rooms = self.on_storey[s]
        whole = self._building_blocks.get((self._building[hub], self._building[rooms[0]]))
        if whole is not None:
            row: list[int] = whole[self._building_place[hub], self._building_place[rooms]].tolist()
            return row
        self.walk(hub, rooms[0])
        found: list[int] = self._blocks[self.storey[hub], s][self.place[hub]].tolist()
        return found

    def walks(self, rooms: Sequence[int]) -> Walks:
        """Return walks in cm among offices, (rooms, rooms)."""
        places = self._building_place[rooms]
        buildings = [self._building[r] for r in rooms]
        first = buildings[0]
        if all(building == first for building in buildings):
            return self._between_buildings(first, first)[places[:, None], places]
        out = np.zeros((len(rooms), len(rooms)), dtype=np.int32)
        groups: dict[int, list[int]] = {}
        for i, building in enumerate(buildings):
            groups.setdefault(building, []).append(i)
        parts = [(building, np.array(indexes)) for building, indexes in groups.items()]
        for b, rows in parts:
            for c, columns in parts:
                block = self._between_buildings(b, c)
                out[rows[:, None], columns] = block[places[rows][:, None], places[columns]]
        return out

    def _between_buildings(self, b: int, c: int) -> Walks:
        """Return walks in cm between all offices of two buildings."""
        found = self._building_blocks.get((b, c))
        if found is None:
            found = self._fetch(self._in_building[b], self._in_building[c])
            self._make_room(found.size)
            self._building_blocks[b, c] = found
            self._building_blocks[c, b] = found.T
        return found

    def between_storeys(self) -> Walks:
        """Return walks in cm between the middle offices of all storeys; 0 for storeys without."""
        if self._between_storeys is None:
            used = [s for s, rooms in enumerate(self.on_storey) if rooms]
            middles = [self.on_storey[s][len(self.on_storey[s]) // 2] for s in used]
            walks = np.zeros((len(self.on_storey), len(self.on_storey)), dtype=np.int32)
            walks[np.ix_(used, used)] = self._fetch(middles, middles)
            self._between_storeys = walks
        return self._between_storeys

    def storeys_of(self, offices: Bools) -> Bools:
        """Return on which storeys some of the offices lie."""
        found = np.zeros(len(self.on_storey), dtype=bool)
        found[self._storey_array[offices]] = True
        return found

    def walk(self, a: int, b: int) -> int:
        """Return the walk in cm between two offices."""
        whole = self._building_blocks.get((self._building[a], self._building[b]))
        if whole is not None:
            return int(whole[self._building_place[a], self._building_place[b]])
        s, t = self.storey[a], self.storey[b]
        found = self._blocks.get((s, t))
        if found is None:
            found = self._fetch(self.on_storey[s], self.on_storey[t])
            self._make_room(found.size)
            self._blocks[s, t] = found
            self._blocks[t, s] = found.T
        return int(found[self.place[a], self.place[b]])

    def in_building(self, b: int) -> list[int]:
        """Return the offices of a building."""
        return self._in_building[b]

    def walks_to_building(self, b: int, c: int) -> Walks:
        """Return by office of building ``b`` the shortest walk in cm to any office of ``c``."""
        least: Walks = self._between_buildings(b, c).min(axis=1)
        return least

    def least_walk_between_buildings(self, b: int, c: int) -> int:
        """Return the shortest walk in cm between any offices of two buildings."""
        return int(self._between_buildings(b, c).min(initial=_FAR))

    def least_walk_between_sites(self, s: int, t: int) -> int:
        """Return the shortest walk in cm between any offices of two sites."""
        key = (min(s, t), max(s, t))
        if key not in self._between_sites:
            rooms = [
                [r for r, storey in enumerate(self.storey) if self._site[storey] == site]
                for site in key
            ]
            parts = [rooms[0][i : i + _AT_ONCE] for i in range(0, len(rooms[0]), _AT_ONCE)]
            least = [int(self._fetch(part, rooms[1]).min(initial=_FAR)) for part in parts]
            self._between_sites[key] = min(least, default=_FAR)
        return self._between_sites[key]

    def least_walks_between_storeys(self) -> Walks:
        """Return the shortest walk in cm from any office of each storey to any other of each.

        Two different offices, (storeys, storeys); 0 where a storey has no other.
        """
        least = np.zeros((len(self.on_storey), len(self.on_storey)), dtype=np.int32)
        for b, rooms in self._in_building.items():
            for c, others in self._in_building.items():
                if b > c:
                    continue
                block = self._fetch(rooms, others)
                if b == c:
                    np.fill_diagonal(block, _FAR)
                least_here = self._least_by_storey(rooms, others, block)
                for s, t, walk in least_here:
                    least[s, t] = least[t, s] = walk
        return least

    def _least_by_storey(
        self, rooms: Sequence[int], others: Sequence[int], block: Walks
    ) -> list[tuple[int, int, int]]:
        """Return (storey, storey, least walk) for the walks between two buildings."""
        rows, columns = ([self.storey[r] for r in group] for group in (rooms, others))
        found = []
        for s in sorted(set(rows)):
            nearest = block[[i for i, t in enumerate(rows) if t == s]].min(axis=0)
            for t in sorted(set(columns)):
                walk = int(nearest[[i for i, u in enumerate(columns) if u == t]].min())
                found.append((s, t, 0 if walk == _FAR else walk))
        return found

    def walks_across(self, a: Sequence[int], b: Sequence[int]) -> Walks:
        """Return walks in cm from some offices to others, (a, b), which are not kept."""
        return self._fetch(a, b)

    def _fetch(self, a: Sequence[int], b: Sequence[int]) -> Walks:
        return _to_cm(self.graph.walk(self._graph_index[list(a)], self._graph_index[list(b)]))

    def walks_between(self, offices: Sequence[int], services: Ints) -> Walks:
        """Return walks in cm from offices to service rooms, (offices, service rooms)."""
        return _to_cm(
            self.graph.walk(self._graph_index[list(offices)], self._service_index[services])
        )

    def walks_to_services(self, office: int) -> Walks:
        """Return walks in cm from an office to all service rooms."""
        found = self._hub_to_service.get(office)
        if found is None:
            start = self._graph_index[office : office + 1]
            found = _to_cm(self.graph.walk(start, self._service_index))[0]
            self._make_room(found.size)
            self._hub_to_service[office] = found
        return found

    def _make_room(self, cells: int) -> None:
        """Forget all walks once too many are kept: a large city has more than memory holds."""
        self._cells += cells
        if self._cells > _MOST_CELLS:
            for kept in (self._blocks, self._building_blocks, self._hub_to_service):
                kept.clear()
            self._cells = cells


def _to_cm(walks: Floats) -> Walks:
    return np.rint(walks * CM_PER_M).astype(np.int32)
