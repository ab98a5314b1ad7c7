"""What every bridge returns: a portfolio, and what the foreign file left open or got wrong."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.errors import Fault
from spaceplan.i18n import Message
from spaceplan.model import Name, Portfolio


@dataclass(frozen=True)
class ReadSheet:
    """One sheet of a form that was read, and what it came to.

    Parameters
    ----------
    given
        What was taken over, in words.
    compared, differing
        How many cells were compared with the portfolio, and how many of them, of the lines and of
        the columns are otherwise there.
    """

    name: str
    title: Name
    lines: int
    given: tuple[Message, ...] = ()
    compared: int = 0
    differing: int = 0


@dataclass(frozen=True)
class Imported:
    """A portfolio read from a foreign format, not yet saved.

    Parameters
    ----------
    notes
        What was left out, guessed or found odd, each with its place in the foreign file; all of
        them warnings: what makes a file unusable is raised instead.
    sheets
        Of forms: the sheets that were read.
    """

    portfolio: Portfolio
    notes: tuple[Fault, ...]
    sheets: tuple[ReadSheet, ...] = ()
