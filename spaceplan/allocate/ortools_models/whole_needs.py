"""Service rooms in the whole model: which room meets which need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.whole_sum import PricedSum
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem


class Needs:
    """Each service room meets one need at most; each started 9 m² of a missing one counts."""

    def __init__(
        self,
        model: cp_model.CpModel,
        cost: PricedSum,
        problem: Problem,
        geometry: Geometry,
        assigner: ServiceAssigner,
        hub: Sequence[Mapping[int, cp_model.IntVar]],
        held: Sequence[Mapping[int, cp_model.IntVar]],
    ) -> None:
        self.model = model
        self.cost = cost
        self.problem = problem
        self.geometry = geometry
        self.assigner = assigner
        self.hub = hub
        self.held = held
        self.meets: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.unmet = [
            self._need(d, n)
            for d, department in enumerate(problem.departments)
            for n in range(len(department.needs))
        ]
        self._one_need_a_room()
        for d in range(len(problem.departments)):
            self._excess(d)

    def _need(self, d: int, n: int) -> cp_model.LinearExprT:
        """unmet_n = (count_n − Σ_v m_nv) · ceil(least_n / 9 m²), Σ_v m_nv <= count_n.

        m_nv <= Σ x_r over the offices of the site of v, unless nobody needs a seat nor holds any;
        where the walk matters, m_nv <= Σ h_r over those near enough to v.
        """
        department = self.problem.departments[d]
        need = department.needs[n]
        rooms = self.assigner.eligible(d, n).nonzero()[0].tolist()
        mine = []
        for v in rooms:
            meets = self.model.new_bool_var(f"meets{d}_{n}_{v}")
            self.meets[d, n, v] = meets
            mine.append(meets)
            if department.kinds.total or department.locked:
                self.model.add(meets <= cp_model.LinearExpr.sum(self._on_site_of(d, v)))
            if need.within_cm is not None:
                near = [
                    hub
                    for r, hub in self.hub[d].items()
                    if self.geometry.walks_to_services(r)[v] <= need.within_cm
                ]
                self.model.add(meets <= cp_model.LinearExpr.sum(near))
        met = cp_model.LinearExpr.sum(mine)
        self.model.add(met <= need.count)
        if need.hard:
            self.model.add(met == need.count)
        return need.persons * (need.count - met)

    def _on_site_of(self, d: int, v: int) -> list[cp_model.IntVar]:
        """Return x_r of the offices on the site of a service room."""
        problem = self.problem
        site = problem.storeys.site[problem.services.storey[v]]
        return [
            held
            for r, held in self.held[d].items()
            if problem.storeys.site[problem.offices.storey[r]] == site
        ]

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
