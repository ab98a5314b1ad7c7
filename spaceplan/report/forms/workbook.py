"""Forms into Excel workbooks: headings, number formats, print set-up; text is always text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from spaceplan.formats.xlsx.columns import Column
from spaceplan.i18n import in_language
from spaceplan.model import Name
from spaceplan.report.forms.sheet import Cell, RowKind, Sheet
from spaceplan.report.safe import visible

_BODY_FONT, _TITLE_FONT = "宋体", "黑体"
_A3, _A4 = 8, 9
#: Characters across that a landscape A4 page still shows at a readable size.
_WIDEST_ON_A4 = 150
_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
#: Height of a line, points; no row of Excel is higher than 409.
_LINE_HEIGHT, _MOST_LINES = 14, 29
#: Width of a letter against that of a digit, in which columns are measured.
_LETTER = 0.9
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORMATS = {"area": "#,##0.00", "number": "#,##0", "ratio": "0.00##", "date": "yyyy-mm-dd"}
_FIRST_HEADING = 2


def workbook_bytes(sheets: Iterable[Sheet], *, subtitle: str, day: date, language: str) -> bytes:
    """Return an Excel workbook; the same sheets give the same bytes.

    Parameters
    ----------
    subtitle
        What stands below the title of every sheet.
    day
        What the file says of when it was made.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": datetime(day.year, day.month, day.day)})
    formats, taken = _Formats(book), set[str]()
    for sheet in sheets:
        name = _tab_name(sheet.name.text(language), taken)
        _SheetWriter(book.add_worksheet(name), sheet, formats, language).write(subtitle)
    book.close()
    return stream.getvalue()


def _tab_name(text: str, taken: set[str]) -> str:
    """Return a tab's name that Excel accepts and no other tab has."""
    plain = _NOT_IN_NAMES.sub("_", visible(text)).strip("'").strip() or "sheet"
    name, number = plain[:_LONGEST_NAME], 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{plain[: _LONGEST_NAME - 5]}~{number}"
    taken.add(name.casefold())
    return name


def _is_wrapped(column: Column) -> bool:
    return column.kind not in _FORMATS and column.width > 16


