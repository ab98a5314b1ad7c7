"""Patterns: what stands along the two sides of a corridor, in modules of the façade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

#: Smallest room of a row, in modules.
SMALLEST = 4
#: How often a room has so many modules, by the bay pattern of a storey.
BAYS: dict[str, dict[int, float]] = {
    "cellular": {4: 0.30, 5: 0.12, 6: 0.28, 7: 0.09, 8: 0.21},
    "mixed": {4: 0.22, 5: 0.09, 6: 0.20, 7: 0.10, 8: 0.20, 10: 0.12, 12: 0.07},
    "open": {4: 0.25, 5: 0.09, 6: 0.12, 8: 0.12, 12: 0.15, 16: 0.12, 20: 0.09, 24: 0.06},
}


@dataclass(frozen=True)
class Slot:
    """A cell of a row before it has a place: its width in modules and what it is for.

    Parameters
    ----------
    kind
        A use, or ``lifts``: a lift lobby with the lifts behind it.
    heavy
        Whether its walls carry (thicker).
    """

    modules: int
    kind: str = "office"
    shaft: str | None = None
    heavy: bool = False
    tags: frozenset[str] = frozenset()

    @property
    def flexible(self) -> bool:
        """Whether it is an ordinary room whose use may change."""
        return self.shaft is None and not self.heavy


POOLED = frozenset({"pooled"})
OUTER_STAIR = Slot(4, "stair", shaft="s1", heavy=True)
INNER_STAIR = Slot(4, "stair", shaft="s2", heavy=True)
TOILETS = (
    Slot(4, "toilet", heavy=True, tags=POOLED),
    Slot(3, "toilet", heavy=True, tags=POOLED),
)


def core(plant: str, *, lifts: bool) -> tuple[Slot, ...]:
    """Return the core of a storey: lifts, toilets and a closet for plant."""
    bank = (Slot(6, "lifts", heavy=True),) if lifts else ()
    return (*bank, *TOILETS, Slot(2, plant, heavy=True))


def modules_of(slots: Sequence[Slot]) -> int:
    """Return the width of slots in modules."""
    return sum(slot.modules for slot in slots)


def fill(rng: np.random.Generator, modules: int, pattern: str, small: float = 0.0) -> list[Slot]:
    """Return offices that fill a stretch of a row exactly.

    Parameters
    ----------
    small
        Share of rooms of three modules, for one person.
    """
    weights = {**BAYS[pattern], 3: small} if small else BAYS[pattern]
    slots: list[Slot] = []
    left = modules
    while left > 0:
        fitting = [k for k in weights if left - k == 0 or left - k >= SMALLEST]
        chances = np.array([weights[k] for k in fitting])
        width = int(rng.choice(fitting, p=chances / chances.sum())) if fitting else left
        slots.append(Slot(width))
        left -= width
    return slots


def turn_into(
    slots: list[Slot],
    use: str,
    widths: range,
    rng: np.random.Generator,
    tags: frozenset[str] = frozenset(),
) -> bool:
    """Make one office of a fitting width serve another use; return whether there was one."""
    fitting = [
        i for i, slot in enumerate(slots) if slot.kind == "office" and slot.modules in widths
    ]
    if not fitting:
        return False
    chosen = int(rng.choice(fitting))
    slots[chosen] = replace(slots[chosen], kind=use, tags=tags)
    return True
