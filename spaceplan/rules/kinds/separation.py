"""Rooms with a tag have no wall or door in common with rooms of a kind of holder."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class Separation(FileModel):
    """Rooms held by ``holder_kind`` that share a wall or a door with a room tagged ``tag`` <= 0.

    Parameters
    ----------
    tag
        Tag of the rooms to be kept apart.
    holder_kind
        Kind of department from which.
    """

    kind: Literal["separation"] = "separation"
    tag: str = "classified"
    holder_kind: str = "contractor"
