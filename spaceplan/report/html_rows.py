"""The rows of the page's tables: terms, rules, departments, findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spaceplan.check import Finding, State
from spaceplan.i18n import N_
from spaceplan.model import Objective, Term
from spaceplan.report import labels
from spaceplan.report.amounts import amount
from spaceplan.report.data import ReportData
from spaceplan.report.html_both import Both, both, joined, message, name_of, word
from spaceplan.report.measures import (
    DepartmentRow,
    Holdings,
    department_rows,
    overridden_prices,
    rule_rows,
)
from spaceplan.report.remedy_words import answer_message

#: A page with more findings than this is slow to open; the rest is in ``findings.json``.
MOST_FINDINGS = 3000
_SEVERITY_ORDER = {"error": 0, "warning": 1, "notice": 2}


@dataclass(frozen=True)
class TermRow:
    """One priced term, with its quantity today where there is a status quo; share from 0 to 100."""

    name: Both
    unit: Both
    before: str
    quantity: str
    price: str
    cost: str
    share: float


def term_rows(report: ReportData) -> tuple[TermRow, ...]:
    """Return the terms of the plan, in their order."""
    objective = report.last.objective
    before = report.before.objective if report.before and report.after else None
    most = max((term.cost for term in objective.terms), default=0.0) or 1.0
    return tuple(_term_row(term, before, most) for term in objective.terms)


def _term_row(term: Term, before: Objective | None, most: float) -> TermRow:
    earlier = next((t for t in before.terms if t.name == term.name), None) if before else None
    return TermRow(
        name=word(labels.TERMS, term.name),
        unit=word(labels.UNITS, term.unit),
        before="" if earlier is None else amount(earlier),
        quantity=amount(term),
        price=f"{term.price:g}",
        cost=f"{term.cost:,.1f}",
        share=round(100 * term.cost / most, 2),
    )


@dataclass(frozen=True)
class RuleLine:
    """One rule with its findings before and after; numbers are None where not evaluated."""

    title: Both
    id: str
    citation: str
    verified: bool
    note: Both
    severity: str
    severity_name: Both
    before: int | None
    after: int | None
    waived: int
    blocked: int


def rule_lines(report: ReportData) -> tuple[RuleLine, ...]:
    """Return every rule that was evaluated, in the order of the rule book."""
    return tuple(
        RuleLine(
            title=name_of(row.rule.title, row.rule.id),
            id=row.rule.id,
            citation=row.rule.citation,
            verified=row.rule.verified,
            note=name_of(row.rule.note),
            severity=row.rule.severity,
            severity_name=word(labels.SEVERITIES, row.rule.severity),
            before=row.failed_before,
            after=row.failed_after,
            waived=row.waived,
            blocked=row.blocked,
        )
        for row in rule_rows(report)
    )


@dataclass(frozen=True)
class Cell:
    """A number as text and as what it is sorted by; the tone says what it means."""

    text: str
    value: float
    tone: str = ""


@dataclass(frozen=True)
class DepartmentLine:
    """One department as a row; pairs are today and the plan, empty where there is none."""

    name: Both
    id: str
    kind: Both
    level: Both
    branch: str
    people: Cell
    entitled: Cell
    seated: tuple[Cell, Cell]
    office: tuple[Cell, Cell]
    storeys: tuple[Cell, Cell]
    excess: tuple[Cell, Cell]
    structural: Cell


_EMPTY = Cell("", -1.0)


def department_lines(report: ReportData) -> tuple[DepartmentLine, ...]:
    """Return every department, in the portfolio's order."""
    return tuple(_department_line(report, row) for row in department_rows(report))


def _department_line(report: ReportData, row: DepartmentRow) -> DepartmentLine:
    department = row.department
    stages = (row.before, row.after)
    seats_known = stages if report.portfolio.ledger is not None else (None, row.after)
    return DepartmentLine(
        name=name_of(department.name, department.id),
        id=department.id,
        kind=word(labels.KINDS, department.kind),
        level=name_of(report.rulebook.level_name(department.level)),
        branch=department.branch,
        people=Cell(f"{row.people:,}", row.people),
        entitled=_area(row.entitled_office_dm2) if row.entitled_office_dm2 else Cell("–", 0.0),
        seated=_pair(seats_known, lambda held: _seated(held.seated, row.people)),
        office=_pair(stages, lambda held: _area(held.office_dm2)),
        storeys=_pair(stages, lambda held: Cell(f"{held.storeys:,}", held.storeys)),
        excess=_pair(
            seats_known, lambda held: _area(held.excess_dm2, "over" if held.excess_dm2 else "")
        ),
        structural=_EMPTY if row.structural_dm2 is None else _area(row.structural_dm2),
    )


