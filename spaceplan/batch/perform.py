"""One run from its portfolio to its folder, in whatever process: whatever happens, a record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter

from spaceplan import __version__, pipeline
from spaceplan.batch.figures import plan_figures, settings_figures
from spaceplan.batch.plan import Run
from spaceplan.batch.reasons import reason_of
from spaceplan.batch.record import RUN_FILE, Failure, Reason, RunRecord, RunState
from spaceplan.files import FolderWriter, write_atomically
from spaceplan.report import ReportData
from spaceplan.report.summary import versions
from spaceplan.results import json_text

_KIB = 1024


def perform_run(run: Run) -> RunRecord:
    """Run a portfolio and write its folder; return what became of it.

    The record is written last, so that a folder with one that fits is complete.
    """
    begun, clock = now(), perf_counter()
    try:
        with suppress(FileNotFoundError):
            (run.target / RUN_FILE).unlink()
        report = _run_portfolio(run)
        record = _finished(run, report, begun, perf_counter() - clock)
        write_atomically(run.target / RUN_FILE, json_text(record.to_dict()))
    except Exception as error:
        failure, reason, trace = reason_of(error)
        record = replace(
            failed_record(run, failure, reason, begun),
            seconds=perf_counter() - clock,
            memory_mib=most_memory(),
            trace=trace,
        )
        write_failure(run, record)
    return record


def _run_portfolio(run: Run) -> ReportData:
    settings = run.settings
    prepared = pipeline.prepare(run.folder, rule_sets=settings.rule_sets, as_of=settings.as_of)
    if settings.as_of is None and prepared.portfolio.as_of is None:
        prepared = replace(prepared, as_of=run.day)
    return pipeline.run(
        pipeline.with_prices(prepared, dict(settings.prices)),
        start=settings.start,
        options=settings.options(),
        order=settings.order,
        target=run.target,
        language=run.language,
        pictures=run.pictures,
    )


def _finished(run: Run, report: ReportData, begun: str, seconds: float) -> RunRecord:
    figures = settings_figures(run.settings) | plan_figures(report)
    return RunRecord(
        run=run.id,
        portfolio=run.portfolio,
        setting=run.settings.name,
        state=RunState.FINISHED,
        fingerprint=run.fingerprint,
        begun=begun,
        seconds=round(seconds, 3),
        memory_mib=most_memory(),
        figures=tuple(figures.items()),
        inputs=report.hashes,
        rule_sets=tuple((s.name, s.sha256) for s in report.rulebook.sets),
        versions=tuple(versions(__version__).items()),
        files=tuple(sorted(folder_files(run.target))),
    )


def failed_record(run: Run, failure: Failure, reason: Reason, begun: str) -> RunRecord:
    """Return the record of a run without a plan."""
    return RunRecord(
        run=run.id,
        portfolio=run.portfolio,
        setting=run.settings.name,
        state=RunState.FAILED,
        fingerprint=run.fingerprint,
        begun=begun,
        seconds=0.0,
        failure=failure,
        reason=reason,
        figures=tuple(settings_figures(run.settings).items()),
        versions=tuple(versions(__version__).items()),
    )


def write_failure(run: Run, record: RunRecord) -> None:
    """Leave nothing in a run's folder but its record: an old plan would be taken for this one's.

    Where that cannot be written either, the manifest still tells of it.
    """
    with suppress(OSError), FolderWriter(run.target, ours=lambda _: True) as folder:
        folder.write(RUN_FILE, json_text(record.to_dict()))


def folder_files(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield (name, bytes) of what lies in a run's folder, but for its record."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name != RUN_FILE and path.is_file():
            yield name, path.stat().st_size


def now() -> str:
    """Return the time as ISO 8601 with the zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def most_memory() -> float | None:
    """Return the most that this process or one of its children ever took, MiB."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = max(resource.getrusage(whose).ru_maxrss for whose in usage)
    return round(most / (_KIB * _KIB if sys.platform == "darwin" else _KIB), 1)
