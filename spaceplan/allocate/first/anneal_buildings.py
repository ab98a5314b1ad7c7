"""The annealing of departments over buildings, in machine code; see ``assign``.

A step moves one department to another building, or has two departments change places.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.bits import Bits, draw
from spaceplan.allocate.machine_code import compiled_lean, inlined

#: Points for each seat that a building lacks.
_LACKING = 4.0
#: The part of the steps that have two departments change places.
_SWAPS = 0.5


class Choices(NamedTuple):
    """What an annealing does not change.

    Parameters
    ----------
    choosing
        Departments that may choose a building.
    allowed, first
        The buildings that each department may choose, one department after the other; where those
        of each begin.
    may
        (departments, buildings): the same as flags.
    use, capacity
        Seats that each department takes, and that each building has.
    walks
        (buildings, buildings): points for one person.
    other, people, first_other
        The departments that each one works with, one department after the other, and how many
        people do; where those of each begin.
    """

    choosing: Ints
    allowed: Ints
    first: Ints
    may: Bools
    use: Floats
    capacity: Floats
    walks: Floats
    other: Ints
    people: Ints
    first_other: Ints


class Places(NamedTuple):
    """What it changes.

    Parameters
    ----------
    at
        By department its building.
    load
        By building the seats taken.
    cost
        (departments, buildings): points, all others being where they are.
    """

    at: Ints
    load: Floats
    cost: Floats


@inlined
def _lacking(c: Choices, x: Places, b: int, use: float) -> float:
    """Price so many more seats taken in a building."""
    before = x.load[b] - c.capacity[b]
    points: float = _LACKING * (max(0.0, before + use) - max(0.0, before))
    return points


@inlined
def _between(c: Choices, d: int, e: int, a: int, b: int) -> float:
    """Return what ``cost`` counts too little of the walks between two that change places."""
    for i in range(c.first_other[d], c.first_other[d + 1]):
        if c.other[i] == e:
            walks = 2.0 * c.walks[a, b] - c.walks[a, a] - c.walks[b, b]
            return float(c.people[i] * walks)
    return 0.0


@inlined
def _price(c: Choices, x: Places, d: int, e: int, b: int) -> float:
    """Price ``d`` going to ``b``, and ``e``, if it is one, from there to where ``d`` is."""
    a = x.at[d]
    points = x.cost[d, b] - x.cost[d, a]
    use = c.use[d]
    if e >= 0:
        points += x.cost[e, a] - x.cost[e, b] + _between(c, d, e, a, b)
        use -= c.use[e]
    return float(points + _lacking(c, x, a, -use) + _lacking(c, x, b, use))


@inlined
def _go(c: Choices, x: Places, d: int, b: int) -> None:
    """Move a department, and with it what those it works with would cost elsewhere."""
    a = x.at[d]
    x.at[d] = b
    x.load[a] -= c.use[d]
    x.load[b] += c.use[d]
    for i in range(c.first_other[d], c.first_other[d + 1]):
        for place in range(c.walks.shape[0]):
            x.cost[c.other[i], place] += c.people[i] * (c.walks[b, place] - c.walks[a, place])


@inlined
def _any_of(random: Bits, number: int) -> int:
    return int(draw(random) * number)


@compiled_lean
def anneal_buildings(
    c: Choices, x: Places, random: Bits, steps: int, hot: float, cold: float
) -> None:
    """Anneal; ``x`` is left as it is in the end.

    Parameters
    ----------
    hot, cold
        Temperature at the beginning and at the end, points.
    """
    factor = (cold / hot) ** (1.0 / steps)
    temperature = hot
    for _ in range(steps):
        temperature *= factor
        d = c.choosing[_any_of(random, len(c.choosing))]
        if draw(random) < _SWAPS:
            e = c.choosing[_any_of(random, len(c.choosing))]
            b = x.at[e]
        else:
            e = -1
            b = c.allowed[c.first[d] + _any_of(random, c.first[d + 1] - c.first[d])]
        a = x.at[d]
        if a == b or not c.may[d, b] or (e >= 0 and not c.may[e, a]):
            continue
        points = _price(c, x, d, e, b)
        if points <= 0.0 or draw(random) < exp(-points / temperature):
            _go(c, x, d, b)
            if e >= 0:
                _go(c, x, e, a)


def compile_now() -> None:
    """Call it once, for one department and one building."""
    one, first = np.zeros(1, dtype=np.int64), np.array([0, 1])
    may, table = np.ones((1, 1), dtype=bool), np.zeros((1, 1))
    nobody = np.zeros(0, dtype=np.int64)
    choices = Choices(one, one, first, may, table[0], table[0], table, nobody, nobody, 0 * first)
    places = Places(one.copy(), np.zeros(1), table.copy())
    anneal_buildings(choices, places, np.ones(1, dtype=np.uint64), 1, 1.0, 1.0)
