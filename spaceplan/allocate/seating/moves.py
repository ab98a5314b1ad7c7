"""What moves cost and how they are carried out, compiled: one entity's, or those of whole rooms.

A move of an entity takes it to another room, or has it change places with another entity; two
rooms may also change all who sit in them. With x = space left in a room, misuse is β·|x| + α·x,
and the α parts of all rooms together never change.

All that is compiled stands in this one file: what is remembered on disk of a function is forgotten
when its own file changes, not when another one does that it calls.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.machine_code import compiled

#: One step of so many moves whole rooms.
_ROOMS = 4


class Tables(NamedTuple):
    """What prices moves; energies in units, e an entity, r a room.

    Parameters
    ----------
    half
        (under + over) / 2: what a unit of space left or missing costs, but for a part that only
        depends on all rooms together.
    hard
        What a broken hard constraint counts.
    alone, full, seats
        Of e, where it shares its room; of r, where it is overfilled; of r, the most heads.
    first, other, price
        Links of e are those from ``first[e]`` to ``first[e + 1]``: with whom, and which of
        ``prices`` says what each pair of rooms costs.
    rooms, left, heads, wanting
        Where e sits; space left in r, heads in r, and what those in r cost where they share.
    rates, own
        (e, r): what r costs e as the others sit now, links included; where it sits.
    now
        What r itself costs: space, sharing, overfilling.
    costs
        Where the costs of moves are written.
    """

    half: float
    hard: float
    space: Floats
    area: Floats
    alone: Floats
    full: Floats
    seats: Ints
    first: Ints
    other: Ints
    price: Ints
    prices: Floats
    rooms: Ints
    left: Floats
    heads: Ints
    wanting: Floats
    rates: Floats
    own: Floats
    now: Floats
    costs: Floats


@compiled
def price_entity(t: Tables, e: int) -> None:
    """Write what moves of an entity cost: to each room, then in exchange with each entity.

    Staying costs 0, an exchange within the room is infinite.
    """
    m, n, costs = t.left.shape[0], t.rooms.shape[0], t.costs
    a, s, w = t.rooms[e], t.space[e], t.alone[e]
    base = t.rates[e, a] + t.now[a]
    y = t.left[a] + s
    gone = t.half * abs(y) - base
    if y < 0:
        gone += t.full[a]
    if t.heads[a] > 2:
        gone += t.wanting[a] - w
    if t.heads[a] == t.seats[a] + 1:
        gone -= t.hard
    for r in range(m):
        x = t.left[r] - s
        d = t.half * abs(x) + gone + t.rates[e, r] - t.now[r]
        if x < 0:
            d += t.full[r]
        if t.heads[r] > 0:
            d += t.wanting[r] + w
        if t.heads[r] == t.seats[r]:
            d += t.hard
        costs[r] = d
    _price_exchanges(t, e, base)
    for j in range(n):
        if t.rooms[j] == a:
            costs[m + j] = np.inf
    costs[a] = 0.0


@compiled
def _price_exchanges(t: Tables, e: int, base: float) -> None:
    """Write what it costs that an entity changes places with each other one."""
    m, n, costs = t.left.shape[0], t.rooms.shape[0], t.costs
    a, s, w = t.rooms[e], t.space[e], t.alone[e]
    crowded = t.heads[a] > 1
    for j in range(n):
        b = t.rooms[j]
        more = t.space[j] - s
        x, y = t.left[b] + more, t.left[a] - more
        d = t.half * (abs(x) + abs(y)) - base + t.rates[e, b] - t.now[b] + t.rates[j, a] - t.own[j]
        if x < 0:
            d += t.full[b]
        if y < 0:
            d += t.full[a]
        if t.heads[b] > 1:
            d += t.wanting[b] + w - t.alone[j]
        if crowded:
            d += t.wanting[a] - w + t.alone[j]
        costs[m + j] = d
    for i in range(t.first[e], t.first[e + 1]):
        j, p = t.other[i], t.prices[t.price[i]]
        b = t.rooms[j]
        costs[m + j] -= p[b, b] + p[a, a] - p[a, b] - p[b, a]


@compiled
def price_room(t: Tables, a: int) -> None:
    """Write what it costs that all in a room change places with all in each other room."""
    m, n, costs = t.left.shape[0], t.rooms.shape[0], t.costs
    for r in range(m):
        costs[r] = _price_contents(t, a, r)
    for j in range(n):
        if t.rooms[j] == a:
            for r in range(m):
                costs[r] += t.rates[j, r] - t.own[j]
            _link_leaver(t, j, a)
        else:
            b = t.rooms[j]
            costs[b] += t.rates[j, a] - t.own[j]
            for i in range(t.first[j], t.first[j + 1]):
                if t.rooms[t.other[i]] == b:  # both come along; each of them counts a half
                    p = t.prices[t.price[i]]
                    costs[b] += (p[a, a] + p[b, b] - p[b, a] - p[a, b]) / 2
    costs[a] = 0.0


@compiled
def _price_contents(t: Tables, a: int, r: int) -> float:
    """Return what two rooms cost more, but for who sits there, when their contents change."""
    x, y = t.area[a] - t.area[r] + t.left[r], t.area[r] - t.area[a] + t.left[a]
    d = t.half * (abs(x) + abs(y) - abs(t.left[r]) - abs(t.left[a]))
    d += t.full[a] * (int(x < 0) - int(t.left[a] < 0))
    d += t.full[r] * (int(y < 0) - int(t.left[r] < 0))
    broken = int(t.heads[r] > t.seats[a]) + int(t.heads[a] > t.seats[r])
    broken -= int(t.heads[r] > t.seats[r]) + int(t.heads[a] > t.seats[a])
    return float(d + t.hard * broken)


@compiled
def _link_leaver(t: Tables, j: int, a: int) -> None:
    """Correct for those linked with one who leaves room a who leave with it, or come to a."""
    for i in range(t.first[j], t.first[j + 1]):
        p = t.prices[t.price[i]]
        b = t.rooms[t.other[i]]
        if b == a:
            for r in range(t.left.shape[0]):
                t.costs[r] += (p[r, r] + p[a, a] - p[r, a] - p[a, r]) / 2
        else:
            t.costs[b] -= p[b, b] + p[a, a] - p[a, b] - p[b, a]


@compiled
def refresh(t: Tables, r: int) -> None:
    """Count what a room itself costs."""
    cost = t.half * abs(t.left[r])
    if t.heads[r] > 1:
        cost += t.wanting[r]
    if t.left[r] < 0:
        cost += t.full[r]
    t.now[r] = cost


@compiled
def put(t: Tables, e: int, r: int) -> None:
    """Seat an entity in a room; the room's own cost is left to ``refresh``."""
    b = t.rooms[e]
    t.left[b] += t.space[e]
    t.left[r] -= t.space[e]
    t.wanting[b] -= t.alone[e]
    t.wanting[r] += t.alone[e]
    t.heads[b] -= 1
    t.heads[r] += 1
    t.rooms[e] = r
    t.own[e] = t.rates[e, r]
    for i in range(t.first[e], t.first[e + 1]):
        j, p = t.other[i], t.prices[t.price[i]]
        for q in range(t.left.shape[0]):
            t.rates[j, q] += p[r, q] - p[b, q]
        t.own[j] = t.rates[j, t.rooms[j]]


