"""Who has retired or was transferred gives the office back within a term."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class LeftPost(FileModel):
    """As of date <= day of leaving + ``months``, for people of these statuses still in an office.

    Until that day the finding is a notice that counts down; after it, it has the rule's severity.

    Parameters
    ----------
    statuses
        Who has left the post.
    months
        Months within which the room must be vacated.
    """

    kind: Literal["left-post"] = "left-post"
    statuses: tuple[Literal["retired", "transferred"], ...] = ("retired", "transferred")
    months: int = Field(default=1, ge=0)
