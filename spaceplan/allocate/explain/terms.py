"""What one department's rooms cost in a plan, term by term."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Evaluator, Held
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem
from spaceplan.model import Allocation, Term
from spaceplan.units import CM_PER_M, DM2_PER_M2


@dataclass(frozen=True)
class Related:
    """Another department with which people work: how many, and how far apart (m)."""

    department: str
    people: int
    walk_m: float


@dataclass(frozen=True)
class DepartmentTerms:
    """A department in a plan.

    Parameters
    ----------
    storeys
        Each storey with its number of offices, most first.
    hub
        The office to which its walks are counted; empty where it holds none.
    terms
        Its own terms; ``affinity`` is that of all its pairs, of which the others have as much.
    """

    department: str
    people: int
    unseated: int
    rooms: int
    area_m2: float
    entitlement_m2: float
    storeys: tuple[tuple[str, int], ...]
    hub: str
    terms: tuple[Term, ...]
    related: tuple[Related, ...]

    @property
    def total(self) -> float:
        """Points of its terms."""
        return sum(term.cost for term in self.terms)


class PlanTerms:
    """Counts the terms of the departments of one plan.

    Raises
    ------
    ConflictError
        If hard requirements exclude each other.
    """

    def __init__(self, case: Case, allocation: Allocation) -> None:
        self.problem = case.problem()
        geometry = case.geometry()
        evaluator = Evaluator(self.problem, geometry)
        held = offices_of(self.problem, allocation)
        self.plan = Plan(evaluator, ServiceAssigner(self.problem, geometry), held)
        self.index = {department.id: d for d, department in enumerate(self.problem.departments)}

    def of(self, id: str) -> DepartmentTerms:
        """Return the terms of a department; raises KeyError."""
        d = self.index[id]
        held, table = self.plan.offices[d], self.problem.offices
        number: dict[int, int] = {}
        for r in held:
            number[table.storey[r]] = number.get(table.storey[r], 0) + 1
        cost = self.plan.costs[d]
        return DepartmentTerms(
            department=id,
            people=self.problem.departments[d].kinds.total,
            unseated=cost.unseated,
            rooms=len(held),
            area_m2=sum(table.area[r] for r in held) / DM2_PER_M2,
            entitlement_m2=self.problem.departments[d].office_dm2 / DM2_PER_M2,
            storeys=tuple(
                (self.problem.storeys.ids[s], n)
                for s, n in sorted(number.items(), key=lambda item: (-item[1], item[0]))
            ),
            hub=table.ids[cost.hub] if cost.hub >= 0 else "",
            terms=tuple(self._terms(d)),
            related=self._related(d),
        )

    def _terms(self, d: int) -> list[Term]:
        cost, prices = self.plan.costs[d], self.problem.prices
        walks = sum(one.people * one.walk_m for one in self._related(d))
        excess = cost.excess_dm2 + self.plan.services.excess_dm2[d]
        counted: list[tuple[str, float, str, float]] = [
            ("excess", excess / DM2_PER_M2, "m²", prices.excess),
            ("moved", cost.moved, "persons", prices.moved),
            ("storey", len(cost.storeys), "storeys", prices.storey),
            ("zone", cost.zones, "zones", prices.zone),
            ("building", cost.buildings, "buildings", prices.building),
            ("site", cost.sites, "sites", prices.site),
            ("distance", cost.person_cm / CM_PER_M, "person-metres", prices.distance),
            ("affinity", walks, "person-metres", prices.affinity),
        ]
        if not self.problem.has_ledger:
            counted = [entry for entry in counted if entry[0] != "moved"]
        return [Term(name, n, unit, price, n * price) for name, n, unit, price in counted]

    def _related(self, d: int) -> tuple[Related, ...]:
        evaluator, costs = self.plan.evaluator, self.plan.costs
        found = []
        for e, people in evaluator.pairs[d].items():
            if costs[d].hub < 0 or costs[e].hub < 0:
                continue
            walk = evaluator.geometry.walk(costs[d].hub, costs[e].hub) / CM_PER_M
            found.append(Related(self.problem.departments[e].id, people, walk))
        return tuple(sorted(found, key=lambda one: -one.people * one.walk_m))


def offices_of(problem: Problem, allocation: Allocation) -> list[Held]:
    """Return by department the offices that an allocation gives it, with who sits there."""
    index = {id: r for r, id in enumerate(problem.offices.ids)}
    return [
        {
            index[line.room]: tuple(line.occupancy[kind] for kind in department.kinds.names)
            for line in allocation.of_department(department.id)
            if line.room in index
        }
        for department in problem.departments
    ]
