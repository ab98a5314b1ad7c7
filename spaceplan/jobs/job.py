"""A job as somebody sees it who only looks into its folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from spaceplan.jobs.request import Request


class JobState(StrEnum):
    """How far a job is. A cancelled one may have a plan all the same: the best until then."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self not in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class JobProgress:
    """How a job goes: its step, and of a search the best plan so far.

    Parameters
    ----------
    step, trying
        What is being done and what is being tried, in words.
    done, total
        How much of the step; total 0: its length is unknown.
    value, bound
        Total of the best plan and what no plan can beat, points; None: none yet. Where terms have
        an order, the quantity of the ``level``.
    level
        The term of an order that is worked on, empty for all the rest; None: without an order.
    unseated
        Persons without a seat in the best plan.
    broken
        How far hard wishes are from being kept; 0: the plan keeps them all.
    seconds
        When the plan was found, seconds from the start of the search.
    until
        When the time limit ends the search; None: not known.
    heartbeat
        When the job's process last said that it is there.
    """

    step: str = ""
    done: int = 0
    total: int = 0
    value: float | None = None
    bound: float | None = None
    level: str | None = None
    unseated: int | None = None
    broken: int = 0
    seconds: float = 0.0
    trying: str = ""
    until: datetime | None = None
    heartbeat: datetime | None = None


@dataclass(frozen=True)
class CurvePoint:
    """One point of a search's curve: seconds from its start, points, persons without a seat.

    In an order value and bound are those of the ``level``: not to be compared with other levels.
    """

    seconds: float
    value: float
    bound: float | None
    unseated: int
    level: str | None = None


@dataclass(frozen=True)
class Job:
    """A job: what was asked by whom, how far it is, and why it failed if it did.

    Parameters
    ----------
    errors
        What went wrong, in words that can be shown in both languages.
    asked_to_stop
        Somebody asked it to end with the best so far.
    """

    id: str
    folder: Path
    request: Request
    who: str
    state: JobState
    created: datetime
    started: datetime | None
    ended: datetime | None
    errors: tuple[str, ...]
    asked_to_stop: bool
    progress: JobProgress
