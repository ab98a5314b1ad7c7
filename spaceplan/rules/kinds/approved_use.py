"""A room must be used for what it was approved for."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class ApprovedUse(FileModel):
    """Use of a room = its approved use, for every room but circulation.

    Parameters
    ----------
    within_category
        Whether a change between uses of one category needs no approval.
    """

    kind: Literal["approved-use"] = "approved-use"
    within_category: bool = False
