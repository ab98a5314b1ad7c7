"""The results of SARIF: one a department and rule, its rooms and people as related locations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spaceplan.check import SEVERITIES, Finding, KnownFinding, State, fingerprint_of
from spaceplan.i18n import N_, translator
from spaceplan.report.found.remedies import remedy_fixes
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.sarif_parts import LEVELS, place, plain

_STATES = (State.FAIL, State.BLOCKED, State.WAIVED)
_FINGERPRINT = "departmentAndRule/v1"
#: States of findings among themselves, as SARIF calls a result's change.
_BASELINE = {"new": "new", "worse": "updated", "unchanged": "unchanged"}


def sarif_results(report: FindingsReport, language: str) -> list[dict[str, Any]]:
    """Return the results, in the order of their gravest finding; gone ones last."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.check.findings:
        groups.setdefault((finding.rule, finding.department or ""), []).append(finding)
    indexes = {file: i for i, (file, _) in enumerate(report.hashes)}
    places = {rule.id: i for i, rule in enumerate(report.rules)}
    results = [
        {"ruleId": rule, "ruleIndex": places[rule], **_result(report, found, indexes, language)}
        for (rule, _), found in groups.items()
    ]
    if report.comparison is not None:
        gone: dict[tuple[str, str], KnownFinding] = {}
        for known in report.comparison.gone:
            gone.setdefault((known.rule, known.department or ""), known)
        results += [
            {"ruleId": known.rule, "ruleIndex": places[known.rule], **_absent(known, language)}
            for key, known in gone.items()
            if key not in groups
        ]
    return results


def _result(
    report: FindingsReport, group: list[Finding], indexes: dict[str, int], language: str
) -> dict[str, Any]:
    findings = sorted(group, key=_gravest_first)
    worst = findings[0]
    result: dict[str, Any] = {
        "kind": "open" if worst.state == State.BLOCKED else "fail",
        "level": "none" if worst.state == State.BLOCKED else LEVELS[worst.severity],
        "message": {"text": _message(report, findings, language)},
        "locations": [_located(worst, indexes)],
        "relatedLocations": list(_related(report, findings, indexes, language)),
        "partialFingerprints": {_FINGERPRINT: _fingerprint(worst.rule, worst.department)},
    }
    if worst.state == State.WAIVED:
        result["suppressions"] = [_suppression(finding, indexes) for finding in findings]
    if report.comparison is not None:
        result["baselineState"] = _baseline_state(report, findings)
    if fixes := [fix for finding in findings for fix in remedy_fixes(finding, language)]:
        result["fixes"] = fixes
    result["properties"] = {
        "department": worst.department,
        "findings": [_entry(report, finding) for finding in findings],
    }
    return result


def _gravest_first(finding: Finding) -> tuple[int, int, int, float, str]:
    state, severity = _STATES.index(finding.state), SEVERITIES.index(finding.severity)
    return state, severity, -finding.grade, -finding.excess, finding.subject


def _message(report: FindingsReport, findings: Sequence[Finding], language: str) -> str:
    """Return the only finding's text, or how many there are and the gravest one's."""
    worst = findings[0]
    if len(findings) == 1:
        return plain(worst.text(language))
    _ = translator(language)
    text = _(N_("{title}, {department}: {n:,} findings, the gravest of them: {finding}"))
    if worst.department is None:
        text = _(N_("{title}: {n:,} findings, the gravest of them: {finding}"))
    return plain(
        text.format(
            title=report.rulebook.rule(worst.rule).title.text(language) or worst.rule,
            department=report.department_name(worst.department).text(language),
            n=len(findings),
            finding=worst.text(language),
        )
    )


def _located(finding: Finding, indexes: dict[str, int]) -> dict[str, Any]:
    logical = {"name": plain(finding.subject), "kind": finding.subject_kind}
    return {**place(finding.file, finding.line, indexes), "logicalLocations": [logical]}


def _related(
    report: FindingsReport, findings: Sequence[Finding], indexes: dict[str, int], language: str
) -> Iterator[dict[str, Any]]:
    """Yield where each finding stands, and the rooms that belong to it, each room once."""
    number = 0
    seen: set[str] = set()
    for finding in findings:
        number += 1
        text = finding.text(language)
        yield {**place(finding.file, finding.line, indexes, text, number), **_logical(finding)}
        if finding.subject_kind == "room":
            seen.add(finding.subject)
    for room in dict.fromkeys(room for finding in findings for room in finding.related):
        if room not in seen:
            number += 1
            source = report.place_of_room(room)
            file, line = (source.file, source.line) if source else (None, None)
            logical = {"logicalLocations": [{"name": plain(room), "kind": "room"}]}
            yield {**place(file, line, indexes, room, number), **logical}


def _logical(finding: Finding) -> dict[str, Any]:
    logical = {"name": plain(finding.subject), "kind": finding.subject_kind}
    return {"logicalLocations": [logical]}


def _fingerprint(rule: str, department: str | None) -> str:
    return fingerprint_of(rule, "department", department or "")


def _suppression(finding: Finding, indexes: dict[str, int]) -> dict[str, Any]:
    """Return a waiver: who allowed it, why, until when, and where it is written."""
    waiver = finding.waiver
    assert waiver is not None, "what is waived has a waiver"
    found: dict[str, Any] = {
        "kind": "external",
        "status": "accepted",
        "justification": plain(waiver.reason),
        "properties": {
            "approver": plain(waiver.approver),
            "until": waiver.until.isoformat(),
            "fingerprint": finding.fingerprint,
        },
    }
    if waiver.source is not None:
        found["location"] = place(waiver.source.file, waiver.source.line, indexes)
    return found


def _baseline_state(report: FindingsReport, findings: Sequence[Finding]) -> str:
    """Return new where all are, unchanged where all are and none is gone, else updated."""
    assert report.comparison is not None
    changes = {_BASELINE[report.change(finding)] for finding in findings}
    here = (findings[0].rule, findings[0].department)
    lost = any((known.rule, known.department) == here for known in report.comparison.gone)
    return "updated" if lost or len(changes) > 1 else changes.pop()


def _absent(known: KnownFinding, language: str) -> dict[str, Any]:
    """Return a result of the baseline that is gone."""
    return {
        "kind": "fail",
        "level": LEVELS.get(known.severity, "note"),
        "baselineState": "absent",
        "message": {"text": plain(known.message.text(language) or known.subject)},
        "locations": [place(known.file, known.line, {})] if known.file else [],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(known.rule, known.department)},
    }


def _entry(report: FindingsReport, finding: Finding) -> dict[str, Any]:
    """Return the figures of one finding of a result."""
    entry: dict[str, Any] = {
        "fingerprint": finding.fingerprint,
        "subject": {"kind": finding.subject_kind, "id": plain(finding.subject)},
        "state": str(finding.state),
        "severity": finding.severity,
        "grade": finding.grade,
        "measured": finding.measured,
        "limit": finding.limit,
        "excess": finding.excess,
        "unit": finding.unit,
        "counts": report.counts(finding),
    }
    if report.comparison is not None:
        entry["change"] = report.change(finding)
    return entry
