"""Annealing of the rooms of one storey: swaps of what rooms hold, people sent to another room.

The departments stay on the storey, so that only excess, zones, moves and walks change.
"""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.bits import count_zones, draw
from spaceplan.allocate.machine_code import Preparation, compiled_lean, inlined
from spaceplan.allocate.search.storey_arrays import (
    DISTANCE,
    EXCESS,
    LEFT,
    MOVED,
    MOVING,
    THERE,
    ZONE,
    Now,
    Place,
    begin,
)

#: Accepted steps after which all hubs are looked for again.
_HUBS = 64
#: The part of the steps with people who may share that sends some of them elsewhere.
_SEND = 0.35


@inlined
def _staying(p: Place, d: int, r: int, people: Ints, row: int) -> int:
    """Return Σ_k min(y⁰_k, y_k) of ``people[row]`` in room ``r``."""
    number = 0
    for k in range(people.shape[1]):
        number += min(p.was[d, r, k], people[row, k])
    return number


@inlined
def _change_of_excess(p: Place, x: Now, d: int, excess: int, held: int) -> float:
    """Return points if Σ e_r and the area held become these."""
    entitlement = x.department[d, 2]
    before = max(x.department[d, 0], x.department[d, 1] - entitlement, 0)
    points: float = p.prices[EXCESS] * (max(excess, held - entitlement, 0) - before)
    return points


@inlined
def _points_in(p: Place, x: Now, d: int, r: int, people: Ints, row: int, number: int) -> float:
    """Return points for ``people[row]`` of ``d`` in room ``r``: their walk, less who stays."""
    points: float = p.prices[DISTANCE] * number * x.walk[d, r]
    if p.was_there[d, r]:
        points -= p.prices[MOVED] * _staying(p, d, r, people, row)
    return points


@inlined
def _lack(p: Place, r: int, allowance: int) -> int:
    """Return e_r of room ``r`` for those who justify so much."""
    lacking: int = max(0, p.room[r, 0] - allowance)
    return lacking


@inlined
def _may_sit(p: Place, d: int, r: int, number: int) -> bool:
    may: bool = p.may[d, r] != 0 and p.room[r, 2] <= number <= p.room[r, 1]
    return may


@inlined
def _goes(p: Place, x: Now, i: int, a: int, b: int) -> float:
    """Price what room ``a`` holds going to ``b``, but for zones; the sums go to place ``i``."""
    d = x.holder[a]
    number, allowance = x.number[a], x.allowance[a]
    excess = x.department[d, 0] - _lack(p, a, allowance) + _lack(p, b, allowance)
    held = x.department[d, 1] - p.room[a, 0] + p.room[b, 0]
    x.sums[i], x.sums[i + 1] = excess, held
    walks = _points_in(p, x, d, b, x.people, a, number)
    walks -= _points_in(p, x, d, a, x.people, a, number)
    return walks + _change_of_excess(p, x, d, excess, held)


@inlined
def _change_places(p: Place, x: Now, a: int, b: int) -> float:
    """Price two rooms of one department swapping what they hold."""
    d = x.holder[a]
    excess = x.department[d, 0] - _lack(p, a, x.allowance[a]) - _lack(p, b, x.allowance[b])
    excess += _lack(p, b, x.allowance[a]) + _lack(p, a, x.allowance[b])
    x.sums[0], x.sums[1], x.sums[2] = excess, x.department[d, 1], x.zones[d]
    x.masks[0] = x.mask[d]
    points = _change_of_excess(p, x, d, excess, x.department[d, 1])
    for one, other in ((a, b), (b, a)):
        points += _points_in(p, x, d, other, x.people, one, x.number[one])
        points -= _points_in(p, x, d, one, x.people, one, x.number[one])
    return points


@inlined
def _price_swap(p: Place, x: Now, a: int, b: int, limit: float) -> float:
    """Price two rooms swapping what they hold; more than ``limit`` is any price above it."""
    d, e = x.holder[a], x.holder[b]
    if d == e:
        return _change_places(p, x, a, b)
    points = _goes(p, x, 0, a, b)
    if e >= 0:
        points += _goes(p, x, 3, b, a)
    zone: float = p.prices[ZONE]
    if points - zone * (x.zones[d] + (x.zones[e] if e >= 0 else 0)) > limit:
        return points + limit + 1e9  # not even without any zone
    both = p.bit[a] ^ p.bit[b]
    points += zone * _zones_after(p, x, d, 0, x.mask[d] ^ both)
    if e >= 0:
        points += zone * _zones_after(p, x, e, 1, x.mask[e] ^ both)
    return points


