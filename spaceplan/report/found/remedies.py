"""What would cure a finding, in the shape that each format needs.

Every format asks here and nowhere else, so that what is known of a remedy is said alike.
"""

from __future__ import annotations

from typing import Any

from spaceplan.check import Finding
from spaceplan.i18n import N_, in_language
from spaceplan.report import labels
from spaceplan.report.remedy_data import FoundRemedy, fixes_of, remedy_entry
from spaceplan.report.remedy_words import answer_message

__all__ = ["FoundRemedy", "remedy_entry", "remedy_fixes", "remedy_line", "remedy_text"]


def remedy_line(finding: Finding) -> str:
    """Return the words around ``remedy_text``, to be translated and filled in."""
    sought = finding.answer is not None
    return N_("Remedy: {remedies}") if sought else N_("Remedies allowed: {remedies}")


def remedy_text(finding: Finding, language: str) -> str:
    """Return what cures a finding in words: concretely where that was looked for, else in kind."""
    if finding.answer is not None:
        return in_language(answer_message(finding.answer), language)
    return ", ".join(labels.word(labels.REMEDIES, str(r), language) for r in finding.remedies)


def remedy_fixes(finding: Finding, language: str) -> list[dict[str, Any]]:
    """Return a finding's remedy as SARIF ``fixes``: changes of files, where any are known."""
    return fixes_of(finding.answer, language)
