"""What the words of a finding say, by name."""

from __future__ import annotations

from typing import Any

from spaceplan.check import Finding
from spaceplan.i18n import Message


def said(finding: Finding) -> dict[str, Any]:
    """Return the values of what was found, also where the words of an ended waiver wrap them."""
    values = finding.values
    inner = values.get("finding")
    return dict(inner.values) if isinstance(inner, Message) else values
