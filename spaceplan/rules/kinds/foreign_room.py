"""People sit in rooms of their own department."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class ForeignRoom(FileModel):
    """People in a room whose department does not hold it <= 0, approved second offices apart."""

    kind: Literal["foreign-room"] = "foreign-room"
