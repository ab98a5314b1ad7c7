"""The table of key figures, a line a run, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.batch.columns import COLUMNS, Column
from spaceplan.batch.record import Figure, RunRecord, RunState
from spaceplan.i18n import N_, translator
from spaceplan.report.safe import csv_text
from spaceplan.report.tables import BOM

STATES = {RunState.FINISHED: N_("finished"), RunState.FAILED: N_("failed")}


def cell(record: RunRecord, column: Column, language: str) -> Figure:
    """Return what stands in a column for a run; None where it is not known."""
    match column.key:
        case "run" | "portfolio" | "setting" | "fingerprint":
            return str(getattr(record, column.key))
        case "state":
            return translator(language)(STATES[record.state])
        case "reason":
            return record.reason.text(language) if record.reason else ""
        case "seconds":
            return round(record.seconds, 3)
        case "memory_mib":
            return record.memory_mib
    return record.figure(column.key)


def rows(records: Sequence[RunRecord], language: str) -> Iterator[tuple[Figure, ...]]:
    """Yield a line a run, in the order of ``COLUMNS``."""
    for record in records:
        yield tuple(cell(record, column, language) for column in COLUMNS)


def runs_csv(records: Sequence[RunRecord], language: str) -> str:
    """Return the table as CSV with the keys as headings, for programs and for Excel."""
    texts = ([_text(figure) for figure in row] for row in rows(records, language))
    return BOM + csv_text([column.key for column in COLUMNS], texts)


def _text(figure: Figure) -> str:
    """Return a figure as text, the lines of a reason in one: cells of CSV have no lines."""
    return "" if figure is None else " | ".join(str(figure).split("\n"))
