"""What the validator of the graph reports: findings about the drawing, never exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spaceplan.errors import Severity
from spaceplan.i18n import translator
from spaceplan.model import Source


@dataclass(frozen=True)
class GraphFinding:
    """One thing about the places that cannot be right, or that had to be guessed.

    Parameters
    ----------
    kind
        Which check found it: ``isolated-rooms``, ``unreachable-rooms``, ``door-far``, ...
    severity
        An error falsifies walks or neighbours; a warning was worked around.
    storey
        Id of the storey; empty for what concerns a building or a site.
    rooms
        Ids of the rooms concerned.
    message, values
        English template with named fields, and what goes into them.
    source
        Where in the portfolio it is written, if at one place.
    """

    kind: str
    severity: Severity
    storey: str
    rooms: tuple[str, ...]
    message: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    source: Source | None = field(default=None, compare=False, repr=False)

    def text(self, language: str) -> str:
        """Return the message in a language."""
        return translator(language)(self.message).format(**self.values)


def some_ids(ids: tuple[str, ...], most: int = 5) -> str:
    """Return a list of ids for a message, cut short where it is long."""
    shown = ", ".join(ids[:most])
    return f"{shown}, …" if len(ids) > most else shown
