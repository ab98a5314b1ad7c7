"""A form as pure data: sheets of rows under prescribed headings; nothing here knows Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spaceplan.formats.xlsx.columns import Column
from spaceplan.i18n import Message
from spaceplan.model import Name

#: Text, a name in both languages, a whole number, whole dm² in an area column, a decimal, a day.
Cell = str | Name | int | float | date | None


class RowKind(StrEnum):
    """What a row is: a line of its own, or a sum of those above it."""

    LINE = "line"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """One row: a cell a column."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.LINE


@dataclass(frozen=True)
class Sheet:
    """One sheet of a form.

    Parameters
    ----------
    name
        What the tab says.
    merged
        (first row, last row, column): cells of neighbouring rows that are one.
    derived
        Keys of columns that hold built area computed from usable area through K.
    notes
        Below the table.
    """

    name: Name
    title: Name
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Message, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    derived: frozenset[str] = frozenset()

    def index(self, key: str) -> int:
        """Return where a column stands; raises KeyError."""
        for i, column in enumerate(self.columns):
            if column.key == key:
                return i
        raise KeyError(key)

    def total(self, key: str) -> int:
        """Return the sum of a column over all lines, sums among the rows left out."""
        i = self.index(key)
        cells = (row.cells[i] for row in self.rows if row.kind is RowKind.LINE)
        return sum(cell for cell in cells if isinstance(cell, int))


@dataclass(frozen=True)
class Form:
    """One workbook: the stem of its file name, and its sheets."""

    key: str
    file: str
    title: Name
    sheets: tuple[Sheet, ...]
    not_filled: tuple[Name, ...] = ()


def row_of(
    columns: tuple[Column, ...], cells: Mapping[str, Cell], kind: RowKind = RowKind.LINE
) -> Row:
    """Return a row from cells by key; columns without one stay empty.

    Raises
    ------
    KeyError
        For a cell of no column.
    """
    known = {column.key for column in columns}
    if strange := [key for key in cells if key not in known]:
        raise KeyError(f"no column {strange}")
    return Row(tuple(cells.get(column.key) for column in columns), kind)


def sum_row(
    columns: tuple[Column, ...],
    rows: Iterable[Row],
    label: Mapping[str, Cell],
    *,
    kind: RowKind = RowKind.TOTAL,
    unsummed: frozenset[str] = frozenset({"seq"}),
) -> Row:
    """Return the sum of some lines: areas and whole numbers, a column without any stays empty."""
    lines = [row for row in rows if row.kind is RowKind.LINE]
    cells: dict[str, Cell] = {}
    for i, column in enumerate(columns):
        if column.kind in ("area", "number") and column.key not in unsummed:
            stated = [cell for row in lines if isinstance(cell := row.cells[i], int)]
            cells[column.key] = sum(stated) if stated else None
    return row_of(columns, {**cells, **label}, kind)
