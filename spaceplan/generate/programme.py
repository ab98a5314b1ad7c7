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
PUBLIC = frozenset({"public"})
Rows = dict[int, Sequence[Slot]]


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


def ordinary(rng: np.random.Generator, shape: Shape, part: Part, patterns: Rows, turn: int) -> Rows:
    """Return the rows of an ordinary storey: a bay pattern, some of it in use for services."""
    outer, inner = list(patterns[1]), list(patterns[-1])
    turn_into(outer, "meeting", range(8, 13), rng, tags=POOLED)
    if turn % 2:
        turn_into(inner, "pantry", range(3, 5), rng, tags=POOLED)
    use, widths = SERVICES[turn % len(SERVICES)]
    turn_into(inner, use, widths, rng)
    plant = "telecom" if turn % 2 else "switch"
    return _assemble(shape, part, outer, inner, plant)


def bays(rng: np.random.Generator, shape: Shape, part: Part) -> Rows:
    """Return a bay pattern: offices only, which several storeys of a building may repeat."""
    pattern = str(rng.choice(part.patterns))
    free = shape.modules - modules_of(core("switch", lifts=shape.lifts)) - INNER_STAIR.modules
    return {
        1: fill(rng, shape.modules - OUTER_STAIR.modules, pattern, part.small_outer),
        -1: fill(rng, free, pattern, part.small),
    }


def ground(rng: np.random.Generator, shape: Shape, part: Part) -> Rows:
    """Return the ground storey: entrance hall, guard, duty, reception, what the part asks for."""
    entrance = Slot(10, "lobby")
    fixed = (*part.ground, Slot(4, "guard"), Slot(6, "reception", tags=POOLED))
    free = shape.modules - OUTER_STAIR.modules - modules_of(fixed)
    outer = _cut(rng, free, fixed)
    used = modules_of(core("switch", lifts=shape.lifts)) + INNER_STAIR.modules + entrance.modules
    inner = fill(rng, shape.modules - used, "cellular")
    turn_into(outer, "meeting", range(8, 25), rng, tags=POOLED)
    for use, widths in (("duty", range(4, 6)), ("filing", range(4, 7)), ("storage", range(4, 9))):
        turn_into(inner, use, widths, rng)
    return _assemble(shape, part, outer, inner, "switch", entrance)


def basement(shape: Shape) -> Rows:
    """Return a storey below ground: car park, pumps, plant and stores."""
    free = shape.modules - OUTER_STAIR.modules
    outer = [Slot(free // 2, "car_park"), Slot(free - free // 2, "car_park")]
    heavy = core("switch", lifts=shape.lifts)
    rooms = [Slot(8, "pump"), Slot(12, "plant"), Slot(6, "telecom"), Slot(8, "storage")]
    left = shape.modules - modules_of([*heavy, *rooms]) - INNER_STAIR.modules
    inner = [*rooms[:2], *heavy, *rooms[2:], Slot(left, "car_park")]
    return {1: [OUTER_STAIR, *outer], -1: [*inner, INNER_STAIR]}


def _cut(rng: np.random.Generator, free: int, fixed: Sequence[Slot]) -> list[Slot]:
    """Return fixed slots among offices: half of the offices on each side of them."""
    left = free // 2
    return [*fill(rng, left, "cellular"), *fixed, *fill(rng, free - left, "mixed")]


def _assemble(
    shape: Shape,
    part: Part,
    outer: Sequence[Slot],
    inner: Sequence[Slot],
    plant: str,
    entrance: Slot | None = None,
) -> Rows:
    """Return whole rows: core and entrance among the inner rooms, stairs at the far ends."""
    middle = [*core(plant, lifts=shape.lifts), *([entrance] if entrance else ())]
    at, before = part.core_at * modules_of(inner), 0
    index = 0
    while index < len(inner) and before < at:
        before += inner[index].modules
        index += 1
    return {1: [OUTER_STAIR, *outer], -1: [*inner[:index], *middle, *inner[index:], INNER_STAIR]}
