"""What is explained: a portfolio with its graph, its rules and what departments are entitled to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from spaceplan.allocate.problem.build import build_problem
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.kept import Kept, kept_people
from spaceplan.allocate.problem.problem import Problem
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.model import Counts, Department, Portfolio
from spaceplan.model.people import CONTRACT, SECONDED, UNESTABLISHED
from spaceplan.rules import RuleBook


@dataclass(frozen=True)
class Case:
    """A portfolio as the allocator takes it; variants of it are made by the ``with`` methods."""

    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements

    def problem(self) -> Problem:
        """Return the problem in whole numbers, built once.

        Raises
        ------
        ConflictError
            If hard requirements exclude each other.
        """
        return self._problem

    def geometry(self) -> Geometry:
        """Return where the rooms lie, computed once; raises ConflictError as ``problem`` does."""
        return self._geometry

    @cached_property
    def _problem(self) -> Problem:
        return build_problem(self.portfolio, self.graph, self.rulebook, self.entitlements)

    @cached_property
    def _geometry(self) -> Geometry:
        return Geometry(self._problem, self.graph)

    def with_department(self, changed: Department) -> Case:
        """Return the case with one department changed."""
        departments = tuple(
            changed if department.id == changed.id else department
            for department in self.portfolio.departments
        )
        return replace(self, portfolio=replace(self.portfolio, departments=departments))

    def of_departments(self, ids: frozenset[str]) -> Case:
        """Return the case of some departments, the others without people.

        Others that keep rooms locked go on keeping them; of others that keep people in their
        rooms, just those people are there.
        """
        portfolio = self.portfolio
        kept = kept_people(portfolio)
        departments = tuple(
            department if department.id in ids else _only_kept(department, kept)
            for department in portfolio.departments
            if department.id in ids or department.locked or department.id in kept
        )
        ledger = portfolio.ledger if any(d.keep for d in departments) else None
        changed = replace(portfolio, departments=departments, ledger=ledger, holdings=())
        return replace(self, portfolio=changed)


def _only_kept(department: Department, kept: Kept) -> Department:
    """Return a department of which only those are there who stay in their rooms."""
    staying = sum(kept.get(department.id, {}).values(), Counter[str]())
    if not staying:
        return without_people(department)
    ranks = {kind: n for kind, n in staying.items() if kind not in UNESTABLISHED}
    return replace(
        without_people(department),
        headcount=Counts.of(ranks),
        seconded=staying[SECONDED],
        contract=staying[CONTRACT],
        keep=department.keep,
    )


def without_people(department: Department) -> Department:
    """Return a department in which nobody needs a seat, and so nobody stays."""
    return replace(
        department, headcount=Counts(), seconded=0, contract=0, needs=(), relations=(), keep=()
    )
