"""Draw a move of groups by a rough estimate, in machine code.

A group is what a department holds on one storey. It goes to another storey; groups there make way,
to where the first one was or to vacant rooms.
"""

from __future__ import annotations

from math import inf, log

from spaceplan.allocate.bits import NONE, draw
from spaceplan.allocate.machine_code import inner
from spaceplan.allocate.search.moves.arrays import (
    ENTITLED,
    GROUPS,
    MOST_GROUPS,
    NOBODY,
    OFFICES,
    P_DISTANCE,
    P_EXCESS,
    P_STOREY,
    P_ZONE,
    S_AREA,
    S_EXCESS,
    S_WALK,
    SEATS,
    Known,
    State,
    Trial,
)
from spaceplan.allocate.search.moves.estimate import estimate, people_of
from spaceplan.allocate.search.moves.seats import fits

#: Points above which an estimate is given up.
_HOPEFUL = 12.0
#: How far chance goes against the estimate, points.
_CHANCE = 10.0
#: Points that are added to what a group's move may avoid when one is drawn: any may go.
_ANY = 5.0
#: Places where a group that makes way looks for rooms.
_REFUGES = 6


@inner
def weigh_groups(known: Known, state: State) -> None:
    """List all groups that may move, by what that may avoid: splits, zones, excess, walks."""
    prices = known.prices
    groups, total = 0, 0.0
    for d in range(len(known.department)):
        if state.busy[d] != 0:
            continue
        storeys = zones = 0
        for s in range(len(known.storey)):
            if state.mask[d, s] != NONE:
                storeys += 1
                zones += state.zones[d, s] - 1
        beyond = state.sums[d, S_AREA] - known.department[d, ENTITLED]
        avoidable = (
            prices[P_STOREY] * max(0, storeys - 1)
            + prices[P_ZONE] * zones
            + prices[P_EXCESS] * max(state.sums[d, S_EXCESS], beyond)
            + prices[P_DISTANCE] * state.sums[d, S_WALK]
        )
        for s in range(len(known.storey)):
            if state.mask[d, s] != NONE:
                total += _ANY + avoidable / storeys
                state.groups[groups, 0], state.groups[groups, 1] = d, s
                state.weights[groups] = total
                groups += 1
    state.tally[GROUPS] = groups


@inner
def draw_move(known: Known, state: State, trial: Trial) -> bool:
    """Draw a move of one of the groups into ``trial.move``; return whether it is worth a try."""
    trial.size[0] = 1
    points = 0.0
    group = _draw_group(state)
    trial.move[0, 0], trial.move[0, 1] = state.groups[group, 0], state.groups[group, 1]
    if not _may_go(known, state, trial.move[0, 0], trial.move[0, 1]):
        return False
    for g in range(MOST_GROUPS):
        if g >= trial.size[0]:
            break
        estimate(known, state, trial, g)
        to = _refuge(known, state, trial, g) if g else _target(state, trial)
        trial.move[g, 2] = to
        if to < 0 or (g == 0 and not _make_way(known, state, trial)):
            return False
        points += trial.estimate[g, to]
    hopeful: bool = points < _HOPEFUL
    return hopeful


@inner
def _draw_group(state: State) -> int:
    """Draw one of the groups by its weight."""
    low, high = 0, state.tally[GROUPS] - 1
    wanted = draw(state.random) * state.weights[high]
    while low < high:
        middle = (low + high) // 2
        if state.weights[middle] > wanted:
            high = middle
        else:
            low = middle + 1
    return low


@inner
def _may_go(known: Known, state: State, d: int, s: int) -> bool:
    """Return whether all offices of a group may be given up."""
    if state.busy[d] != 0:
        return False
    for i in range(known.storey[s, OFFICES]):
        r = known.on_storey[s, i]
        if state.holder[r] == d and state.fixed[r] != 0:
            return False
    return True


@inner
def _target(state: State, trial: Trial) -> int:
    """Return where the first group goes: cheap, as chance will have it; −1: nowhere."""
    best, least = -1, inf
    for t in range(len(trial.chance)):
        if t != trial.move[0, 1] and trial.estimate[0, t] < inf:
            points = trial.estimate[0, t] - _CHANCE * log(draw(state.random) + 1e-300)
            if points < least:
                best, least = t, points
    return best


@inner
def _make_way(known: Known, state: State, trial: Trial) -> bool:
    """List those that make way for the first group; return whether it fits then."""
    d, s, t = trial.move[0, 0], trial.move[0, 1], trial.move[0, 2]
    people_of(known, state, trial, d, s)
    _count_caps(known, state, trial, d, t, NOBODY)
    others = _others_there(known, state, trial, d, t)
    enough, i = fits(known, trial, d), 0
    while not enough and i < others and trial.size[0] < MOST_GROUPS:
        drawn = i + int(draw(state.random) * (others - i))
        e = trial.row[drawn]
        trial.row[drawn] = trial.row[i]
        i += 1
        if not _may_go(known, state, e, t):
            continue
        trial.move[trial.size[0], 0], trial.move[trial.size[0], 1] = e, t
        trial.size[0] += 1
        for place in range(known.storey[t, OFFICES]):
            r = known.on_storey[t, place]
            if state.holder[r] == e and known.may[d, r] != 0:
                trial.caps[known.room[r, SEATS]] += 1
        enough = fits(known, trial, d)
    return enough


@inner
def _others_there(known: Known, state: State, trial: Trial, d: int, t: int) -> int:
    """List the other departments on a storey in ``trial.row``; return how many."""
    others = 0
    for i in range(known.storey[t, OFFICES]):
        e = state.holder[known.on_storey[t, i]]
        seen = e < 0 or e == d
        for j in range(others):
            seen = seen or trial.row[j] == e
        if not seen:
            trial.row[others] = e
            others += 1
    return others


@inner
def _count_caps(known: Known, state: State, trial: Trial, d: int, t: int, leaving: int) -> None:
    """Count the offices of a storey that are vacant, or held by a group that leaves, by seats."""
    trial.caps[:] = 0
    for i in range(known.storey[t, OFFICES]):
        r = known.on_storey[t, i]
        vacant = state.holder[r] == NOBODY and state.fixed[r] == 0
        if (vacant or (leaving >= 0 and state.holder[r] == leaving)) and known.may[d, r] != 0:
            trial.caps[known.room[r, SEATS]] += 1


@inner
def _refuge(known: Known, state: State, trial: Trial, g: int) -> int:
    """Return where a group goes that makes way: where the first one was, or to vacant rooms."""
    d, t = trial.move[g, 0], trial.move[g, 1]
    people_of(known, state, trial, d, t)
    for u in range(len(trial.chance)):
        trial.chance[u] = trial.estimate[g, u]
        if u == t:
            trial.chance[u] = inf
        elif trial.chance[u] < inf:
            trial.chance[u] -= 0.5 * _CHANCE * log(draw(state.random) + 1e-300)
    for _ in range(_REFUGES):
        u = 0
        for other in range(len(trial.chance)):
            if trial.chance[other] < trial.chance[u]:
                u = other
        if trial.chance[u] == inf:
            return -1
        trial.chance[u] = inf
        leaving = trial.move[0, 0] if u == trial.move[0, 1] else NOBODY
        _count_caps(known, state, trial, d, u, leaving)
        if fits(known, trial, d):
            return u
    return -1
