"""Plan, survey, ledger and certificate must give a room the same area."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class AreasAgree(FileModel):
    """| area of a room by one record - by another | <= tolerance, for rooms but circulation.

    Parameters
    ----------
    record, against
        ``plan``: drawn; ``survey``: stated usable area; ``counted``: the surveyed area, else the
        drawn one, as every other rule counts it; ``ledger`` and ``certificate``: as they say.
    tolerance
        Share of the area by ``against``.
    tolerance_m2
        A difference of at most so much is always tolerated.
    """

    kind: Literal["areas-agree"] = "areas-agree"
    record: Literal["plan", "survey", "ledger", "certificate"]
    against: Literal["plan", "survey", "counted", "ledger", "certificate"] = "counted"
    tolerance: Annotated[Decimal, Field(ge=0, le=1)] = Decimal("0.03")
    tolerance_m2: Annotated[Decimal, Field(ge=0, le=1_000)] = Decimal(0)
