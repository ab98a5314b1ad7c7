"""Rooms that are rented, borrowed or lent need an approval, and a term that still runs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class HoldingBasis(FileModel):
    """Rooms held on one of these bases without approval <= 0, and as of date <= end of the term.

    Parameters
    ----------
    bases
        Bases that the rule speaks of.
    tag
        The rule speaks of rooms with this tag only; None: of all.
    approvable
        False: no approval makes it right.
    notice_months
        From so many months before the end of the term the finding is a notice that counts down.
    """

    kind: Literal["holding-basis"] = "holding-basis"
    bases: tuple[Literal["rented", "borrowed", "lent"], ...] = Field(min_length=1)
    tag: str | None = None
    approvable: bool = True
    notice_months: int = Field(default=3, ge=0)
