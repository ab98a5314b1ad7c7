"""The exact objective: what one department's rooms cost, and what departments cost together.

Everything is counted as the design defines it; nothing is approximated for convenience. A
department's own terms depend on its rooms only (and on who shares them), so a change is priced by
counting again the departments that it touches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Occupancy, Problem
from spaceplan.allocate.problem.wishes import Held as Held
from spaceplan.allocate.problem.wishes import WishCounter
from spaceplan.units import CM_PER_M, DM2_PER_M2


@dataclass(frozen=True, slots=True)
class DepartmentCost:
    """Own terms of one department: quantities, and their cost together in points.

    Parameters
    ----------
    room_excess_dm2
        Σ e_r over its offices.
    excess_dm2
        max(Σ e_r, office held − office entitlement, 0); service rooms are counted elsewhere.
    zones, buildings, sites
        Those beyond the first: of each storey, of the department, of the department.
    hub
        Office index, −1 where no office is held.
    person_cm
        Σ people × walk to the hub.
    broken
        How far its own hard wishes are from being kept; 0: they are.
    """

    unseated: int
    room_excess_dm2: int
    excess_dm2: int
    moved: int
    own_shared: int
    storeys: tuple[int, ...]
    zones: int
    buildings: int
    sites: int
    hub: int
    person_cm: int
    cost: float
    broken: int = 0


class Others(NamedTuple):
    """What the others who share an office justify there, dm²: those before, and after, by id.

    ``people``: how many of them there are.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    people: int = 0


