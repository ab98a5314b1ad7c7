"""What the tables by rank share: levels, and in each level rows of ranks."""

from __future__ import annotations

from typing import Generic, TypeVar

from spaceplan.files.validation import FileModel
from spaceplan.rules.strict import Label


class Stated(FileModel):
    """Where a figure comes from, as far as it is said here; what is left out is that of the table.

    Unlike ``Sourced``, ``verified`` may be left out where what lies around says it.

    Parameters
    ----------
    source
        Number of the document; left out: that of what lies around, in the end the rule set's.
    clause
        Article, table or note of that document.
    verified
        Whether somebody checked it against the official text.
    note
        A remark, such as what was concluded where the document is silent.
    """

    source: str | None = None
    clause: str = ""
    verified: bool | None = None
    note: Label = Label()


class RankRow(Stated):
    """One rank of a table; its name may be left out where the common words have it.

    Parameters
    ----------
    name
        What the rank is called.
    """

    name: Label | None = None


Row = TypeVar("Row", bound=RankRow)


class Level(Stated, Generic[Row]):
    """The ranks of one administrative level.

    Parameters
    ----------
    name
        What the level is called.
    ranks
        A row a rank, the highest first.
    """

    name: Label | None = None
    ranks: dict[str, Row]


class PerRank(FileModel, Generic[Row]):
    """A table of rows by level and rank.

    Parameters
    ----------
    levels
        Administrative levels by their keys.
    """

    levels: dict[str, Level[Row]]
