"""What a move of a group costs by where it goes, roughly, in machine code.

Counted are walks between the middles of storeys, storeys, buildings and sites, moves, storeys
opened or closed, and the excess of those who sit alone, had they the storey to themselves. Zones,
other excess and walks inside a storey are left out.
"""

from __future__ import annotations

from math import inf

from spaceplan.allocate.bits import NONE
from spaceplan.allocate.machine_code import inner
from spaceplan.allocate.search.moves.arrays import (
    BUILDING,
    OFFICES,
    P_AFFINITY,
    P_BUILDING,
    P_DISTANCE,
    P_EXCESS,
    P_MOVED,
    P_SITE,
    P_STOREY,
    S_HUB,
    SITE,
    STOREY,
    Known,
    State,
    Trial,
)
from spaceplan.allocate.search.moves.costs import outside_of, staying


@inner
def people_of(known: Known, state: State, trial: Trial, d: int, s: int) -> None:
    """Fill who of a department sits on a storey, by kind."""
    trial.need[:] = 0
    for i in range(known.storey[s, OFFICES]):
        r = known.on_storey[s, i]
        if state.holder[r] == d:
            for k in range(len(trial.need)):
                trial.need[k] += state.people[r, k]


@inner
def estimate(known: Known, state: State, trial: Trial, g: int) -> None:
    """Fill what moving a group to each storey costs; infinity where it must not go."""
    d, s = trial.move[g, 0], trial.move[g, 1]
    people = stay = 0
    for i in range(known.storey[s, OFFICES]):
        r = known.on_storey[s, i]
        if state.holder[r] == d:
            people += state.number[r]
            stay += staying(known, state, d, r)
    others = _list_others(known, state, trial, d, s)
    people_of(known, state, trial, d, s)
    for t in range(len(known.storey)):
        points = 0.0
        if state.mask[d, t] == NONE or t == s:
            points += known.prices[P_STOREY]
        if others:
            points += known.prices[P_BUILDING] * _is_alone(known, trial, others, t, BUILDING)
            points += known.prices[P_SITE] * _is_alone(known, trial, others, t, SITE)
        if state.users[t] == 0 or (t == s and state.users[s] == 1):
            points += known.opened[t]
        there = stay if t == s else min(known.was_on[d, t], people)
        points += known.prices[P_EXCESS] * _least_excess(known, trial, d, t)
        trial.estimate[g, t] = points - known.prices[P_MOVED] * there
    _estimate_walks(known, state, trial, g, d, s, people)
    here = trial.estimate[g, s]
    for t in range(len(known.storey)):
        trial.estimate[g, t] -= here
        if known.allowed[d, t] == 0:
            trial.estimate[g, t] = inf


@inner
def _list_others(known: Known, state: State, trial: Trial, d: int, s: int) -> int:
    """List the storeys of a department but ``s`` in ``trial.row``; return how many."""
    others = 0
    for t in range(len(known.storey)):
        if t != s and state.mask[d, t] != NONE and others < len(trial.row):
            trial.row[others] = t
            others += 1
    return others


@inner
def _is_alone(known: Known, trial: Trial, others: int, t: int, column: int) -> int:
    """Return 1 if none of a department's other storeys is in the building or site of ``t``."""
    for i in range(others):
        if known.storey[trial.row[i], column] == known.storey[t, column]:
            return 0
    return 1


@inner
def _estimate_walks(
    known: Known, state: State, trial: Trial, g: int, d: int, s: int, people: int
) -> None:
    """Add walks to those it works with for the group with the hub, to the hub for others."""
    hub = state.sums[d, S_HUB]
    if len(known.walks) == 1 or hub < 0:
        return
    at = known.room[hub, STOREY]
    if at != s:
        each = people * known.prices[P_DISTANCE]
        for t in range(len(known.storey)):
            trial.estimate[g, t] += each * known.between[at, t]
        return
    for i in range(known.pair_first[d], known.pair_first[d + 1]):
        other = state.sums[known.pair[i, 0], S_HUB]
        if other >= 0:
            to, each = known.room[other, STOREY], known.pair[i, 1] * known.prices[P_AFFINITY]
            for t in range(len(known.storey)):
                trial.estimate[g, t] += each * known.between[to, t]
    if known.outside.shape[1] > 1:
        for t in range(len(known.storey)):
            middle = known.on_storey[t, known.storey[t, OFFICES] // 2]
            trial.estimate[g, t] += outside_of(known, d, middle)


@inner
def _least_excess(known: Known, trial: Trial, d: int, t: int) -> int:
    """Return the excess of those of ``trial.need`` who sit alone, had they the smallest offices."""
    excess = place = 0
    for i in range(known.alone_first.shape[1]):
        k = known.alone_first[d, i]
        if k < 0:
            break
        for _ in range(trial.need[k]):
            if place < known.smallest.shape[1]:
                excess += max(0, known.smallest[t, place] - known.quota[d, k])
                place += 1
    return excess
