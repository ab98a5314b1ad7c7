"""What every bridge returns: a portfolio, and what the foreign file left open or got wrong."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.errors import Fault
from spaceplan.model import Portfolio


@dataclass(frozen=True)
class Imported:
    """A portfolio read from a foreign format, not yet saved.

    Parameters
    ----------
    notes
        What was left out, guessed or found odd, each with its place in the foreign file; all of
        them warnings: what makes a file unusable is raised instead.
    """

    portfolio: Portfolio
    notes: tuple[Fault, ...]
