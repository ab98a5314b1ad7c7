"""A storey has a second stair."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class SecondStair(FileModel):
    """Stairs of a storey >= ``least``, for storeys that one leaves by stairs.

    A storey with an entrance is left through it. Small storeys of low buildings are exempt.

    Parameters
    ----------
    least
        Stairs that a storey needs.
    exempt_storeys, exempt_m2
        Not applicable in a building of at most so many storeys above ground, to a storey with at
        most so much usable area, m².
    below_ground
        Whether storeys below ground are asked as well.
    """

    kind: Literal["second-stair"] = "second-stair"
    least: int = Field(default=2, ge=1)
    exempt_storeys: int = Field(default=3, ge=0)
    exempt_m2: Annotated[Decimal, Field(ge=0, le=1_000_000)] = Decimal(200)
    below_ground: bool = True
