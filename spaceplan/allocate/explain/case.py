"""What is explained: a portfolio with its graph, its rules and what departments are entitled to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spaceplan.allocate.build import build_problem
from spaceplan.allocate.problem import Problem
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.model import Counts, Department, Portfolio
from spaceplan.rules import RuleBook


@dataclass(frozen=True)
class Case:
    """A portfolio as the allocator takes it; variants of it are made by the ``with`` methods."""

    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements

    def problem(self) -> Problem:
        """Build the problem in whole numbers.

        Raises
        ------
        ConflictError
            If hard requirements exclude each other.
        """
        return build_problem(self.portfolio, self.graph, self.rulebook, self.entitlements)

    def with_department(self, changed: Department) -> Case:
        """Return the case with one department changed."""
        departments = tuple(
            changed if department.id == changed.id else department
            for department in self.portfolio.departments
        )
        return replace(self, portfolio=replace(self.portfolio, departments=departments))

    def of_departments(self, ids: frozenset[str]) -> Case:
        """Return the case of some departments, the others without people.

        Others that keep rooms locked go on keeping them.
        """
        kept = tuple(
            department if department.id in ids else without_people(department)
            for department in self.portfolio.departments
            if department.id in ids or department.locked
        )
        portfolio = replace(self.portfolio, departments=kept, ledger=None, holdings=())
        return replace(self, portfolio=portfolio)


def without_people(department: Department) -> Department:
    """Return a department in which nobody needs a seat."""
    return replace(department, headcount=Counts(), seconded=0, contract=0, needs=(), relations=())
