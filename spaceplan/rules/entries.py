"""What a rule book lists: the sets applied, uses of rooms, what documents say besides."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.model.common import Name
from spaceplan.rules.categories import Category


@dataclass(frozen=True)
class RuleSet:
    """One rule set that was applied: its name, version, document, and the hash of its file.

    Parameters
    ----------
    extends
        The sets on which it lies, the nearest first.
    """

    name: str
    version: str
    title: Name
    document: str
    document_title: Name
    file: str
    sha256: str
    extends: tuple[RuleSet, ...] = ()


@dataclass(frozen=True)
class UseEntry:
    """A use of rooms: category and name; unverified where the category is assumed."""

    category: Category
    name: Name
    verified: bool


@dataclass(frozen=True)
class StatedEntry:
    """What a document says besides and no check can tell, and why not."""

    id: str
    title: Name
    value: str
    source: str
    clause: str
    verified: bool
    why: Name

    @property
    def citation(self) -> str:
        """Document and article."""
        return f"{self.source}, {self.clause}" if self.clause else self.source
