"""Programme: which rooms stand on the ground storey, an ordinary one, the top and below ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.generate.blocks import Shape
from spaceplan.generate.patterns import (
    INNER_STAIR,
    OUTER_STAIR,
    POOLED,
    Slot,
    core,
    fill,
    modules_of,
    turn_into,
)

#: Service rooms of an ordinary storey and their widths in modules, taken in turn up a building.
SERVICES: tuple[tuple[str, range], ...] = (
    ("archive", range(5, 9)),
    ("print", range(3, 6)),
    ("filing", range(4, 7)),
    ("storage", range(3, 6)),
    ("duty", range(4, 6)),
    ("reception", range(5, 8)),
    ("meeting", range(6, 13)),
    ("server", range(4, 7)),
)
ENTRANCE = Slot(10, "lobby")
PUBLIC = frozenset({"public"})
Rows = dict[int, Sequence[Slot]]


@dataclass(frozen=True)
class Bays:
    """Offices of a storey: the outer row, and the inner one left and right of the core."""

    outer: tuple[Slot, ...]
    inner: tuple[Slot, ...]
    left: int


@dataclass(frozen=True)
class Part:
    """What a building is for besides offices.

    Parameters
    ----------
    ground
        Slots that must be found on the outer side of the ground storey.
    small, small_outer
        Share of rooms for one person on the inner and on the outer side.
    core_at
        Where the core lies along the inner side, from 0 to 1.
    """

    ground: tuple[Slot, ...] = ()
    small: float = 0.0
    small_outer: float = 0.0
    core_at: float = 0.4
    patterns: tuple[str, ...] = ("cellular", "mixed", "open")


def service_hall(modules: int) -> Slot:
    """Return a hall for the public."""
    return Slot(modules, "service_hall", tags=PUBLIC)


CANTEEN = (Slot(36, "canteen"), Slot(14, "kitchen"))
COURT = (Slot(16, "courtroom"), Slot(12, "courtroom"), Slot(10, "hearing"))
LABORATORY = (Slot(14, "laboratory"), Slot(10, "laboratory"), Slot(8, "technical"))
TECHNICAL = (Slot(8, "technical"),)


def bays(rng: np.random.Generator, shape: Shape, part: Part) -> Bays:
    """Return a bay pattern: offices only, which several storeys of a building may repeat."""
    pattern = str(rng.choice(part.patterns))
    left, right = _beside_core(shape, part)
    before = fill(rng, left, pattern, part.small)
    after = fill(rng, right, pattern, part.small)
    outer = fill(rng, shape.modules - OUTER_STAIR.modules, pattern, part.small_outer)
    return Bays(tuple(outer), (*before, *after), len(before))


def ordinary(rng: np.random.Generator, shape: Shape, pattern: Bays, turn: int) -> Rows:
    """Return the rows of an ordinary storey: a bay pattern, some of it in use for services."""
    outer, inner = list(pattern.outer), list(pattern.inner)
    turn_into(outer, "meeting", range(8, 13), rng, POOLED)
    if turn % 2:
        turn_into(inner, "pantry", range(3, 5), rng, POOLED)
    use, widths = SERVICES[turn % len(SERVICES)]
    turn_into(inner, use, widths, rng)
    middle = core("telecom" if turn % 2 else "switch", lifts=shape.lifts)
    return _rows(outer, inner[: pattern.left], middle, inner[pattern.left :])


def ground(rng: np.random.Generator, shape: Shape, part: Part) -> Rows:
    """Return the ground storey: entrance hall, guard, duty, reception, what the part asks for."""
    fixed = (*part.ground, Slot(4, "guard"), Slot(6, "reception", tags=POOLED))
    free = shape.modules - OUTER_STAIR.modules - modules_of(fixed)
    outer = [*fill(rng, free // 2, "cellular"), *fixed, *fill(rng, free - free // 2, "mixed")]
    left, right = _beside_core(shape, part)
    before = fill(rng, left, "cellular")
    after = fill(rng, right - ENTRANCE.modules, "cellular")
    inner = [*before, *after]
    turn_into(outer, "meeting", range(8, 25), rng, POOLED)
    for use, widths in (("duty", range(4, 6)), ("filing", range(4, 7)), ("storage", range(4, 9))):
        turn_into(inner, use, widths, rng)
    middle = [*core("switch", lifts=shape.lifts), ENTRANCE]
    return _rows(outer, inner[: len(before)], middle, inner[len(before) :])


def basement(shape: Shape, part: Part) -> Rows:
    """Return a storey below ground: car park, pumps, plant and stores."""
    free = shape.modules - OUTER_STAIR.modules
    outer = [Slot(free // 2, "car_park"), Slot(free - free // 2, "car_park")]
    left, right = _beside_core(shape, part)
    before = [Slot(8, "pump"), Slot(12, "plant"), Slot(left - 20, "storage")]
    after = [Slot(6, "telecom"), Slot(8, "storage"), Slot(right - 14, "car_park")]
    return _rows(outer, before, core("switch", lifts=shape.lifts), after)


def _beside_core(shape: Shape, part: Part) -> tuple[int, int]:
    """Return the modules left and right of the core, the same on every storey of a building."""
    core_modules = modules_of(core("switch", lifts=shape.lifts))
    free = shape.modules - INNER_STAIR.modules - core_modules
    left = round(part.core_at * free)
    return left, free - left


def _rows(
    outer: Sequence[Slot], before: Sequence[Slot], middle: Sequence[Slot], after: Sequence[Slot]
) -> Rows:
    """Return whole rows: the core among the inner rooms, stairs at the far ends."""
    return {1: [OUTER_STAIR, *outer], -1: [*before, *middle, *after, INNER_STAIR]}
