"""Everybody in the ledger who needs a seat has a room."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class PersonWithoutRoom(FileModel):
    """Rooms in which a person of the ledger who needs a seat sits >= 1."""

    kind: Literal["person-without-room"] = "person-without-room"
