"""An office that is held must not stand empty for long."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class Vacancy(FileModel):
    """As of date <= first day without people + ``months``, for offices in which nobody sits.

    Parameters
    ----------
    months
        Months that a room may stand empty.
    held_only
        Whether vacant offices that nobody holds, which can be given out, are left alone.
    """

    kind: Literal["vacancy"] = "vacancy"
    months: int = Field(default=6, ge=0)
    held_only: bool = True
