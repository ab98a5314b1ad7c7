"""A private toilet is for a few ranks only, and small."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class PrivateToilets(FileModel):
    """Area of a toilet that serves one office <= what the rule set allows its user; else 0.

    Who may have one, and how large, stands in the section ``private_toilet`` of a rule set.

    Parameters
    ----------
    uses
        Uses that are toilets.
    """

    kind: Literal["private-toilets"] = "private-toilets"
    uses: tuple[str, ...] = ("toilet",)
