"""Service rooms for the departments' needs: who holds which, given where their offices are.

A need is met on a site where the department has an office, within reach of its hub where the need
says so. Who has no office has no site, unless nobody of it needs a seat: then any of its sites
will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.problem.evaluate import DepartmentCost
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import BROKEN, Problem
from spaceplan.allocate.problem.sites_for_needs import sites_for_needs
from spaceplan.units import DM2_PER_M2

#: What a m² of a need met is worth against a dm² of area: more than all service rooms together.
_AWAY = 10**10
#: Stands for all departments that hold the service rooms that they need.
_HELD = -1
#: m² that a room for a need that must be met is worth beyond its own.
_MUST = 1e4


@dataclass(frozen=True)
class ServicePlan:
    """Service rooms held by each department, what remains unmet, what the excess costs.

    Parameters
    ----------
    held
        Indexes of service rooms, by department.
    matched
        (need, service room) by department: rooms that it holds, or pooled ones that it uses.
    unmet
        Each started 9 m² of each missing room, by department.
    excess_dm2
        max(0, service held − service entitlement), by department.
    cost
        Points for the excess of all departments.
    broken
        Rooms missing for needs that must be met.
    """

    held: tuple[tuple[int, ...], ...]
    matched: tuple[tuple[tuple[int, int], ...], ...]
    unmet: tuple[int, ...]
    excess_dm2: tuple[int, ...]
    cost: float
    broken: int = 0

    @property
    def unmet_total(self) -> int:
        """Each started 9 m² of each missing room, in all."""
        return sum(self.unmet)

    @property
    def unplaced(self) -> int:
        """What comes before all cost: unmet needs, and ``BROKEN`` for each room that must be."""
        return self.unmet_total + BROKEN * self.broken


class ServiceAssigner:
    """Matches needs and service rooms: as little unmet as possible, then as little area.

    Attributes
    ----------
    near
        Whether not all storeys that a department may use are near enough to what it needs.
    """

    def __init__(self, problem: Problem, geometry: Geometry) -> None:
        self.problem = problem
        self.geometry = geometry
        services = problem.services
        self._site = np.array([problem.storeys.site[s] for s in services.storey], dtype=np.int64)
        self._area = np.array(services.area, dtype=np.int64)
        self._office_site = np.array([problem.storeys.site[s] for s in problem.offices.storey], int)
        self._sites_open: dict[int, list[int]] = {}
        self._number = np.array([problem.storeys.numbers[s] for s in services.storey], dtype=int)
        self._rooms_of_use = {
            use: np.array([r for r, u in enumerate(services.use) if u == use], dtype=np.int64)
            for use in sorted(set(services.use))
        }
        self._eligible: dict[tuple[int, int], Bools] = {}
        self._hub_matters = tuple(
            any(need.within_cm is not None for need in department.needs)
            for department in problem.departments
        )
        self._sites_to_meet = sites_for_needs(problem, self.eligible)
        self.near = tuple(
            matters or d in self._sites_to_meet or not self._met_anywhere(d)
            for d, matters in enumerate(self._hub_matters)
        )

    def _met_anywhere(self, d: int) -> bool:
        """Return whether each site that ``d`` may use has a room for each of its needs, if any."""
        sites = set(self._sites_of(d))
        able = [set(self._site[self.eligible(d, n)].tolist()) for n in self._needs_of(d)]
        return all(sites <= there for there in able if there)

    def _needs_of(self, d: int) -> range:
        return range(len(self.problem.departments[d].needs))

    def same_place(self, d: int, one: DepartmentCost, other: DepartmentCost) -> bool:
        """Return whether the same rooms would meet the needs of ``d`` with either offices."""
        if not self.problem.departments[d].needs:
            return True
        if self._hub_matters[d] and one.hub != other.hub:
            return False
        return one.storeys == other.storeys or self._sites(one) == self._sites(other)

    def still_holds(self, plan: ServicePlan, d: int, offices: DepartmentCost) -> bool:
        """Return whether what ``d`` holds meets the same needs from other offices."""
        if plan.unmet[d]:
            return False
        reached = {n: self._reaches(d, n, offices) for n, _ in plan.matched[d]}
        return all(reached[n][room] for n, room in plan.matched[d])

    def assign(self, offices: Sequence[DepartmentCost]) -> ServicePlan:
        """Return who holds which service rooms when these are the departments' offices.

        Those who hold none have all pooled rooms to themselves: others may use them too.
        """
        slots: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for d, department in enumerate(self.problem.departments):
            for n, need in enumerate(department.needs):
                key = (need.use, d if department.pooled else _HELD)
                slots.setdefault(key, []).extend([(d, n)] * need.count)
        matched: list[list[tuple[int, int]]] = [[] for _ in self.problem.departments]
        for (use, _), wanted in slots.items():
            rooms = self._rooms_of_use.get(use)
            if rooms is not None:
                for (d, n), room in self._match(wanted, rooms, offices):
                    matched[d].append((n, room))
        return self.plan(matched)

    def _match(
        self,
        wanted: Sequence[tuple[int, int]],
        rooms: np.ndarray,
        offices: Sequence[DepartmentCost],
    ) -> list[tuple[tuple[int, int], int]]:
        """Match slots and rooms of one use by the cheapest assignment.

        A slot that stays empty costs more than any area, the more the larger the room it asks for,
        and more than all others if the need must be met.
        """
        costs = np.zeros((len(wanted), len(rooms)), dtype=np.float64)
        rows: dict[tuple[int, int], np.ndarray] = {}
        for i, (d, n) in enumerate(wanted):
            if (d, n) not in rows:
                rows[d, n] = self._row(d, n, offices[d])[rooms]
            costs[i] = rows[d, n]
        chosen, columns = linear_sum_assignment(costs)
        return [
            (wanted[i], int(rooms[j]))
            for i, j in zip(chosen.tolist(), columns.tolist(), strict=True)
            if costs[i, j] < 0
        ]

    def _row(self, d: int, n: int, offices: DepartmentCost) -> np.ndarray:
        department = self.problem.departments[d]
        need = department.needs[n]
        eligible = self.eligible(d, n) & self._reaches(d, n, offices)
        worth = float(_AWAY) * (1 + need.least_dm2 / DM2_PER_M2)
        if need.hard:
            worth += _AWAY * _MUST
        cost = self._area.astype(np.float64)
        cost[list(department.before_services)] -= 0.5
        cost[list(department.locked_services)] = 0
        return np.where(eligible, cost - worth, 0.0)

    def eligible(self, d: int, n: int) -> Bools:
        """Return which service rooms meet a need from some offices: mask, area, storey, site."""
        if (d, n) not in self._eligible:
            self._eligible[d, n] = self._find_eligible(d, n)
            self._eligible[d, n].setflags(write=False)
        return self._eligible[d, n]

    def _find_eligible(self, d: int, n: int) -> Bools:
        need = self.problem.departments[d].needs[n]
        eligible: Bools = np.zeros(len(self._area), dtype=bool)
        eligible[self._rooms_of_use.get(need.use, [])] = True
        eligible &= self.problem.may_serve[d] & (self._area >= need.least_dm2)
        if need.max_storey is not None:
            eligible &= self._number <= need.max_storey
        if self.problem.departments[d].kinds.total:
            eligible &= np.isin(self._site, self._sites_of(d))
        return eligible

    def _sites_of(self, d: int) -> list[int]:
        """Return the sites where a department may hold offices."""
        if d not in self._sites_open:
            sites = np.bincount(self._office_site[self.problem.may_hold[d]])
            self._sites_open[d] = np.flatnonzero(sites).tolist()
        return self._sites_open[d]

    def _sites(self, offices: DepartmentCost) -> frozenset[int]:
        return frozenset(self.problem.storeys.site[s] for s in offices.storeys)

    def _reaches(self, d: int, n: int, offices: DepartmentCost) -> Bools:
        """Return which service rooms lie on a site of the offices, and near enough to the hub.

        None where there is no office, unless nobody needs a seat and the walk does not matter.
        """
        department = self.problem.departments[d]
        within = department.needs[n].within_cm
        if offices.hub < 0:
            anywhere = within is None and not department.kinds.total
            return np.full(len(self._site), anywhere)
        there: Bools = np.isin(self._site, list(self._sites(offices)))
        if within is not None:
            there &= self.geometry.walks_to_services(offices.hub) <= within
        return there

    def storeys_near(self, d: int, offices: Sequence[Sequence[int]]) -> Bools:
        """Return from which storeys the rooms that ``d`` needs nearby are near enough, most of all.

        Parameters
        ----------
        offices
            Offices by storey; the one in the middle stands for all.
        """
        middles = [rooms[len(rooms) // 2] for rooms in offices if rooms]
        site = self._office_site[middles]
        reached: Bools = np.ones(len(middles), dtype=bool)
        if d in self._sites_to_meet:
            reached &= np.isin(site, list(self._sites_to_meet[d]))
        for n, need in enumerate(self.problem.departments[d].needs):
            rooms = self.eligible(d, n).nonzero()[0]
            if not len(rooms):
                continue  # met nowhere
            there = site[:, None] == self._site[rooms]
            if need.within_cm is not None:
                there &= self.geometry.walks_between(middles, rooms) <= need.within_cm
            rooms_near = there.sum(axis=1)
            reached &= rooms_near >= max(1, min(need.count, int(rooms_near.max(initial=0))))
        near = np.array([bool(rooms) for rooms in offices], dtype=bool)
        near[near] = reached
        return near

    def plan(self, matched: Sequence[Sequence[tuple[int, int]]]) -> ServicePlan:
        """Return the service rooms of a matching: (need, service room) by department."""
        held, unmet, excess, broken = [], [], [], 0
        for d, department in enumerate(self.problem.departments):
            rooms = {*department.locked_services}
            if not department.pooled:
                rooms.update(room for _, room in matched[d])
            counts = [sum(1 for m, _ in matched[d] if m == n) for n in range(len(department.needs))]
            held.append(tuple(sorted(rooms)))
            unmet.append(
                sum(need.unmet(c) for need, c in zip(department.needs, counts, strict=True))
            )
            broken += sum(
                max(0, need.count - count)
                for need, count in zip(department.needs, counts, strict=True)
                if need.hard
            )
            area = sum(self.problem.services.area[r] for r in rooms)
            excess.append(max(0, area - department.service_dm2))
        return ServicePlan(
            held=tuple(held),
            matched=tuple(tuple(sorted(pairs)) for pairs in matched),
            unmet=tuple(unmet),
            excess_dm2=tuple(excess),
            cost=self.problem.prices.excess * sum(excess) / DM2_PER_M2,
            broken=broken,
        )
