"""The rooms of one storey as arrays for the compiled annealing, and what it found as offices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Evaluator, Held
from spaceplan.allocate.problem.problem import Occupancy
from spaceplan.units import CM_PER_M, DM2_PER_M2

#: Offices of a storey are the bits of a word.
MOST_OFFICES = 64


@dataclass(frozen=True)
class _Storey:
    """What does not change about the offices of a storey: all of them, in the order of their bits.

    Parameters
    ----------
    area_seats_least
        (offices, 3): dm², seats, fewest people.
    near
        Walks in cm among them.
    """

    offices: Ints
    area_seats_least: Ints
    bit: NDArray[np.uint64]
    reach: NDArray[np.uint64]
    near: Ints


class StoreyFacts:
    """What all annealings of a problem have in common, looked up once.

    Attributes
    ----------
    prices
        Points: a dm² of excess, a person moved, a zone, a person-cm to the hub.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        problem = evaluator.problem
        self.evaluator = evaluator
        self.kinds = max((len(d.kinds.people) for d in problem.departments), default=1)
        shape = (len(problem.departments), self.kinds)
        self.quota = np.zeros(shape, dtype=np.int64)
        self.own = np.zeros(shape, dtype=np.uint8)
        for d, department in enumerate(problem.departments):
            self.quota[d, : len(department.kinds.quota)] = department.kinds.quota
            self.own[d, : len(department.kinds.alone)] = department.kinds.alone
        prices = problem.prices
        moved = prices.moved if problem.has_ledger else 0.0
        self.prices = np.array(
            [prices.excess / DM2_PER_M2, moved, prices.zone, prices.distance / CM_PER_M]
        )
        self.before = [dict(d.before) if moved else {} for d in problem.departments]
        self._known: dict[int, _Storey] = {}

    def storey(self, s: int) -> _Storey:
        """Return what does not change about a storey."""
        if s not in self._known:
            problem, geometry = self.evaluator.problem, self.evaluator.geometry
            rooms = geometry.on_storey[s]
            table = (problem.offices.area, problem.offices.seats, problem.offices.least)
            self._known[s] = _Storey(
                offices=np.array(rooms, dtype=np.int64),
                area_seats_least=np.array([[of[r] for of in table] for r in rooms], dtype=np.int64),
                bit=np.array([geometry.bit[r] for r in rooms], dtype=np.uint64),
                reach=np.array([geometry.reach[r] for r in rooms], dtype=np.uint64),
                near=geometry.walks(rooms).astype(np.int64),
            )
        return self._known[s]


