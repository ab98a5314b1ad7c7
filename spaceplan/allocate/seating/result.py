"""What a run of the seating solver is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from spaceplan.allocate.result import Status, Stop


@dataclass(frozen=True)
class SeatingOptions:
    """How long and with what to search.

    Parameters
    ----------
    time_limit
        Seconds from the call, model building included.
    work_limit
        Deterministic units of work, about a second of one core each: with one worker and a seed
        the answer repeats, as long as the time limit does not come first.
    workers
        Cores to use: with two or more, the bound is proven beside the search.
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
class SeatingStep:
    """One point of the curve of a run: after these seconds, best cost (points) and bound."""

    seconds: float
    cost: float
    bound: float
    hard_broken: int


@dataclass(frozen=True)
class SeatingResult:
    """The best seating of a run, and what is proven about it.

    Parameters
    ----------
    assignment
        Room index of each entity.
    cost
        ``misuse`` + ``soft``, points.
    bound
        No seating that keeps all hard constraints costs less, points.
    hard_broken
        How many hard constraints (head counts of rooms among them) the seating breaks: more than 0
        only where the run found none that keeps them all, and could not prove that none exists.
    seconds, work
        Wall-clock time, and deterministic units of work.
    fault
        What ended a part of the search early, a message; empty if nothing did.
    """

    assignment: tuple[int, ...]
    cost: float
    bound: float
    misuse: float
    soft: float
    hard_broken: int
    status: Status
    stopped: Stop
    seconds: float
    work: float
    trajectory: tuple[SeatingStep, ...]
    seed: int
    workers: int
    fault: str = ""

    @property
    def proven(self) -> bool:
        """Whether no better seating exists."""
        return self.status == Status.OPTIMAL

    @property
    def gap(self) -> float:
        """(cost − bound) / cost, 0 where the cost is 0."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0
