"""Columns of a form: the heading as the form prints it, and what its cells hold.

Forms have headings that others prescribe. They are data, not messages of ours, and stand in both
languages as ``Name``; the Chinese one is what the form prints, word for word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spaceplan.model.common import Name


@dataclass(frozen=True)
class Column:
    """One column of a form.

    Parameters
    ----------
    key
        What programs call it.
    heading, group
        Its heading, and the one above it that it shares with its neighbours.
    kind
        ``text``, ``number`` (whole), ``area`` (whole dm² in data, m² on the sheet), ``ratio`` (a
        decimal) or ``date``.
    width
        In characters.
    extra
        Not part of the prescribed form: ids and dates that let it be read back exactly. Such
        columns stand to the right, outside of what is printed.
    """

    key: str
    heading: Name
    group: Name = Name()
    kind: str = "text"
    width: int = 10
    extra: bool = False


def grouped(group: Name, *columns: Column) -> tuple[Column, ...]:
    """Return columns below a common heading."""
    return tuple(replace(column, group=group) for column in columns)


def area(key: str, zh: str, en: str, *, width: int = 11) -> Column:
    """Return a column of areas, m²."""
    return Column(key, Name(zh, en), kind="area", width=width)


def number(key: str, zh: str, en: str, *, width: int = 7) -> Column:
    """Return a column of whole numbers."""
    return Column(key, Name(zh, en), kind="number", width=width)


def words(key: str, zh: str, en: str, *, width: int = 12) -> Column:
    """Return a column of text."""
    return Column(key, Name(zh, en), width=width)


def extra(key: str, zh: str, en: str, *, kind: str = "text", width: int = 14) -> Column:
    """Return a column beside the prescribed form."""
    return Column(key, Name(zh, en), kind=kind, width=width, extra=True)
