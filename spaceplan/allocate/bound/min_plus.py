"""Least costs by number of people, combined in machine code: sums in the (min, +) algebra.

A table holds the least cost of n = 0 ... N people, in points.
"""

from __future__ import annotations

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.machine_code import compiled_lean

#: Costs more than anything that is possible.
IMPOSSIBLE = 1e15


@compiled_lean
def fill(table: Floats, value: float) -> None:
    """Write the same everywhere."""
    for n in range(len(table)):
        table[n] = value


@compiled_lean
def take(table: Floats, source: Floats, points: float) -> None:
    """Write ``source + points``."""
    for n in range(len(table)):
        table[n] = source[n] + points


@compiled_lean
def lower(table: Floats, source: Floats, points: float) -> None:
    """Write ``source + points`` where that is less."""
    for n in range(len(table)):
        value = source[n] + points
        table[n] = value if value < table[n] else table[n]


@compiled_lean
def spread(table: Floats, one: Floats, other: Floats) -> None:
    """Write min over j of one[n − j] + other[j]: people spread over two places."""
    size = len(table)
    fill(table, IMPOSSIBLE)
    for j in range(size):
        if other[j] < IMPOSSIBLE / 2:
            lower(table[j:], one[: size - j], other[j])


@compiled_lean
def repeat(table: Floats, place: Floats) -> None:
    """Write the least cost of people on one or more copies of a place, as many as one likes.

    Nobody is on none: ``place[0]`` is impossible.
    """
    size = len(table)
    take(table, place, 0.0)
    for n in range(1, size):
        if table[n] < IMPOSSIBLE / 2:  # final: more copies only make it larger
            lower(table[n:], place[: size - n], table[n])
