"""Everybody of a department has a seat."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class SeatForEveryone(FileModel):
    """People of a department who need a seat - people seated <= 0."""

    kind: Literal["seat-for-everyone"] = "seat-for-everyone"