def _pair(
    stages: tuple[Holdings | None, Holdings | None], cell: Callable[[Holdings], Cell]
) -> tuple[Cell, Cell]:
    before, after = stages
    return (cell(before) if before else _EMPTY, cell(after) if after else _EMPTY)


def _seated(seated: int, people: int) -> Cell:
    return Cell(f"{seated:,}", seated, "short" if seated < people else "")


def _area(area_dm2: int, tone: str = "") -> Cell:
    text = "< 0.1" if 0 < area_dm2 < 5 else f"{area_dm2 / 100:,.1f}"
    return Cell(text, area_dm2 / 100, tone)


@dataclass(frozen=True)
class FindingLine:
    """One finding as a row."""

    severity: str
    severity_order: int
    severity_name: Both
    state: Both | None
    rule: Both
    citation: str
    verified: bool
    grade: int
    subject_kind: Both
    subject: str
    department: Both
    message: Both
    excess: str
    excess_value: float
    place: str
    remedies: Both


def finding_lines(report: ReportData) -> tuple[tuple[FindingLine, ...], int]:
    """Return the findings of the last stage, the gravest first, and how many were left out."""
    findings = sorted(report.last.check.findings, key=_gravest_first)
    shown = tuple(_finding_line(report, finding) for finding in findings[:MOST_FINDINGS])
    return shown, len(findings) - len(shown)


def _gravest_first(finding: Finding) -> tuple[bool, int, int, str, float, str]:
    order = _SEVERITY_ORDER.get(finding.severity, 3)
    failed = finding.state == State.FAIL
    return (not failed, order, -finding.grade, finding.rule, -finding.excess, finding.subject)


def _finding_line(report: ReportData, finding: Finding) -> FindingLine:
    rule = report.rulebook.rule(finding.rule)
    unit = word(labels.UNITS, finding.unit)
    excess = f"{finding.excess:,.2f}".removesuffix(".00")
    fails = finding.state == State.FAIL
    return FindingLine(
        severity=finding.severity if fails else "none",
        severity_order=_SEVERITY_ORDER.get(finding.severity, 3) if fails else 4,
        severity_name=word(labels.SEVERITIES, finding.severity),
        state=None if fails else word(labels.STATES, finding.state),
        rule=name_of(rule.title, rule.id),
        citation=finding.clause,
        verified=finding.verified,
        grade=finding.grade,
        subject_kind=word(labels.SUBJECTS, finding.subject_kind),
        subject=finding.subject,
        department=_department_name(report, finding.department),
        message=message(finding.message),
        excess=f"{excess} {unit.en}".strip() if finding.excess > 0 and unit.en == unit.zh else "",
        excess_value=finding.excess,
        place="" if finding.file is None else _place(finding),
        remedies=_remedies(finding),
    )


def _remedies(finding: Finding) -> Both:
    """Return the remedy found, else the kinds that the rule allows."""
    if finding.answer is not None:
        return message(answer_message(finding.answer))
    return joined([word(labels.REMEDIES, str(r)) for r in finding.remedies])


def _place(finding: Finding) -> str:
    return f"{finding.file}" if finding.line is None else f"{finding.file}:{finding.line}"


def _department_name(report: ReportData, id: str | None) -> Both:
    if id is None:
        return Both("", "")
    if report.portfolio.has_department(id):
        return name_of(report.portfolio.department(id).name, id)
    return Both(id, id)


def settings_rows(report: ReportData) -> tuple[tuple[Both, Both], ...]:
    """Return the settings that steer quotas and zones, with their values."""
    settings = report.portfolio.settings
    reach, coefficient = settings.zone_reach_m, settings.use_coefficient
    rows = (
        (N_("Seated together in one zone up to, m"), f"{reach:g}"),
        (N_("Service area pooled by"), settings.service_pooling),
        (N_("Own rooms may be shared"), settings.share_own_room),
        (N_("Allowance of seconded and contract staff"), settings.allowance_without_quota),
    )
    shown = [(both(label), word(labels.SETTINGS, value)) for label, value in rows]
    built = Both(*[f"{coefficient:g}"] * 2) if coefficient else both(N_("by building"))
    shown.append((both(N_("Usable over built area, K")), built))
    if report.price_overrides:
        prices = Both(overridden_prices(report, "zh"), overridden_prices(report, "en"))
        shown.append((both(N_("Prices that are not the portfolio's, points")), prices))
    return tuple(shown)
