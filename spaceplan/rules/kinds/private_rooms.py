"""Rest rooms and other rooms for one office alone count inside the quota of its user."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class PrivateRooms(FileModel):
    """Area of an office and of the rooms private to it <= allowance of its occupants.

    Only a leader may have such rooms: for anybody else their area <= 0.

    Parameters
    ----------
    toilets
        Uses that are toilets.
    free_toilet_m2
        So much of a private toilet does not count: 0 by the national note, 6 where a city's audit
        counts only what lies beyond 6 m².
    """

    kind: Literal["private-rooms"] = "private-rooms"
    toilets: tuple[str, ...] = ("toilet",)
    free_toilet_m2: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
