"""What a remedy changes in the portfolio's files, line by line, for other tools.

A line is taken from the file as it stands; only the cells that change are new. Rooms after works
are not written: their outline is the builder's to survey.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spaceplan.errors import InputError
from spaceplan.files.text import read_text_file
from spaceplan.model import LedgerEntry, Portfolio, Source
from spaceplan.model.remedy import Answer, Edit, Remedy
from spaceplan.replan.remedies.place_edits import PlaceEdits

_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class _Table:
    """A CSV file as it stands: its lines and the columns of its header."""

    file: str
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    delimiter: str

    def changed(
        self, source: Source, key: tuple[str, str], cells: Mapping[str, str]
    ) -> Edit | None:
        """Return a line with some cells changed; None where it is not the line that was meant."""
        row = self._row(source.line)
        name, value = key
        if row is None or row.get(name, "").lstrip("'") != value:
            return None
        after = _line([cells.get(c, row[c]) for c in self.columns], self.delimiter)
        return Edit(self.file, source.line, self.lines[source.line - 1], after)

    def dropped(self, source: Source, key: tuple[str, str]) -> Edit | None:
        """Return that a line goes; None where it is not the line that was meant."""
        edit = self.changed(source, key, {})
        return None if edit is None else Edit(edit.file, edit.line, edit.before, None)

    def added(self, cells: Mapping[str, str]) -> Edit:
        """Return that a line comes after the last one."""
        text = _line([cells.get(c, "") for c in self.columns], self.delimiter)
        return Edit(self.file, len(self.lines) + 1, None, text)

    def _row(self, line: int) -> dict[str, str] | None:
        if not 1 <= line <= len(self.lines):
            return None
        cells = next(csv.reader([self.lines[line - 1]], delimiter=self.delimiter), [])
        if len(cells) != len(self.columns):
            return None
        return dict(zip(self.columns, cells, strict=True))


def list_edits(
    folder: Path, portfolio: Portfolio, answers: Iterable[Answer]
) -> dict[str, tuple[Edit, ...]]:
    """Return by fingerprint what each remedy changes in the tables and the files of buildings.

    Nothing where a file cannot be read again, or a line is not what it was when it was loaded.
    """
    people = _table(folder, [e.source for e in portfolio.ledger or ()])
    held = _table(folder, [h.source for h in portfolio.holdings])
    entries = {(e.person, e.room): e for e in reversed(portfolio.ledger or ())}
    places = PlaceEdits(folder, portfolio)
    found = {}
    for answer in answers:
        if answer.remedy is not None:
            edits = [
                *(_edits_of_moves(people, entries, answer.remedy) if people else ()),
                *(_edits_of_rooms(held, portfolio, answer.remedy) if held else ()),
                *places.of(answer.remedy),
            ]
            found[answer.fingerprint] = tuple(edit for edit in edits if edit is not None)
    return found


def _table(folder: Path, sources: Iterable[Source | None]) -> _Table | None:
    file = next((source.file for source in sources if source is not None), None)
    if file is None:
        return None
    try:
        text = read_text_file(folder / file, file).text
    except InputError:
        return None
    lines = tuple(text.splitlines())
    header = next((line for line in lines[:2] if not line.startswith(("sep=", '"sep='))), "")
    delimiter = max(_DELIMITERS, key=header.count)
    columns = tuple(c.strip() for c in next(csv.reader([header], delimiter=delimiter), []))
    return _Table(file, lines, columns, delimiter)


def _edits_of_moves(
    table: _Table, entries: Mapping[tuple[str, str], LedgerEntry], remedy: Remedy
) -> Iterator[Edit | None]:
    for move in remedy.moves:
        entry = entries.get((move.person or "", move.start or ""))
        if entry is not None and entry.source is not None:
            key = ("person", entry.person)
            stays = entry.post == "main" and entry.status not in ("retired", "transferred")
            if move.end is None and not stays:
                yield table.dropped(entry.source, key)
            else:
                yield table.changed(entry.source, key, {"room": move.end or ""})


def _edits_of_rooms(table: _Table, portfolio: Portfolio, remedy: Remedy) -> Iterator[Edit | None]:
    held = {(h.room, h.department): h for h in portfolio.holdings}
    for transfer in remedy.transfers:
        holding = held.get((transfer.room, transfer.giver or ""))
        if holding is None or holding.source is None:
            if transfer.taker is not None:
                cells = {"room": transfer.room, "department": transfer.taker, "basis": "owned"}
                yield table.added(cells)
        elif transfer.taker is None:
            yield table.dropped(holding.source, ("room", transfer.room))
        else:
            key = ("room", transfer.room)
            yield table.changed(holding.source, key, {"department": transfer.taker})


def _line(cells: list[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()
