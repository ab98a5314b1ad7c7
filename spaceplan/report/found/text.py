"""Findings for the terminal: grouped by rule, each with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rich.cells import cell_len

from spaceplan.check import SEVERITIES, Change, CheckResult, Comparison, Finding, State
from spaceplan.i18n import N_, in_language, translator
from spaceplan.report import labels
from spaceplan.report.applied import rule_sets_line, unverified_lines
from spaceplan.report.found.remedies import remedy_line, remedy_text
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.safe import visible
from spaceplan.rules import Rule
from spaceplan.things import FINDINGS, number_of

_MARKED = {str(Change.NEW), str(Change.WORSE)}


def findings_text(report: FindingsReport, language: str, *, most: int = 0) -> str:
    """Return the findings for a terminal: grouped by rule, the gravest rules first, aligned.

    Parameters
    ----------
    most
        How many findings of a rule to list at most; 0: all.
    """
    _ = translator(language)
    check = report.check
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in check.findings:
        groups[finding.rule].append(finding)
    blocks = [
        "\n".join(_block(report, rule, groups[rule.id], language, most))
        for rule in sorted(report.rules, key=lambda rule: SEVERITIES.index(rule.severity))
        if groups[rule.id]
    ]
    failed = check.count(State.FAIL)
    number = in_language(number_of(FINDINGS, failed), language)
    heading = _(N_("{findings} as of {day}")).format(findings=number, day=check.as_of)
    heading = "\n".join([heading, rule_sets_line(report.rulebook, language)])
    unverified = "\n".join(unverified_lines(check.unverified, language))
    if report.comparison is not None:
        blocks += list(_compared(report.comparison, language))
    told = [heading, *blocks, unverified, _counts_line(check, language), _hashes(report, language)]
    return "\n\n".join(filter(None, told))


def _block(
    report: FindingsReport, rule: Rule, findings: list[Finding], language: str, most: int
) -> Iterator[str]:
    _ = translator(language)
    unverified = "" if rule.verified else " " + _(N_("[clause not verified]"))
    failed = sum(finding.state == State.FAIL for finding in findings)
    severity = labels.word(labels.SEVERITIES, rule.severity, language)
    yield f"{severity} · {rule.title.text(language)} · {failed:,}"
    yield f"  {rule.id}, {rule.citation}{unverified}"
    if _only_kinds(report, findings):
        kinds = {remedy_text(finding, language): remedy_line(finding) for finding in findings}
        yield from ("  " + _(line).format(remedies=text) for text, line in kinds.items() if text)
    shown = sorted(findings, key=_gravest_first)[: most or None]
    places = [_place(finding) for finding in shown]
    width = min(48, max(map(cell_len, places)))
    for place, finding in zip(places, shown, strict=True):
        gap = " " * max(2, width + 2 - cell_len(place))
        marks = "".join(f"[{mark}] " for mark in _marks(report, finding, rule, language))
        print_ = finding.fingerprint[:8]
        yield f"  {place}{gap}{print_}  {marks}{visible(finding.text(language))}"
        if finding.answer is not None:
            yield f"  {' ' * width}  → {visible(remedy_text(finding, language))}"
    if len(shown) < len(findings):
        yield "  " + _(N_("... and {more:,} more")).format(more=len(findings) - len(shown))


def _only_kinds(report: FindingsReport, findings: list[Finding]) -> bool:
    """Return whether remedies were looked for, and of these findings only the kinds are known."""
    sought = any(finding.answer is not None for finding in report.check.findings)
    return sought and all(finding.answer is None for finding in findings)


def _marks(report: FindingsReport, finding: Finding, rule: Rule, language: str) -> Iterator[str]:
    """Yield the state where it does not fail, the severity where it is not the rule's, the news."""
    change = report.change(finding)
    if change in _MARKED:
        yield labels.word(labels.CHANGES, change, language)
    if finding.state != State.FAIL:
        yield labels.word(labels.STATES, finding.state, language)
    elif finding.severity != rule.severity:
        yield labels.word(labels.SEVERITIES, finding.severity, language)


def _gravest_first(finding: Finding) -> tuple[bool, int, float, str]:
    return finding.state != State.FAIL, -finding.grade, -finding.excess, finding.subject


def _place(finding: Finding) -> str:
    return visible(place_text(finding.file, finding.line) or finding.subject)


def place_text(file: str | None, line: int | None) -> str:
    """Return ``file:line``, what of it is known."""
    if file is None:
        return ""
    return file if line is None else f"{file}:{line}"


def _compared(comparison: Comparison, language: str) -> Iterator[str]:
    """Yield how the findings stand against the baseline, and which are gone."""
    _ = translator(language)
    numbers = [(str(change), comparison.count(change)) for change in Change]
    numbers.append(("gone", len(comparison.gone)))
    told = ", ".join(f"{labels.word(labels.CHANGES, key, language)} {n:,}" for key, n in numbers)
    against = _(N_("against {file} of {day}: {numbers}"))
    day = comparison.baseline.as_of
    yield against.format(file=visible(comparison.baseline.file), day=day, numbers=told)
    if comparison.gone:
        gone = labels.word(labels.CHANGES, "gone", language)
        lines = (
            f"  {finding.fingerprint[:8]}  [{gone}] "
            f"{visible(finding.message.text(language) or finding.subject)}"
            for finding in comparison.gone
        )
        yield "\n".join(lines)


def _counts_line(check: CheckResult, language: str) -> str:
    counted = check.by_state().items()
    return ", ".join(f"{labels.word(labels.STATES, state, language)} {n:,}" for state, n in counted)


def _hashes(report: FindingsReport, language: str) -> str:
    """Return what the findings were made from: rule sets and input files, by their hashes."""
    _ = translator(language)
    lines = [f"{s.name} {s.version}  sha256 {s.sha256}" for s in report.rulebook.sets]
    inputs = _(N_("{n:,} input files")).format(n=len(report.hashes))
    return "\n".join([*lines, f"{inputs}  sha256 {report.inputs_sha256}"])
