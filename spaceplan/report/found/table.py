"""Findings as a table: the cells of CSV and of the workbook's sheet."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check import Finding
from spaceplan.report.found.remedies import remedy_text
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.text import place_text
from spaceplan.report.safe import csv_text
from spaceplan.report.tables import BOM

HEADER = (
    *("rule", "title_zh", "title_en", "severity", "state", "grade", "change", "counts"),
    *("subject_kind", "subject", "department", "department_zh", "department_en"),
    *("measured", "limit", "excess", "unit", "clause", "verified", "place"),
    *("message_zh", "message_en", "remedy_zh", "remedy_en"),
    *("waiver_reason", "waiver_approver", "waiver_until"),
    *("fingerprint", "as_of", "rules_sha256", "inputs_sha256"),
)


def findings_csv(report: FindingsReport) -> str:
    """Return the findings as CSV with a BOM, a line each; both languages, whatever the reader's.

    Where there is none, one line says so: ``state`` is ``pass``, and the hashes stand beside it.
    """
    rows = [_row(report, finding) for finding in report.check.findings]
    return BOM + csv_text(HEADER, rows or [_nothing(report)])


def _row(report: FindingsReport, finding: Finding) -> tuple[str, ...]:
    title = report.rulebook.rule(finding.rule).title
    department = report.department_name(finding.department)
    return (
        *(finding.rule, title.text("zh"), title.text("en"), finding.severity, str(finding.state)),
        *(str(finding.grade), report.change(finding), _yes(report.counts(finding))),
        *(finding.subject_kind, finding.subject),
        *(finding.department or "", department.text("zh"), department.text("en")),
        *(number_text(n) for n in (finding.measured, finding.limit, finding.excess)),
        *(finding.unit, finding.clause, _yes(finding.verified)),
        place_text(finding.file, finding.line),
        *(finding.text("zh"), finding.text("en")),
        *(remedy_text(finding, "zh"), remedy_text(finding, "en")),
        *_waiver(finding),
        finding.fingerprint,
        *_origin(report),
    )


def _nothing(report: FindingsReport) -> tuple[str, ...]:
    filled = {"state": "pass", **dict(zip(HEADER[-3:], _origin(report), strict=True))}
    return tuple(filled.get(name, "") for name in HEADER)


def _waiver(finding: Finding) -> tuple[str, str, str]:
    if finding.waiver is None:
        return "", "", ""
    return finding.waiver.reason, finding.waiver.approver, finding.waiver.until.isoformat()


def _origin(report: FindingsReport) -> Iterator[str]:
    yield report.check.as_of.isoformat()
    yield report.rules_sha256
    yield report.inputs_sha256


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def number_text(number: float) -> str:
    """Return a number with at most two decimals, and none that says nothing.

    Examples
    --------
    >>> number_text(41.2), number_text(3.0), number_text(0.125)
    ('41.2', '3', '0.12')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")
