"""Findings against those of an earlier check: new, worse, unchanged, gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from spaceplan.check.finding import SEVERITIES, CheckResult, Finding, State
from spaceplan.model import Name

#: Units of which there are more every day though nobody has done anything.
_GROW_BY_THEMSELVES = frozenset({"days", "months"})
#: Areas are whole dm²; less is the noise of floats.
_SAME = 0.005


class Change(StrEnum):
    """How a finding stands against the baseline."""

    NEW = "new"
    WORSE = "worse"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class KnownFinding:
    """A finding as an earlier check wrote it down; ``message`` in both languages."""

    fingerprint: str
    rule: str
    state: str
    severity: str
    grade: int
    excess: float
    subject_kind: str
    subject: str
    department: str | None = None
    message: Name = field(default_factory=Name)
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Baseline:
    """An earlier check: its day, its findings, and the file that they were read from."""

    file: str
    sha256: str
    as_of: date
    findings: tuple[KnownFinding, ...]


@dataclass(frozen=True)
class Comparison:
    """A check held against a baseline.

    Parameters
    ----------
    changes
        (fingerprint, change) of every finding of the check.
    gone
        Findings of the baseline that are no findings any more, in its order; only of rules that
        were evaluated now.
    """

    baseline: Baseline
    changes: tuple[tuple[str, Change], ...]
    gone: tuple[KnownFinding, ...]

    @cached_property
    def _by_fingerprint(self) -> Mapping[str, Change]:
        return dict(self.changes)

    def change(self, finding: Finding) -> Change:
        """Return how a finding stands; raises KeyError where it is none of the check's."""
        return self._by_fingerprint[finding.fingerprint]

    def count(self, change: Change) -> int:
        """Return how many findings are new, worse or unchanged."""
        return sum(1 for _, found in self.changes if found is change)


def compare(check: CheckResult, baseline: Baseline) -> Comparison:
    """Hold the findings of a check against a baseline."""
    known = {finding.fingerprint: finding for finding in baseline.findings}
    now = {finding.fingerprint for finding in check.findings}
    changes = tuple((f.fingerprint, _change(f, known.get(f.fingerprint))) for f in check.findings)
    gone = tuple(
        finding
        for finding in baseline.findings
        if finding.fingerprint not in now and finding.rule in check.rules
    )
    return Comparison(baseline, changes, gone)


def _change(finding: Finding, known: KnownFinding | None) -> Change:
    if known is None:
        return Change.NEW
    return Change.WORSE if _is_worse(finding, known) else Change.UNCHANGED


def _is_worse(finding: Finding, known: KnownFinding) -> bool:
    """Return whether a finding fails, and more gravely than before.

    It failed not at all before (it was waived or not judged), or its severity, its grade or its
    excess is greater. Days that go by are not worse on their own: else every overdue office would
    be news every night.
    """
    if finding.state != State.FAIL:
        return False
    if known.state != State.FAIL:
        return True
    if known.severity in SEVERITIES:
        now, before = SEVERITIES.index(finding.severity), SEVERITIES.index(known.severity)
        if now != before:
            return now < before
    if finding.unit in _GROW_BY_THEMSELVES:
        return False
    return finding.grade > known.grade or finding.excess > known.excess + _SAME
