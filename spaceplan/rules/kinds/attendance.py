"""Buildings must be used by enough of the people that they have room for."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel
from spaceplan.rules.amounts import Positive, Share


class Attendance(FileModel):
    """People present / capacity >= ``at_least`` in one of the last ``years`` complete years.

    The capacity of a building is its usable area over the area a head; who was present stands under
    ``attendance`` in the building's file.

    Parameters
    ----------
    at_least
        Share of the capacity.
    years
        How many of the last complete years are looked at.
    m2_per_head
        Area a head, office and service rooms together; None: the one of the rule set's quota table.
    """

    kind: Literal["attendance"] = "attendance"
    at_least: Share = Decimal("0.6")
    years: int = Field(default=2, ge=1, le=50)
    m2_per_head: Positive | None = None
