"""Hubs, walks to them and between them, in the whole model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.whole_sum import PricedSum
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import CM_PER_M


class Hubs:
    """One hub a department that holds anything: the room with the least walk to it, ties by id."""

    def __init__(
        self,
        model: cp_model.CpModel,
        cost: PricedSum,
        problem: Problem,
        geometry: Geometry,
        held: Sequence[Mapping[int, cp_model.IntVar]],
        people: Sequence[Mapping[int, cp_model.LinearExprT]],
    ) -> None:
        self.model = model
        self.cost = cost
        self.problem = problem
        self.geometry = geometry
        self.hub = [self._hub(d, held[d], people[d]) for d in range(len(held))]
        self._affinity()

    def _hub(
        self,
        d: int,
        held: Mapping[int, cp_model.IntVar],
        people: Mapping[int, cp_model.LinearExprT],
    ) -> dict[int, cp_model.IntVar]:
        """h_r <= x_r, Σ_r h_r = 1 if anything is held; walk >= walk_r unless h_r = 0.

        walk_r = Σ_r' people_r' · walk(r', r), and walk_r <= walk_r' for a hub r and every r' held,
        walk_r < walk_r' where r' comes first by id.
        """
        if not held:
            return {}
        rooms = sorted(held)
        walks = self.geometry.walks(rooms).tolist()
        everybody = self.problem.departments[d].kinds.total
        most = everybody * max(map(max, walks))
        hub = {r: self.model.new_bool_var(f"hub{d}_{r}") for r in rooms}
        total = [
            sum(walks[i][j] * people[other] for i, other in enumerate(rooms))
            for j in range(len(rooms))
        ]
        walk = self.model.new_int_var(0, most, f"walk{d}")
        for j, r in enumerate(rooms):
            self.model.add_implication(hub[r], held[r])
            self.model.add(walk >= total[j]).only_enforce_if(hub[r])
            for i, other in enumerate(rooms):
                if i != j:
                    self.model.add(total[j] + int(i < j) <= total[i]).only_enforce_if(
                        hub[r], held[other]
                    )
        self.model.add(cp_model.LinearExpr.sum(list(hub.values())) <= 1)
        for r in rooms:
            self.model.add(cp_model.LinearExpr.sum(list(hub.values())) >= held[r])
        self.cost.add(walk, self.problem.prices.distance, CM_PER_M)
        return hub

    def _affinity(self) -> None:
        """walk_de >= walk(r, r') for hubs r of d and r' of e, priced by the people of both."""
        pairs: dict[tuple[int, int], int] = {}
        for d, department in enumerate(self.problem.departments):
            for e, people in department.relations:
                key = (min(d, e), max(d, e))
                pairs[key] = pairs.get(key, 0) + people
        for (d, e), people in pairs.items():
            if d == e or not self.hub[d] or not self.hub[e]:
                continue
            walks = {
                (r, other): self.geometry.walk(r, other)
                for r in self.hub[d]
                for other in self.hub[e]
            }
            walk = self.model.new_int_var(0, max(walks.values()), f"affinity{d}_{e}")
            for (r, other), length in walks.items():
                self.model.add(walk >= length).only_enforce_if(self.hub[d][r], self.hub[e][other])
            self.cost.add(walk, self.problem.prices.affinity * people, CM_PER_M)
