"""Anneal the rooms of one storey of a plan that is held as arrays, in machine code."""

from __future__ import annotations

from typing import Any

import numpy as np

from spaceplan.allocate.bits import NONE, ONE
from spaceplan.allocate.machine_code import inner
from spaceplan.allocate.search.anneal_rooms import anneal_rooms
from spaceplan.allocate.search.moves.arrays import (
    AREA,
    ENTITLED,
    LEAST,
    MOST_OFFICES,
    MOST_THERE,
    NOBODY,
    OFFICES,
    P_AFFINITY,
    P_MOVED,
    PLACE,
    S_AREA,
    S_EXCESS,
    S_HUB,
    SEATS,
    STEPS,
    Known,
    Local,
    State,
)
from spaceplan.allocate.search.moves.costs import allowance, hold, leave, outside_of, walk
from spaceplan.allocate.search.storey_arrays import Now, Place


def storey_place(known: Known) -> Place:
    """Return room for what an annealing of a storey does not change."""
    kinds = known.quota.shape[1]
    there = (MOST_THERE, MOST_OFFICES)
    return Place(
        room=np.zeros((MOST_OFFICES, 3), dtype=np.int64),
        bit=np.zeros(MOST_OFFICES, dtype=np.uint64),
        reach=np.zeros(MOST_OFFICES, dtype=np.uint64),
        may=np.zeros(there, dtype=np.uint8),
        quota=np.zeros((MOST_THERE, kinds), dtype=np.int64),
        own=np.zeros((MOST_THERE, kinds), dtype=np.uint8),
        was_there=np.zeros(there, dtype=np.uint8),
        was=np.zeros((*there, kinds), dtype=np.int64),
        near=np.zeros((MOST_OFFICES, MOST_OFFICES), dtype=np.int64),
        base=np.zeros(there, dtype=np.int64),
        affinity=np.zeros(there),
        prices=known.prices[:4].copy(),
    )


def storey_now(known: Known, state: State) -> Now:
    """Return room for what an annealing of a storey changes."""
    kinds = known.quota.shape[1]
    people = (MOST_OFFICES, kinds)

    def ints(*shape: int) -> Any:
        return np.zeros(shape, dtype=np.int64)

    return Now(
        department=ints(MOST_THERE, 3),
        mask=np.zeros(MOST_THERE, dtype=np.uint64),
        zones=ints(MOST_THERE),
        walk=ints(MOST_THERE, MOST_OFFICES),
        hub=ints(MOST_THERE),
        holder=ints(MOST_OFFICES),
        people=ints(*people),
        number=ints(MOST_OFFICES),
        allowance=ints(MOST_OFFICES),
        alone=np.zeros(MOST_OFFICES, dtype=np.uint8),
        random=state.random,
        some=ints(3, kinds),
        sums=ints(6),
        masks=np.zeros(2, dtype=np.uint64),
        best_holder=ints(MOST_OFFICES),
        best_people=ints(*people),
        size=ints(2),
    )


@inner
def is_free(known: Known, state: State, r: int) -> bool:
    """Return whether an office may be given other contents."""
    d = state.holder[r]
    unfixed: bool = known.room[r, SEATS] > 0 and state.fixed[r] == 0
    return unfixed and (d < 0 or state.busy[d] == 0)


@inner
def anneal_storey(
    known: Known,
    state: State,
    local: Local,
    place: Place,
    now: Now,
    s: int,
    steps: int,
    hot: float,
    cold: float,
) -> bool:
    """Anneal a storey; return whether its rooms are held otherwise than before.

    The departments' sums are left as they were.
    """
    _number(known, state, local, now, s)
    _fill_rooms(known, state, local, place, now, s)
    for j in range(now.size[1]):
        _fill_department(known, state, local, place, now, s, j)
    gained = 0.0
    if now.size[0] > 1 and now.size[1] > 0:
        gained = anneal_rooms(place, now, steps, hot, cold)
        state.tally[STEPS] += steps
    for j in range(now.size[1]):
        local.of_department[local.department[j]] = -1
    if gained >= -1e-6:
        return False
    for i in range(now.size[0]):
        if state.holder[local.room[i]] != NOBODY:
            leave(known, state, local.room[i])
    for i in range(now.size[0]):
        if now.holder[i] >= 0:
            r = local.room[i]
            hold(known, state, local.department[now.holder[i]], r)
            for k in range(state.people.shape[1]):
                state.people[r, k] = now.people[i, k]
                state.number[r] += now.people[i, k]
    return True


