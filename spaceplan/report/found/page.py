"""The findings as one page: what counts first, then by rule, then each with its arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spaceplan.check import Change, Evidence, Finding, Side, State, Verdict
from spaceplan.i18n import N_
from spaceplan.report import labels
from spaceplan.report.found.remedies import remedy_text
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.text import place_text
from spaceplan.report.found.why import amount, arithmetic
from spaceplan.report.html_both import Both, both, message, name_of, word
from spaceplan.report.html_frame import render_page

#: More findings, or more inputs of one finding, make a page slow; JSON and CSV have them all.
MOST_FINDINGS, MOST_INPUTS = 3000, 40
_TEXTS = {
    "check": N_("Compliance check"),
    "as_of": N_("As of"),
    "checked": N_("What was checked:"),
    "language": N_("Language"),
    "overview": N_("Overview"),
    "rules": N_("Findings by rule"),
    "departments": N_("Findings by department"),
    "findings": N_("Findings"),
    "gone": N_("Gone since the earlier check"),
    "computed": N_("What it was made from"),
    "rule": N_("Rule"),
    "severity": N_("Severity"),
    "found": N_("What was found"),
    "failed": N_("Failed"),
    "waived": N_("Waived"),
    "blocked": N_("Not judged"),
    "passed": N_("Passed"),
    "clause": N_("Clause"),
    "unverified": N_("not verified"),
    "department": N_("Department"),
    "excess": N_("Excess"),
    "excess_m2": N_("Excess, m²"),
    "remedies": N_("Remedies"),
    "figures": N_("Arithmetic"),
    "all": N_("All"),
    "filter": N_("Severity"),
    "search_findings": N_("Search findings"),
    "search_departments": N_("Search departments"),
    "nothing_found": N_("Nothing matches."),
    "no_findings": N_("Nothing to show: every rule is met."),
    "version": N_("version"),
    "inputs": N_("Input files (SHA-256)"),
    "made_by": N_("Made by spaceplan; this page needs no network."),
}
_SIDES = {Side.MEASURED: N_("Measured"), Side.LIMIT: N_("Allowed"), Side.GIVEN: N_("Looked at")}
_ORDER = {"error": 0, "warning": 1, "notice": 2}


@dataclass(frozen=True)
class InputLine:
    """One input of a finding's arithmetic as a row."""

    side: Both
    value: str
    unit: Both
    label: Both
    citation: str
    verified: bool
    place: str


@dataclass(frozen=True)
class FindingRow:
    """One finding as a row, with what its figures are made of."""

    tone: str
    order: int
    tag: Both
    change: Both | None
    message: Both
    kind: Both
    subject: str
    place: str
    fingerprint: str
    rule: Both
    citation: str
    verified: bool
    department: Both
    excess: str
    unit: Both
    excess_value: float
    remedies: Both
    inputs: tuple[InputLine, ...]
    more_inputs: int
    sums: tuple[Both, ...]


@dataclass(frozen=True)
class Card:
    """One key figure; the tone colours it where it is not 0."""

    label: Both
    value: int
    tone: str = ""


def findings_html(report: FindingsReport, language: str) -> str:
    """Return the page; it has both languages, and needs no network."""
    portfolio, check = report.portfolio, report.check
    findings = sorted(check.findings, key=_gravest_first)
    return render_page(
        "findings.html",
        language=language,
        t={key: both(template) for key, template in _TEXTS.items()},
        portfolio=name_of(portfolio.name, portfolio.id),
        as_of=check.as_of.isoformat(),
        checked=both(N_("an allocation") if report.planned else N_("the status quo")),
        verdict=_verdict(report),
        compared=_compared(report),
        cards=_cards(report),
        rules=list(_rules(report)),
        departments=list(_departments(report)),
        findings=[_row(report, finding) for finding in findings[:MOST_FINDINGS]],
        left_out=_left_out(len(findings) - MOST_FINDINGS),
        gone=_gone(report),
        severities=[(key, both(label)) for key, label in labels.SEVERITIES.items()],
        rule_sets=[(s, name_of(s.title, s.name)) for s in report.rulebook.sets],
        figures=[(name_of(f.name), f) for f in report.check.unverified],
        hashes=report.hashes,
        version=report.version,
    )


def _verdict(report: FindingsReport) -> Both:
    counted = sum(report.counts(finding) for finding in report.check.findings)
    if report.verdict is Verdict.NOT_JUDGED:
        return both(N_("A rule that must be judged could not be: data that it needs are missing."))
    if not counted:
        return both(N_("No finding counts."))
    if report.comparison is not None:
        return both(N_("Findings that are new or worse and count: {n:,}."), n=counted)
    return both(N_("Findings that count: {n:,}."), n=counted)


