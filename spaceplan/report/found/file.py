"""The shape of ``findings.json``: models, which write it and from which its schema is made."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from spaceplan.report.found.remedies import FoundRemedy

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


def findings_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``findings.json``."""
    return {"$schema": _DIALECT, **FindingsFile.model_json_schema(mode="serialization")}
