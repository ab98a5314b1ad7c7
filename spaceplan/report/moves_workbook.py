"""Moves as an Excel workbook: everybody who changes room, and the sums by department."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from spaceplan.i18n import N_, translator
from spaceplan.model import Portfolio
from spaceplan.report.moves import Move
from spaceplan.report.safe import visible
from spaceplan.rules import RuleBook

_MOVES = (
    *(N_("Person"), N_("Department"), N_("Division"), N_("Rank"), N_("From"), N_("From storey")),
    *(N_("To"), N_("To storey"), N_("Walk (m)")),
)
_SUMS = (N_("Department"), N_("Persons"), N_("of them without a seat"), N_("Walks together (m)"))
_WIDTHS = (14, 30, 24, 18, 14, 24, 14, 24, 10)


def moves_xlsx(
    moves: Sequence[Move], portfolio: Portfolio, rulebook: RuleBook, language: str
) -> bytes:
    """Return the workbook. Every cell is text or a number: nothing in it is evaluated."""
    from xlsxwriter import Workbook  # 30 ms, only where a workbook is asked for

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    say = translator(language)
    words = MoveWords(portfolio, rulebook, language)
    with Workbook(stream, options) as book:
        _sheet(book, say(N_("Moves")), map(say, _MOVES), (words.cells(move) for move in moves))
        _sheet(book, say(N_("By department")), map(say, _SUMS), words.sums(moves))
    return stream.getvalue()


class MoveWords:
    """What stands in tables for a move: names in a language, storeys of the rooms."""

    def __init__(self, portfolio: Portfolio, rulebook: RuleBook, language: str) -> None:
        self._portfolio = portfolio
        self._rulebook = rulebook
        self._language = language

    def department(self, id: str) -> str:
        """Return a department's name, its id where it has none or is one of the past."""
        if not self._portfolio.has_department(id):
            return id
        return self._portfolio.department(id).name.text(self._language) or id

    def rank(self, kind: str) -> str:
        """Return what a rank, seconded or contract staff are called."""
        return self._rulebook.rank_name(kind).text(self._language)

    def division(self, department: str, id: str) -> str:
        """Return a division's name, its id where it has none or is one of the past."""
        if not self._portfolio.has_department(department):
            return id
        divisions = self._portfolio.department(department).divisions
        found = next((division for division in divisions if division.id == id), None)
        return id if found is None else found.name.text(self._language) or id

    def storey(self, room: str | None) -> str:
        """Return a room's building and storey; nothing for no room, or one that is no more."""
        if room is None or not self._portfolio.has_room(room):
            return ""
        building, storey = self._portfolio.building_of(room), self._portfolio.storey_of(room)
        named = storey.name.text(self._language) if storey.name else ""
        return f"{building.name.text(self._language) or building.id} · {named or storey.number}"

    def cells(self, move: Move) -> tuple[str | float | None, ...]:
        """Return a move's line."""
        return (
            move.person,
            self.department(move.department),
            self.division(move.department, move.division),
            self.rank(move.kind),
            move.today,
            self.storey(move.today),
            move.room or "",
            self.storey(move.room),
            None if move.walk_m is None else round(move.walk_m, 1),
        )

    def sums(self, moves: Iterable[Move]) -> list[tuple[str | float | None, ...]]:
        """Return a line a department: persons, those without a seat, metres; the most first."""
        of: dict[str, list[Move]] = {}
        for move in moves:
            of.setdefault(move.department, []).append(move)
        most_first = sorted(of.items(), key=lambda item: (-len(item[1]), item[0]))
        return [
            (
                self.department(department),
                len(theirs),
                sum(move.room is None for move in theirs),
                round(sum(move.walk_m or 0.0 for move in theirs), 1),
            )
            for department, theirs in most_first
        ]


def is_other_building(portfolio: Portfolio, move: Move) -> bool:
    """Return whether somebody moves to another building."""
    if move.room is None or not portfolio.has_room(move.today):
        return False
    return portfolio.building_of(move.today).id != portfolio.building_of(move.room).id


def _sheet(
    book: Any, title: str, headings: Iterable[str], lines: Iterable[Sequence[str | float | None]]
) -> None:
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    metres = book.add_format({"num_format": "#,##0.0"})
    whole = book.add_format({"num_format": "#,##0"})
    for j, heading in enumerate(headings):
        sheet.write_string(0, j, heading, head)
        sheet.set_column(j, j, _WIDTHS[j])
    number = 0
    for number, line in enumerate(lines, start=1):
        for j, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(number, j, visible(value))
            elif value is not None:
                sheet.write_number(number, j, value, whole if isinstance(value, int) else metres)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, number, j)
