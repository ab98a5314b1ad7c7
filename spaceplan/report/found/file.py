"""``findings.json``: its shape as models, which write it and from which its schema is made."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from spaceplan.check import Comparison, Evidence, Finding, KnownFinding
from spaceplan.i18n import LANGUAGES, in_language
from spaceplan.model import Name, Source, Waiver
from spaceplan.report.applied import figure_dict
from spaceplan.report.data import SCHEMA_VERSION
from spaceplan.report.found.remedies import FoundRemedy, remedy_entry
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.summary import rule_sets

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Severity = Literal["error", "warning", "notice"]
ReportedState = Literal["fail", "waived", "blocked"]
FINGERPRINT = r"^[0-9a-f]{16}$"
SHA256 = r"^[0-9a-f]{64}$"


class _Part(BaseModel):
    """Base of all parts: nothing is written that the schema does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class FoundText(_Part):
    """A text in Chinese and English."""

    zh: str
    en: str


class FoundSubject(_Part):
    """What a finding is about."""

    kind: str = Field(description="room, department, person, portfolio, ...")
    id: str


class FoundRoom(_Part):
    """A further room that belongs to a finding, and where it is written."""

    id: str
    file: str | None
    line: int | None


class FoundEvidence(_Part):
    """One input of the arithmetic; those of a side add up to it."""

    side: Literal["measured", "limit", "given"]
    label: FoundText
    value: float | None = Field(description="null where the label says it all")
    unit: str
    file: str | None
    line: int | None
    clause: str = Field(description="document and article of a figure of the rules, else empty")
    verified: bool = Field(description="whether somebody checked that figure there")


class FoundWaiver(_Part):
    """The permission that was given; it has ended where the finding fails all the same."""

    reason: str
    approver: str
    until: date = Field(description="last day on which it holds")
    file: str | None
    line: int | None


class FoundFinding(_Part):
    """A rule that is not met, need not be met now, or cannot be judged."""

    rule: str
    state: ReportedState
    severity: Severity
    grade: Literal[1, 2, 3] = Field(description="by how far above the limit")
    subject: FoundSubject
    department: str | None
    measured: float
    limit: float
    excess: float = Field(ge=0)
    unit: str
    clause: str
    verified: bool
    file: str | None
    line: int | None = Field(ge=1)
    message: FoundText
    remedy: FoundRemedy
    fingerprint: str = Field(
        pattern=FINGERPRINT, description="of rule and subject: the same whatever the numbers"
    )
    change: Literal["new", "worse", "unchanged"] | None = Field(
        description="against the baseline; null where there is none"
    )
    related: tuple[FoundRoom, ...]
    evidence: tuple[FoundEvidence, ...]
    waiver: FoundWaiver | None


class FoundGone(_Part):
    """A finding of the baseline that is none any more."""

    rule: str
    severity: str
    subject: FoundSubject
    department: str | None
    message: FoundText
    fingerprint: str = Field(pattern=FINGERPRINT)


class FoundBaseline(_Part):
    """The earlier check that this one is compared with."""

    file: str
    sha256: str = Field(pattern=SHA256)
    as_of: date
    counts: dict[Literal["new", "worse", "unchanged", "gone"], int]
    gone: tuple[FoundGone, ...]


class AppliedLayer(_Part):
    """A rule set that another one extends."""

    name: str
    version: str
    document: str
    sha256: str = Field(pattern=SHA256, description="of its file")


class AppliedRuleSet(AppliedLayer):
    """A rule set that was applied, with those that it extends, the nearest first."""

    extends: tuple[AppliedLayer, ...]


class FoundFigure(_Part):
    """A figure of the rules that mattered, and that nobody has checked against the text."""

    id: str
    name: FoundText
    value: str
    source: str
    clause: str
    verified: bool
    note: FoundText
    rule_set: str


class FindingsFile(_Part):
    """What a check found: what fails, is waived or cannot be judged; everything is counted."""

    model_config = ConfigDict(title="findings.json")

    schema_version: Literal[1]
    rule_sets: tuple[AppliedRuleSet, ...]
    unverified_figures: tuple[FoundFigure, ...]
    as_of: date = Field(description="day for which deadlines and waivers count")
    counts: dict[Literal["pass", "fail", "not_applicable", "waived", "blocked"], int] = Field(
        description="number of (rule, subject) by state"
    )
    findings: tuple[FoundFinding, ...] = Field(
        description="ordered by severity, by the rule's place in its rule set, by subject"
    )
    portfolio: str
    checked: Literal["status-quo", "allocation"]
    rules: tuple[str, ...] = Field(description="ids of the rules that were evaluated")
    fail_on: Severity
    exit_code: Literal[0, 1, 2] = Field(
        description="0: clean; 1: findings that count; 2: a rule that must be is not judged"
    )
    inputs: dict[str, str] = Field(description="SHA-256 of every input file")
    baseline: FoundBaseline | None


def findings_dict(report: FindingsReport) -> dict[str, Any]:
    """Return the content of ``findings.json``."""
    return _file(report).model_dump(mode="json")


def findings_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``findings.json``."""
    return {"$schema": _DIALECT, **FindingsFile.model_json_schema(mode="serialization")}


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
