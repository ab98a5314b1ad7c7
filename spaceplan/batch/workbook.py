"""The key figures as an Excel workbook: all runs, portfolios against settings, what ran."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from spaceplan.batch.columns import COLUMNS, Column
from spaceplan.batch.plan import BatchPlan
from spaceplan.batch.record import Figure, RunRecord
from spaceplan.batch.tables import cell
from spaceplan.i18n import N_, translator
from spaceplan.report.safe import visible

#: Names beside figures stay in sight.
_FROZEN = 3
_WIDEST, _NARROWEST = 60.0, 9.0
_LONGEST_CELL = 32_000  # Excel takes 32,767
_FORMATS = {"whole": "#,##0", "number": "#,##0.##", "share": "0.0%", "text": "@"}
#: What is set out as portfolios against settings.
_COMPARED = ("unseated", "total", "gap", "excess_quantity", "moved_quantity", "findings_error")


def runs_xlsx(plan: BatchPlan, records: Sequence[RunRecord], language: str) -> bytes:
    """Return the workbook. No text in it is ever a formula or a link."""
    import xlsxwriter

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheets = _Sheets(book, plan, records, language)
        sheets.runs()
        sheets.comparison()
        sheets.versions()
    return stream.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(
        self, book: Any, plan: BatchPlan, records: Sequence[RunRecord], language: str
    ) -> None:
        self.book = book
        self.plan = plan
        self.records = records
        self.language = language
        self.say = translator(language)
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "num_format": "@"}
        )
        self.formats = {
            kind: book.add_format({"num_format": f, "valign": "top"})
            for kind, f in _FORMATS.items()
        }

    def runs(self) -> None:
        """Write a line a run."""
        sheet = self.book.add_worksheet(self.say(N_("Runs")))
        for j, column in enumerate(COLUMNS):
            figures = [cell(record, column, self.language) for record in self.records]
            self._write(sheet, 0, j, column.heading(self.language), self.head)
            for i, figure in enumerate(figures, start=1):
                self._write(sheet, i, j, figure, self.formats[column.kind])
            sheet.set_column(j, j, _width(column, figures, column.heading(self.language)))
        sheet.set_row(0, 48)
        sheet.freeze_panes(1, _FROZEN)
        sheet.autofilter(0, 0, max(1, len(self.records)), len(COLUMNS) - 1)

    def comparison(self) -> None:
        """Write a block a figure: a line a portfolio, a column a setting."""
        sheet = self.book.add_worksheet(self.say(N_("Comparison")))
        by_run = {record.run: record for record in self.records}
        portfolios = list(dict.fromkeys(run.portfolio for run in self.plan.runs))
        settings = [setting.name for setting in self.plan.sweep.settings]
        columns = {column.key: column for column in COLUMNS}
        line = 0
        for key in _COMPARED:
            column = columns[key]
            self._write(sheet, line, 0, column.heading(self.language), self.head)
            for j, setting in enumerate(settings, start=1):
                self._write(sheet, line, j, setting, self.head)
            for i, portfolio in enumerate(portfolios, start=line + 1):
                self._write(sheet, i, 0, portfolio, self.formats["text"])
                for j, setting in enumerate(settings, start=1):
                    record = by_run.get(f"{portfolio}/{setting}")
                    figure = record.figure(key) if record else None
                    self._write(sheet, i, j, figure, self.formats[column.kind])
            line += len(portfolios) + 2
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, max(1, len(settings)), 16)
        sheet.freeze_panes(0, 1)

    def versions(self) -> None:
        """Write what ran, with which files: enough to run it again."""
        sheet = self.book.add_worksheet(self.say(N_("Versions and inputs")))
        heads = (N_("Run"), N_("Kind"), N_("Name"), N_("Version or SHA-256"))
        for j, head in enumerate(heads):
            self._write(sheet, 0, j, self.say(head), self.head)
        lines = [
            (record.run, self.say(kind), name, value)
            for record in self.records
            for kind, pairs in (
                (N_("input"), record.inputs),
                (N_("rule set"), record.rule_sets),
                (N_("version"), record.versions),
            )
            for name, value in pairs
        ]
        for i, line in enumerate(lines, start=1):
            for j, text in enumerate(line):
                self._write(sheet, i, j, text, self.formats["text"])
        for j, wide in enumerate((30, 12, 34, 68)):
            sheet.set_column(j, j, wide)
        sheet.freeze_panes(1, 0)

    def _write(self, sheet: Any, row: int, column: int, figure: Figure, form: Any) -> None:
        """Write a cell: text as text, numbers as numbers, nothing for what is not known."""
        if figure is None or figure == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(figure, str):
            lines = [visible(line) for line in figure[:_LONGEST_CELL].split("\n")]
            sheet.write_string(row, column, "\n".join(lines)[:_LONGEST_CELL], form)
        else:
            sheet.write_number(row, column, figure, form)


def _width(column: Column, figures: Sequence[Figure], heading: str) -> float:
    """Return how wide a column is, in letters: Chinese ones count twice."""
    shown = [figure.split("\n")[0] for figure in figures if isinstance(figure, str)]
    longest = max(map(_letters, shown), default=0) + 2
    if column.kind != "text":
        longest = max(12, min(22, _letters(heading) // 2 + 2))
    return min(_WIDEST, max(_NARROWEST, float(longest)))


def _letters(text: str) -> int:
    return sum(1 if character < "\u2e80" else 2 for character in text)
