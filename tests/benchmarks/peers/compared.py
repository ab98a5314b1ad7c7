"""What peers are asked and what they answer: the compared terms, the case, a plan recounted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spaceplan.allocate.plan.express import allocation_of
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.build import build_problem
from spaceplan.allocate.problem.evaluate import Evaluator
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import DepartmentOf, Occupancy, Problem
from spaceplan.check import recompute_objective, verify_allocation
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.model import Objective, Portfolio, Prices
from spaceplan.rules import RuleBook

#: Prices of the compared terms; all others cost nothing.
COMPARED = replace(
    Prices(), moved=0.0, zone=0.0, building=0.0, site=0.0, distance=0.0, affinity=0.0
)
#: Points for a person without a seat: more than any plan could save by it.
UNSEATED = 10_000.0


@dataclass(frozen=True)
class Class:
    """People of a department who are alike for the compared terms: same quota, alone or not."""

    kinds: tuple[int, ...]
    people: int
    quota: int
    alone: bool


def classes_of(department: DepartmentOf) -> tuple[Class, ...]:
    """Return the classes of a department's people, the highest quota first."""
    kinds = department.kinds
    grouped: dict[tuple[bool, int], list[int]] = {}
    for k, people in enumerate(kinds.people):
        if people:
            grouped.setdefault((kinds.alone[k], kinds.quota[k]), []).append(k)
    return tuple(
        Class(tuple(found), sum(kinds.people[k] for k in found), quota, alone)
        for (alone, quota), found in sorted(grouped.items(), key=lambda item: -item[0][1])
    )


@dataclass(frozen=True)
class Case:
    """A portfolio with the compared prices, and its whole-number problem."""

    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements
    problem: Problem

    def recount(self, seated: Sequence[Mapping[int, Sequence[int]]]) -> Objective:
        """Return what the independent checker counts for a peer's plan.

        Service rooms are assigned for the peer as the allocator would.

        Parameters
        ----------
        seated
            By department: office to people by class.

        Raises
        ------
        ValueError
            If the plan breaks a hard rule.
        """
        problem = self.problem
        geometry = Geometry(problem, self.graph)
        offices = [
            _by_kind(department, rooms)
            for department, rooms in zip(problem.departments, seated, strict=True)
        ]
        plan = Plan(Evaluator(problem, geometry), ServiceAssigner(problem, geometry), list(offices))
        allocation = allocation_of(plan)
        broken = verify_allocation(self.portfolio, self.graph, self.rulebook, allocation)
        if broken:
            raise ValueError(f"the peer's plan breaks {len(broken)} rules: {broken[0]}")
        return recompute_objective(
            self.portfolio, self.graph, self.rulebook, self.entitlements, allocation
        )


def case_of(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, entitlements: Entitlements
) -> Case:
    """Return the case of a portfolio with the compared prices."""
    portfolio = replace(portfolio, prices=COMPARED)
    problem = build_problem(portfolio, graph, rulebook, entitlements)
    return Case(portfolio, graph, rulebook, entitlements, problem)


def _by_kind(department: DepartmentOf, rooms: Mapping[int, Sequence[int]]) -> dict[int, Occupancy]:
    """Deal the people of each class to its kinds, room by room."""
    classes = classes_of(department)
    left = [{k: department.kinds.people[k] for k in c.kinds} for c in classes]
    nobody = [0] * len(department.kinds.names)
    held: dict[int, Occupancy] = {r: tuple(nobody) for r in department.locked}
    for r, numbers in rooms.items():
        occupancy = list(nobody)
        for stock, number in zip(left, numbers, strict=True):
            for _ in range(number):
                k = next(k for k, n in stock.items() if n)
                stock[k] -= 1
                occupancy[k] += 1
        if any(occupancy) or r in department.locked:
            held[r] = tuple(occupancy)
    return held


@dataclass(frozen=True)
class PeerStep:
    """One point of a peer's curve, as its solver reports it: seconds from the call, points."""

    seconds: float
    value: float
    bound: float
    unseated: int


@dataclass(frozen=True)
class PeerResult:
    """What a peer found.

    Parameters
    ----------
    objective
        Its plan as the checker counts it; None: no plan.
    bound
        What its solver proves of the total with the fewest unseated, never below 0.
    seconds, building
        From the call, model building included; of the building alone.
    size
        Variables and constraints.
    """

    name: str
    objective: Objective | None
    bound: float
    optimal: bool
    seconds: float
    building: float
    size: tuple[int, int]
    steps: tuple[PeerStep, ...] = ()
