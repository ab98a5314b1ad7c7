"""A department states the people that the ledger has."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class Headcount(FileModel):
    """People by rank that a department states and the ledger has not, or has beyond <= most.

    Parameters
    ----------
    most
        People by whom the numbers may differ.
    """

    kind: Literal["headcount"] = "headcount"
    most: int = Field(default=0, ge=0)
