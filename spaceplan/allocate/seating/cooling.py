"""How a seating is cooled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cooling:
    """Temperatures at the beginning and the end, in typical soft prices."""

    high: float
    low: float
