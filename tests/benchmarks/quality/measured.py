"""One measured run: its curve, what it ended with, and what can be read off at any second."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from spaceplan.allocate import AllocateOptions, AllocationResult, Step, allocate_rooms
from spaceplan.check import recompute_objective, verify_allocation
from spaceplan.entitlement import Entitlements, compute_entitlements
from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.model import Allocation, Portfolio
from spaceplan.rules import RuleBook


@dataclass(frozen=True)
class Run:
    """A run of the allocator, or of a peer.

    Parameters
    ----------
    unseated, fewest
        People without a seat at the end, and the proven fewest.
    optimal
        Whether nothing better is possible.
    confirmed
        Whether the independent checker counts the same and finds no broken rule.
    """

    name: str
    seconds: float
    total: float | None
    bound: float
    unseated: int
    fewest: int
    optimal: bool
    confirmed: bool
    steps: tuple[Step, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()

    def first_complete(self) -> float | None:
        """Return after how many seconds as few were unseated as are proven to be."""
        return _first(s.seconds for s in self.steps if s.unseated <= self.fewest)

    def value_at(self, seconds: float) -> float | None:
        """Return the cost of the best complete plan after so many seconds."""
        known = [s for s in self.steps if s.seconds <= seconds and s.unseated <= self.unseated]
        return known[-1].value if known else None

    def bound_at(self, seconds: float) -> float:
        """Return what was proven after so many seconds."""
        return max((s.bound for s in self.steps if s.seconds <= seconds), default=0.0)

    def gap_at(self, seconds: float) -> float | None:
        """Return (value − bound) / value after so many seconds, of complete plans only."""
        value = self.value_at(seconds)
        if value is None:
            return None
        return max(0.0, (value - self.bound_at(seconds)) / value) if value else 0.0

    def seconds_to_gap(self, gap: float) -> float | None:
        """Return when the gap was first no larger."""
        bound = 0.0
        for step in self.steps:
            bound = max(bound, step.bound)
            if step.unseated <= self.unseated and step.value - bound <= gap * step.value:
                return step.seconds
        return None

    def seconds_to_value(self, value: float) -> float | None:
        """Return when a complete plan first cost no more."""
        return _first(
            s.seconds for s in self.steps if s.unseated <= self.unseated and s.value <= value
        )

    def save(self, folder: Path) -> None:
        """Write the run as JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.name}.json").write_text(json.dumps(asdict(self)), encoding="utf-8")


def _first(seconds: Iterable[float]) -> float | None:
    return next(iter(seconds), None)


def load_run(folder: Path, name: str) -> Run | None:
    """Return a saved run; None where there is none."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    data["steps"] = tuple(Step(**step) for step in data["steps"])
    data["terms"] = tuple((name, cost) for name, cost in data["terms"])
    return Run(**data)


@dataclass(frozen=True)
class Subject:
    """A loaded portfolio with graph, rules and entitlements."""

    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements

    @classmethod
    def of(cls, portfolio: Portfolio, rulebook: RuleBook) -> Subject:
        """Build the graph and count entitlements."""
        entitlements = compute_entitlements(portfolio, rulebook)
        return cls(portfolio, build_graph(portfolio), rulebook, entitlements)


def measure(
    name: str, subject: Subject, *, start: Allocation | None, options: AllocateOptions
) -> Run:
    """Run the allocator, have its plan checked, and return the curve."""
    portfolio, graph, rulebook = subject.portfolio, subject.graph, subject.rulebook
    result = allocate_rooms(
        portfolio, graph, rulebook, subject.entitlements, start=start, options=options
    )
    broken = verify_allocation(portfolio, graph, rulebook, result.allocation)
    again = recompute_objective(portfolio, graph, rulebook, subject.entitlements, result.allocation)
    return _run_of(name, result, not broken and abs(again.total - result.objective.total) < 1e-3)


def _run_of(name: str, result: AllocationResult, confirmed: bool) -> Run:
    objective = result.objective
    last = Step(result.seconds, objective.total, result.bound, objective.unseated)
    return Run(
        name=name,
        seconds=result.seconds,
        total=objective.total,
        bound=result.bound,
        unseated=objective.unseated,
        fewest=result.fewest_unseated_bound,
        optimal=result.status == "optimal",
        confirmed=confirmed,
        steps=(*result.trajectory, last),
        terms=tuple((term.name, term.cost) for term in objective.terms),
    )


def peak_gib() -> float:
    """Return the most memory that this process and the largest of its children had, GiB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(one).ru_maxrss for one in who) / 2**20
