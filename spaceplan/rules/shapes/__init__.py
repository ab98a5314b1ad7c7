"""Shapes of quota: what a person of a rank may have, and what a room must have; one file a shape.

Each shape of quota answers ``quota_m2(row)``, each shape of minimum ``alone_dm2``, ``person_dm2``
and ``extra_dm2``; nothing outside asks which shape it is.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spaceplan.rules.shapes.cap_per_rank import CapPerRank, RankCap
from spaceplan.rules.shapes.factor_per_rank import FactorPerRank, RankFactor
from spaceplan.rules.shapes.flat_per_head import FlatPerHead
from spaceplan.rules.shapes.minimum import Minimum, MinimumBySeats, MinimumPerPerson, SeatMinimum
from spaceplan.rules.shapes.per_rank import Level, PerRank, RankRow, Stated

OfficeShape = CapPerRank | FactorPerRank | FlatPerHead
#: A quota table as it stands in a file, told apart by its ``kind``.
OfficeTable = Annotated[OfficeShape, Field(discriminator="kind")]

__all__ = [
    "CapPerRank",
    "FactorPerRank",
    "FlatPerHead",
    "Level",
    "Minimum",
    "MinimumBySeats",
    "MinimumPerPerson",
    "OfficeShape",
    "OfficeTable",
    "PerRank",
    "RankCap",
    "RankFactor",
    "RankRow",
    "SeatMinimum",
    "Stated",
]
