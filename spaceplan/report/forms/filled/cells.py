"""One cell that somebody filled in, held against ours."""

from __future__ import annotations

from datetime import date

from spaceplan.errors import Fault, Severity
from spaceplan.formats.xlsx.columns import Column
from spaceplan.formats.xlsx.tables import Line
from spaceplan.formats.xlsx.values import day_of, folded, number_of
from spaceplan.i18n import N_, Message, Named
from spaceplan.model import Name
from spaceplan.report.forms.filled.labels import spelled
from spaceplan.report.forms.sheet import Cell
from spaceplan.units import to_dm2

NUMBERS = ("area", "number", "ratio")
#: Ratios are printed with up to four decimals.
_SAME_RATIO = 0.00006


def differing(line: Line, column: Column, ours: Cell, about: str) -> Fault | None:
    """Return how a cell differs from ours or why it cannot be read (an error); None if it agrees.

    Text that is not filled in agrees; a number that is not filled in is 0.

    Parameters
    ----------
    about
        What the line is about.
    """
    value = line.value(column.key)
    number = 0.0 if value is None else number_of(value)
    if column.kind not in NUMBERS:
        return None if _is_text(line, column, ours) else _difference(line, column, ours, about)
    if number is None:
        return unreadable(line, column)
    agrees = is_number(number, ours, column.kind)
    return None if agrees else _difference(line, column, ours, about)


def _is_text(line: Line, column: Column, ours: Cell) -> bool:
    value = line.value(column.key)
    if value is None:
        return True
    if column.kind == "date":
        return day_of(value) == ours
    return folded(line.text(column.key)) in spelled(ours)


def unreadable(line: Line, column: Column) -> Fault | None:
    """Return the fault of a cell that should hold a number and does not; None if it does."""
    value = line.value(column.key)
    if column.kind not in NUMBERS or value is None or number_of(value) is not None:
        return None
    found = Message.of(N_("'{value}'"), value=line.text(column.key))
    area = column.kind == "area"
    expected = Message.of(N_("an area in m²") if area else N_("a number"))
    return line.grid.fault(line.row, line.columns[column.key], found, expected)


def is_number(number: float, ours: Cell, kind: str) -> bool:
    """Return whether a number on a sheet is ours: areas to 0.01 m²."""
    known = ours if isinstance(ours, int | float) else 0
    if kind == "area":
        return to_dm2(number) == known
    return abs(number - known) <= (_SAME_RATIO if kind == "ratio" else 0)


def heading_of(column: Column) -> Named:
    """Return a column's heading for messages, the one above it first."""
    names = [name for name in (column.group, column.heading) if name.zh or name.en]
    return Named.of("·".join(n.text("zh") for n in names), ", ".join(n.text("en") for n in names))


def told(cell: Cell, column: Column) -> str:
    """Return one of our cells for messages: areas with their unit."""
    if isinstance(cell, Name):
        return Named.of(cell.text("zh"), cell.text("en"))
    if isinstance(cell, date):
        return cell.isoformat()
    if column.kind == "area" and isinstance(cell, int):
        return f"{cell / 100:,.2f} m²"
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def told_number(number: float, column: Column) -> str:
    """Return a number of a sheet for messages."""
    return told(to_dm2(number) if column.kind == "area" else number, column)


def _difference(line: Line, column: Column, ours: Cell, about: str) -> Fault:
    value, heading = line.value(column.key), heading_of(column)
    number = number_of(value) if value is not None and column.kind in NUMBERS else None
    stated = line.text(column.key) if number is None else told_number(number, column)
    if about:
        text, values = N_("{heading} '{value}' of '{row}'"), {"row": about}
    else:
        text, values = N_("{heading} '{value}'"), {}
    found = Message.of(text, heading=heading, value=stated, **values)
    expected = (
        Message.of(N_("nothing: the portfolio does not hold it, and it was not taken over"))
        if ours is None
        else Message.of(N_("'{value}', as the portfolio has it"), value=told(ours, column))
    )
    where = line.columns[column.key]
    return line.grid.fault(line.row, where, found, expected, Severity.WARNING)
