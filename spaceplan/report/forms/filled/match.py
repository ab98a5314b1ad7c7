"""Which sheet of ours somebody filled in, and which of its lines is which of our rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spaceplan.formats.xlsx.grid import Grid
from spaceplan.formats.xlsx.tables import DEEPEST, Line, Table, find_table
from spaceplan.formats.xlsx.values import folded
from spaceplan.model import Name
from spaceplan.report.forms.filled.labels import RowKeys, label_keys
from spaceplan.report.forms.sheet import Form, Row, RowKind, Sheet

#: Share of a sheet's columns that must be there, so that it is taken for that sheet.
_LEAST_COLUMNS = 0.6
_LONGEST_TAB = 31


@dataclass(frozen=True)
class Filled:
    """A filled sheet beside our own one.

    Parameters
    ----------
    pairs
        Its lines, each with the number of our row of the same labels, None where we have none.
    missing
        Our rows that it does not have, but for sums.
    """

    form: Form
    own: Sheet
    table: Table
    keys: RowKeys
    pairs: tuple[tuple[Line, int | None], ...]
    missing: tuple[Row, ...]

    @property
    def name(self) -> str:
        """What its tab is called."""
        return self.table.grid.name

    def is_repeated(self, row: int, key: str) -> bool:
        """Return whether a cell of ours is part of a merged one that begins above it."""
        column = self.own.index(key)
        return any(first < row <= last and column == at for first, last, at in self.own.merged)


@dataclass(frozen=True)
class _Candidate:
    """A sheet of ours that a grid may be: how much of it, and how many of its rows are there."""

    filled: Filled
    share: float
    same_tab: bool

    @property
    def likeness(self) -> tuple[float, int, bool]:
        """What counts first: share of columns, number of columns, name on the tab."""
        return self.share, len(self.filled.table.columns), self.same_tab

    @property
    def rows(self) -> int:
        """Number of rows in common."""
        return sum(i is not None for _, i in self.filled.pairs)


def match_sheets(grids: Iterable[Grid], forms: Iterable[Form]) -> tuple[Filled, ...]:
    """Return the sheets of our forms that grids are; grids that are none of them are left out.

    Of several that one may be: the one of which it has the greatest share of columns, the most
    columns, the same name on its tab, the most rows in common; and of equal ones that of the form
    of which the rest of its workbook has the most rows.
    """
    listed, found = tuple(forms), dict[str, list[_Candidate]]()
    for grid in grids:
        if candidates := _candidates(grid, listed):
            found[grid.name] = candidates
    weights: Counter[tuple[str, str]] = Counter()
    for name, candidates in found.items():
        for candidate in candidates:
            weights[_workbook(name), candidate.filled.form.file] += candidate.rows

    def rank(candidate: _Candidate) -> tuple[int, int]:
        filled = candidate.filled
        return candidate.rows, weights[_workbook(filled.name), filled.form.file]

    return tuple(max(candidates, key=rank).filled for candidates in found.values())


def _workbook(name: str) -> str:
    """Return the file in whose name a grid's begins, '' where there is but one."""
    return name.rsplit("[", 1)[0] if "[" in name else ""


def _candidates(grid: Grid, forms: tuple[Form, ...]) -> list[_Candidate]:
    """Return the sheets that a grid is most like."""
    top = frozenset(_texts(grid))
    found: list[_Candidate] = []
    for form in forms:
        for sheet in form.sheets:
            if (table := _table(grid, sheet, top)) is not None:
                share = round(len(table.columns) / len(sheet.columns), 2)
                same = _is_tab(grid.name, sheet.name)
                found.append(_Candidate(_paired(form, sheet, table), share, same))
    best = max((candidate.likeness for candidate in found), default=None)
    return [candidate for candidate in found if candidate.likeness == best]


def _texts(grid: Grid) -> Iterator[str]:
    """Yield the texts in the rows where headings may stand."""
    for row in grid.rows[: DEEPEST + 1]:
        for value in row:
            if isinstance(value, str):
                yield folded(value.split("\n")[0])


def _table(grid: Grid, sheet: Sheet, top: frozenset[str]) -> Table | None:
    printed = [column for column in sheet.columns if not column.extra]
    there = [c for c in printed if {folded(c.heading.zh), folded(c.heading.en)} & top]
    if len(there) < _LEAST_COLUMNS * len(printed):
        return None
    table = find_table(grid, sheet.columns, frozenset(label_keys(sheet)))
    if table is None or len(table.columns) < _LEAST_COLUMNS * len(printed):
        return None
    return table


def _is_tab(name: str, own: Name) -> bool:
    tab = name.rsplit("[", 1)[-1].rstrip("]")
    return folded(tab) in {folded(text[:_LONGEST_TAB]) for text in (own.zh, own.en) if text}


def _paired(form: Form, sheet: Sheet, table: Table) -> Filled:
    """Pair lines and rows by their labels; of several alike the first with the first."""
    keys, lines = RowKeys(sheet), tuple(table.lines())
    waiting: dict[tuple[str, ...], list[int]] = {}
    for i, key in enumerate(keys.of_rows(sheet.rows)):
        waiting.setdefault(key, []).append(i)
    pairs: list[tuple[Line, int | None]] = []
    for line, key in zip(lines, keys.of_lines(lines), strict=True):
        alike = waiting.get(key)
        pairs.append((line, alike.pop(0) if alike else None))
    left = (sheet.rows[i] for alike in waiting.values() for i in alike)
    missing = tuple(row for row in left if row.kind is RowKind.LINE)
    return Filled(form, sheet, table, keys, tuple(pairs), missing)
