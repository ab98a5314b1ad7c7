"""Areas and lengths: the one place where m² become whole dm² and metres whole centimetres.

Solver and checker both count areas in whole square decimetres (1 dm² = 0.01 m²), rounded half up
once, here. A bare float elsewhere is metres or m², and its docstring says which.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor, isfinite

DM2_PER_M2 = 100
CM_PER_M = 100
#: No area or coordinate that a person means is larger; larger ones are slips or attacks.
LARGEST_AREA_M2 = 1e7
LARGEST_COORDINATE_M = 1e6
#: Walk between rooms of one site that no door, stair, lift or way outside connects.
UNREACHABLE_M = 1000.0


def to_dm2(area_m2: float) -> int:
    """Return an area in whole dm², rounded half up in decimal (25.905 m² is 2591 dm²).

    Raises
    ------
    ValueError
        If the area is not finite.
    """
    if not isfinite(area_m2):
        raise ValueError(f"an area must be finite, not {area_m2}")
    return int((Decimal(repr(float(area_m2))) * DM2_PER_M2).quantize(Decimal(1), ROUND_HALF_UP))


def to_m2(area_dm2: int) -> float:
    """Return whole dm² as m²."""
    return area_dm2 / DM2_PER_M2


def half_up(number: Fraction) -> int:
    """Return the nearest whole number, halves upwards: how exact dm² become whole ones.

    Examples
    --------
    >>> half_up(Fraction(5, 2)), half_up(Fraction(249, 100))
    (3, 2)
    """
    return floor(number + Fraction(1, 2))
