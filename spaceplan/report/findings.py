"""Findings for programs (``findings.json``) and for the terminal, each with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len

from spaceplan.check import SEVERITIES, CheckResult, Finding, State
from spaceplan.i18n import LANGUAGES, N_, translator
from spaceplan.report import labels
from spaceplan.report.applied import figure_dict, rule_sets_line, unverified_lines
from spaceplan.report.data import SCHEMA_VERSION
from spaceplan.report.safe import visible
from spaceplan.report.summary import rule_sets
from spaceplan.rules import Rule, RuleBook


def findings_dict(check: CheckResult, rulebook: RuleBook) -> dict[str, Any]:
    """Return the content of ``findings.json``: what fails, is waived or blocked; all counted."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rule_sets": rule_sets(rulebook),
        "unverified_figures": [figure_dict(figure) for figure in check.unverified],
        "as_of": check.as_of.isoformat(),
        "counts": check.by_state(),
        "findings": [_finding_dict(finding) for finding in check.findings],
    }


def _finding_dict(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "state": str(finding.state),
        "severity": finding.severity,
        "grade": finding.grade,
        "subject": {"kind": finding.subject_kind, "id": finding.subject},
        "department": finding.department,
        "measured": finding.measured,
        "limit": finding.limit,
        "excess": finding.excess,
        "unit": finding.unit,
        "clause": finding.clause,
        "verified": finding.verified,
        "file": finding.file,
        "line": finding.line,
        "message": {language: finding.text(language) for language in LANGUAGES},
        "remedy": {"allowed": [str(remedy) for remedy in finding.remedies]},
        "fingerprint": finding.fingerprint,
    }


def findings_text(check: CheckResult, rulebook: RuleBook, language: str, *, most: int = 0) -> str:
    """Return the findings for a terminal: grouped by rule, the gravest rules first, aligned.

    Parameters
    ----------
    most
        How many findings of a rule to list at most; 0: all.
    """
    _ = translator(language)
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in check.findings:
        groups[finding.rule].append(finding)
    blocks = [
        "\n".join(_block(rule, groups[rule.id], language, most))
        for rule in sorted(rulebook.rules, key=lambda rule: SEVERITIES.index(rule.severity))
        if groups[rule.id]
    ]
    failed = check.count(State.FAIL)
    heading = _(N_("{failed:,} findings as of {day}")).format(failed=failed, day=check.as_of)
    heading = "\n".join([heading, rule_sets_line(rulebook, language)])
    unverified = "\n".join(unverified_lines(check.unverified, language))
    told = [heading, *blocks, unverified, _counts_line(check, language)]
    return "\n\n".join(filter(None, told))


def _block(rule: Rule, findings: list[Finding], language: str, most: int) -> Iterator[str]:
    _ = translator(language)
    unverified = "" if rule.verified else " " + _(N_("[clause not verified]"))
    failed = sum(finding.state == State.FAIL for finding in findings)
    severity = labels.word(labels.SEVERITIES, rule.severity, language)
    yield f"{severity} · {rule.title.text(language)} · {failed:,}"
    yield f"  {rule.id}, {rule.citation}{unverified}"
    shown = sorted(findings, key=_gravest_first)[: most or None]
    places = [_place(finding) for finding in shown]
    width = min(48, max(map(cell_len, places)))
    for place, finding in zip(places, shown, strict=True):
        gap = " " * max(2, width + 2 - cell_len(place))
        mark = _mark(finding, rule, language)
        yield f"  {place}{gap}{mark}{visible(finding.text(language))}"
    if len(shown) < len(findings):
        yield "  " + _(N_("... and {more:,} more")).format(more=len(findings) - len(shown))


def _mark(finding: Finding, rule: Rule, language: str) -> str:
    """Return the state of a finding that does not fail, the severity where it is not the rule's."""
    if finding.state != State.FAIL:
        return f"[{labels.word(labels.STATES, finding.state, language)}] "
    if finding.severity != rule.severity:
        return f"[{labels.word(labels.SEVERITIES, finding.severity, language)}] "
    return ""


def _gravest_first(finding: Finding) -> tuple[bool, int, float, str]:
    return finding.state != State.FAIL, -finding.grade, -finding.excess, finding.subject


def _place(finding: Finding) -> str:
    if finding.file is None:
        return visible(finding.subject)
    place = finding.file if finding.line is None else f"{finding.file}:{finding.line}"
    return visible(place)


def _counts_line(check: CheckResult, language: str) -> str:
    counted = check.by_state().items()
    return ", ".join(f"{labels.word(labels.STATES, state, language)} {n:,}" for state, n in counted)
