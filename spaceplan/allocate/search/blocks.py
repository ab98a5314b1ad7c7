"""Move whole groups: what a department holds on one storey goes to another, and others make way.

A move is drawn by a rough estimate (walks between storeys, pairs, buildings, moves, storeys opened
or closed), then made for good on a copy of the plan: seated, annealed, priced exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

import numpy as np

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.first.construct import Constructor
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.anneal import Annealer, Heat
from spaceplan.allocate.search.estimate import Estimate
from spaceplan.units import CM_PER_M, DM2_PER_M2

#: Points above which an estimate, or a move that is seated but not yet annealed, is given up.
_HOPEFUL = 12.0
_HOPELESS = 120.0
#: Points above which a move is given up after a first short annealing.
_PROMISING = 8.0
#: How far chance goes against the estimate, points.
_CHANCE = 10.0
#: Points that are added to what a group's move may avoid when one is drawn: any may go.
_ANY = 5.0
#: Groups that make way for one other, at most.
_MOST_EVICTED = 4


#: Work of drawing a move and of seating one group, about seconds.
_WORK_A_DRAW, _WORK_A_SEAT = 0.0005, 0.002


@dataclass(frozen=True)
class Group:
    """What one department holds on one storey."""

    d: int
    storey: int


class Mover:
    """Moves groups of a plan.

    Parameters
    ----------
    heat
        How the storeys of a move are annealed.
    """

    def __init__(
        self,
        annealer: Annealer,
        random: Random,
        heat: Heat,
        count_work: Callable[[float], None],
    ) -> None:
        self.count_work = count_work
        self.annealer = annealer
        self.random = random
        self.heat = heat
        self.glance = replace(heat, steps=1 + heat.steps // 4)
        self.plan: Plan | None = None
        self.version = 0
        self._placer: Constructor | None = None
        self.counts = {"drawn": 0, "seated": 0, "annealed": 0, "better": 0}

    def improve(
        self,
        plan: Plan,
        busy_departments: Collection[int] = (),
        busy_storeys: Collection[int] = (),
        *,
        slack: float = 0.0,
    ) -> Plan:
        """Try one move; return the plan it leads to if that is better, else the plan itself.

        Parameters
        ----------
        slack
            Points by which the new plan may be worse.
        busy_departments, busy_storeys
            Those that must not be touched.
        """
        self._drew()
        self._load(plan)
        move = self._draw(plan)
        storeys = {*move.values(), *(group.storey for group in move)}
        if not move or not storeys.isdisjoint(busy_storeys):
            return plan
        if any(group.d in busy_departments for group in move):
            return plan
        trial = self._make(plan, move, sorted(storeys), busy_departments)
        if trial is not plan and trial.value < (plan.unplaced, plan.cost + slack):
            self.counts["better"] += 1
            return trial
        return plan

    def _make(
        self, plan: Plan, move: dict[Group, int], storeys: list[int], busy: Collection[int]
    ) -> Plan:
        offices = self._seat(plan, move)
        if not offices:
            return plan
        self.count_work(_WORK_A_SEAT * len(move))
        self.counts["seated"] += 1
        change = plan.propose(offices)
        if change.unplaced > 0 or (change.unplaced == 0 and change.cost > _HOPELESS):
            return plan
        self.counts["annealed"] += 1
        trial = plan.copy()
        trial.apply(change)
        self._lay_out(trial, storeys, self.glance, busy)
        if trial.value > (plan.unplaced, plan.cost + _PROMISING):
            return plan
        self._lay_out(trial, storeys, self.heat, busy)
        return trial

    def _lay_out(self, plan: Plan, storeys: list[int], heat: Heat, busy: Collection[int]) -> None:
        """Anneal storeys of a plan, one after the other."""
        for s in storeys:
            if plan.users[s]:
                better = self.annealer.anneal(plan, [s], heat, busy=busy)
                if better:
                    plan.apply_if_better(plan.propose(better))

    def _drew(self) -> None:
        self.counts["drawn"] += 1
        self.count_work(_WORK_A_DRAW)

    def _load(self, plan: Plan) -> None:
        if plan is not self.plan or plan.version != self.version:
            self.plan, self.version = plan, plan.version
            if self._placer is None:
                empty: list[Held] = [{} for _ in plan.offices]
                self._placer = Constructor(plan.problem, plan.evaluator, plan.assigner, empty)
            self._placer.load(plan)
            self.estimate = Estimate(plan)
            self.groups = [Group(d, s) for d, cost in enumerate(plan.costs) for s in cost.storeys]
            self._weigh(plan)

    def _draw(self, plan: Plan) -> dict[Group, int]:
        """Return a move: groups with the storeys they go to; none if nothing promising is drawn."""
        if not self.groups:
            return {}
        group = self.random.choices(self.groups, cum_weights=self._weights)[0]
        if not self._may_go(plan, group):
            return {}
        t = self._target(group, self.estimate.points(group.d, group.storey))
        if t < 0:
            return {}
        move = {group: t}
        free = {s: self._vacant(plan, s) for s in (t, group.storey)}
        free[group.storey] += self._rooms(plan, group)
        there = [Group(e, t) for e in self._users(plan, t) if e != group.d]
        self.random.shuffle(there)
        for other in there[:_MOST_EVICTED]:
            if self._fits(group, free[t]):
                break
            if self._may_go(plan, other):
                free[t] += self._rooms(plan, other)
                move[other] = -1
        if not self._fits(group, free[t]):
            return {}
        points = self.estimate.points(group.d, group.storey)[t]
        for other in [other for other, u in move.items() if u < 0]:
            costs = self.estimate.points(other.d, t)
            u = self._refuge(plan, other, group.storey, free[group.storey], costs)
            if u < 0:
                return {}
            move[other] = u
            points += costs[u]
        return move if points < _HOPEFUL else {}

    def _weigh(self, plan: Plan) -> None:
        """Weigh groups by what a move may avoid: split departments, zones, excess, walks."""
        prices = plan.problem.prices
        weights: list[float] = []
        for cost in plan.costs:
            avoidable = (
                prices.storey * max(0, len(cost.storeys) - 1)
                + prices.zone * cost.zones
                + prices.building * cost.buildings
                + prices.site * cost.sites
                + prices.excess * cost.excess_dm2 / DM2_PER_M2
                + prices.distance * cost.person_cm / CM_PER_M
            )
            weights += [_ANY + avoidable / max(1, len(cost.storeys))] * len(cost.storeys)
        self._weights = list(accumulate(weights))

    def _refuge(
        self, plan: Plan, other: Group, left: int, rooms: Sequence[int], costs: Floats
    ) -> int:
        """Return where a group goes that makes way: where the first one was, or to vacant rooms."""
        chances = costs + _CHANCE * 0.5 * self._noise(len(costs))
        for u in np.argsort(chances)[:6].tolist():
            if u == other.storey or not np.isfinite(costs[u]):
                continue
            free = rooms if u == left else self._vacant(plan, u)
            if self._fits(other, free):
                return int(u)
        return -1

    def _target(self, group: Group, points: Floats) -> int:
        chances = points + _CHANCE * self._noise(len(points))
        chances[group.storey] = np.inf
        t = int(chances.argmin())
        return t if np.isfinite(chances[t]) else -1

    def _noise(self, number: int) -> Floats:
        """Draw what chance adds: so many exponential numbers."""
        generator = np.random.default_rng(self.random.getrandbits(32))
        return generator.standard_exponential(number)

    @property
    def placer(self) -> Constructor:
        """What seats a department on a storey."""
        assert self._placer is not None
        return self._placer

    @staticmethod
    def _users(plan: Plan, s: int) -> list[int]:
        return sorted({d for r in plan.evaluator.geometry.on_storey[s] for d in plan.holders[r]})

    @staticmethod
    def _vacant(plan: Plan, s: int) -> list[int]:
        holders = plan.holders
        return [r for r in plan.evaluator.geometry.on_storey[s] if not holders[r]]

    @staticmethod
    def _rooms(plan: Plan, group: Group) -> list[int]:
        storey = plan.problem.offices.storey
        return [r for r in plan.offices[group.d] if storey[r] == group.storey]

    def _may_go(self, plan: Plan, group: Group) -> bool:
        """Whether all rooms of a group may be given up: neither locked nor shared."""
        locked = plan.problem.departments[group.d].locked
        shared = plan.problem.offices.shared
        return not any(r in locked or shared[r] for r in self._rooms(plan, group))

    def _people(self, plan: Plan, group: Group) -> list[int]:
        held = plan.offices[group.d]
        rows = [held[r] for r in self._rooms(plan, group)]
        return [sum(column) for column in zip(*rows, strict=True)]

    def _fits(self, group: Group, rooms: Sequence[int]) -> bool:
        assert self.plan is not None
        may = self.plan.problem.may_hold[group.d]
        usable = [r for r in rooms if may[r]]
        return bool(usable) and self.placer.seater.fits(
            group.d, usable, self._people(self.plan, group)
        )

    def _seat(self, plan: Plan, move: dict[Group, int]) -> dict[int, Held]:
        """Return the offices of the departments that move; none if somebody finds no seat."""
        offices: dict[int, Held] = {}
        free = self.placer.free.copy()
        for group in move:
            rooms = set(self._rooms(plan, group))
            held = offices.get(group.d, plan.offices[group.d])
            offices[group.d] = {r: o for r, o in held.items() if r not in rooms}
            free[list(rooms)] = True
        for group, t in sorted(move.items(), key=lambda item: -sum(self._people(plan, item[0]))):
            people = self._people(plan, group)
            taken = self.placer.place_somewhere(
                group.d, t, people, free, offices[group.d], self.random
            )
            if sum(map(sum, taken.values())) < sum(people):
                return {}
            offices[group.d] = {**offices[group.d], **taken}
            free[list(taken)] = False
        return offices
