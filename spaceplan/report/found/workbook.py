"""Findings as an Excel workbook: rules, findings, what their figures are made of, inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from rich.cells import cell_len

from spaceplan.check import Finding, Side, State
from spaceplan.i18n import N_, in_language, translator
from spaceplan.report import labels
from spaceplan.report.found.remedies import remedy_text
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.text import place_text
from spaceplan.report.safe import visible

Cell = str | float | int | None
_LONGEST = 32_000  # characters that a cell of Excel holds, and some to spare
_WIDEST, _NARROWEST = 60, 8
_COLOURS = {"error": "#C8401B", "warning": "#9A6D00"}
_SIDES = {Side.MEASURED: N_("Measured"), Side.LIMIT: N_("Allowed"), Side.GIVEN: N_("Looked at")}
_RULES = (
    *(
        N_("Rule"),
        N_("Title of the rule"),
        N_("Severity"),
        N_("Clause"),
        N_("verified"),
        N_("failed"),
    ),
    *(N_("waived"), N_("not judged, data missing"), N_("passed"), N_("not applicable")),
)
_FINDINGS = (
    *(N_("Severity"), N_("State"), N_("Grade"), N_("Change"), N_("Rule"), N_("Title of the rule")),
    *(
        N_("Kind of subject"),
        N_("Subject"),
        N_("Department"),
        N_("Name"),
        N_("Measured"),
        N_("Allowed"),
    ),
    *(N_("Excess"), N_("Unit"), N_("What was found"), N_("Remedies"), N_("Waived until")),
    *(N_("Clause"), N_("verified"), N_("Place"), N_("Fingerprint")),
)
_EVIDENCE = (
    *(N_("Fingerprint"), N_("Rule"), N_("Subject"), N_("Side"), N_("Value"), N_("Unit")),
    *(N_("Input"), N_("Clause"), N_("verified"), N_("Place")),
)


def findings_xlsx(report: FindingsReport, language: str) -> bytes:
    """Return the workbook. Every cell is text or a number: nothing in it is evaluated.

    Bytes repeat where the findings do: the workbook is dated by the day of the check.
    """
    from xlsxwriter import Workbook  # 30 ms, only where a workbook is asked for

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(stream, options)
    day = report.check.as_of
    book.set_properties({"title": "spaceplan", "created": datetime(day.year, day.month, day.day)})
    _ = translator(language)
    pages: list[tuple[str, Sequence[str], Iterable[Sequence[Cell]], int]] = [
        (_(N_("Rules")), _RULES, _rule_rows(report, language), 2),
        (_(N_("Findings")), _FINDINGS, _finding_rows(report, language), 2),
        (_(N_("Arithmetic")), _EVIDENCE, _evidence_rows(report, language), 1),
        (_(N_("Inputs")), (N_("Input"), N_("Value")), _origin_rows(report, language), 1),
    ]
    formats = _formats(book)
    for title, header, rows, frozen in pages:
        sheet = book.add_worksheet(title)
        _fill(sheet, [_(name) for name in header], list(rows), formats, frozen)
    book.close()
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Noto Sans SC", "font_size": 10, "valign": "top"}
    return {
        "head": book.add_format({**font, "bold": True, "bottom": 1, "bg_color": "#F0EDE6"}),
        "text": book.add_format({**font, "text_wrap": True}),
        "number": book.add_format({**font, "num_format": "#,##0.##"}),
        **{key: book.add_format({**font, "font_color": c}) for key, c in _COLOURS.items()},
    }


def _fill(
    sheet: Any, header: list[str], rows: list[Sequence[Cell]], formats: dict[str, Any], frozen: int
) -> None:
    """Write a sheet: heading frozen, columns as wide as what stands in them, filters."""
    widths = [cell_len(name) for name in header]
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text = visible(cell)[:_LONGEST]
                sheet.write_string(number, column, text, formats["text"])
                widths[column] = max(widths[column], cell_len(text[:200]))
            elif cell is not None:
                sheet.write_number(number, column, cell, formats["number"])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, width + 2)))
    sheet.freeze_panes(1, frozen)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(header) - 1)


def _rule_rows(report: FindingsReport, language: str) -> Iterable[Sequence[Cell]]:
    check = report.check
    for rule in report.rules:
        yield (
            rule.id,
            rule.title.text(language),
            labels.word(labels.SEVERITIES, rule.severity, language),
            rule.citation,
            _yes(rule.verified, language),
            *(
                check.count(state, rule.id)
                for state in (State.FAIL, State.WAIVED, State.BLOCKED, State.PASS)
            ),
            check.count(State.NOT_APPLICABLE, rule.id),
        )


def _finding_rows(report: FindingsReport, language: str) -> Iterable[Sequence[Cell]]:
    for finding in report.check.findings:
        rule = report.rulebook.rule(finding.rule)
        yield (
            labels.word(labels.SEVERITIES, finding.severity, language),
            labels.word(labels.STATES, finding.state, language),
            finding.grade,
            labels.word(labels.CHANGES, report.change(finding), language),
            *(rule.id, rule.title.text(language)),
            labels.word(labels.SUBJECTS, finding.subject_kind, language),
            *(finding.subject, finding.department or ""),
            report.department_name(finding.department).text(language),
            *_figures(finding),
            labels.word(labels.UNITS, finding.unit, language),
            *(finding.text(language), remedy_text(finding, language)),
            finding.waiver.until.isoformat() if finding.waiver else "",
            *(finding.clause, _yes(finding.verified, language)),
            *(place_text(finding.file, finding.line), finding.fingerprint),
        )


def _figures(finding: Finding) -> tuple[Cell, Cell, Cell]:
    """Return measured, limit and excess; nothing where nothing was measured."""
    if not finding.unit:
        return None, None, None
    return finding.measured, finding.limit, finding.excess


def _evidence_rows(report: FindingsReport, language: str) -> Iterable[Sequence[Cell]]:
    for finding in report.check.findings:
        for item in finding.evidence:
            source = item.source
            yield (
                *(finding.fingerprint, finding.rule, finding.subject),
                translator(language)(_SIDES[item.side]),
                *(item.value, labels.word(labels.UNITS, item.unit, language)),
                in_language(item.label, language),
                *(item.citation, _yes(item.verified, language) if item.citation else ""),
                place_text(source.file, source.line) if source else "",
            )


def _origin_rows(report: FindingsReport, language: str) -> Iterable[Sequence[Cell]]:
    _ = translator(language)
    yield "spaceplan", report.version
    yield _(N_("Id of the portfolio")), report.portfolio.id
    yield _(N_("As of")), report.check.as_of.isoformat()
    yield _(N_("Exit code")), int(report.verdict)
    for rule_set in report.rulebook.sets:
        yield f"{rule_set.name} {rule_set.version}", rule_set.sha256
    yield from report.hashes


def _yes(value: bool, language: str) -> str:
    _ = translator(language)
    return _(N_("verified")) if value else _(N_("not verified"))
