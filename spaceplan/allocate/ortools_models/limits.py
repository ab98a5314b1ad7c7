"""How long a model may be solved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one solve: deterministic time, seconds of the clock; and the seed."""

    work: float
    seconds: float
    seed: int = 0
