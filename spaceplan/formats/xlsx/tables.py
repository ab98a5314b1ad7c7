"""Tables on sheets: where the headings are, which column is which, and the lines below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spaceplan.formats.xlsx.columns import Column
from spaceplan.formats.xlsx.grid import Grid, Value
from spaceplan.formats.xlsx.values import folded, is_ditto, is_sum, plain
from spaceplan.model.common import Name

#: Rows in which headings may begin: above them are title, unit of measure, who filled it in.
DEEPEST = 15
_LONGEST_DITTO = 8


@dataclass(frozen=True)
class Line:
    """One line of a table: values by key, each with its cell."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    above: Line | None = field(default=None, compare=False, repr=False)

    def value(self, key: str) -> Value:
        """Return a cell, a ditto mark replaced by what stands above; None without the column."""
        column, line = self.columns.get(key), self
        if column is None:
            return None
        value = self._own(column)
        while isinstance(value, str) and len(value) <= _LONGEST_DITTO and is_ditto(plain(value)):
            if line.above is None:
                return None
            line = line.above
            value = line._own(column)
        return value

    def _own(self, column: int) -> Value:
        row = self.grid.rows[self.row]
        return row[column] if column < len(row) else None

    def text(self, key: str) -> str:
        """Return a cell as plain text."""
        return plain(self.value(key))

    def column(self, *keys: str) -> int:
        """Return the first of some columns that the table has, for the place of a fault."""
        return next((self.columns[key] for key in keys if key in self.columns), 0)


@dataclass(frozen=True)
class Table:
    """A table found on a sheet: its columns by key, and the row below its headings."""

    grid: Grid
    columns: Mapping[str, int]
    first: int

    def lines(self) -> Iterator[Line]:
        """Yield the lines that say something: no sums, notes, empty rows or headings again."""
        above: Line | None = None
        heading = self.grid.rows[self.first - 1]
        for number in range(self.first, len(self.grid.rows)):
            row = self.grid.rows[number]
            filled = [value for value in row if value is not None]
            if not filled or row == heading or self._is_sum(row) or _is_note(row):
                continue
            above = Line(self.grid, number, self.columns, above)
            yield above

    def sums(self) -> Iterator[Line]:
        """Yield the rows of sums, the last one being that of all lines."""
        for number in range(self.first, len(self.grid.rows)):
            if self._is_sum(self.grid.rows[number]):
                yield Line(self.grid, number, self.columns)

    def _is_sum(self, row: tuple[Value, ...]) -> bool:
        """Return whether a row is a sum: it says so in one of its first texts."""
        texts = [plain(value) for value in row if isinstance(value, str)]
        return any(is_sum(text) for text in texts[:3])


def _is_note(row: tuple[Value, ...]) -> bool:
    """Return whether only the first cell is filled, or one text was merged over the row."""
    texts = {value for value in row if value is not None}
    return len(texts) == 1 and row[0] is not None and isinstance(row[0], str)


def find_table(grid: Grid, columns: Iterable[Column], needed: frozenset[str]) -> Table | None:
    """Return the table on a sheet whose headings hold all needed columns; None without one.

    Headings may take one row or two, the upper one shared by neighbours: of all rows that may be
    meant those with the most known columns are, and of equal ones the lower.
    """
    known = tuple(columns)
    best: Table | None = None
    for top in range(min(DEEPEST, len(grid.rows))):
        for height in (1, 2):
            if top + height > len(grid.rows):
                continue
            found = Table(grid, _match(grid, top, height, known), top + height)
            if needed <= set(found.columns) and (best is None or _rank(found) >= _rank(best)):
                best = found
    return best


def _rank(table: Table) -> tuple[int, int]:
    return len(table.columns), table.first


def _match(grid: Grid, top: int, height: int, known: tuple[Column, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    spelled = [
        (column.key, _spellings(column.heading), _spellings(column.group)) for column in known
    ]
    last_group = ""
    for x, low in enumerate(grid.rows[top + height - 1]):
        upper = grid.rows[top][x] if height == 2 and x < len(grid.rows[top]) else None
        last_group = _heading(upper) or last_group
        low_text = _heading(low)
        for key, names, groups in spelled:
            grouped = not groups or height == 1 or last_group in groups
            alone = low_text in names and grouped
            tall = not low_text and _heading(upper) in names and not groups
            if (alone or tall) and key not in found:
                found[key] = x
                break
    return found


@lru_cache(maxsize=4096)
def _spellings(name: Name) -> frozenset[str]:
    return frozenset(folded(text) for text in (name.zh, name.en) if text)


def _heading(value: Value) -> str:
    """Return a heading for comparison: its Chinese line where it stands in both languages."""
    return folded(str(value).split("\n")[0]) if isinstance(value, str) else ""