@compiled
def move_entity(t: Tables, e: int, move: int) -> None:
    """Carry out a move that ``price_entity`` priced."""
    m = t.left.shape[0]
    a = t.rooms[e]
    b = move
    if move >= m:
        b = t.rooms[move - m]
        put(t, move - m, a)
    put(t, e, b)
    refresh(t, a)
    refresh(t, b)


@compiled
def swap_rooms(t: Tables, a: int, b: int) -> None:
    """Have all in two rooms change places."""
    for j in range(t.rooms.shape[0]):
        if t.rooms[j] == a:
            put(t, j, b)
        elif t.rooms[j] == b:
            put(t, j, a)
    refresh(t, a)
    refresh(t, b)


@compiled
def walk(
    t: Tables,
    noise: Floats,
    draws: tuple[Ints, Ints],
    temperature: float,
    energies: tuple[float, float],
    best_rooms: Ints,
) -> tuple[float, float]:
    """Do a step for each of the draws; return the energy now and the best, keep its rooms."""
    energy, best = energies
    entities, offsets = draws
    m = t.left.shape[0]
    for k in range(entities.shape[0]):
        e = entities[k]
        a = t.rooms[e]
        whole = k % _ROOMS == 0
        if whole:
            price_room(t, a)
            width = m
        else:
            price_entity(t, e)
            width = m + t.rooms.shape[0]
        least, move = np.inf, 0
        for q in range(width):
            drawn = t.costs[q] - temperature * noise[offsets[k] + q]
            if drawn < least:
                least, move = drawn, q
        if move == a:
            continue
        delta = t.costs[move]
        if whole:
            swap_rooms(t, a, move)
        else:
            move_entity(t, e, move)
        energy += delta
        if energy < best and delta < 0:
            best = energy
            best_rooms[:] = t.rooms
    return energy, best
