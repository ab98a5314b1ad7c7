"""Writes down how a job goes: a thread of its own, so that the work never waits for the disk."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Lock, Thread

from spaceplan.allocate import AllocationResult
from spaceplan.files.allocation import ALLOCATION, SEATS
from spaceplan.files.atomic import FolderWriter
from spaceplan.jobs.folder import BEST, STOP, append_curve, write_progress
from spaceplan.jobs.job import CurvePoint, JobProgress
from spaceplan.store import PlanFiles

#: Seconds between two looks, between two signs of life, between two plans.
_TICK, _HEARTBEAT, _PLANS = 0.25, 1.0, 2.0


class Scribe:
    """The ``Progress`` of a job; see there.

    Parameters
    ----------
    folder
        The job's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._progress = JobProgress()
        self._point: CurvePoint | None = None
        self._best: AllocationResult | None = None
        self._tables: Callable[[AllocationResult], PlanFiles] | None = None
        self._asked_to_stop = False
        self._end = Event()
        self._next_heartbeat = self._next_plan = 0.0
        self._written: JobProgress | None = None

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Take note of a step."""
        with self._lock:
            self._progress = replace(self._progress, step=name, done=done, total=total)

    def plan(
        self,
        value: float,
        bound: float | None,
        unseated: int,
        seconds: float,
        broken: int = 0,
        level: str | None = None,
    ) -> None:
        """Take note of a better plan or bound."""
        with self._lock:
            self._progress = replace(
                self._progress,
                value=value,
                bound=bound,
                level=level,
                unseated=unseated,
                broken=broken,
                seconds=seconds,
            )
            self._point = CurvePoint(seconds, value, bound, unseated, level)

    def trying(self, what: str, seconds_left: float) -> None:
        """Take note of what is being tried."""
        until = datetime.now(UTC) + timedelta(seconds=seconds_left)
        with self._lock:
            self._progress = replace(self._progress, trying=what, until=until)

    def stopped(self) -> bool:
        """Return whether somebody asked to stop."""
        return self._asked_to_stop

    def keep(self, result: AllocationResult) -> None:
        """Take note of the best plan so far."""
        with self._lock:
            self._best = result

    def write_plans_as(self, tables: Callable[[AllocationResult], PlanFiles]) -> None:
        """Say how a plan becomes tables; before that none is written."""
        self._tables = tables

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write while the block runs, and all that is left at its end.

        The machine's wish that we end is a wish to stop.
        """
        signal.signal(signal.SIGTERM, lambda *_: self._ask_to_stop())
        thread = Thread(target=self._run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._end.set()
            thread.join()
            self._write(last=True)

    def _ask_to_stop(self) -> None:
        self._asked_to_stop = True

    def _run(self) -> None:
        while not self._end.wait(_TICK):
            with suppress(OSError):  # a full disk does not end a search
                self._write()

    def _write(self, last: bool = False) -> None:
        now = time.monotonic()
        self._asked_to_stop = self._asked_to_stop or (self._folder / STOP).exists()
        with self._lock:
            progress, point, self._point = self._progress, self._point, None
            best = self._best if last or now >= self._next_plan else None
            if best is not None:
                self._best = None
        if point is not None:
            append_curve(self._folder, [point])
        if progress is not self._written or now >= self._next_heartbeat:
            self._next_heartbeat = now + _HEARTBEAT
            self._written = progress
            beat = datetime.now(UTC)
            write_progress(self._folder, replace(progress, heartbeat=beat))
        if best is not None and self._tables is not None:
            self._write_best(self._tables(best))
            self._next_plan = time.monotonic() + _PLANS

    def _write_best(self, plan: PlanFiles) -> None:
        with FolderWriter(self._folder / BEST, ours=lambda _: True) as folder:
            folder.write(ALLOCATION, plan.allocation)
            if plan.people is not None:
                folder.write(SEATS, plan.people)
