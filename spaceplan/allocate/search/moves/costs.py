"""What a department costs, in machine code: the same terms as ``evaluate``, counted on arrays."""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.bits import NONE, ONE, count_zones, place_of
from spaceplan.allocate.machine_code import inner
from spaceplan.allocate.search.moves.arrays import (
    AREA,
    BEFORE,
    BUILDING,
    ENTITLED,
    NOBODY,
    P_AFFINITY,
    P_BUILDING,
    P_DISTANCE,
    P_EXCESS,
    P_MOVED,
    P_SITE,
    P_STOREY,
    P_ZONE,
    PLACE,
    S_AREA,
    S_EXCESS,
    S_HUB,
    S_SEATED,
    S_WALK,
    SITE,
    STOREY,
    Flags,
    Known,
    State,
)


@inner
def staying(known: Known, state: State, d: int, r: int) -> int:
    """Return Σ_k min(y⁰_k, y_k) of an office that a department holds."""
    row, number = known.was_row[d, r], 0
    if row >= 0:
        for k in range(state.people.shape[1]):
            number += min(known.was[row, k], state.people[r, k])
    return number


@inner
def allowance(known: Known, state: State, d: int, r: int) -> int:
    """Return what those who sit in an office justify, dm²."""
    total = 0
    for k in range(state.people.shape[1]):
        total += known.quota[d, k] * state.people[r, k]
    return total


@inner
def see_department(known: Known, state: State, d: int) -> None:
    """Count the own terms of a department anew, from its masks and who sits where."""
    prices = known.prices
    excess = area = seated = stay = rooms = zones = storeys = buildings = sites = 0
    for s in range(len(known.storey)):
        mask = state.mask[d, s]
        state.zones[d, s] = 0
        if mask == NONE:
            continue
        storeys += 1
        buildings += _is_new(known, state, d, s, BUILDING)
        sites += _is_new(known, state, d, s, SITE)
        here = count_zones(mask, known.reach_on[s])
        state.zones[d, s] = here
        zones += here - 1
        while mask != NONE:
            bit = mask & (~mask + ONE)
            mask ^= bit
            r = known.on_storey[s, place_of(bit)]
            justified = allowance(known, state, d, r)
            area += known.room[r, AREA]
            excess += max(0, known.room[r, AREA] - justified)
            seated += state.number[r]
            stay += staying(known, state, d, r)
            state.listed[rooms], state.listed_number[rooms] = r, state.number[r]
            rooms += 1
    sums = state.sums
    sums[d, S_EXCESS], sums[d, S_AREA], sums[d, S_SEATED] = excess, area, seated
    _see_hub(known, state, d, rooms)
    state.cost[d] = (
        prices[P_EXCESS] * max(excess, area - known.department[d, ENTITLED], 0)
        + prices[P_MOVED] * (known.department[d, BEFORE] - stay)
        + prices[P_STOREY] * storeys
        + prices[P_ZONE] * zones
        + prices[P_BUILDING] * max(0, buildings - 1)
        + prices[P_SITE] * max(0, sites - 1)
        + prices[P_DISTANCE] * sums[d, S_WALK]
    )


@inner
def _is_new(known: Known, state: State, d: int, s: int, column: int) -> int:
    """Return 1 if no storey before ``s`` that the department uses lies in the same place."""
    for t in range(s):
        if known.storey[t, column] == known.storey[s, column] and state.mask[d, t] != NONE:
            return 0
    return 1


@inner
def _see_hub(known: Known, state: State, d: int, rooms: int) -> None:
    """Find the listed office with the least Σ people × walk to it, ties by number."""
    hub, least = NOBODY, 0
    walking = len(known.walks) > 1
    for i in range(rooms):
        to, total = state.listed[i], 0
        for j in range(rooms if walking else 0):
            total += state.listed_number[j] * known.walks[to, state.listed[j]]
        if hub < 0 or total < least or (total == least and to < hub):
            hub, least = to, total
    state.sums[d, S_HUB], state.sums[d, S_WALK] = hub, least


@inner
def walk(known: Known, a: int, b: int) -> int:
    """Return the walk in cm between two offices, 0 where no walk has a price."""
    return known.walks[a, b] if len(known.walks) > 1 else 0


@inner
def affinity_of(known: Known, state: State, d: int, touched: Flags) -> float:
    """Return points of the walks to whom a department works with; of two touched each a half."""
    hub, total = state.sums[d, S_HUB], 0.0
    if hub < 0:
        return 0.0
    for i in range(known.pair_first[d], known.pair_first[d + 1]):
        e, people = known.pair[i, 0], known.pair[i, 1]
        other = state.sums[e, S_HUB]
        if other >= 0:
            part = 0.5 if touched[e] != 0 else 1.0
            total += part * people * walk(known, hub, other)
    points: float = known.prices[P_AFFINITY] * total + outside_of(known, d, hub)
    return points


@inner
def outside_of(known: Known, d: int, hub: int) -> float:
    """Return points of the walks to those whom no array holds, with the hub in an office."""
    return known.outside[d, hub] if known.outside.shape[1] > 1 else 0.0


@inner
def hold(known: Known, state: State, d: int, r: int) -> None:
    """Give an office that nobody holds to a department; who sits there is written apart."""
    s = known.room[r, STOREY]
    if state.mask[d, s] == NONE:
        state.users[s] += 1
    state.mask[d, s] |= ONE << np.uint64(known.room[r, PLACE])
    state.holder[r] = d


@inner
def leave(known: Known, state: State, r: int) -> None:
    """Take an office from its holder, and its people."""
    d, s = state.holder[r], known.room[r, STOREY]
    state.mask[d, s] ^= ONE << np.uint64(known.room[r, PLACE])
    if state.mask[d, s] == NONE:
        state.users[s] -= 1
    state.holder[r], state.number[r] = NOBODY, 0
    for k in range(state.people.shape[1]):
        state.people[r, k] = 0
