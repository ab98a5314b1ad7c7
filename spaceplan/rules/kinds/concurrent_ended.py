"""A second office is vacated within a term after the concurrent post ended."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class ConcurrentEnded(FileModel):
    """As of date <= end of the concurrent post + ``months``, for second offices still held.

    Until that day the finding is a notice that counts down; after it, it has the rule's severity.

    Parameters
    ----------
    months
        Months within which the room must be vacated.
    """

    kind: Literal["concurrent-ended"] = "concurrent-ended"
    months: int = Field(default=2, ge=0)