def _compared(report: FindingsReport) -> Both | None:
    comparison = report.comparison
    if comparison is None:
        return None
    return both(
        N_(
            "Against {file} of {day}: {new:,} new, {worse:,} worse, {unchanged:,} unchanged, "
            "{gone:,} gone."
        ),
        file=comparison.baseline.file,
        day=comparison.baseline.as_of,
        **{str(change): comparison.count(change) for change in Change},
        gone=len(comparison.gone),
    )


def _cards(report: FindingsReport) -> list[Card]:
    tones = {"error": "over", "warning": "near"}
    cards = [
        Card(word(labels.SEVERITIES, key), report.number(key), tones.get(key, ""))
        for key in labels.SEVERITIES
    ]
    return [
        *cards,
        Card(both(_TEXTS["waived"]), report.check.count(State.WAIVED)),
        Card(both(_TEXTS["blocked"]), report.check.count(State.BLOCKED)),
    ]


def _rules(report: FindingsReport) -> Iterator[dict[str, Any]]:
    check = report.check
    for rule in report.rules:
        yield {
            "title": name_of(rule.title, rule.id),
            "id": rule.id,
            "severity": rule.severity,
            "severity_name": word(labels.SEVERITIES, rule.severity),
            "failed": check.count(State.FAIL, rule.id),
            "waived": check.count(State.WAIVED, rule.id),
            "blocked": check.count(State.BLOCKED, rule.id),
            "passed": check.count(State.PASS, rule.id),
            "citation": rule.citation,
            "verified": rule.verified,
            "note": name_of(rule.note),
        }


def _departments(report: FindingsReport) -> Iterator[dict[str, Any]]:
    """Yield each department with its failing findings by severity, the one with most first."""
    numbers: dict[str, Counter[str]] = {}
    for finding in report.check.failures():
        numbers.setdefault(finding.department or "", Counter())[finding.severity] += 1
    ordered = sorted(numbers, key=lambda id: (*(-numbers[id][key] for key in _ORDER), id))
    for id in ordered:
        if id:
            yield {
                "name": name_of(report.department_name(id), id),
                "id": id,
                "numbers": [(key, numbers[id][key]) for key in _ORDER],
            }


def _gravest_first(finding: Finding) -> tuple[bool, int, int, str, float, str]:
    failed = finding.state == State.FAIL
    order = _ORDER.get(finding.severity, 3)
    return (not failed, order, -finding.grade, finding.rule, -finding.excess, finding.subject)


def _row(report: FindingsReport, finding: Finding) -> FindingRow:
    rule = report.rulebook.rule(finding.rule)
    fails = finding.state == State.FAIL
    change = report.change(finding)
    named = labels.SEVERITIES if fails else labels.STATES
    shown = finding.evidence[:MOST_INPUTS]
    return FindingRow(
        tone=finding.severity if fails else "none",
        order=_ORDER.get(finding.severity, 3) if fails else 4,
        tag=word(named, finding.severity if fails else str(finding.state)),
        change=word(labels.CHANGES, change) if change in ("new", "worse") else None,
        message=message(finding.message),
        kind=word(labels.SUBJECTS, finding.subject_kind),
        subject=finding.subject,
        place=place_text(finding.file, finding.line),
        fingerprint=finding.fingerprint,
        rule=name_of(rule.title, rule.id),
        citation=finding.clause,
        verified=finding.verified,
        department=name_of(report.department_name(finding.department)),
        excess=amount(finding.excess) if finding.excess else "",
        unit=word(labels.UNITS, finding.unit),
        excess_value=finding.excess,
        remedies=Both(remedy_text(finding, "zh"), remedy_text(finding, "en")),
        inputs=tuple(map(_input, shown)),
        more_inputs=len(finding.evidence) - len(shown),
        sums=tuple(Both(zh, en) for zh, en in _sums(finding)),
    )


def _sums(finding: Finding) -> Iterator[tuple[str, str]]:
    """Return the lines of the arithmetic in both languages."""
    zh, en = (arithmetic(finding, language).splitlines() for language in ("zh", "en"))
    return zip(zh, en, strict=True)


def _input(item: Evidence) -> InputLine:
    source = item.source
    return InputLine(
        side=both(_SIDES[item.side]),
        value="" if item.value is None else amount(item.value),
        unit=word(labels.UNITS, item.unit),
        label=message(item.label),
        citation=item.citation,
        verified=item.verified,
        place=place_text(source.file, source.line) if source else "",
    )


def _left_out(number: int) -> Both | None:
    return both(N_("{n:,} more are in findings.json."), n=number) if number > 0 else None


def _gone(report: FindingsReport) -> list[tuple[Both, str]]:
    if report.comparison is None:
        return []
    return [
        (name_of(known.message, known.subject), known.fingerprint)
        for known in report.comparison.gone
    ]
