"""What a group of rooms would cost on another storey, roughly, for all storeys at once."""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.arrays import Bools, Floats
from spaceplan.allocate.plan.plan import Plan
from spaceplan.units import CM_PER_M, DM2_PER_M2


class Estimate:
    """Rough prices of moving what a department holds on one storey to others.

    Zones, excess and the walks inside a storey are left out.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        table = plan.problem.storeys
        self.walks = plan.evaluator.geometry.between_storeys()
        self.building = np.array(table.building)
        self.site = np.array(table.site)
        self.users = np.array(plan.users)
        self.opened = np.array(table.opened_dm2) * plan.problem.prices.opened / DM2_PER_M2
        self.hubs = [
            plan.problem.offices.storey[cost.hub] if cost.hub >= 0 else -1 for cost in plan.costs
        ]
        self.known: dict[tuple[int, int], Floats] = {}

    def points(self, d: int, s: int) -> Floats:
        """Return what moving d's rooms on s to each storey costs; infinity where it must not go."""
        found = self.known.get((d, s))
        if found is None:
            found = self._walks(d, s) + self._scatter(d, s) + self._opened(s) + self._moves(d, s)
            found -= found[s]
            found[~self._allowed(d)] = np.inf
            self.known[d, s] = found
        return found

    def _allowed(self, d: int) -> Bools:
        return self.plan.evaluator.geometry.storeys_of(self.plan.problem.may_hold[d])

    def _walks(self, d: int, s: int) -> Floats:
        """Price walks to related departments for the group with the hub, to the hub for others."""
        plan, prices = self.plan, self.plan.problem.prices
        if self.hubs[d] != s:
            people = sum(
                sum(o) for r, o in plan.offices[d].items() if plan.problem.offices.storey[r] == s
            )
            row: Floats = self.walks[self.hubs[d]] * (people * prices.distance / CM_PER_M)
            return row
        total = np.zeros(len(self.users))
        for e, people in plan.evaluator.pairs[d].items():
            if self.hubs[e] >= 0:
                total += people * self.walks[self.hubs[e]]
        return total * (prices.affinity / CM_PER_M)

    def _scatter(self, d: int, s: int) -> Floats:
        """Price storeys, buildings and sites that d does not use yet."""
        prices = self.plan.problem.prices
        others = [t for t in self.plan.costs[d].storeys if t != s]
        points = np.full(len(self.users), prices.storey)
        points[others] = 0.0
        if others:
            points += prices.building * ~np.isin(self.building, self.building[others])
            points += prices.site * ~np.isin(self.site, self.site[others])
        return points

    def _opened(self, s: int) -> Floats:
        """Price the area of a storey that nobody else uses."""
        points: Floats = np.where(self.users > 0, 0.0, self.opened)
        if self.users[s] == 1:
            points[s] = self.opened[s]
        return points

    def _moves(self, d: int, s: int) -> Floats:
        """Credit people who go where they were; who stays on s now is counted as it is."""
        problem = self.plan.problem
        points = np.zeros(len(self.users))
        if not (problem.has_ledger and problem.prices.moved):
            return points
        storey = problem.offices.storey
        held = self.plan.offices[d]
        people = sum(sum(o) for r, o in held.items() if storey[r] == s)
        stay = 0
        for r, was in problem.departments[d].before:
            points[storey[r]] += sum(was)
            if storey[r] == s and r in held:
                stay += sum(map(min, was, held[r]))
        points = np.minimum(points, people)
        points[s] = stay
        return points * -problem.prices.moved
