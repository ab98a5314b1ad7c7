"""The dynamic programme over the rooms of one storey, in machine code; see ``StoreyTables``.

For one department and one hub. A table is (states, people): the least cost of the rooms
passed so far, by the state of the storey's ``Frontier`` and the people seated. Where those who sit
alone are counted apart, it has a block of people who share for every way of counting them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bound.frontier import Layer
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE, fill, lower, take
from spaceplan.allocate.machine_code import compiled_lean

Flags = NDArray[np.uint8]


class Automaton(NamedTuple):
    """The layers of a ``Frontier`` as arrays, padded.

    Parameters
    ----------
    shape
        By room: states before, states after, ways.
    source, points
        (rooms, ways, states after): see ``Layer``; what its zones cost, points.
    begin
        Points at the beginning: the first zone costs nothing.
    """

    shape: Ints
    source: Ints
    points: Floats
    begin: Floats


class Seating(NamedTuple):
    """Columns on the rooms of a storey.

    Parameters
    ----------
    people, sharing
        By column: how many at most; and of those who are not counted apart.
    base
        (columns, rooms, people in the room): see ``Column``.
    most
        (columns, rooms): how many people at most in a room; 0: it may not be held with people.
    locked
        (columns, rooms).
    numbers
        (columns, kinds): how many people of each kind sit alone and are counted apart.
    alone
        (columns, rooms, kinds): cost of a room held by one of them.
    """

    people: Ints
    sharing: Ints
    base: Floats
    most: Ints
    locked: Flags
    numbers: Ints
    alone: Floats


class Scratch(NamedTuple):
    """Tables for one pass: before and after each room, and with the room held.

    Parameters
    ----------
    tables
        (rooms + 1, states, people), or 2 that are used in turn.
    held
        (rooms, states, people), or 1.
    """

    tables: Floats
    held: Floats


def automaton_of(layers: Sequence[Layer], zone: float) -> Automaton:
    """Return the layers as arrays; ``zone``: price of a zone, points."""
    ways = max((len(layer.source) for layer in layers), default=1)
    states = max((layer.source.shape[1] for layer in layers), default=1)
    source = np.zeros((len(layers), ways, states), dtype=np.int64)
    points = np.zeros((len(layers), ways, states))
    shape = np.zeros((len(layers), 3), dtype=np.int64)
    for i, layer in enumerate(layers):
        number, after = layer.source.shape
        shape[i] = layer.before, after, number
        source[i, :number, :after] = layer.source
        points[i, :number, :after] = zone * layer.zones
    return Automaton(shape, source, points, np.array([-zone]))


def scratch_for(automaton: Automaton, width: int, *, kept: bool) -> Scratch:
    """Return room for passes of so many people and one; ``kept``: for what is traced afterwards."""
    rooms = len(automaton.shape)
    states = int(automaton.shape[:, :2].max(initial=1))
    return Scratch(
        np.empty((rooms + 1 if kept else 2, states, width)),
        np.empty((max(1, rooms) if kept else 1, states, width)),
    )


@compiled_lean
def _blocks(x: Seating, c: int) -> int:
    """Return in how many ways those who are counted apart can be seated, by number."""
    blocks = 1
    for k in range(x.numbers.shape[1]):
        blocks *= x.numbers[c, k] + 1
    return blocks


@compiled_lean
def _people_alone(x: Seating, c: int, block: int) -> int:
    """Return how many of those who are counted apart are seated in a block."""
    people = 0
    for k in range(x.numbers.shape[1]):
        people += block % (x.numbers[c, k] + 1)
        block //= x.numbers[c, k] + 1
    return people


@compiled_lean
def _pass(a: Automaton, x: Seating, c: int, prices: Floats, walk: Floats, scratch: Scratch) -> int:
    """Pass all rooms for column ``c``; return where in ``scratch.tables`` the last table is."""
    width, blocks = x.sharing[c] + 1, _blocks(x, c)
    turns, kept = len(scratch.tables), len(scratch.held)
    table = scratch.tables[0]
    fill(table[0, : blocks * width], IMPOSSIBLE)
    table[0, 0] = a.begin[0]
    end, last = 1, 0  # people from ``end`` on cannot be seated so far
    for i in range(len(a.shape)):
        table, held = scratch.tables[i % turns], scratch.held[i % kept]
        last = (i + 1) % turns
        more = min(width, end + x.most[c, i])
        for state in range(a.shape[i, 0]):
            for first in range(0, blocks * width, width):
                left, taken = table[state, first : first + more], held[state, first : first + more]
                fill(left[end:], IMPOSSIBLE)
                _hold(x, c, i, prices[i], walk[i], left, taken)
            if blocks > 1:
                _hold_alone(x, c, i, prices[i] + walk[i], table[state], held[state], more)
        for first in range(0, blocks * width, width):
            here = slice(first, first + more)
            _follow(a, i, table[:, here], held[:, here], scratch.tables[last][:, here])
        end = more
    after = scratch.tables[last]
    for state in range(a.shape[len(a.shape) - 1, 1] if len(a.shape) else 1):
        for first in range(0, blocks * width, width):
            fill(after[state, first + end : first + width], IMPOSSIBLE)
    return last


@compiled_lean
def _hold(
    x: Seating, c: int, i: int, price: float, walk: float, table: Floats, held: Floats
) -> None:
    """Write what it costs to hold room ``i``, empty or for people who may share it."""
    size = len(table)
    if x.locked[c, i]:
        take(held, table, price)
    else:
        fill(held, IMPOSSIBLE)
    for m in range(1, min(x.most[c, i], size - 1) + 1):
        cost = x.base[c, i, m - 1] + price + m * walk
        lower(held[m:], table[: size - m], cost)


@compiled_lean
def _hold_alone(
    x: Seating, c: int, i: int, price: float, table: Floats, held: Floats, end: int
) -> None:
    """Lower what it costs to hold room ``i`` where one who is counted apart sits there alone."""
    width, blocks, step = x.sharing[c] + 1, _blocks(x, c), 1
    for k in range(x.numbers.shape[1]):
        number = x.numbers[c, k] + 1
        cost = x.alone[c, i, k] + price
        if cost < IMPOSSIBLE / 2:
            for block in range(step, blocks):
                if block // step % number > 0:
                    to, source = block * width, (block - step) * width
                    lower(held[to : to + end], table[source : source + end], cost)
        step *= number


@compiled_lean
def _follow(a: Automaton, i: int, left: Floats, held: Floats, after: Floats) -> None:
    """Write the table after room ``i`` from those with the room left and held."""
    before = a.shape[i, 0]
    for state in range(a.shape[i, 1]):
        fill(after[state], IMPOSSIBLE)
        for way in range(a.shape[i, 2]):
            source = a.source[i, way, state]
            points = a.points[i, way, state]
            if source < before:
                lower(after[state], left[source], points)
            elif source < 2 * before:
                lower(after[state], held[source - before], points)


@compiled_lean
def fill_tables(
    a: Automaton,
    x: Seating,
    prices: Floats,
    walks: Floats,
    scratch: Scratch,
    found: Floats,
    nearest: Ints,
) -> None:
    """Write the least costs by column, row of ``walks``, and people.

    Parameters
    ----------
    prices
        By room, points.
    walks
        (rows, rooms): points a person.
    found
        (columns, 2, people): by the first row, and by the cheapest of all others, if any.
    nearest
        (columns, people): that cheapest one; 0: there is none.
    """
    states = a.shape[len(a.shape) - 1, 1] if len(a.shape) else 1
    for c in range(len(x.people)):
        width, blocks = x.sharing[c] + 1, _blocks(x, c)
        fill(found[c, 0], IMPOSSIBLE)
        fill(found[c, 1], IMPOSSIBLE)
        nearest[c] = 0
        for row in range(len(walks)):
            table = scratch.tables[_pass(a, x, c, prices, walks[row], scratch)]
            for state in range(1, states):
                lower(table[0, : blocks * width], table[state, : blocks * width], 0.0)
            least = found[c, min(row, 1)]
            for block in range(blocks):
                own = _people_alone(x, c, block)
                for n in range(width):
                    if table[0, block * width + n] < least[own + n]:
                        least[own + n] = table[0, block * width + n]
                        nearest[c, own + n] = row


@compiled_lean
def trace_rooms(
    a: Automaton,
    x: Seating,
    c: int,
    people: int,
    prices: Floats,
    walk: Floats,
    scratch: Scratch,
    used: Ints,
) -> None:
    """Count the rooms of a cheapest way to seat so many people up in ``used``."""
    last = _pass(a, x, c, prices, walk, scratch)
    state, place = _cheapest(a, x, c, people, scratch.tables[last])
    for i in range(len(a.shape) - 1, -1, -1):
        before = a.shape[i, 0]
        best, source = np.inf, 0
        for way in range(a.shape[i, 2]):
            other = a.source[i, way, state]
            if other >= 2 * before:
                continue
            is_left = other < before
            value = (
                scratch.tables[i, other, place]
                if is_left
                else (scratch.held[i, other - before, place])
            )
            value += a.points[i, way, state]
            if value < best:
                best, source = value, other
        if source < before:
            state = source
            continue
        state = source - before
        used[i] += 1
        place = _without(x, c, i, place, prices[i], walk[i], scratch.tables[i, state])


@compiled_lean
def _cheapest(a: Automaton, x: Seating, c: int, people: int, table: Floats) -> tuple[int, int]:
    """Return the state, and the place in its table, where so many people cost least."""
    width, least, state, place = x.sharing[c] + 1, np.inf, 0, 0
    for block in range(_blocks(x, c)):
        n = people - _people_alone(x, c, block)
        for other in range(a.shape[len(a.shape) - 1, 1]):
            if 0 <= n < width and table[other, block * width + n] < least:
                least, state, place = table[other, block * width + n], other, block * width + n
    return state, place


@compiled_lean
def _without(
    x: Seating, c: int, i: int, place: int, price: float, walk: float, table: Floats
) -> int:
    """Return the place in the table before room ``i``, which is held, without who sits there."""
    width, best, found = x.sharing[c] + 1, np.inf, place
    block, people = place // width, place % width
    for m in range(0 if x.locked[c, i] else 1, min(x.most[c, i], people) + 1):
        cost = price if m == 0 else x.base[c, i, m - 1] + price + m * walk
        value = table[place - m] + cost
        if value < best:
            best, found = value, place - m
    step = 1
    for k in range(x.numbers.shape[1]):
        number = x.numbers[c, k] + 1
        if block // step % number > 0:
            value = table[place - step * width] + x.alone[c, i, k] + price + walk
            if value < best:
                best, found = value, place - step * width
        step *= number
    return found
