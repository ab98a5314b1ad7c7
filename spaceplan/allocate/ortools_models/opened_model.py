"""The least office area that must be opened to seat people: which storeys may stay closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem.capacity import Capacity
from spaceplan.allocate.problem.problem import Problem


class OpenedModel:
    """Parties of the same rights spread over storeys; a storey that is used is opened whole.

    Parameters
    ----------
    unseated
        People of each party who may be left without a seat.
    """

    def __init__(self, problem: Problem, parties: Sequence[Party], unseated: Sequence[int]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.rooms_on = _rooms_on_storeys(problem)
        self.own: dict[int, list[cp_model.IntVar]] = {s: [] for s in self.rooms_on}
        self.people: dict[int, list[cp_model.IntVar]] = {s: [] for s in self.rooms_on}
        opened = {s: self.model.new_bool_var(f"opened{s}") for s in self.rooms_on}
        for p, party in enumerate(parties):
            self._seated(p, party, unseated[p])
        for s, rooms in self.rooms_on.items():
            self._within_capacity(s, rooms, opened[s])
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(
                list(opened.values()), [problem.storeys.opened_dm2[s] for s in opened]
            )
        )

    def _seated(self, p: int, party: Party, unseated: int) -> None:
        """Σ_s own_ps + Σ_s people_ps >= people of p − unseated, in rooms that p may hold."""
        may_hold = self.problem.may_hold[party.departments[0]]
        own, people = [], []
        for s, rooms in self.rooms_on.items():
            capacity = Capacity.of([self.problem.offices.seats[r] for r in rooms if may_hold[r]])
            if not capacity.rooms:
                continue
            most_own = min(party.alone, len(capacity.rooms))
            most = min(party.sharing, capacity.seats)
            own.append(self.model.new_int_var(0, most_own, f"own{p}_{s}"))
            people.append(self.model.new_int_var(0, most, f"people{p}_{s}"))
            self.own[s].append(own[-1])
            self.people[s].append(people[-1])
        total = cp_model.LinearExpr.sum
        self.model.add(total(own) <= party.alone)
        self.model.add(total(people) <= party.sharing)
        self.model.add(total(own) + total(people) >= party.people - unseated)

    def _within_capacity(self, s: int, rooms: Sequence[int], opened: cp_model.IntVar) -> None:
        """Σ_p people_ps <= b − c · Σ_p own_ps for each cut; both 0 unless the storey is opened."""
        capacity = Capacity.of([self.problem.offices.seats[r] for r in rooms])
        if not self.own[s]:
            return
        all_own, everybody = map(cp_model.LinearExpr.sum, (self.own[s], self.people[s]))
        self.model.add(all_own <= len(capacity.rooms) * opened)
        self.model.add(everybody <= capacity.seats * opened)
        for most, seats in capacity.cuts:
            self.model.add(everybody + seats * all_own <= most * opened)

    def bound(self, limits: Limits) -> tuple[int, float]:
        """Return a lower bound on the opened area in dm², and the deterministic time it took."""
        solver = limited_solver(limits)
        solver.parameters.linearization_level = 2
        status = solve_model(solver, self.model)
        work = solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return 0, work
        return max(0, int(solver.best_objective_bound)), work


def _rooms_on_storeys(problem: Problem) -> Mapping[int, list[int]]:
    """Return the offices of each storey that anybody may hold."""
    found: dict[int, list[int]] = {}
    for r in np.flatnonzero(problem.may_hold.any(axis=0)).tolist():
        found.setdefault(problem.offices.storey[r], []).append(r)
    return found
