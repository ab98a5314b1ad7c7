"""Annealing of the rooms of one storey: swaps of what rooms hold, people sent to another room.

The departments stay on the storey, so that only excess, zones, moves and walks change. Rooms and
departments are numbered within the storey; an office is a bit of a mask of 64.
"""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.compiled.jit import compiled

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Flags = NDArray[np.uint8]
Floats = NDArray[np.float64]

#: Accepted steps after which all hubs are looked for again.
_HUBS = 64
#: The part of the steps with people who may share that sends some of them elsewhere.
_SEND = 0.35
#: Places in ``prices``: a dm² of excess, a person moved, a zone, a person-cm to the hub.
EXCESS, MOVED, ZONE, DISTANCE = range(4)

_ONE, _NONE = np.uint64(1), np.uint64(0)
#: Finds the place of a single bit by multiplication (de Bruijn sequence).
_SEQUENCE, _TOP = np.uint64(0x03F79D71B4CB0A89), np.uint64(58)
_PLACES = np.zeros(64, dtype=np.int64)
for _place in range(64):
    _PLACES[((0x03F79D71B4CB0A89 << _place) & 0xFFFFFFFFFFFFFFFF) >> 58] = _place


@compiled
def draw(random: Bits) -> float:
    """Return a random number from 0 up to 1 (xorshift64*, Vigna 2016); ``random`` is its state."""
    n = random[0]
    n ^= n >> np.uint64(12)
    n ^= n << np.uint64(25)
    n ^= n >> np.uint64(27)
    random[0] = n
    return float((n * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(11)) / 9007199254740992.0


@compiled
def count_zones(mask: Any, reach: Bits) -> int:
    """Return how many groups the offices of a mask form; ``reach`` by place: those it is joined to."""
    count = 0
    while mask != _NONE:
        count += 1
        frontier = mask & (~mask + _ONE)
        mask ^= frontier
        while frontier != _NONE:
            bit = frontier & (~frontier + _ONE)
            frontier ^= bit
            joined = reach[_PLACES[(bit * _SEQUENCE) >> _TOP]] & mask
            mask ^= joined
            frontier |= joined
    return count


@compiled
def _staying(was: Ints, people: Ints) -> int:
    number = 0
    for k in range(len(people)):
        number += min(was[k], people[k])
    return number


@compiled
def _over(excess: int, held: int, entitlement: int) -> int:
    return max(excess, held - entitlement, 0)


@compiled
def anneal_rooms(
    room: Ints,
    bit: Bits,
    reach: Bits,
    may: Flags,
    department: Ints,
    mask: Bits,
    quota: Ints,
    own: Flags,
    was_there: Flags,
    was: Ints,
    walk: Ints,
    near: Ints,
    base: Ints,
    affinity: Floats,
    hub: Ints,
    holder: Ints,
    people: Ints,
    prices: Floats,
    random: Bits,
    steps: int,
    hot: float,
    cold: float,
) -> float:
    """Anneal; return what is gained, points less than 0, with ``holder`` and ``people`` the best.

    Parameters
    ----------
    room
        (rooms, 3): area in dm², seats, fewest people.
    bit, reach
        By room its bit; by place those that it joins a zone with.
    may, was_there
        (departments, rooms): whether a department may hold it; whether its people sat there.
    department
        (departments, 3): Σ e_r, area held, entitlement, all dm². Changed.
    mask
        By department the offices held on the storey. Changed.
    quota, own
        (departments, kinds): dm² a person; whether such people sit alone.
    was
        (departments, rooms, kinds): who sat there in the status quo.
    walk
        (departments, rooms): cm from the hub. Changed.
    near
        (rooms, rooms): cm.
    base, affinity
        (departments, rooms): with the hub in a room, person-cm of those who sit elsewhere, and points
        of the walks to other departments.
    hub
        By department the room of its hub; −1: it stays where it is. Changed.
    holder, people
        By room the department or −1; (rooms, kinds). Changed.
    prices
        See ``EXCESS`` and what follows.
    random
        State of the generator of random numbers. Changed.
    hot, cold
        Temperatures at the beginning and at the end, points.
    """
    rooms, kinds = people.shape
    number = np.zeros(rooms, np.int64)
    allowance = np.zeros(rooms, np.int64)
    alone = np.zeros(rooms, np.uint8)
    for r in range(rooms):
        for k in range(kinds):
            if people[r, k]:
                number[r] += people[r, k]
                allowance[r] += people[r, k] * quota[holder[r], k]
                alone[r] |= own[holder[r], k]
    zones = np.zeros(len(mask), np.int64)
    for j in range(len(mask)):
        zones[j] = count_zones(mask[j], reach)
    best_holder, best_people = holder.copy(), people.copy()
    moving, left, there = np.zeros(kinds, np.int64), np.zeros(kinds, np.int64), np.zeros(kinds, np.int64)
    factor = (cold / hot) ** (1.0 / steps)
    temperature = hot
    cost, best, accepted = 0.0, -1e-6, 0
    for _ in range(steps):
        temperature *= factor
        a = int(draw(random) * rooms)
        d = holder[a]
        if d < 0:
            continue
        b = int(draw(random) * rooms)
        if a == b:
            continue
        e = holder[b]
        if alone[a] == 0 and draw(random) < _SEND:
            # some people go from a to b
            if e >= 0 and (e != d or alone[b] != 0):
                continue
            most = min(number[a], room[b, 1] - number[b])
            if most < 1 or may[d, b] == 0:
                continue
            going = 1 + int(draw(random) * most)
            rest = number[a] - going
            if 0 < rest < room[a, 2] or number[b] + going < room[b, 2]:
                continue
            moved_allowance = 0
            for k in range(kinds):
                left[k] = people[a, k]
                moving[k] = 0
            for i in range(going):
                seat = int(draw(random) * (number[a] - i))
                for k in range(kinds):
                    if seat < left[k]:
                        left[k] -= 1
                        moving[k] += 1
                        moved_allowance += quota[d, k]
                        break
                    seat -= left[k]
            excess = department[d, 0] - max(0, room[a, 0] - allowance[a])
            held = department[d, 1]
            after = mask[d]
            change = 0.0
            if rest:
                excess += max(0, room[a, 0] - allowance[a] + moved_allowance)
            else:
                held -= room[a, 0]
                after ^= bit[a]
            if e >= 0:
                excess -= max(0, room[b, 0] - allowance[b])
            else:
                held += room[b, 0]
                after ^= bit[b]
            for k in range(kinds):
                there[k] = moving[k] + (people[b, k] if e >= 0 else 0)
            excess += max(0, room[b, 0] - (allowance[b] if e >= 0 else 0) - moved_allowance)
            change += prices[DISTANCE] * going * (walk[d, b] - walk[d, a])
            if was_there[d, a]:
                change += prices[MOVED] * (
                    _staying(was[d, a], people[a]) - _staying(was[d, a], left)
                )
            if was_there[d, b]:
                change -= prices[MOVED] * _staying(was[d, b], there)
                if e >= 0:
                    change += prices[MOVED] * _staying(was[d, b], people[b])
            change += prices[EXCESS] * (
                _over(excess, held, department[d, 2])
                - _over(department[d, 0], department[d, 1], department[d, 2])
            )
            counted = zones[d]
            if after != mask[d] and prices[ZONE] != 0.0:
                counted = count_zones(after, reach)
                change += prices[ZONE] * (counted - zones[d])
            if change > -temperature * log(draw(random) + 1e-300):
                continue
            department[d, 0], department[d, 1] = excess, held
            mask[d], zones[d] = after, counted
            for k in range(kinds):
                people[a, k] = left[k]
                people[b, k] = there[k]
            number[b] += going
            allowance[b] += moved_allowance
            holder[b] = d
            number[a] = rest
            allowance[a] -= moved_allowance
            if rest == 0:
                holder[a] = -1
        else:
            # a and b swap what they hold
            if may[d, b] == 0 or not room[b, 2] <= number[a] <= room[b, 1]:
                continue
            if e >= 0 and (may[e, a] == 0 or not room[a, 2] <= number[b] <= room[a, 1]):
                continue
            change = prices[DISTANCE] * number[a] * (walk[d, b] - walk[d, a])
            if was_there[d, a]:
                change += prices[MOVED] * _staying(was[d, a], people[a])
            if was_there[d, b]:
                change -= prices[MOVED] * _staying(was[d, b], people[a])
            excess = (
                department[d, 0]
                - max(0, room[a, 0] - allowance[a])
                + max(0, room[b, 0] - allowance[a])
            )
            held = department[d, 1] - room[a, 0] + room[b, 0]
            excess_e, held_e = 0, 0
            after, after_e = mask[d], _NONE
            zones_d, zones_e = zones[d], 0
            if e >= 0:
                change += prices[DISTANCE] * number[b] * (walk[e, a] - walk[e, b])
                if was_there[e, b]:
                    change += prices[MOVED] * _staying(was[e, b], people[b])
                if was_there[e, a]:
                    change -= prices[MOVED] * _staying(was[e, a], people[b])
                less = max(0, room[b, 0] - allowance[b])
                more = max(0, room[a, 0] - allowance[b])
                if e == d:
                    excess += more - less
                    held = department[d, 1]
                else:
                    excess_e = department[e, 0] - less + more
                    held_e = department[e, 1] - room[b, 0] + room[a, 0]
                    change += prices[EXCESS] * (
                        _over(excess_e, held_e, department[e, 2])
                        - _over(department[e, 0], department[e, 1], department[e, 2])
                    )
            change += prices[EXCESS] * (
                _over(excess, held, department[d, 2])
                - _over(department[d, 0], department[d, 1], department[d, 2])
            )
            limit = -temperature * log(draw(random) + 1e-300)
            if e != d:
                both = bit[a] ^ bit[b]
                after ^= both
                if prices[ZONE] != 0.0:
                    if change - prices[ZONE] * (zones[d] + (zones[e] if e >= 0 else 0)) > limit:
                        continue  # not even without any zone
                    zones_d = count_zones(after, reach)
                    change += prices[ZONE] * (zones_d - zones[d])
                    if e >= 0:
                        after_e = mask[e] ^ both
                        zones_e = count_zones(after_e, reach)
                        change += prices[ZONE] * (zones_e - zones[e])
                elif e >= 0:
                    after_e = mask[e] ^ both
            if change > limit:
                continue
            department[d, 0], department[d, 1] = excess, held
            mask[d], zones[d] = after, zones_d
            if e >= 0 and e != d:
                department[e, 0], department[e, 1] = excess_e, held_e
                mask[e], zones[e] = after_e, zones_e
            for k in range(kinds):
                people[a, k], people[b, k] = people[b, k], people[a, k]
            holder[a], holder[b] = e, d
            number[a], number[b] = number[b], number[a]
            allowance[a], allowance[b] = allowance[b], allowance[a]
            alone[a], alone[b] = alone[b], alone[a]
        cost += change
        accepted += 1
        if accepted % _HUBS == 0:
            cost += _see_hubs(holder, number, walk, near, base, affinity, hub, prices)
        if cost < best:
            best = cost
            best_holder[:] = holder
            best_people[:] = people
    holder[:] = best_holder
    people[:] = best_people
    return best


@compiled
def _see_hubs(
    holder: Ints,
    number: Ints,
    walk: Ints,
    near: Ints,
    base: Ints,
    affinity: Floats,
    hub: Ints,
    prices: Floats,
) -> float:
    """Look for the hubs again, ties by number; return points."""
    points = 0.0
    rooms = len(holder)
    for j in range(len(hub)):
        if hub[j] < 0:
            continue
        found, least, before = -1, np.int64(0), np.int64(0)
        for h in range(rooms):
            if holder[h] != j and h != hub[j]:
                continue
            total = base[j, h]
            for r in range(rooms):
                if holder[r] == j:
                    total += number[r] * near[h, r]
            if h == hub[j]:
                before = total
                if holder[h] != j:
                    continue
            if found < 0 or total < least:
                found, least = h, total
        if found < 0 or found == hub[j]:
            continue
        points += prices[DISTANCE] * (least - before) + affinity[j, found] - affinity[j, hub[j]]
        hub[j] = found
        for r in range(rooms):
            walk[j, r] = near[found, r]
    return points
