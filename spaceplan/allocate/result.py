"""What a run is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from spaceplan.model import Allocation, Objective


class Status(StrEnum):
    """What is known of the plan that is returned."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class Stop(StrEnum):
    """Why the search ended."""

    PROOF = "proof"
    TIME_LIMIT = "time_limit"
    WORK_LIMIT = "work_limit"
    USER = "user"
    FAULT = "fault"


@dataclass(frozen=True)
class AllocateOptions:
    """How long and with what to search.

    Parameters
    ----------
    time_limit
        Seconds from the call on a loaded portfolio and graph, model building included.
    work_limit
        Deterministic units of work, about a second of one core each: with one worker and a seed
        the allocation repeats to the byte, as long as the time limit does not come first.
    workers
        Cores to use.
    """

    time_limit: float = 60.0
    work_limit: float | None = None
    seed: int = 0
    workers: int = 2

    def __post_init__(self) -> None:
        """Refuse limits that mean nothing."""
        if not (isfinite(self.time_limit) and self.time_limit >= 0):
            raise ValueError("time_limit must be a number of seconds, 0 or more")
        if self.work_limit is not None and not (isfinite(self.work_limit) and self.work_limit >= 0):
            raise ValueError("work_limit must be 0 or more")
        if self.workers < 1:
            raise ValueError("workers must be 1 or more")


@dataclass(frozen=True)
class Step:
    """One point of the curve of a run: after these seconds, best plan, bound, people unseated."""

    seconds: float
    value: float
    bound: float
    unseated: int


@dataclass(frozen=True)
class Level:
    """One level of an order: what the plan has there, and what no plan can have less of.

    Parameters
    ----------
    term
        A term, or ``scatter`` for its four parts; empty for all the rest together.
    value
        Quantity of the term; points for ``scatter`` and for the rest.
    bound
        No plan that is no worse at the levels before has less.
    """

    term: str
    value: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether nothing less is possible at this level."""
        return self.bound >= self.value - 1e-5


@dataclass(frozen=True)
class AllocationResult:
    """The best plan of a run, and what is proven about it.

    Parameters
    ----------
    bound
        No plan with the fewest unseated has priced terms that cost less, points.
    bound_ignores
        Terms that the bound takes as 0.
    bound_method
        How the bound was proven, in words.
    fewest_unseated_bound
        No plan leaves fewer people unseated.
    structural_excess_m2
        No plan with the fewest unseated has less Σ excess.
    structural_by_department
        (department, m²): no plan that lets it choose first gives it less excess.
    storeys_needed
        Σ over departments of the fewest storeys that could seat it alone.
    fault
        What went wrong in the solver, empty where nothing did; then the plan is the best until
        then, and whatever is said of it holds all the same.
    levels
        What was reached in the order asked for; none where no order was.
    seconds, work
        Wall-clock time, and deterministic units of work.
    """

    allocation: Allocation
    objective: Objective
    status: Status
    stopped: Stop
    bound: float
    bound_ignores: tuple[str, ...]
    bound_method: str
    fewest_unseated_bound: int
    structural_excess_m2: float
    storeys_needed: int
    seconds: float
    work: float
    trajectory: tuple[Step, ...]
    seed: int
    workers: int
    fault: str = ""
    structural_by_department: tuple[tuple[str, float], ...] = ()
    levels: tuple[Level, ...] = ()

    @property
    def gap(self) -> float:
        """(total − bound) / total, 0 where the total is 0."""
        total = self.objective.total
        return max(0.0, (total - self.bound) / total) if total else 0.0
