"""What would cure a finding, in the shape that each format needs.

Every format asks here and nowhere else, so that what is known of a remedy is said alike.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from spaceplan.check import Finding
from spaceplan.report import labels


class FoundRemedy(BaseModel):
    """What would cure a finding."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allowed: tuple[str, ...] = Field(description="kinds of remedy that the rule allows, best first")


def remedy_entry(finding: Finding) -> FoundRemedy:
    """Return a finding's remedy for ``findings.json``."""
    return FoundRemedy(allowed=tuple(str(remedy) for remedy in finding.remedies))


def remedy_text(finding: Finding, language: str) -> str:
    """Return a finding's remedy in words, empty where there is none."""
    return ", ".join(labels.word(labels.REMEDIES, str(r), language) for r in finding.remedies)


def remedy_fixes(finding: Finding, language: str) -> list[dict[str, Any]]:
    """Return a finding's remedy as SARIF ``fixes``: changes of files, where any are known."""
    del finding, language
    return []
