"""What a report is made from: one portfolio, its status quo, its plan, and how it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from spaceplan.check import CheckResult
from spaceplan.entitlement import Entitlements
from spaceplan.errors import Fault
from spaceplan.model import Allocation, Objective, Portfolio
from spaceplan.rules import RuleBook

SCHEMA_VERSION = 1


class CourseStep(Protocol):
    """One point of the course of a search."""

    @property
    def seconds(self) -> float:
        """When it was found, seconds from the start."""

    @property
    def value(self) -> float:
        """Total of the best plan so far, points."""

    @property
    def bound(self) -> float:
        """Proven lower bound so far, points."""

    @property
    def unseated(self) -> int:
        """Persons without a seat in the best plan so far."""


class OrderLevel(Protocol):
    """One level of terms in a strict order; the last, without a term, is all the rest."""

    @property
    def term(self) -> str:
        """A term, or ``scatter``; empty for the rest."""

    @property
    def value(self) -> float:
        """What the plan has there."""

    @property
    def bound(self) -> float:
        """What no plan that is no worse at the levels before can have less of."""

    @property
    def proven(self) -> bool:
        """Whether nothing less is possible at this level."""


class Solution(Protocol):
    """How a plan was found, and what is proven about it; ``AllocationResult`` is one.

    A protocol, so that the report of a mere check does not load the solver.
    """

    @property
    def status(self) -> str:
        """What is proven: ``optimal``, ``feasible``, ..."""

    @property
    def stopped(self) -> str:
        """Why the search ended."""

    @property
    def bound(self) -> float:
        """Proven lower bound on the total of all priced terms, points."""

    @property
    def bound_ignores(self) -> tuple[str, ...]:
        """Terms that the bound takes as 0."""

    @property
    def bound_method(self) -> str:
        """How the bound was proven."""

    @property
    def fewest_unseated_bound(self) -> int:
        """Proven lower bound on persons without a seat."""

    @property
    def structural_excess_m2(self) -> float:
        """Proven lower bound on the excess with the fewest unseated, m²."""

    @property
    def structural_by_department(self) -> tuple[tuple[str, float], ...]:
        """(department, m²): its proven least excess if it chose first."""

    @property
    def storeys_needed(self) -> int:
        """Sum over departments of the fewest storeys that could seat each alone."""

    @property
    def seconds(self) -> float:
        """Wall-clock seconds of the search."""

    @property
    def work(self) -> float:
        """Deterministic work of the search."""

    @property
    def trajectory(self) -> Sequence[CourseStep]:
        """Every better plan, in the order in which they were found."""

    @property
    def levels(self) -> Sequence[OrderLevel]:
        """What was reached in the order asked for; none where no order was."""

    @property
    def fault(self) -> str:
        """What went wrong in the solver, in words; empty where nothing did."""

    @property
    def seed(self) -> int:
        """Random seed."""

    @property
    def workers(self) -> int:
        """Cores used."""


@dataclass(frozen=True)
class Stage:
    """One state of the portfolio, the status quo or a plan: allocation, its terms, its check."""

    allocation: Allocation
    objective: Objective
    check: CheckResult


@dataclass(frozen=True)
class ReportData:
    """Everything that the reports show.

    Parameters
    ----------
    before
        The status quo; None where nobody holds or sits in anything today.
    after
        The plan; None for the report of a mere check.
    solution
        How the plan was found; None with ``after``.
    start
        What the search started from: ``status-quo``, ``nothing`` or a file.
    hashes
        (file, SHA-256) of every input file of the portfolio.
    price_overrides
        (term, points) of the prices that are not the portfolio's own.
    timing
        (step, seconds) of the run.
    """

    portfolio: Portfolio
    rulebook: RuleBook
    entitlements: Entitlements
    as_of: date
    version: str
    before: Stage | None = None
    after: Stage | None = None
    solution: Solution | None = None
    start: str = ""
    hashes: tuple[tuple[str, str], ...] = ()
    price_overrides: tuple[tuple[str, float], ...] = ()
    timing: tuple[tuple[str, float], ...] = ()
    warnings: tuple[Fault, ...] = ()

    @property
    def last(self) -> Stage:
        """The plan, or the status quo where there is no plan."""
        stage = self.after or self.before
        if stage is None:
            raise ValueError("a report needs a status quo or a plan")
        return stage

    @property
    def plan(self) -> tuple[Stage, Solution] | None:
        """The plan with how it was found; None for the report of a mere check."""
        if self.after is None or self.solution is None:
            return None
        return self.after, self.solution


def gap_of(total: float, bound: float) -> float:
    """Return (total - bound) / total, never negative; 0 for a plan that costs nothing."""
    return max(0.0, (total - bound) / total) if total > 0 else 0.0
