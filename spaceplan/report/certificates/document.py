"""A sheet to be printed, as plain text in one language: what stands on it, not how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spaceplan.model import Name
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.held import Held


@dataclass(frozen=True)
class DocumentTable:
    """A table: a heading, rows, a sum; each row may carry the code of its room.

    Parameters
    ----------
    widths
        Shares of the columns of the width.
    right
        Columns of numbers.
    codes
        What the QR code of each row holds; empty where rows have none.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    widths: tuple[int, ...]
    right: frozenset[int] = frozenset()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """One sheet about one department.

    Parameters
    ----------
    code
        What its QR code holds.
    signature
        Lines at the end, to the right: who issues it, and when.
    """

    department: str
    title: str
    subtitle: str
    code: str
    fields: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    table_title: str
    table: DocumentTable
    signature: tuple[str, ...]
    landscape: bool = False

    def texts(self) -> Iterator[str]:
        """Yield every text on the sheet."""
        yield from (self.title, self.subtitle, self.code, self.table_title)
        for label, value in self.fields:
            yield from (label, value)
        yield from (*self.paragraphs, *self.signature, *self.table.codes)
        for row in (self.table.heading, *self.table.rows, self.table.total):
            yield from row


def department_code(id: str) -> str:
    """Return what a department's QR code holds: ``department:finance``."""
    return f"department:{id}"


def room_code(id: str) -> str:
    """Return what a room's QR code holds: ``room:cc-3-0512``."""
    return f"room:{id}"


def rooms_of(data: FormsData, unit: str) -> tuple[Held, ...]:
    """Return the rooms that a department holds, in the portfolio's order."""
    return tuple(held for held in data.held if held.unit == unit)


def square_metres(area_dm2: int | None) -> str:
    """Return an area as it is printed; nothing for None."""
    return "" if area_dm2 is None else f"{area_dm2 / 100:,.2f}"


def text_of(name: Name | str | None, language: str) -> str:
    """Return a name in a language, other text as it is, nothing for None."""
    if name is None:
        return ""
    return name.text(language) if isinstance(name, Name) else name
