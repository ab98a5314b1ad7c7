"""Texts from data made safe where they are shown: terminal, page, spreadsheet.

Names in a portfolio are whatever somebody wrote. Characters that hide or reorder text are shown as
what they are; a cell that a spreadsheet would take for a formula is shown as text.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

#: Control, format (bidirectional marks, zero-width), surrogate, line and paragraph separator.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: What Excel, LibreOffice or WPS may take for the start of a formula, full-width forms included.
_FORMULA_STARTS = tuple("=+-@＝＋－＠")


def visible(text: str) -> str:
    r"""Return a text in which nothing is hidden: control and direction characters by number.

    Examples
    --------
    >>> visible("财政局"), visible("a\u202eb\x1b[31m")
    ('财政局', 'a⟨U+202E⟩b⟨U+001B⟩[31m')
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if unicodedata.category(character) in _HIDDEN or _is_none(character):
        return f"⟨U+{ord(character):04X}⟩"
    return character


def _is_none(character: str) -> bool:
    """Return whether this is none of Unicode's characters, and forbidden in XML."""
    number = ord(character)
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


def csv_cell(value: str) -> str:
    """Return a cell that no spreadsheet evaluates: a leading apostrophe where it might.

    Examples
    --------
    >>> csv_cell("=cmd|' /C calc'!A0"), csv_cell("财政局")
    ("'=cmd|' /C calc'!A0", '财政局')
    """
    shown = visible(value)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA_STARTS) else shown


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a CSV file's text with every cell made safe, lines ending as in Unix."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()
