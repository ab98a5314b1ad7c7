"""One can walk from every room to an entrance."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class NoWayOut(FileModel):
    """Rooms from which doors, stairs, lifts and ways outside lead to no entrance of the site <= 0.

    Parameters
    ----------
    exempt_uses
        Uses that nobody walks into.
    """

    kind: Literal["no-way-out"] = "no-way-out"
    exempt_uses: tuple[str, ...] = ("shaft",)