class Evaluator:
    """Counts the terms of plans for one problem."""

    def __init__(self, problem: Problem, geometry: Geometry) -> None:
        self.problem = problem
        self.geometry = geometry
        self.pairs = relation_pairs(problem)
        self._before = [dict(department.before) for department in problem.departments]
        self._wanted = [department.kinds.total for department in problem.departments]
        self._numbers: list[dict[Occupancy, tuple[int, int]]] = [{} for _ in problem.departments]
        self._before_total = [sum(d.before_people) for d in problem.departments]
        self.wishes = WishCounter(problem, geometry)
        #: Whether several departments may hold an office together.
        self.rooms_are_shared = any(problem.offices.shared)

    def department(
        self, d: int, held: Held, others: Mapping[int, Others] | None = None
    ) -> DepartmentCost:
        """Return the own terms of department ``d`` for the offices it holds.

        Parameters
        ----------
        others
            For offices that it shares with other departments: their allowances there.
        """
        department = self.problem.departments[d]
        prices = self.problem.prices
        rooms = sorted(held)
        numbers = [self.numbers(d, held[r]) for r in rooms]
        people = [number for number, _ in numbers]
        room_excess, area = self._areas(rooms, [allowance for _, allowance in numbers], others)
        excess = max(room_excess, area - department.office_dm2, 0)
        moved = self._moved(d, held)
        own_shared = self._own_shared(department.kinds.alone, held, others or {})
        storeys, zones, buildings, sites = self._scatter(rooms)
        hub, person_cm = self._hub(rooms, people)
        cost = (
            prices.excess * excess / DM2_PER_M2
            + prices.moved * moved
            + prices.storey * len(storeys)
            + prices.zone * zones
            + prices.building * buildings
            + prices.site * sites
            + prices.distance * person_cm / CM_PER_M
            + prices.own_room_shared * own_shared
        )
        return DepartmentCost(
            unseated=self._wanted[d] - sum(people),
            room_excess_dm2=room_excess,
            excess_dm2=excess,
            moved=moved,
            own_shared=own_shared,
            storeys=storeys,
            zones=zones,
            buildings=buildings,
            sites=sites,
            hub=hub,
            person_cm=person_cm,
            cost=cost,
            broken=self.wishes.own(d, held) if d in self.wishes.asking else 0,
        )

    def numbers(self, d: int, occupancy: Occupancy) -> tuple[int, int]:
        """Return the number of occupants, and Σ quota of them, dm²."""
        known = self._numbers[d]
        found = known.get(occupancy)
        if found is None:
            quota = self.problem.departments[d].kinds.quota
            allowance = sum(q * n for q, n in zip(quota, occupancy, strict=True))
            found = known[occupancy] = (sum(occupancy), allowance)
        return found

    def allowance(self, d: int, occupancy: Occupancy) -> int:
        """Return Σ quota of the occupants, dm²."""
        return self.numbers(d, occupancy)[1]

    def cost_of_change(self, d: int, occupancy: Occupancy, old: int, new: int) -> float:
        """Return points for excess and moves when occupants go from one office to another.

        Excess counts room by room: where the department holds more than its entitlement it may
        differ.
        """
        allowance = self.allowance(d, occupancy)
        areas = self.problem.offices.area
        excess = max(0, areas[new] - allowance) - max(0, areas[old] - allowance)
        cost = self.problem.prices.excess * excess / DM2_PER_M2
        if self.problem.has_ledger:
            cost += self.problem.prices.moved * (
                self._staying(d, old, occupancy) - self._staying(d, new, occupancy)
            )
        return cost

    def _staying(self, d: int, r: int, occupancy: Occupancy) -> int:
        """Σ_k min(y⁰_rk, y_rk)."""
        was = self._before[d].get(r)
        return 0 if was is None else sum(map(min, was, occupancy))

    def _areas(
        self,
        rooms: Sequence[int],
        allowances: Sequence[int],
        others: Mapping[int, Others] | None,
    ) -> tuple[int, int]:
        """Return Σ e_r and the area held, dm²; shared rooms by each one's share."""
        areas = self.problem.offices.area
        excess = total = 0
        for r, allowance in zip(rooms, allowances, strict=True):
            area = areas[r]
            if others and r in others:
                area = share_of(area, allowance, others[r])
            total += area
            if area > allowance:
                excess += area - allowance
        return excess, total

    def _moved(self, d: int, held: Held) -> int:
        """Σ_k (people of the status quo − Σ_r min(y⁰_rk, y_rk)); 0 without a ledger."""
        if not self.problem.has_ledger:
            return 0
        before = self._before[d]
        staying = sum(
            sum(map(min, before[r], occupancy)) for r, occupancy in held.items() if r in before
        )
        return self._before_total[d] - staying

    def _own_shared(self, alone: Sequence[bool], held: Held, others: Mapping[int, Others]) -> int:
        """People who should sit alone and do not, whoever sits with them."""
        if not self.problem.may_share_own:
            return 0
        return sum(
            sum(n for n, own in zip(occupancy, alone, strict=True) if own)
            for r, occupancy in held.items()
            if sum(occupancy) + (others[r].people if r in others else 0) > 1
        )

    def _scatter(self, rooms: Sequence[int]) -> tuple[tuple[int, ...], int, int, int]:
        """Return the storeys, and the zones, buildings and sites beyond the first."""
        storey = self.problem.offices.storey
        by_storey: dict[int, list[int]] = {}
        for r in rooms:
            by_storey.setdefault(storey[r], []).append(r)
        if not by_storey:
            return (), 0, 0, 0
        table = self.problem.storeys
        zones = sum(self.geometry.zones(rooms) - 1 for rooms in by_storey.values())
        buildings = {table.building[s] for s in by_storey}
        sites = {table.site[s] for s in by_storey}
        return tuple(sorted(by_storey)), zones, len(buildings) - 1, len(sites) - 1

    def hub(self, held: Held) -> tuple[int, int]:
        """Return the office with the least Σ people × walk to it, ties by id, and that sum in cm.

        (−1, 0) where no office is held.
        """
        rooms = sorted(held)
        return self._hub(rooms, [sum(held[r]) for r in rooms])

    def _hub(self, rooms: Sequence[int], people: Sequence[int]) -> tuple[int, int]:
        if not rooms:
            return -1, 0
        weights = np.array(people, dtype=np.int64)
        sums = weights @ self.geometry.walks(rooms).astype(np.int64)
        best = int(sums.argmin())
        return rooms[best], int(sums[best])

    def affinity(self, d: int, e: int, hub_d: int, hub_e: int) -> int:
        """Return people × walk from hub to hub for one related pair, person-cm."""
        if hub_d < 0 or hub_e < 0:
            return 0
        return self.pairs[d][e] * self.geometry.walk(hub_d, hub_e)


def share_of(area: int, allowance: int, others: Others) -> int:
    """Return one department's share of a shared room: in proportion to the allowances.

    Where nobody in the room justifies anything, all have equal shares. Shares are whole dm²: what
    rounding leaves goes to the largest remainders, first holders first.

    Examples
    --------
    >>> share_of(1800, 900, Others((), (600,))), share_of(1801, 0, Others((0,), ()))
    (1080, 900)
    """
    weights = [*others.before, allowance, *others.after]
    if not any(weights):
        weights = [1] * len(weights)
    total, place = sum(weights), len(others.before)
    shares = [area * weight // total for weight in weights]
    nearest = sorted(range(len(weights)), key=lambda i: -(area * weights[i] % total))
    return shares[place] + (place in nearest[: area - sum(shares)])


def relation_pairs(problem: Problem) -> list[dict[int, int]]:
    """Return for each department the others it works with, and how many people do, both ways."""
    pairs: list[dict[int, int]] = [{} for _ in problem.departments]
    for d, department in enumerate(problem.departments):
        for e, people in department.relations:
            if e != d:
                pairs[d][e] = pairs[d].get(e, 0) + people
                pairs[e][d] = pairs[e].get(d, 0) + people
    return pairs
