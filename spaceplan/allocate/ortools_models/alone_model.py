"""What one department costs at least when it has all its sites to itself.

A storey is used or not; on a used storey its rooms seat so many alone and so many others
(``Capacity``). Which room is whose, walks, zones and excess are left out, so that the optimum is a
lower bound on what the department's storeys, buildings, sites and moves cost in any plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.problem.capacity import Capacity

#: Whole units a point.
SCALE = 1000


@dataclass(frozen=True)
class StoreyAlone:
    """One storey as a department could use it alone, or several like it.

    Parameters
    ----------
    copies
        How many such storeys there are, in the same building.
    staying
        How many who sat there before could stay, at most.
    """

    capacity: Capacity
    building: int
    site: int
    staying: int = 0
    copies: int = 1


@dataclass(frozen=True)
class PricesAlone:
    """Points for a storey, for a building and a site beyond the first, for a move saved."""

    storey: float
    building: float = 0.0
    site: float = 0.0
    moved: float = 0.0


class AloneModel:
    """The model of one department.

    Parameters
    ----------
    alone, sharing
        People who sit alone, and the others.
    may_stay
        People of the status quo who could stay anywhere, at most.
    unseated
        People who may be left without a seat.
    """

    def __init__(
        self,
        storeys: Sequence[StoreyAlone],
        *,
        alone: int,
        sharing: int,
        prices: PricesAlone,
        may_stay: int = 0,
        unseated: int = 0,
    ) -> None:
        self.model = cp_model.CpModel()
        self.storeys = storeys
        self.used = [
            self.model.new_int_var(0, storey.copies, f"used{s}") for s, storey in enumerate(storeys)
        ]
        self.terms: list[cp_model.IntVar] = []
        self.prices: list[int] = []
        self.own = [self.model.new_int_var(0, alone, f"own{s}") for s in range(len(storeys))]
        self.people = [self.model.new_int_var(0, sharing, f"p{s}") for s in range(len(storeys))]
        for s, storey in enumerate(storeys):
            self._within_capacity(s, storey.capacity)
            self._price(self.used[s], prices.storey)
        total = cp_model.LinearExpr.sum
        self.model.add(total(self.own) <= alone)
        self.model.add(total(self.people) <= sharing)
        self.model.add(total(self.own) + total(self.people) >= alone + sharing - unseated)
        self.firsts = self._groups({s: t.building for s, t in enumerate(storeys)}, prices.building)
        self.firsts += self._groups({s: t.site for s, t in enumerate(storeys)}, prices.site)
        self._staying(prices.moved, may_stay)
        self.unproven = -prices.moved * may_stay
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self.terms, self.prices))

    def _price(self, variable: cp_model.IntVar, points: float) -> None:
        """Price a variable, rounded down so that the optimum stays a lower bound."""
        if units := floor(points * SCALE):
            self.terms.append(variable)
            self.prices.append(units)

    def _within_capacity(self, s: int, capacity: Capacity) -> None:
        """people_s <= b · used_s − c · own_s for each cut, own_s <= rooms · used_s."""
        self.model.add(self.own[s] <= len(capacity.rooms) * self.used[s])
        self.model.add(self.people[s] <= capacity.seats * self.used[s])
        for most, seats in capacity.cuts:
            self.model.add(self.people[s] + seats * self.own[s] <= most * self.used[s])

    def _groups(self, group: Mapping[int, int], price: float) -> int:
        """Add used_s <= copies_s · in_g by building (site); return the price of the first one."""
        if not price:
            return 0
        for place in sorted(set(group.values())):
            inside = self.model.new_bool_var("")
            self._price(inside, price)
            for s, g in group.items():
                if g == place:
                    self.model.add(self.used[s] <= self.storeys[s].copies * inside)
        return floor(price * SCALE)

    def _staying(self, price: float, may_stay: int) -> None:
        """stay_s <= staying_s · used_s, Σ stay_s <= may_stay; each saves a move."""
        stays = []
        for s, storey in enumerate(self.storeys):
            if storey.staying and price:
                stay = self.model.new_int_var(0, storey.staying, "")
                self.model.add(stay <= storey.staying * self.used[s])
                self._price(stay, -price)
                stays.append(stay)
        self.model.add(cp_model.LinearExpr.sum(stays) <= may_stay)

    def at_least(self, storeys: int) -> None:
        """Σ used_s >= storeys, where that is known from elsewhere."""
        self.model.add(cp_model.LinearExpr.sum(self.used) >= storeys)

    def bound(self, limits: Limits) -> tuple[float, float]:
        """Return a lower bound in points, and the deterministic time it took.

        Where nothing is proven in time, and where no storeys seat everybody, what it would be if
        all stayed and no storey cost anything.
        """
        solver = limited_solver(limits)
        solver.parameters.linearization_level = 2
        solver.parameters.symmetry_level = 1
        status = solve_model(solver, self.model)
        work = solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return self.unproven, work
        used = solver.best_objective_bound - self.firsts
        return used / SCALE, work
