"""The dynamic programme over the rooms of one storey, in machine code; see ``StoreyTables``.

For one department and one hub. A table is (states, people): the least cost of the rooms
passed so far, by the state of the storey's ``Frontier`` and the people seated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.frontier import Layer
from spaceplan.allocate.machine_code import compiled_lean
from spaceplan.allocate.min_plus import IMPOSSIBLE, Floats, fill, lower, take

Ints = NDArray[np.int64]
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
    people
        By column: how many at most.
    base
        (columns, rooms, people in the room): see ``Column``.
    most
        (columns, rooms): how many people at most in a room; 0: it may not be held with people.
    locked
        (columns, rooms).
    """

    people: Ints
    base: Floats
    most: Ints
    locked: Flags


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
def _pass(a: Automaton, x: Seating, c: int, prices: Floats, walk: Floats, scratch: Scratch) -> int:
    """Pass all rooms for column ``c``; return where in ``scratch.tables`` the last table is."""
    width = x.people[c] + 1
    turns, kept = len(scratch.tables), len(scratch.held)
    table = scratch.tables[0]
    fill(table[0, :width], IMPOSSIBLE)
    table[0, 0] = a.begin[0]
    end, last = 1, 0  # people from ``end`` on cannot be seated so far
    for i in range(len(a.shape)):
        table, held = scratch.tables[i % turns], scratch.held[i % kept]
        last = (i + 1) % turns
        most = x.most[c, i]
        more = min(width, end + most)
        for state in range(a.shape[i, 0]):
            fill(table[state, end:more], IMPOSSIBLE)
            _hold(x, c, i, prices[i], walk[i], table[state], held[state], more)
        _follow(a, i, table, held, scratch.tables[last], more)
        end = more
    after = scratch.tables[last]
    for state in range(a.shape[len(a.shape) - 1, 1] if len(a.shape) else 1):
        fill(after[state, end:width], IMPOSSIBLE)
    return last


@compiled_lean
def _hold(
    x: Seating, c: int, i: int, price: float, walk: float, table: Floats, held: Floats, end: int
) -> None:
    """Write what it costs to hold room ``i``, for fewer than ``end`` people."""
    if x.locked[c, i]:
        take(held[:end], table[:end], price)
    else:
        fill(held[:end], IMPOSSIBLE)
    for m in range(1, min(x.most[c, i], end - 1) + 1):
        cost = x.base[c, i, m - 1] + price + m * walk
        lower(held[m:end], table[: end - m], cost)


@compiled_lean
def _follow(a: Automaton, i: int, left: Floats, held: Floats, after: Floats, end: int) -> None:
    """Write the table after room ``i`` from those with the room left and held."""
    before = a.shape[i, 0]
    for state in range(a.shape[i, 1]):
        fill(after[state, :end], IMPOSSIBLE)
        for way in range(a.shape[i, 2]):
            source = a.source[i, way, state]
            points = a.points[i, way, state]
            if source < before:
                lower(after[state, :end], left[source, :end], points)
            elif source < 2 * before:
                lower(after[state, :end], held[source - before, :end], points)


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
        width = x.people[c] + 1
        fill(found[c, 0], IMPOSSIBLE)
        fill(found[c, 1], IMPOSSIBLE)
        nearest[c] = 0
        for row in range(len(walks)):
            table = scratch.tables[_pass(a, x, c, prices, walks[row], scratch)]
            for state in range(1, states):
                lower(table[0, :width], table[state, :width], 0.0)
            if row == 0:
                take(found[c, 0, :width], table[0, :width], 0.0)
                continue
            for n in range(width):
                if table[0, n] < found[c, 1, n]:
                    found[c, 1, n], nearest[c, n] = table[0, n], row


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
    state = 0
    for other in range(a.shape[len(a.shape) - 1, 1]):
        if scratch.tables[last, other, people] < scratch.tables[last, state, people]:
            state = other
    for i in range(len(a.shape) - 1, -1, -1):
        before = a.shape[i, 0]
        best, source = np.inf, 0
        for way in range(a.shape[i, 2]):
            other = a.source[i, way, state]
            if other >= 2 * before:
                continue
            is_left = other < before
            value = (
                scratch.tables[i, other, people]
                if is_left
                else (scratch.held[i, other - before, people])
            )
            value += a.points[i, way, state]
            if value < best:
                best, source = value, other
        if source < before:
            state = source
            continue
        state = source - before
        used[i] += 1
        people -= _people_in(x, c, i, people, prices[i], walk[i], scratch.tables[i, state])


@compiled_lean
def _people_in(
    x: Seating, c: int, i: int, people: int, price: float, walk: float, table: Floats
) -> int:
    """Return how many sit in room ``i`` if it is held."""
    best, found = np.inf, 0
    for m in range(0 if x.locked[c, i] else 1, min(x.most[c, i], people) + 1):
        cost = price if m == 0 else x.base[c, i, m - 1] + price + m * walk
        value = table[people - m] + cost
        if value < best:
            best, found = value, m
    return found
