"""A department must not hold more area a head than one figure for all."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class AreaPerHead(FileModel):
    """Area held of the categories that the quota table covers <= heads times its area a head.

    Parameters
    ----------
    exempt_kinds
        Kinds of departments to which the rule does not apply.
    """

    kind: Literal["area-per-head"] = "area-per-head"
    exempt_kinds: tuple[str, ...] = ("contractor",)
