"""What a batch leaves behind beside its runs, and what it comes to as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from spaceplan.batch.manifest import FIGURES, TABLE_CSV, TABLE_PARQUET, TABLE_XLSX
from spaceplan.batch.parquet import runs_parquet
from spaceplan.batch.plan import BatchPlan
from spaceplan.batch.record import Failure, RunRecord, RunState
from spaceplan.batch.tables import runs_csv
from spaceplan.batch.workbook import runs_xlsx
from spaceplan.check import SEVERITIES
from spaceplan.files import write_atomically


class Verdict(Enum):
    """What a run, or a batch, comes to."""

    CLEAN = "clean"
    FINDINGS = "findings"
    CONFLICT = "conflict"
    FAILED = "failed"
    MISTAKE = "mistake"


#: The gravest first: what a batch is called where its runs differ.
_GRAVEST = (
    Verdict.MISTAKE,
    Verdict.FAILED,
    Verdict.CONFLICT,
    Verdict.FINDINGS,
    Verdict.CLEAN,
)


def verdict_on(record: RunRecord, fail_on: str) -> Verdict:
    """Return what a run comes to; findings count from a severity on, people unseated always."""
    if record.state == RunState.FAILED:
        kinds = {Failure.MISTAKE: Verdict.MISTAKE, Failure.CONFLICT: Verdict.CONFLICT}
        return kinds.get(record.failure or Failure.SYSTEM, Verdict.FAILED)
    if record.number("required_blocked"):
        return Verdict.FAILED
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    keys = ("unseated", *(f"findings_{severity}" for severity in counted))
    return Verdict.FINDINGS if any(record.number(key) for key in keys) else Verdict.CLEAN


def verdict_on_all(records: Sequence[RunRecord], fail_on: str) -> Verdict:
    """Return the gravest of what the runs come to."""
    verdicts = {verdict_on(record, fail_on) for record in records}
    return next((verdict for verdict in _GRAVEST if verdict in verdicts), Verdict.CLEAN)


def write_outcome(plan: BatchPlan, records: Sequence[RunRecord], *, parquet: bool) -> None:
    """Write the tables and the figure of comparison, each whole or not at all."""
    from spaceplan.batch.comparison import compare_portfolios
    from spaceplan.plot import plot_comparison, save_figure  # loads matplotlib

    write_atomically(plan.folder / TABLE_CSV, runs_csv(records, plan.language))
    write_atomically(plan.folder / TABLE_XLSX, runs_xlsx(plan, records, plan.language))
    if parquet:
        write_atomically(plan.folder / TABLE_PARQUET, runs_parquet(records))
    else:
        (plan.folder / TABLE_PARQUET).unlink(missing_ok=True)
    if panels := compare_portfolios(plan, records):
        figure = plot_comparison(panels, language=plan.language).get_figure(root=True)
        assert figure is not None
        for name in FIGURES:
            save_figure(figure, plan.folder / name)