def _wrapped(text: str, width: int) -> int:
    """Return how many lines a text needs in a column, words kept whole; Chinese is twice as wide.

    Examples
    --------
    >>> _wrapped("Consultative Conference Culture Committee", 26), _wrapped("财政局", 26)
    (2, 1)
    """
    lines, used = 1, 0.0
    for word in re.findall(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]|\s+", text):
        letter = 2.0 if word[0] >= "\u2e80" else _LETTER
        wide = letter * len(word.rstrip())
        if used and used + wide > width - 1:
            lines, used = lines + 1, 0.0
        lines += int(wide // width)
        used += letter * len(word)
    return lines


class _Formats:
    """Cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Any) -> Any:
        """Return a format."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": _BODY_FONT, "font_size": 10, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def heading(self, column: Column) -> Any:
        """Return the format of a heading."""
        colour = "#EDEDED" if column.extra else "#DCE6F1"
        return self.get(bold=True, border=1, text_wrap=True, align="center", bg_color=colour)

    def cell(self, column: Column, kind: RowKind, *, derived: bool, top: bool = False) -> Any:
        """Return the format of a cell; derived figures are in italics."""
        look: dict[str, Any] = {"border": 1}
        if top:  # a block may run over pages: its value stands where it begins
            look["valign"] = "top"
        if column.kind in _FORMATS:
            look["num_format"] = _FORMATS[column.kind]
        else:
            look["text_wrap"] = _is_wrapped(column)
        if kind is not RowKind.LINE:
            look |= {"bold": True, "bg_color": "#F2F2F2" if kind is RowKind.SUBTOTAL else "#FFF2CC"}
        if derived:
            look |= {"italic": True}
        return self.get(**look)


class _SheetWriter:
    """Writes one sheet."""

    def __init__(self, page: Any, sheet: Sheet, formats: _Formats, language: str) -> None:
        self._page, self._sheet = page, sheet
        self._formats, self._language = formats, language
        self._has_groups = any(c.group.zh for c in sheet.columns)
        self._first = _FIRST_HEADING + 1 + self._has_groups
        self._printed = max(1, sum(not column.extra for column in sheet.columns))

    def write(self, subtitle: str) -> None:
        """Write title, headings, rows, notes and the print set-up."""
        self._title(subtitle)
        self._headings()
        last = self._rows()
        last = self._notes(last)
        self._set_up(last)

    def _text(self, text: str | Name) -> str:
        shown = (
            text.text(self._language)
            if isinstance(text, Name)
            else in_language(text, self._language)
        )
        return visible(shown)[:_LONGEST_CELL]

    def _heading(self, name: Name) -> str:
        """Return a heading as the form prints it, below it in English where that is asked for."""
        if self._language == "zh" or not name.en or name.en == name.zh:
            return visible(name.zh or name.en)
        return f"{visible(name.zh)}\n{visible(name.en)}"

    def _title(self, subtitle: str) -> None:
        big = self._formats.get(font_name=_TITLE_FONT, font_size=16, align="center")
        small = self._formats.get(align="left", font_color="#595959")
        title = self._heading(self._sheet.title).replace("\n", "  ")
        self._across(0, title, big)
        self._across(1, visible(subtitle)[:_LONGEST_CELL], small)
        self._page.set_row(0, 26)

    def _across(self, row: int, text: str, look: Any) -> None:
        if self._printed > 1:
            self._page.merge_range(row, 0, row, self._printed - 1, "", look)
        self._page.write_string(row, 0, text, look)

    def _headings(self) -> None:
        columns, top = self._sheet.columns, _FIRST_HEADING
        low = top + self._has_groups
        for i, column in enumerate(columns):
            look = self._formats.heading(column)
            options = {"level": 1} if column.extra else {}
            self._page.set_column(i, i, self._width(column), None, options)
            if self._has_groups and not column.group.zh:
                self._page.merge_range(top, i, low, i, "", look)
                self._page.write_string(top, i, self._heading(column.heading), look)
            else:
                self._page.write_string(low, i, self._heading(column.heading), look)
        self._page.set_row(low, 44 if self._language == "zh" else 64)
        if self._has_groups:
            self._groups(top)

    def _width(self, column: Column) -> int:
        """Return the width of a column: no word of its heading is broken."""
        words = column.heading.en.split() if self._language != "zh" else ()
        return max(column.width, *(len(word) + 2 for word in words), 1)

    def _groups(self, top: int) -> None:
        columns, i = self._sheet.columns, 0
        self._page.set_row(top, 20 if self._language == "zh" else 34)
        while i < len(columns):
            j = i
            while j + 1 < len(columns) and columns[j + 1].group == columns[i].group:
                j += 1
            if columns[i].group.zh:
                look = self._formats.heading(columns[i])
                if j > i:
                    self._page.merge_range(top, i, top, j, "", look)
                self._page.write_string(top, i, self._heading(columns[i].group), look)
            i = j + 1

    def _rows(self) -> int:
        """Write the rows; return the first row below them."""
        columns, sheet = self._sheet.columns, self._sheet
        looks = {
            (i, kind): self._formats.cell(c, kind, derived=c.key in sheet.derived)
            for i, c in enumerate(columns)
            for kind in RowKind
        }
        for y, row in enumerate(sheet.rows, start=self._first):
            for x, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
                self._cell(y, x, cell, column, looks[x, row.kind])
            if (lines := self._lines(row.cells)) > 1:  # not every program fits rows to their text
                self._page.set_row(y, _LINE_HEIGHT * min(lines, _MOST_LINES))
        for first, last, x in sheet.merged:
            derived = columns[x].key in sheet.derived
            look = self._formats.cell(columns[x], RowKind.LINE, derived=derived, top=True)
            y = self._first + first
            self._page.merge_range(y, x, self._first + last, x, "", look)
            self._cell(y, x, sheet.rows[first].cells[x], columns[x], look)
        return self._first + len(sheet.rows)

    def _lines(self, cells: tuple[Cell, ...]) -> int:
        """Return on how many lines the longest text of a row is wrapped."""
        merged = {x for _, _, x in self._sheet.merged}
        return max(
            (
                _wrapped(self._text(cell), self._width(column))
                for x, (cell, column) in enumerate(zip(cells, self._sheet.columns, strict=True))
                if isinstance(cell, str | Name) and _is_wrapped(column) and x not in merged
            ),
            default=1,
        )

    def _cell(self, y: int, x: int, cell: Cell, column: Column, look: Any) -> None:
        if cell is None or cell == "":
            self._page.write_blank(y, x, None, look)
        elif isinstance(cell, str | Name):
            self._page.write_string(y, x, self._text(cell), look)
        elif isinstance(cell, date):
            self._page.write_datetime(y, x, datetime(cell.year, cell.month, cell.day), look)
        else:
            value = cell / 100 if column.kind == "area" else cell
            self._page.write_number(y, x, value, look)

    def _notes(self, row: int) -> int:
        look = self._formats.get(font_color="#595959", italic=True)
        for note in self._sheet.notes:
            self._page.write_string(row, 0, self._text(note), look)
            row += 1
        return row

    def _set_up(self, last: int) -> None:
        page, columns = self._page, self._sheet.columns
        page.freeze_panes(self._first, min(2, self._printed - 1))
        if self._sheet.rows and not self._sheet.merged:
            page.autofilter(
                self._first - 1, 0, self._first + len(self._sheet.rows) - 1, len(columns) - 1
            )
        across = sum(column.width for column in columns if not column.extra)
        page.set_landscape()
        page.set_paper(_A4 if across <= _WIDEST_ON_A4 else _A3)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_FIRST_HEADING, self._first - 1)
        page.print_area(0, 0, max(last - 1, self._first - 1), self._printed - 1)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_footer("&C&P / &N")
        if any(column.extra for column in columns):
            page.outline_settings(True, True, False, False)
