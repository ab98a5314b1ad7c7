"""One office a person; a second only approved, below quota, and never a third."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class OneOffice(FileModel):
    """Offices of a person <= 1, or <= ``most`` where each further one is approved.

    Parameters
    ----------
    most
        Offices that approval can allow in all.
    second_below_quota
        A further office must be smaller than the person's quota.
    quota_of
        By the rank of the main post, or by that of the concurrent one, as some provinces have it.
    """

    kind: Literal["one-office"] = "one-office"
    most: int = Field(default=2, ge=1)
    second_below_quota: bool = True
    quota_of: Literal["main", "concurrent"] = "main"
