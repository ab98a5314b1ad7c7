"""Service rooms in the whole model: which room meets which need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.needs import ServiceAssigner
from spaceplan.allocate.ortools_models.whole_sum import PricedSum
from spaceplan.allocate.problem import Problem


class Needs:
    """Each service room meets one need at most; what remains unmet is counted by started 9 m²."""

    def __init__(
        self,
        model: cp_model.CpModel,
        cost: PricedSum,
        problem: Problem,
        geometry: Geometry,
        assigner: ServiceAssigner,
        hub: Sequence[Mapping[int, cp_model.IntVar]],
    ) -> None:
        self.model = model
        self.cost = cost
        self.problem = problem
        self.geometry = geometry
        self.assigner = assigner
        self.hub = hub
        self.meets: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.unmet = [
            self._need(d, n)
            for d, department in enumerate(problem.departments)
            for n in range(len(department.needs))
        ]
        self._one_need_a_room()
        for d in range(len(problem.departments)):
            self._excess(d)

    def _need(self, d: int, n: int) -> cp_model.IntVar:
        """900 · unmet_n >= (count_n − Σ_v m_nv) · least_n, Σ_v m_nv <= count_n."""
        need = self.problem.departments[d].needs[n]
        rooms = self.assigner.eligible(d, n).nonzero()[0].tolist()
        mine = []
        for v in rooms:
            meets = self.model.new_bool_var(f"meets{d}_{n}_{v}")
            self.meets[d, n, v] = meets
            mine.append(meets)
            if need.within_cm is not None:
                near = [
                    hub
                    for r, hub in self.hub[d].items()
                    if self.geometry.walks_to_services(r)[v] <= need.within_cm
                ]
                self.model.add(meets <= cp_model.LinearExpr.sum(near))
        met = cp_model.LinearExpr.sum(mine)
        unmet = self.model.new_int_var(0, need.unmet(0), f"unmet{d}_{n}")
        self.model.add(met <= need.count)
        self.model.add(900 * unmet >= (need.count - met) * need.least_dm2)
        if need.hard:
            self.model.add(met == need.count)
        return unmet

    def _one_need_a_room(self) -> None:
        """Σ_dn m_dnv <= 1; of a pooled room Σ_n m_dnv <= 1 for each department that uses it."""
        takers: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for (d, _, v), variable in self.meets.items():
            user = d if self.problem.departments[d].pooled else -1
            takers.setdefault((v, user), []).append(variable)
        for variables in takers.values():
            if len(variables) > 1:
                self.model.add_at_most_one(variables)

    def _excess(self, d: int) -> None:
        """S_d >= Σ areas held − service entitlement; locked rooms are held anyway."""
        department = self.problem.departments[d]
        areas = self.problem.services.area
        locked = sum(areas[v] for v in department.locked_services)
        terms = [
            (variable, areas[v])
            for (e, _, v), variable in self.meets.items()
            if e == d and v not in department.locked_services and not department.pooled
        ]
        total = sum(area for _, area in terms) + locked
        excess = self.model.new_int_var(0, total, f"service{d}")
        held = cp_model.LinearExpr.weighted_sum([x for x, _ in terms], [a for _, a in terms])
        self.model.add(excess >= held + locked - department.service_dm2)
        self.cost.add(excess, self.problem.prices.excess, 100)

    def matched(self, solver: cp_model.CpSolver) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Return (need, service room) by department."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.problem.departments]
        for (d, n, v), variable in self.meets.items():
            if solver.value(variable):
                found[d].append((n, v))
        return tuple(tuple(pairs) for pairs in found)
