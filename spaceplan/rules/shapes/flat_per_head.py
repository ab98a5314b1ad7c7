"""Shape of quota: one area for each head, whatever the rank."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from spaceplan.rules.amounts import Amount
from spaceplan.rules.categories import Category
from spaceplan.rules.strict import Sourced


class FlatPerHead(Sourced, Amount):
    """Area a head, the same for all.

    Parameters
    ----------
    heads
        Who is counted: the ``people`` who are there, seconded and contract staff among them, or
        the posts of the ``establishment``.
    covers
        Categories of usable area that the figure is meant for.
    """

    kind: Literal["flat-per-head"]
    heads: Literal["people", "establishment"] = "people"
    covers: tuple[Literal["office", "service", "equipment"], ...] = ("office",)

    def quota_m2(self, row: Any = None) -> Fraction:
        """Return the quota of any rank, exact m²."""
        del row
        return self.exact_m2

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that the figure covers."""
        return tuple(map(Category, self.covers))
