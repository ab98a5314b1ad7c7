"""A workbook's sheets as grids of plain text and numbers, merged cells filled, each with its place.

A file that unpacks to more than a form ever holds is refused before it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from spaceplan.errors import Fault, InputError, Severity
from spaceplan.i18n import N_, Message

#: Endings of the workbooks that can be read.
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
_MOST_BYTES = 64 * 1024 * 1024
_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_CELLS = 20_000_000
Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class Grid:
    """One sheet: values row by row."""

    name: str
    rows: tuple[tuple[Value, ...], ...]

    def place(self, row: int, column: int) -> str:
        """Return where a cell is, as people say it: ``Sheet1!C7``."""
        return f"{self.name}!{column_letters(column)}{row + 1}"

    def fault(
        self,
        row: int,
        column: int,
        found: Message,
        expected: Message,
        severity: Severity = Severity.ERROR,
    ) -> Fault:
        """Return a fault at a cell."""
        return Fault(self.place(row, column), None, found, expected, severity)


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Return the sheets of a workbook.

    Raises
    ------
    InputError
        If it is no workbook, or too large.
    """
    _check_size(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return tuple(_grids(book, path))
    except (CalamineError, OSError, ValueError) as error:
        found = Message.of(N_("no readable workbook ({reason})"), reason=str(error)[:200])
        raise _refused(path, found) from error


def _refused(path: Path, found: Message) -> InputError:
    expected = Message.of(N_("an Excel workbook (xlsx, xls) or ods"))
    return InputError([Fault(path.name, None, found, expected)])


def _check_size(path: Path) -> None:
    if path.stat().st_size > _MOST_BYTES:
        raise _refused(path, Message.of(N_("a file over 64 MiB")))
    try:
        with ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile:
        return  # the old binary format
    if unpacked > _MOST_UNPACKED:
        raise _refused(path, Message.of(N_("a workbook that unpacks to more than 1 GiB")))


def _grids(book: CalamineWorkbook, path: Path) -> Iterator[Grid]:
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > _MOST_CELLS:
            raise _refused(path, Message.of(N_("a workbook of more than 20 million cells")))
        rows = [[_value(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            _fill(rows, top, left, bottom, right)
        yield Grid(name, tuple(map(tuple, rows)))


def _value(value: object) -> Value:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str | int | float | date) and value != "":
        return value
    return None


def _fill(rows: list[list[Value]], top: int, left: int, bottom: int, right: int) -> None:
    """Write a merged block's value into all its cells that the sheet has."""
    if top < len(rows) and left < len(rows[top]):
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
