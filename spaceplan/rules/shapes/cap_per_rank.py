"""Shape of quota: a cap for each rank."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from spaceplan.rules.amounts import Amount
from spaceplan.rules.shapes.per_rank import PerRank, RankRow


class RankCap(RankRow, Amount):
    """Usable area of office for one person of a rank."""


class CapPerRank(PerRank[RankCap]):
    """Office area of a person <= the cap of his rank."""

    kind: Literal["cap-per-rank"]

    def quota_m2(self, row: RankCap) -> Fraction:
        """Return the quota of a rank, exact m²."""
        return row.exact_m2

    def shown(self, row: RankCap) -> str:
        """Return how the document states it."""
        return row.shown
