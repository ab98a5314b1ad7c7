"""An office must not be larger than its occupants' quotas together."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class RoomArea(FileModel):
    """Area of an office <= sum of the allowances of its occupants, for offices with occupants."""

    kind: Literal["room-area"] = "room-area"