@inner
def _number(known: Known, state: State, local: Local, now: Now, s: int) -> None:
    """Give numbers to the offices that may change and to who holds them."""
    rooms = departments = 0
    for i in range(known.storey[s, OFFICES]):
        r = known.on_storey[s, i]
        if not is_free(known, state, r):
            continue
        local.room[rooms] = r
        d = state.holder[r]
        j = -1
        if d >= 0:
            j = local.of_department[d]
            if j < 0 and departments < MOST_THERE:
                j = departments
                local.of_department[d], local.department[j] = j, d
            departments += 1 if j == departments else 0
        if d < 0 or j >= 0:
            now.holder[rooms] = j
            rooms += 1
    now.size[0], now.size[1] = rooms, departments


@inner
def _fill_rooms(known: Known, state: State, local: Local, place: Place, now: Now, s: int) -> None:
    """Fill what the offices are and who sits there."""
    for i in range(known.storey[s, OFFICES]):
        place.reach[i] = known.reach_on[s, i]
    for i in range(now.size[0]):
        r = local.room[i]
        place.room[i, 0], place.room[i, 1] = known.room[r, AREA], known.room[r, SEATS]
        place.room[i, 2] = known.room[r, LEAST]
        place.bit[i] = ONE << np.uint64(known.room[r, PLACE])
        for other in range(now.size[0]):
            place.near[i, other] = walk(known, r, local.room[other])
        d = state.holder[r]
        now.number[i], now.alone[i] = state.number[r], 0
        now.allowance[i] = allowance(known, state, d, r) if d >= 0 else 0
        now.best_holder[i] = now.holder[i]
        for k in range(state.people.shape[1]):
            now.people[i, k] = now.best_people[i, k] = state.people[r, k]
            if d >= 0 and state.people[r, k] > 0 and known.own[d, k] != 0:
                now.alone[i] = 1


@inner
def _fill_department(
    known: Known, state: State, local: Local, place: Place, now: Now, s: int, j: int
) -> None:
    """Fill what a department's kinds, sums, hub and rights are."""
    d = local.department[j]
    hub = state.sums[d, S_HUB]
    now.department[j, 0], now.department[j, 1] = state.sums[d, S_EXCESS], state.sums[d, S_AREA]
    now.department[j, 2] = known.department[d, ENTITLED]
    now.mask[j], now.zones[j], now.hub[j] = state.mask[d, s], state.zones[d, s], -1
    for k in range(state.people.shape[1]):
        place.quota[j, k], place.own[j, k] = known.quota[d, k], known.own[d, k]
    for i in range(now.size[0]):
        r = local.room[i]
        place.may[j, i] = known.may[d, r]
        row = known.was_row[d, r]
        place.was_there[j, i] = 1 if row >= 0 and known.prices[P_MOVED] != 0.0 else 0
        if row >= 0:
            for k in range(state.people.shape[1]):
                place.was[j, i, k] = known.was[row, k]
        place.base[j, i], place.affinity[j, i] = 0, 0.0
        now.walk[j, i] = walk(known, hub, r)
        if r == hub:
            now.hub[j] = i
    if now.hub[j] >= 0 and len(known.walks) > 1:
        _walks_of_hub(known, state, local, place, now, s, j)


@inner
def _walks_of_hub(
    known: Known, state: State, local: Local, place: Place, now: Now, s: int, j: int
) -> None:
    """Fill what walks cost with the hub of a department in each of the offices."""
    d = local.department[j]
    for i in range(now.size[0]):
        place.affinity[j, i] += outside_of(known, d, local.room[i])
    for t in range(len(known.storey)):
        if state.mask[d, t] == NONE:
            continue
        for place_there in range(known.storey[t, OFFICES]):
            r = known.on_storey[t, place_there]
            if state.holder[r] == d and not (t == s and is_free(known, state, r)):
                for i in range(now.size[0]):
                    place.base[j, i] += state.number[r] * walk(known, r, local.room[i])
    for p in range(known.pair_first[d], known.pair_first[d + 1]):
        other = state.sums[known.pair[p, 0], S_HUB]
        if other >= 0:
            points = known.prices[P_AFFINITY] * known.pair[p, 1]
            for i in range(now.size[0]):
                place.affinity[j, i] += points * walk(known, other, local.room[i])
