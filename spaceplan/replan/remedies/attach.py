"""Answers attached to the findings of a check, so that every report shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spaceplan.check import CheckResult
from spaceplan.model.remedy import Answers, Edit


def attach_remedies(
    result: CheckResult, answers: Answers, edits: Mapping[str, tuple[Edit, ...]] | None = None
) -> CheckResult:
    """Return a check whose findings say what cures them.

    Parameters
    ----------
    edits
        By fingerprint, what a remedy changes in the portfolio's files.
    """
    findings = []
    for finding in result.findings:
        answer = answers.of(finding.fingerprint)
        if answer is not None and edits:
            answer = replace(answer, edits=edits.get(finding.fingerprint, ()))
        findings.append(replace(finding, answer=answer))
    return replace(result, findings=tuple(findings))
