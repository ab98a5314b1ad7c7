"""What a plan must keep, whatever it costs: locks, sites, one holder a room, needs."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class HardRequirements(FileModel):
    """Broken requirements of a plan <= 0; the status quo is not asked."""

    kind: Literal["hard-requirements"] = "hard-requirements"