@inlined
def _zones_after(p: Place, x: Now, d: int, i: int, mask: Any) -> int:
    """Return how many zones more a department has if it holds these offices."""
    x.masks[i] = mask
    zones: int = x.zones[d]
    if mask != x.mask[d] and p.prices[ZONE] != 0.0:
        zones = count_zones(mask, p.reach)
    x.sums[3 * i + 2] = zones
    more: int = zones - x.zones[d]
    return more


@inlined
def _settle(x: Now, d: int, i: int) -> None:
    """Take over what was priced for a department."""
    x.department[d, 0], x.department[d, 1] = x.sums[3 * i], x.sums[3 * i + 1]
    x.zones[d], x.mask[d] = x.sums[3 * i + 2], x.masks[i]


@inlined
def _swap(x: Now, a: int, b: int) -> None:
    """Make the swap that was priced last."""
    d, e = x.holder[a], x.holder[b]
    _settle(x, d, 0)
    if e >= 0 and e != d:
        _settle(x, e, 1)
    for k in range(x.people.shape[1]):
        x.people[a, k], x.people[b, k] = x.people[b, k], x.people[a, k]
    x.holder[a], x.holder[b] = e, d
    x.number[a], x.number[b] = x.number[b], x.number[a]
    x.allowance[a], x.allowance[b] = x.allowance[b], x.allowance[a]
    x.alone[a], x.alone[b] = x.alone[b], x.alone[a]


@inlined
def _draw_people(p: Place, x: Now, a: int, b: int) -> int:
    """Draw who goes from room ``a`` to ``b``, vacant or not; return how many, 0: nobody may."""
    d, e = x.holder[a], x.holder[b]
    if p.may[d, b] == 0 or (e >= 0 and (e != d or x.alone[b] != 0)):
        return 0
    most = min(x.number[a], p.room[b, 1] - x.number[b])
    if most < 1:
        return 0
    going = 1 + int(draw(x.random) * most)
    rest = x.number[a] - going
    if 0 < rest < p.room[a, 2] or x.number[b] + going < p.room[b, 2]:
        return 0
    for k in range(x.people.shape[1]):
        x.some[LEFT, k], x.some[MOVING, k] = x.people[a, k], 0
    for i in range(going):
        seat = int(draw(x.random) * (x.number[a] - i))
        for k in range(x.people.shape[1]):
            if seat < x.some[LEFT, k]:
                x.some[LEFT, k] -= 1
                x.some[MOVING, k] += 1
                break
            seat -= x.some[LEFT, k]
    return going


@inlined
def _price_send(p: Place, x: Now, a: int, b: int, going: int) -> float:
    """Price the people drawn going from room ``a`` to ``b``; nobody's sums are 0 there."""
    d, rest = x.holder[a], x.number[a] - going
    allowance = 0
    for k in range(x.people.shape[1]):
        allowance += x.some[MOVING, k] * p.quota[d, k]
        x.some[THERE, k] = x.people[b, k] + x.some[MOVING, k]
    excess = x.department[d, 0] - _lack(p, a, x.allowance[a])
    excess += _lack(p, b, x.allowance[b] + allowance)
    held, mask = x.department[d, 1], x.mask[d]
    points: float = -_points_in(p, x, d, a, x.people, a, x.number[a])
    if rest:
        excess += _lack(p, a, x.allowance[a] - allowance)
        points += _points_in(p, x, d, a, x.some, LEFT, rest)
    else:
        held, mask = held - p.room[a, 0], mask ^ p.bit[a]
    if x.holder[b] >= 0:
        excess -= _lack(p, b, x.allowance[b])
        points -= _points_in(p, x, d, b, x.people, b, x.number[b])
    else:
        held, mask = held + p.room[b, 0], mask ^ p.bit[b]
    points += _points_in(p, x, d, b, x.some, THERE, x.number[b] + going)
    x.sums[0], x.sums[1] = excess, held
    points += _change_of_excess(p, x, d, excess, held)
    points += p.prices[ZONE] * _zones_after(p, x, d, 0, mask)
    return points