class StoreyRooms:
    """One storey of a plan with the departments there that may be touched.

    Parameters
    ----------
    busy
        Departments that must not be touched.
    """

    def __init__(self, plan: Plan, tables: StoreyFacts, s: int, busy: Collection[int] = ()) -> None:
        self.plan, self.tables, self.s = plan, tables, s
        known = tables.storey(s)
        self.free = [i for i, r in enumerate(known.offices.tolist()) if is_free(plan, r, busy)]
        self.rooms = known.offices[self.free].tolist()
        self.departments = sorted({plan.holders[r][0] for r in self.rooms if plan.holders[r]})
        self._local = {d: j for j, d in enumerate(self.departments)}
        self._place = {r: i for i, r in enumerate(self.rooms)}
        self._held_here()
        self._held_elsewhere()

    @property
    def worth_annealing(self) -> bool:
        """Whether anything could change."""
        return len(self.rooms) > 1 and bool(self.departments)

    def _held_here(self) -> None:
        """Fill who holds the rooms, and sums by department."""
        plan, tables = self.plan, self.tables
        number, count = len(self.rooms), len(self.departments)
        self.holder = np.full(number, -1, dtype=np.int64)
        self.people = np.zeros((number, tables.kinds), dtype=np.int64)
        for i, r in enumerate(self.rooms):
            for d in plan.holders[r]:
                self.holder[i] = self._local[d]
                occupancy = plan.offices[d][r]
                self.people[i, : len(occupancy)] = occupancy
        self.was_there = np.zeros((count, number), dtype=np.uint8)
        self.was = np.zeros((count, number, tables.kinds), dtype=np.int64)
        for j, d in enumerate(self.departments):
            before = tables.before[d]
            for r in before.keys() & self._place.keys():
                i, was = self._place[r], before[r]
                self.was_there[j, i] = any(was)
                self.was[j, i, : len(was)] = was

    def _held_elsewhere(self) -> None:
        """Fill sums by department, masks, hubs, and the walks that rooms held elsewhere mean."""
        plan = self.plan
        problem, geometry = plan.problem, plan.evaluator.geometry
        count, number = len(self.departments), len(self.rooms)
        self.sums = np.zeros((count, 3), dtype=np.int64)
        self.mask = np.zeros(count, dtype=np.uint64)
        self.hub = np.full(count, -1, dtype=np.int64)
        self.walk = np.zeros((count, number), dtype=np.int64)
        self.base = np.zeros((count, number), dtype=np.int64)
        self.affinity = np.zeros((count, number))
        walks = bool(problem.prices.distance or problem.prices.affinity)
        for j, d in enumerate(self.departments):
            held, cost = plan.offices[d], plan.costs[d]
            area = sum(problem.offices.area[r] for r in held)
            self.sums[j] = cost.room_excess_dm2, area, problem.departments[d].office_dm2
            here = [geometry.bit[r] for r in held if geometry.storey[r] == self.s]
            self.mask[j] = np.uint64(sum(here))
            if not walks:
                continue
            self.walk[j] = np.array(geometry.walks_from(cost.hub, self.s))[self.free]
            if cost.hub in self._place:
                self.hub[j] = self._place[cost.hub]
                kept = [r for r in held if r not in self._place]
                self._walks_of_hub(j, d, kept)

    def _walks_of_hub(self, j: int, d: int, kept: list[int]) -> None:
        """Fill what walks cost with the hub of a department in each of the rooms."""
        plan = self.plan
        geometry, prices = plan.evaluator.geometry, plan.problem.prices
        if kept:
            number = np.array([sum(plan.offices[d][r]) for r in kept], dtype=np.int64)
            for r, people in zip(kept, number.tolist(), strict=True):
                row = np.array(geometry.walks_from(r, self.s), dtype=np.int64)
                self.base[j] += people * row[self.free]
        if prices.affinity:
            for e, people in plan.evaluator.pairs[d].items():
                if plan.costs[e].hub >= 0:
                    row = np.array(geometry.walks_from(plan.costs[e].hub, self.s))
                    self.affinity[j] += prices.affinity / CM_PER_M * people * row[self.free]

    def anneal(self, random: NDArray[np.uint64], steps: int, hot: float, cold: float) -> float:
        """Anneal in machine code; return what is gained, points less than 0.

        Parameters
        ----------
        random
            State of a generator of random numbers, which goes on.
        hot, cold
            Temperatures at the beginning and at the end, points.
        """
        from spaceplan.allocate.search.anneal_rooms import anneal_rooms  # loads the compiler
        from spaceplan.allocate.search.storey_arrays import Place, begin

        known, tables = self.tables.storey(self.s), self.tables
        may = self.plan.problem.may_hold[np.ix_(self.departments, self.rooms)]
        fixed = (
            known.area_seats_least[self.free],
            known.bit[self.free],
            known.reach,
            may.astype(np.uint8),
            tables.quota[self.departments],
            tables.own[self.departments],
            self.was_there,
            self.was,
            known.near[np.ix_(self.free, self.free)],
            self.base,
            self.affinity,
            tables.prices,
        )
        place = Place(*map(np.ascontiguousarray, fixed))
        now = begin(
            *(place, self.sums, self.mask, self.walk, self.hub, self.holder, self.people, random)
        )
        return float(anneal_rooms(place, now, steps, hot, cold))

    def offices(self) -> dict[int, Held]:
        """Return the offices of the departments that hold their rooms otherwise than before."""
        plan = self.plan
        found: list[dict[int, Occupancy]] = [
            {r: o for r, o in plan.offices[d].items() if r not in self._place}
            for d in self.departments
        ]
        for r, j, people in zip(
            self.rooms, self.holder.tolist(), self.people.tolist(), strict=True
        ):
            if j >= 0:
                kinds = len(plan.problem.departments[self.departments[j]].kinds.people)
                found[j][r] = tuple(people[:kinds])
        return {
            d: held
            for d, held in zip(self.departments, found, strict=True)
            if held != plan.offices[d]
        }


def is_free(plan: Plan, r: int, busy: Collection[int]) -> bool:
    """Whether an office may be given other contents."""
    holders = plan.holders[r]
    problem = plan.problem
    if not problem.offices.seats[r] or len(holders) > 1:
        return False
    return not holders or (
        holders[0] not in busy and r not in problem.departments[holders[0]].locked
    )
