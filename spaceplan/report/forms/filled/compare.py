"""A filled sheet compared, cell by cell, with the one that the portfolio would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spaceplan.errors import Fault, Severity
from spaceplan.files.nearest import nearest
from spaceplan.formats.xlsx.columns import Column
from spaceplan.formats.xlsx.tables import Line
from spaceplan.formats.xlsx.values import number_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Name
from spaceplan.report.forms.filled.cells import (
    differing,
    heading_of,
    is_number,
    told,
    told_number,
    unreadable,
)
from spaceplan.report.forms.filled.labels import named
from spaceplan.report.forms.filled.match import Filled
from spaceplan.report.forms.sheet import Row, RowKind
from spaceplan.units import to_dm2

#: Texts that a form says in other words than ours, or that a portfolio has no place for.
_NOT_COMPARED = frozenset(
    {"remark", "lent", "people", "plan", "cad", "rent", "place", "parent", "org_code", "uscc"}
)
_LISTED = 10


@dataclass(frozen=True)
class Compared:
    """What a sheet says otherwise than the portfolio.

    Parameters
    ----------
    cells
        How many cells were compared.
    differing
        Those that differ, and lines and columns that only one of the two has; warnings.
    faulty
        Cells that cannot be read; errors.
    """

    cells: int
    differing: tuple[Fault, ...]
    faulty: tuple[Fault, ...]


def compare_sheet(filled: Filled) -> Compared:
    """Compare all cells but remarks, the lines, the columns, and the last sum with its lines."""
    found = [*_cells(filled), *_sums(filled)]
    faults = [fault for fault in found if fault is not None]
    faulty = tuple(fault for fault in faults if fault.severity is Severity.ERROR)
    warnings = (fault for fault in faults if fault.severity is not Severity.ERROR)
    return Compared(
        len(found), (*warnings, *_unknown(filled), *_columns(filled), *_missing(filled)), faulty
    )


def _cells(filled: Filled) -> Iterator[Fault | None]:
    """Yield a fault for each cell that differs or cannot be read, None for each that agrees."""
    compared = [column for column in filled.own.columns if _is_compared(filled, column)]
    for line, i in filled.pairs:
        about = named(line, filled.keys.labels)
        for column in compared:
            if i is None:
                if (fault := unreadable(line, column)) is not None:
                    yield fault
            elif not filled.is_repeated(i, column.key):
                ours = filled.own.rows[i].cells[filled.own.index(column.key)]
                yield differing(line, column, ours, about)


def _is_compared(filled: Filled, column: Column) -> bool:
    if column.extra or column.key == "seq" or column.key in filled.keys.labels:
        return False
    if column.kind == "text" and column.key in _NOT_COMPARED:
        return False
    return column.key in filled.table.columns


def _unknown(filled: Filled) -> Iterator[Fault]:
    """Yield the lines that the portfolio's own form does not have."""
    labels = [key for key in filled.keys.labels if key in filled.table.columns]
    for line, i in filled.pairs:
        if i is None and labels:
            close = nearest(line.text(labels[-1]), filled.keys.known(labels[-1]))
            found = Message.of(N_("a line of '{row}'"), row=named(line, labels))
            expected = (
                Message.of(N_("a line that the portfolio's form has, as of '{row}'"), row=close)
                if close
                else Message.of(N_("a line that the portfolio's form has"))
            )
            where = line.columns[labels[-1]]
            yield line.grid.fault(line.row, where, found, expected, Severity.WARNING)


def _columns(filled: Filled) -> Iterator[Fault]:
    """Yield one note on the columns that are not there."""
    there = filled.table.columns
    columns = [c for c in filled.own.columns if not c.extra and c.key not in there]
    if columns:
        listed = "、".join(heading_of(column).zh for column in columns[:_LISTED])
        text = N_("{n} columns of the form not there ({names})")
        found = Message.of(text, n=len(columns), names=listed)
        expected = Message.of(N_("all its headings; what is not there was not compared"))
        grid, first = filled.table.grid, filled.table.first
        yield grid.fault(first - 1, 0, found, expected, Severity.WARNING)


def _missing(filled: Filled) -> Iterator[Fault]:
    """Yield one note on our lines that are not there."""
    if filled.missing:
        listed = "、".join(_about(row, filled) for row in filled.missing[:_LISTED])
        text = N_("{n} lines of the portfolio not there ({names})")
        found = Message.of(text, n=len(filled.missing), names=listed)
        expected = Message.of(N_("all its lines; what is not there was not compared"))
        grid, first = filled.table.grid, filled.table.first
        yield grid.fault(first, 0, found, expected, Severity.WARNING)


def _about(row: Row, filled: Filled) -> str:
    cells = (row.cells[filled.own.index(key)] for key in filled.keys.labels)
    texts = (cell.text("zh") if isinstance(cell, Name) else cell for cell in cells)
    return " / ".join(str(text) for text in texts if text)


def _sums(filled: Filled) -> Iterator[Fault | None]:
    """Yield whether the last sum is that of the lines above, in columns that our form sums up."""
    totals = [row for row in filled.own.rows if row.kind is RowKind.TOTAL]
    sums = list(filled.table.sums())
    for column in filled.own.columns if totals and sums else ():
        total = totals[-1].cells[filled.own.index(column.key)]
        if _is_compared(filled, column) and total == filled.own.total(column.key):
            yield _sum(filled, column, sums[-1])


def _sum(filled: Filled, column: Column, line: Line) -> Fault | None:
    value = line.value(column.key)
    stated = None if value is None else number_of(value)
    summed = _summed(filled, column)
    if stated is None or is_number(stated, summed, column.kind):
        return None
    found = Message.of(
        N_("sum of {heading} '{value}'"),
        heading=heading_of(column),
        value=told_number(stated, column),
    )
    text = N_("'{value}', the sum of the lines above")
    expected = Message.of(text, value=told(summed, column))
    return line.grid.fault(line.row, line.columns[column.key], found, expected, Severity.WARNING)


def _summed(filled: Filled, column: Column) -> int:
    """Return the sum of a column over the lines of a filled sheet, areas in whole dm²."""
    total = 0
    for line, i in filled.pairs:
        if i is not None and (_is_sum(filled, i) or filled.is_repeated(i, column.key)):
            continue
        value = line.value(column.key)
        number = number_of(value) if value is not None else None
        if number is not None:
            total += to_dm2(number) if column.kind == "area" else round(number)
    return total


def _is_sum(filled: Filled, row: int) -> bool:
    return filled.own.rows[row].kind is not RowKind.LINE
