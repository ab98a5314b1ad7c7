"""What a row of a form is about: its labels, in the words of either language."""

from __future__ import annotations

from collections.abc import Iterable

from spaceplan.formats.xlsx.tables import Line
from spaceplan.formats.xlsx.values import folded, plain
from spaceplan.model import Name
from spaceplan.report.forms.sheet import Cell, Row, Sheet
from spaceplan.report.safe import visible

#: Columns that say what a row is about; where rooms are listed, the room says more than its place.
_OF_ROOMS = ("type", "unit", "room", "person", "basis")
_OF_SUMS = (
    *("site", "address", "unit", "unit_name", "division", "type", "category", "use"),
    *("building", "storey", "project", "level"),
)
Key = tuple[str, ...]


def label_keys(sheet: Sheet) -> tuple[str, ...]:
    """Return the columns that name a row, in the sheet's order; none where it has one row."""
    keys = [column.key for column in sheet.columns if not column.extra]
    named = _OF_ROOMS if "room" in keys else _OF_SUMS
    return tuple(key for key in keys if key in named)


def spelled(cell: Cell) -> tuple[str, ...]:
    """Return a cell's texts for comparison: a name in both languages, as it is shown."""
    texts = (cell.text("zh"), cell.text("en")) if isinstance(cell, Name) else (_text(cell),)
    return tuple(dict.fromkeys(folded(plain(visible(text))) for text in texts if text))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


class RowKeys:
    """Tells rows apart by their labels: those of our own form, and those that somebody filled in.

    A label that stands once for several rows (merged cells) is the first one only.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.labels = label_keys(sheet)
        self._index = {key: sheet.index(key) for key in self.labels}
        self._words: dict[tuple[str, str], str] = {}
        for row in sheet.rows:
            for key, i in self._index.items():
                texts = spelled(row.cells[i])
                for text in texts:
                    self._words.setdefault((key, text), texts[0])

    def of_rows(self, rows: Iterable[Row]) -> list[Key]:
        """Return the key of each of our own rows."""
        return self._carried([self._own(row) for row in rows])

    def of_lines(self, lines: Iterable[Line]) -> list[Key]:
        """Return the key of each line of a filled form."""
        return self._carried([self._filled(line) for line in lines])

    def _own(self, row: Row) -> Key:
        return tuple(
            self._words[key, texts[0]] if (texts := spelled(row.cells[i])) else ""
            for key, i in self._index.items()
        )

    def _filled(self, line: Line) -> Key:
        texts = {key: folded(line.text(key)) for key in self.labels}
        return tuple(self._words.get((key, text), text) for key, text in texts.items())

    def _carried(self, keys: list[Key]) -> list[Key]:
        if len(self.labels) < 2:
            return keys
        found: list[Key] = []
        for key in keys:
            first = key[0] or (found[-1][0] if found else "")
            found.append((first, *key[1:]))
        return found

    def known(self, label: str) -> tuple[str, ...]:
        """Return the words that a label has in our own form."""
        return tuple(dict.fromkeys(word for (key, _), word in self._words.items() if key == label))


def named(line: Line, labels: Iterable[str]) -> str:
    """Return what a line is about, as it stands there."""
    return " / ".join(filter(None, map(line.text, labels)))