@inlined
def _send(p: Place, x: Now, a: int, b: int, going: int) -> None:
    """Have the people go that were priced last."""
    d = x.holder[a]
    _settle(x, d, 0)
    allowance = 0
    for k in range(x.people.shape[1]):
        allowance += x.some[MOVING, k] * p.quota[d, k]
        x.people[a, k], x.people[b, k] = x.some[LEFT, k], x.some[THERE, k]
    x.number[a] -= going
    x.number[b] += going
    x.allowance[a] -= allowance
    x.allowance[b] += allowance
    x.holder[b] = d
    if x.number[a] == 0:
        x.holder[a] = -1


@inlined
def _step(p: Place, x: Now, temperature: float) -> tuple[bool, float]:
    """Draw a step and make it, or not; return whether it was made, and its points."""
    rooms = x.size[0]
    a, b = int(draw(x.random) * rooms), int(draw(x.random) * rooms)
    d, e = x.holder[a], x.holder[b]
    if d < 0 or a == b:
        return False, 0.0
    limit = -temperature * log(draw(x.random) + 1e-300)
    if x.alone[a] == 0 and draw(x.random) < _SEND:
        going = _draw_people(p, x, a, b)
        points = _price_send(p, x, a, b, going) if going else np.inf
        if points <= limit:
            _send(p, x, a, b, going)
        return points <= limit, points
    if not _may_sit(p, d, b, x.number[a]) or (e >= 0 and not _may_sit(p, e, a, x.number[b])):
        return False, 0.0
    points = _price_swap(p, x, a, b, limit)
    if points <= limit:
        _swap(x, a, b)
    return points <= limit, points


@compiled_lean
def anneal_rooms(p: Place, x: Now, steps: int, hot: float, cold: float) -> float:
    """Anneal; return what is gained, points less than 0, with holders and people of the best.

    ``hot``, ``cold``: temperatures at the beginning and at the end, points.
    """
    factor = (cold / hot) ** (1.0 / steps)
    cost, best, accepted = 0.0, -1e-6, 0
    for _ in range(steps):
        hot *= factor
        made, points = _step(p, x, hot)
        if not made:
            continue
        cost += points
        accepted += 1
        if accepted % _HUBS == 0:
            for j in range(x.size[1]):
                cost += _see_hub(p, x, j)
        if cost < best:
            best = cost
            _copy(x.size[0], x.holder, x.people, x.best_holder, x.best_people)
    _copy(x.size[0], x.best_holder, x.best_people, x.holder, x.people)
    return best


@inlined
def _copy(rooms: int, holder: Ints, people: Ints, to_holder: Ints, to_people: Ints) -> None:
    for r in range(rooms):
        to_holder[r] = holder[r]
        for k in range(people.shape[1]):
            to_people[r, k] = people[r, k]


@compiled_lean
def _see_hub(p: Place, x: Now, d: int) -> float:
    """Look for the hub of a department again, ties by number; return points."""
    old = x.hub[d]
    if old < 0:
        return 0.0
    found, least = -1, 0
    for h in range(x.size[0]):
        if x.holder[h] == d:
            total = _walks_to(p, x, d, h)
            if found < 0 or total < least:
                found, least = h, total
    if found < 0 or found == old:
        return 0.0
    points: float = p.prices[DISTANCE] * (least - _walks_to(p, x, d, old))
    x.hub[d] = found
    for r in range(x.size[0]):
        x.walk[d, r] = p.near[found, r]
    points += p.affinity[d, found] - p.affinity[d, old]
    return points


@compiled_lean
def _walks_to(p: Place, x: Now, d: int, hub: int) -> int:
    """Return person-cm of a department to a hub."""
    total: int = p.base[d, hub]
    for r in range(x.size[0]):
        if x.holder[r] == d:
            total += x.number[r] * p.near[hub, r]
    return total


def compile_now() -> None:
    """Call the loop once, for nothing."""
    ints, nobody = np.zeros((1, 1), dtype=np.int64), np.full(1, -1, dtype=np.int64)
    bits, flags = np.zeros(1, dtype=np.uint64), np.zeros((1, 1), dtype=np.uint8)
    three, floats = np.zeros((1, 3), dtype=np.int64), np.zeros(4)
    place = Place(
        *(three, bits, bits, flags, ints, flags, flags, np.zeros((1, 1, 1), dtype=np.int64)),
        *(ints, ints, np.zeros((1, 1)), floats),
    )
    now = begin(place, three, bits, ints, nobody, nobody, ints, bits)
    anneal_rooms(place, now, 1, 1.0, 1.0)


#: Whether ``anneal_rooms`` can be called without waiting for the compiler.
preparation = Preparation(
    anneal_rooms, "from spaceplan.allocate.search.anneal_rooms import compile_now; compile_now()"
)
