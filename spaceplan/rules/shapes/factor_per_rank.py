"""Shape of quota: a base area times a factor for each rank (converted heads)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from spaceplan.rules.amounts import Amount, Positive
from spaceplan.rules.shapes.per_rank import PerRank, RankRow
from spaceplan.rules.strict import Sourced


class RankFactor(RankRow):
    """As how many heads one person of a rank counts.

    Parameters
    ----------
    factor
        Heads that one person of the rank counts as.
    """

    factor: Positive


class BaseArea(Sourced, Amount):
    """Usable area of office for one converted head."""


class FactorPerRank(PerRank[RankFactor]):
    """Office area of a person = ``base`` times the factor of his rank.

    Parameters
    ----------
    base
        Area for a factor of 1.
    """

    kind: Literal["factor-per-rank"]
    base: BaseArea

    def quota_m2(self, row: RankFactor) -> Fraction:
        """Return the quota of a rank, exact m²."""
        return self.base.exact_m2 * Fraction(row.factor)

    def shown(self, row: RankFactor) -> str:
        """Return how the document states it."""
        return f"{row.factor} × {self.base.shown} = {float(self.quota_m2(row)):g} m²"
