"""Nobody sits in less than the physical minimum."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class PhysicalMinimum(FileModel):
    """People who need a seat in a room <= seats of the room."""

    kind: Literal["physical-minimum"] = "physical-minimum"
