"""The runner: what is not finished goes to the executor; what comes back is kept, then compared.

It knows nothing of how tasks are carried out: see ``executor``.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from spaceplan.batch.estimate import TimeLeft
from spaceplan.batch.executor import Done, Executor, Lost, Started
from spaceplan.batch.manifest import (
    alone_in,
    clear_remains,
    finished_record,
    manifest_dict,
    write_manifest,
)
from spaceplan.batch.outcome import write_outcome
from spaceplan.batch.perform import failed_record, now, perform_run, write_failure
from spaceplan.batch.plan import BatchPlan, Run
from spaceplan.batch.reasons import lost
from spaceplan.batch.record import RunRecord, RunState

#: Seconds between two manifests: what is finished is told by the folders of the runs anyhow.
_BETWEEN = 2.0


class BatchProgress(Protocol):
    """Who watches a batch; every method returns at once."""

    def begin(self, runs: int, kept: int) -> None:
        """Take note of how many runs there are, and how many are finished already."""

    def started(self, run: Run) -> None:
        """Take note that a run began."""

    def ended(self, record: RunRecord, seconds_left: float) -> None:
        """Take note that a run ended; all others will in so many seconds."""

    def stopped(self) -> bool:
        """Return True once no further run is to be begun."""


@dataclass(frozen=True)
class BatchResult:
    """What became of the runs of a batch.

    Parameters
    ----------
    records
        Of the runs that ended, in the order of the plan.
    repeated
        How many of them were run now, and not found finished.
    waiting
        Ids of the runs that were not begun, because somebody stopped the batch.
    """

    records: tuple[RunRecord, ...]
    repeated: int
    waiting: tuple[str, ...]


def run_batch(
    plan: BatchPlan,
    executor: Executor,
    *,
    resume: bool,
    progress: BatchProgress,
    parquet: bool = True,
) -> BatchResult:
    """Run all runs of a plan, write their folders, the manifest, the tables and the figure.

    Parameters
    ----------
    resume
        Leave out what is finished; else everything is run again.
    parquet
        Whether to write a Parquet table as well.

    Raises
    ------
    InputError
        If another batch is at work in the folder.
    """
    with alone_in(plan.folder):
        clear_remains(plan)
        course = _Course(plan, executor, resume, progress)
        try:
            course.follow()
        finally:
            course.write_manifest(ended=now())
        result = course.result()
        write_outcome(plan, result.records, parquet=parquet)
    return result


class _Course:
    """The course of one batch."""

    def __init__(
        self, plan: BatchPlan, executor: Executor, resume: bool, progress: BatchProgress
    ) -> None:
        self.plan = plan
        self.executor = executor
        self.progress = progress
        found = [finished_record(run) for run in plan.runs] if resume else []
        self.records = {record.run: record for record in found if record is not None}
        self.todo = [run for run in plan.runs if run.id not in self.records]
        self.kept = len(self.records)
        self.time = TimeLeft(executor.jobs)
        self.begun = now()
        self.next_manifest = 0.0

    def follow(self) -> None:
        """Have everything done that is to be done."""
        self.progress.begin(len(self.plan.runs), self.kept)
        self.write_manifest()
        events = self.executor.execute(perform_run, self.todo, self.progress.stopped)
        with closing(events):  # whatever happens here, no process is left at work
            for event in events:
                self._hear(self.todo[event.index], event)

    def _hear(self, run: Run, event: Started | Done[RunRecord] | Lost) -> None:
        if isinstance(event, Started):
            self.time.begin(run, monotonic())
            self.progress.started(run)
        elif isinstance(event, Done):
            self._take(run, event.result)
        else:
            self._take(run, _given_up(run, event))

    def _take(self, run: Run, record: RunRecord) -> None:
        self.records[run.id] = record
        if record.state == RunState.FINISHED:  # what fails does so at once
            self.time.end(run, record.seconds)
        if monotonic() >= self.next_manifest:
            self.write_manifest()
            self.next_manifest = monotonic() + _BETWEEN
        open_runs = [run for run in self.todo if run.id not in self.records]
        self.progress.ended(record, self.time.left(open_runs, monotonic()))

    def write_manifest(self, ended: str | None = None) -> None:
        """Write what is known by now."""
        content = manifest_dict(self.plan, self.records, begun=self.begun, ended=ended)
        write_manifest(self.plan, content)

    def result(self) -> BatchResult:
        """Return what became of all runs."""
        runs = self.plan.runs
        return BatchResult(
            records=tuple(self.records[run.id] for run in runs if run.id in self.records),
            repeated=len(self.records) - self.kept,
            waiting=tuple(run.id for run in runs if run.id not in self.records),
        )


def _given_up(run: Run, event: Lost) -> RunRecord:
    failure, reason = lost(event.how, event.attempts)
    record = failed_record(run, failure, reason, now())
    write_failure(run, record)
    return record
