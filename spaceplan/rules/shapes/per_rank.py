"""What the tables by rank share: levels, and in each level rows of ranks."""

from __future__ import annotations

from typing import Generic, TypeVar

from spaceplan.files.validation import FileModel
from spaceplan.rules.strict import Label


class Stated(FileModel):
    """Where a figure comes from, as far as it is said here; what is left out is that of the table.

    Unlike ``Sourced``, ``verified`` may be left out where what lies around says it.
    """

    source: str | None = None
    clause: str = ""
    verified: bool | None = None
    note: Label = Label()


class RankRow(Stated):
    """One rank of a table; its name may be left out where the common words have it."""

    name: Label | None = None


Row = TypeVar("Row", bound=RankRow)


class Level(Stated, Generic[Row]):
    """The ranks of one administrative level."""

    name: Label | None = None
    ranks: dict[str, Row]


class PerRank(FileModel, Generic[Row]):
    """A table of rows by level and rank."""

    levels: dict[str, Level[Row]]
