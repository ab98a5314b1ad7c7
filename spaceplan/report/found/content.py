"""The content of ``findings.json``: a report in the shape that ``file`` gives it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from spaceplan.check import Comparison, Evidence, Finding, KnownFinding
from spaceplan.i18n import LANGUAGES, in_language
from spaceplan.model import Name, Source, Waiver
from spaceplan.report.applied import figure_dict
from spaceplan.report.data import SCHEMA_VERSION
from spaceplan.report.found.file import (
    AppliedRuleSet,
    FindingsFile,
    FoundBaseline,
    FoundEvidence,
    FoundFigure,
    FoundFinding,
    FoundGone,
    FoundRoom,
    FoundSubject,
    FoundText,
    FoundWaiver,
)
from spaceplan.report.found.remedies import remedy_entry
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.summary import rule_sets


def findings_dict(report: FindingsReport) -> dict[str, Any]:
    """Return the content of ``findings.json``."""
    return _file(report).model_dump(mode="json")


def finding_dict(report: FindingsReport, finding: Finding) -> dict[str, Any]:
    """Return one finding as ``findings.json`` has it."""
    return _finding(report, finding).model_dump(mode="json")


def _file(report: FindingsReport) -> FindingsFile:
    check = report.check
    return FindingsFile(
        schema_version=SCHEMA_VERSION,
        rule_sets=tuple(AppliedRuleSet(**entry) for entry in rule_sets(report.rulebook)),
        unverified_figures=tuple(FoundFigure(**figure_dict(f)) for f in check.unverified),
        as_of=check.as_of,
        counts=check.by_state(),
        findings=tuple(_finding(report, finding) for finding in check.findings),
        portfolio=report.portfolio.id,
        checked="allocation" if report.planned else "status-quo",
        rules=check.rules,
        fail_on=report.fail_on,
        exit_code=int(report.verdict),
        inputs=dict(report.hashes),
        baseline=None if report.comparison is None else _baseline(report.comparison),
    )


def _finding(report: FindingsReport, finding: Finding) -> FoundFinding:
    return FoundFinding(
        rule=finding.rule,
        state=str(finding.state),
        severity=finding.severity,
        grade=finding.grade,
        subject=FoundSubject(kind=finding.subject_kind, id=finding.subject),
        department=finding.department,
        measured=finding.measured,
        limit=finding.limit,
        excess=finding.excess,
        unit=finding.unit,
        clause=finding.clause,
        verified=finding.verified,
        file=finding.file,
        line=finding.line,
        message=_text(finding.message),
        remedy=remedy_entry(finding),
        fingerprint=finding.fingerprint,
        change=report.change(finding) or None,
        related=tuple(_room(id, report.place_of_room(id)) for id in finding.related),
        evidence=tuple(map(_evidence, finding.evidence)),
        waiver=None if finding.waiver is None else _waiver(finding.waiver),
    )


def _text(text: str) -> FoundText:
    return FoundText(**{language: in_language(text, language) for language in LANGUAGES})


def _named(name: Name) -> FoundText:
    return FoundText(zh=name.text("zh"), en=name.text("en"))


def _place(source: Source | None) -> dict[str, Any]:
    file, line = (source.file, source.line) if source else (None, None)
    return {"file": file, "line": line}


def _room(id: str, source: Source | None) -> FoundRoom:
    return FoundRoom(id=id, **_place(source))


def _evidence(item: Evidence) -> FoundEvidence:
    return FoundEvidence(
        side=str(item.side),
        label=_text(item.label),
        value=item.value,
        unit=item.unit,
        **_place(item.source),
        clause=item.citation,
        verified=item.verified,
    )


def _waiver(waiver: Waiver) -> FoundWaiver:
    return FoundWaiver(
        reason=waiver.reason,
        approver=waiver.approver,
        until=waiver.until,
        **_place(waiver.source),
    )


def _baseline(comparison: Comparison) -> FoundBaseline:
    counted = Counter(str(change) for _, change in comparison.changes)
    return FoundBaseline(
        file=comparison.baseline.file,
        sha256=comparison.baseline.sha256,
        as_of=comparison.baseline.as_of,
        counts={
            **{change: counted[change] for change in ("new", "worse", "unchanged")},
            "gone": len(comparison.gone),
        },
        gone=tuple(_gone(finding) for finding in comparison.gone),
    )


def _gone(finding: KnownFinding) -> FoundGone:
    return FoundGone(
        rule=finding.rule,
        severity=finding.severity,
        subject=FoundSubject(kind=finding.subject_kind, id=finding.subject),
        department=finding.department,
        message=_named(finding.message),
        fingerprint=finding.fingerprint,
    )
