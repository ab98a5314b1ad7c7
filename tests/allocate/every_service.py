"""Every way to give service rooms to needs, for the few rooms of a small portfolio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product

from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.model import Need, Portfolio
from spaceplan.units import to_dm2

#: Where a department's offices are: storeys, and the hub (−1: no office).
Place = tuple[tuple[int, ...], int]
#: Weighs more than all else that a tiny portfolio may lack.
IMPOSSIBLE = 10**6


class EveryService:
    """Tries all of them; told of the departments only where their offices are."""

    def __init__(self, case: Portfolio, problem: Problem, geometry: Geometry) -> None:
        self.case = case
        self.problem = problem
        self.geometry = geometry
        self.best = cache(self._best)

    def _best(self, places: tuple[Place, ...]) -> tuple[int, float]:
        """Return (unmet needs, points for service excess) of the best way."""
        if not any(d.needs for d in self.case.departments):
            locked = [frozenset(d.locked_services) for d in self.problem.departments]
            return 0, sum(self._points(d, rooms) for d, rooms in enumerate(locked))
        held = [r for r in range(len(self.problem.services)) if not self._pooled(r)]
        pooled = [r for r in range(len(self.problem.services)) if self._pooled(r)]
        unmet, points = 0, 0.0
        holders = [d for d, of in enumerate(self.case.departments) if of.service != "pooled"]
        parts = [(holders, held)]
        parts += [([d], pooled) for d in range(len(self.case.departments)) if d not in holders]
        for users, rooms in parts:
            best = min(self._ways(users, rooms, places))
            unmet, points = unmet + best[0], points + best[1]
        return unmet, points

    def _ways(
        self, users: list[int], rooms: list[int], places: tuple[Place, ...]
    ) -> Iterator[tuple[int, float]]:
        slots = [(d, n) for d in users for n in range(len(self.case.departments[d].needs))]
        choices = [
            [None, *(slot for slot in slots if self._would_do(*slot, r, places))] for r in rooms
        ]
        for way in product(*choices):
            met = Counter(slot for slot in way if slot is not None)
            unmet = sum(self._unmet(self._need(*slot), met[slot]) for slot in slots)
            points = 0.0
            for d in users:
                mine = {r for r, slot in zip(rooms, way, strict=True) if slot and slot[0] == d}
                if self.case.departments[d].service == "pooled":
                    mine = set()
                mine |= set(self.problem.departments[d].locked_services)
                points += self._points(d, frozenset(mine))
            if all(met[slot] <= self._need(*slot).count for slot in slots):
                yield unmet, points

    def _need(self, d: int, n: int) -> Need:
        return self.case.departments[d].needs[n]

    def _unmet(self, need: Need, met: int) -> int:
        missing = need.count - met
        if missing and need.hard:
            return IMPOSSIBLE
        return missing * -(-to_dm2(need.min_m2) // 900)

    def _pooled(self, r: int) -> bool:
        return "pooled" in self.case.room(self.problem.services.ids[r]).tags

    def _would_do(self, d: int, n: int, r: int, places: tuple[Place, ...]) -> bool:
        """Return whether a room meets a need: use, area, storey, site of an office, walk."""
        need, department = self._need(d, n), self.case.departments[d]
        room = self.case.room(self.problem.services.ids[r])
        storeys, hub = places[d]
        sites = {self.problem.storeys.site[s] for s in storeys}
        site = self.problem.storeys.site[self.problem.services.storey[r]]
        large = self.problem.services.area[r] >= to_dm2(need.min_m2)
        if not (self.problem.may_serve[d, r] and room.use == need.use and large):
            return False
        if need.max_storey is not None and self.case.storey_of(room.id).number > need.max_storey:
            return False
        if site not in sites and (sites or department.people.total):
            return False
        if need.within_m is None:
            return True
        return hub >= 0 and self.geometry.walks_to_services(hub)[r] <= need.within_m * 100

    def _points(self, d: int, rooms: frozenset[int]) -> float:
        area = sum(self.problem.services.area[r] for r in rooms)
        excess = max(0, area - self.problem.departments[d].service_dm2)
        return self.case.prices.excess * excess / 100
