"""A service room that can only be entered through an over-quota leader's office."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class HiddenSuite(FileModel):
    """A service room without a door to circulation, beside an over-quota leader's office.

    The office is over its allowance, and an ``own_room`` rank is among its occupants.

    Parameters
    ----------
    exempt_uses
        Uses that never count; rooms with ``private_to`` are exempt as well.
    """

    kind: Literal["hidden-suite"] = "hidden-suite"
    exempt_uses: tuple[str, ...] = ("toilet",)
