"""It is known who sits in every office that is held, or that nobody does."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class UnknownOccupants(FileModel):
    """Held offices without anybody in the ledger that are not stated to be vacant <= 0."""

    kind: Literal["unknown-occupants"] = "unknown-occupants"
