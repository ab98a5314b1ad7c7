"""Works out ``Sums`` in machine code, and traces them back to the storeys where people are.

``tables`` are (rows, 2, people): the least cost of people on a storey with the hub elsewhere, and
with the hub there. ``values`` has the tables of all steps one after the other.
"""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE, fill, lower, repeat, spread, take
from spaceplan.allocate.bound.sums import EITHER, NOBODY, PRICED, REPEATED, STOREY, TOGETHER, Steps
from spaceplan.allocate.machine_code import compiled_lean

#: Where the tables of a step begin, and its entries, among what ``Steps.kind`` says of it.
_BEGIN, _WIDTH = 3, 4
_AWAY, _HERE = 0, 1


@compiled_lean
def work_out(steps: Steps, tables: Floats, values: Floats) -> None:
    """Write the tables of all steps into ``values``."""
    for i in range(len(steps.kind)):
        kind, one, other = steps.kind[i, 0], steps.kind[i, 1], steps.kind[i, 2]
        begin, width = steps.kind[i, _BEGIN], steps.kind[i, _WIDTH]
        table = values[begin : begin + width]
        if kind == NOBODY:
            fill(table, IMPOSSIBLE)
            table[0] = 0.0
        elif kind == STOREY:
            _cheapest(steps, i, tables, table)
        else:
            begin = steps.kind[one, _BEGIN]
            first = values[begin : begin + width]
            begin = steps.kind[other, _BEGIN]
            second = values[begin : begin + width]
            if kind == PRICED:
                take(table, first, steps.price[i, 0])
                for n in range(width):
                    table[n] += steps.price[i, 1] * n
                table[0] = IMPOSSIBLE
            elif kind == EITHER:
                take(table, first, 0.0)
                lower(table, second, 0.0)
            elif kind == TOGETHER:
                spread(table, first, second)
            else:
                repeat(table, first)


@compiled_lean
def _cheapest(steps: Steps, i: int, tables: Floats, table: Floats) -> None:
    """Write the least of the storeys of step ``i``."""
    width = len(table)
    fill(table, np.inf)
    for leaf in range(steps.kind[i, 1], steps.kind[i, 2]):
        lower(table, tables[steps.leaves[leaf], _AWAY, :width], steps.paid[leaf])
    take(table, table, steps.price[i, 0])
    table[0] = IMPOSSIBLE


@compiled_lean
def with_hubs(steps: Steps, tables: Floats, values: Floats, left_out: float, found: Floats) -> None:
    """Write the least points for each hub; ``left_out``: for each person fewer than the most."""
    for h in range(len(steps.hubs)):
        least = IMPOSSIBLE
        for people in range(steps.hubs[h, 2], steps.hubs[h, 3] + 1):
            points = left_out * (steps.hubs[h, 3] - people)
            least = min(least, _with_hub(steps, h, people, tables, values)[0] + points)
        found[h] = least + steps.hub_price[h, 1]


@compiled_lean
def _with_hub(
    steps: Steps, h: int, people: int, tables: Floats, values: Floats
) -> tuple[float, int]:
    """Return the least points for so many people, and how many of them sit on the hub's storey."""
    row, paid = steps.hubs[h, 0], steps.hub_price[h, 0]
    begin = steps.kind[steps.hubs[h, 1], _BEGIN]
    least, here = np.inf, 0
    for n in range(people + 1):
        value = (tables[row, _HERE, n] + paid) + values[begin + people - n]
        if value < least:
            least, here = value, n
    return least, here


@compiled_lean
def trace_hub(
    steps: Steps,
    h: int,
    tables: Floats,
    values: Floats,
    left_out: float,
    stack: Ints,
    found: Ints,
) -> int:
    """Find a cheapest plan for a hub; return in how many places there are people.

    Parameters
    ----------
    stack
        (steps to look at, 2), for use inside.
    found
        (places, 2): row of the tables, and people there; the hub's storey first.
    """
    least, people, here = np.inf, 0, 0
    for number in range(steps.hubs[h, 2], steps.hubs[h, 3] + 1):
        value, n = _with_hub(steps, h, number, tables, values)
        value += left_out * (steps.hubs[h, 3] - number)
        if value < least:
            least, people, here = value, number, n
    found[0, 0], found[0, 1] = steps.hubs[h, 0], here
    places, depth = 1, 1
    stack[0, 0], stack[0, 1] = steps.hubs[h, 1], people - here
    while depth:
        depth -= 1
        i, people = stack[depth, 0], stack[depth, 1]
        kind, one, other = steps.kind[i, 0], steps.kind[i, 1], steps.kind[i, 2]
        begin = steps.kind[i, _BEGIN]
        if kind == STOREY:
            found[places, 0], found[places, 1] = _which(steps, i, people, tables), people
            places += 1
        elif kind == PRICED:
            stack[depth, 0] = one
            depth += 1
        elif kind == EITHER:
            first, second = steps.kind[one, _BEGIN], steps.kind[other, _BEGIN]
            stack[depth, 0] = one if values[first + people] <= values[second + people] else other
            depth += 1
        elif kind == TOGETHER:
            first, second = steps.kind[one, _BEGIN], steps.kind[other, _BEGIN]
            there = _split(values, first, second, people)
            stack[depth, 0], stack[depth, 1] = one, people - there
            stack[depth + 1, 0], stack[depth + 1, 1] = other, there
            depth += 2
        elif kind == REPEATED:
            place = steps.kind[one, _BEGIN]
            there = _split(values, begin, place, people)
            stack[depth, 0], stack[depth, 1] = one, people
            if values[begin + people - there] + values[place + there] < values[place + people]:
                stack[depth, 0], stack[depth, 1] = i, people - there
                stack[depth + 1, 0], stack[depth + 1, 1] = one, there
                depth += 1
            depth += 1
    return places


@compiled_lean
def _split(values: Floats, one: int, other: int, people: int) -> int:
    """Return how many sit in the other of two places; ``one``, ``other``: where they begin."""
    least, there = np.inf, 0
    for n in range(people + 1):
        value = values[one + people - n] + values[other + n]
        if value < least:
            least, there = value, n
    return there


@compiled_lean
def _which(steps: Steps, i: int, people: int, tables: Floats) -> int:
    """Return the row of the cheapest storey for so many people."""
    least, found = np.inf, 0
    for leaf in range(steps.kind[i, 1], steps.kind[i, 2]):
        value = tables[steps.leaves[leaf], _AWAY, people] + steps.paid[leaf]
        if value < least:
            least, found = value, steps.leaves[leaf]
    return found
