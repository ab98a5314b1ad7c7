"""Move groups of a plan that is held as arrays, in machine code: draw, seat, anneal, keep or undo.

A move is made for good, and all that it touches is written down before, to be put back where it
does not pay.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

from spaceplan.allocate.bits import NONE, draw
from spaceplan.allocate.machine_code import compiled_lean, inner
from spaceplan.allocate.search.moves.arrays import (
    ACCEPTED,
    BEST,
    DRAWN,
    GROUPS,
    NOW,
    OFFICES,
    SEATED,
    STEPS,
    Known,
    Local,
    State,
    Trial,
)
from spaceplan.allocate.search.moves.costs import affinity_of, hold, leave, see_department
from spaceplan.allocate.search.moves.draw import draw_move, weigh_groups
from spaceplan.allocate.search.moves.seats import seat_group
from spaceplan.allocate.search.moves.storey import anneal_storey
from spaceplan.allocate.search.storey_arrays import Now, Place

#: Points above which a move is given up: seated, after a glance at how its storeys may be annealed,
#: after a longer one. What still must be gained is asked for then already, but for a last
#: annealing's share.
_HOPELESS, _WORTH_A_LOOK, _PROMISING = 120.0, 25.0, 8.0
_LAST = 30.0
#: Annealings of a move; each has so many times more steps than the one before.
_STAGES, _GLANCE = 3, 4
#: Points closer than this are the same: sums of floats in another order.
_SAME = 1e-7
#: More people than there are.
_MANY = 1 << 40


class Course(NamedTuple):
    """How storeys are annealed, and how much worse a plan may become.

    Parameters
    ----------
    steps, hot, cold
        Steps of an annealing; temperatures at the beginning and at the end, points.
    wander, far
        Points by which a plan may be worse than the one before, about (below 0: by which it must
        be better); than the best one.
    """

    steps: int
    hot: float
    cold: float
    wander: float
    far: float


@inner
def see_all(known: Known, state: State) -> None:
    """Count all departments that are not busy, and weigh their groups."""
    for d in range(len(known.department)):
        if state.busy[d] == 0:
            see_department(known, state, d)
    weigh_groups(known, state)


@compiled_lean
def move_groups(
    known: Known,
    state: State,
    trial: Trial,
    local: Local,
    place: Place,
    now: Now,
    course: Course,
    steps: int,
    draws: int,
) -> None:
    """Try moves until so many steps of annealing, or draws, are done.

    Where no group may move, nothing is drawn: a part of a portfolio may be vacant.
    """
    end = state.tally[STEPS] + steps
    for _ in range(draws):
        if state.tally[STEPS] >= end:
            break
        state.tally[DRAWN] += 1
        if state.tally[GROUPS] > 0 and draw_move(known, state, trial):
            _try(known, state, trial, local, place, now, course)


@inner
def _try(
    known: Known, state: State, trial: Trial, local: Local, place: Place, now: Now, course: Course
) -> None:
    """Make the move that was drawn; undo it if the plan becomes too much worse."""
    _remember(known, state, trial)
    before, change, made = state.points[NOW] - _points(known, state, trial), 0.0, False
    if _seat_all(known, state, trial):
        made = True
        for stage in range(_STAGES + 1):
            if stage > 0:
                steps = course.steps // _GLANCE ** (_STAGES - stage)
                _anneal(known, state, trial, local, place, now, course, steps)
            state.tally[SEATED + min(stage, 1)] += 1 if stage < _STAGES else 0
            change = _points(known, state, trial) + before - state.points[NOW]
            if change > _limit(state, course, stage):
                made = False
                break
    if not made:
        _undo(known, state, trial)
        return
    state.tally[ACCEPTED] += 1
    after = state.points[NOW] + change
    if after > state.points[BEST] + course.far:
        go_back(known, state)
        return
    state.points[NOW] = after
    weigh_groups(known, state)
    if after < state.points[BEST] - _SAME:
        state.points[BEST] = after
        _keep_best(state)


@inner
def _limit(state: State, course: Course, stage: int) -> float:
    """Return by how many points a plan may become worse: seated, then after each annealing."""
    if stage == 0:
        return _HOPELESS + min(0.0, course.wander)
    if stage < _STAGES - 1:
        return _WORTH_A_LOOK + min(0.0, course.wander + _LAST)
    if stage < _STAGES:
        return _PROMISING + min(0.0, course.wander + _LAST)
    if course.wander <= 0.0:
        return course.wander - _SAME
    return min(4.0, -log(draw(state.random) + 1e-300)) * course.wander - _SAME


@compiled_lean
def go_back(known: Known, state: State) -> None:
    """Return to the best plan so far."""
    for r in range(len(state.holder)):
        if state.holder[r] >= 0:
            leave(known, state, r)
    for r in range(len(state.holder)):
        if state.best_holder[r] >= 0:
            hold(known, state, state.best_holder[r], r)
            for k in range(state.people.shape[1]):
                state.people[r, k] = state.best_people[r, k]
                state.number[r] += state.best_people[r, k]
    see_all(known, state)
    state.points[NOW] = state.points[BEST]


@inner
def _keep_best(state: State) -> None:
    for r in range(len(state.holder)):
        state.best_holder[r] = state.holder[r]
        for k in range(state.people.shape[1]):
            state.best_people[r, k] = state.people[r, k]


@inner
def _remember(known: Known, state: State, trial: Trial) -> None:
    """Write down what the move may touch: its storeys, and all who hold offices there."""
    for i in range(trial.size[2]):
        trial.touched[trial.departments[i]] = 0
    trial.size[1] = trial.size[2] = 0
    for g in range(trial.size[0]):
        _add_storey(trial, trial.move[g, 1])
        _add_storey(trial, trial.move[g, 2])
        _add_department(trial, trial.move[g, 0])
    saved = 0
    for i in range(trial.size[1]):
        s = trial.storeys[i]
        trial.old_users[i] = state.users[s]
        for o in range(known.storey[s, OFFICES]):
            r = known.on_storey[s, o]
            if state.holder[r] >= 0:
                _add_department(trial, state.holder[r])
            trial.old_holder[saved], trial.old_number[saved] = state.holder[r], state.number[r]
            for k in range(state.people.shape[1]):
                trial.old_people[saved, k] = state.people[r, k]
            saved += 1
    for i in range(trial.size[2]):
        d = trial.departments[i]
        trial.old_cost[i] = state.cost[d]
        for c in range(state.sums.shape[1]):
            trial.old_sums[i, c] = state.sums[d, c]
        for s in range(len(known.storey)):
            trial.old_mask[i, s], trial.old_zones[i, s] = state.mask[d, s], state.zones[d, s]


@inner
def _add_storey(trial: Trial, s: int) -> None:
    known = False
    for i in range(trial.size[1]):
        known = known or trial.storeys[i] == s
    if not known:
        trial.storeys[trial.size[1]] = s
        trial.size[1] += 1


@inner
def _add_department(trial: Trial, d: int) -> None:
    if trial.touched[d] == 0:
        trial.touched[d] = 1
        trial.departments[trial.size[2]] = d
        trial.size[2] += 1


@inner
def _undo(known: Known, state: State, trial: Trial) -> None:
    """Put back what was written down."""
    saved = 0
    for i in range(trial.size[1]):
        s = trial.storeys[i]
        state.users[s] = trial.old_users[i]
        for o in range(known.storey[s, OFFICES]):
            r = known.on_storey[s, o]
            state.holder[r], state.number[r] = trial.old_holder[saved], trial.old_number[saved]
            for k in range(state.people.shape[1]):
                state.people[r, k] = trial.old_people[saved, k]
            saved += 1
    for i in range(trial.size[2]):
        d = trial.departments[i]
        state.cost[d] = trial.old_cost[i]
        for c in range(state.sums.shape[1]):
            state.sums[d, c] = trial.old_sums[i, c]
        for s in range(len(known.storey)):
            state.mask[d, s], state.zones[d, s] = trial.old_mask[i, s], trial.old_zones[i, s]


@inner
def _points(known: Known, state: State, trial: Trial) -> float:
    """Return what the touched departments and storeys cost, as counted last."""
    total = 0.0
    for i in range(trial.size[2]):
        d = trial.departments[i]
        total += state.cost[d] + affinity_of(known, state, d, trial.touched)
    for i in range(trial.size[1]):
        s = trial.storeys[i]
        total += known.opened[s] if state.users[s] > 0 else 0.0
    return total


@inner
def _seat_all(known: Known, state: State, trial: Trial) -> bool:
    """Take the groups from their offices and seat them where they go, the largest first."""
    for g in range(trial.size[0]):
        _leave_all(known, state, trial, g)
    for _ in range(trial.size[0]):
        largest, most = 0, -1
        for g in range(trial.size[0]):
            people = 0
            for k in range(len(trial.need)):
                people += trial.people[g, k]
            if people > most:
                largest, most = g, people
        for k in range(len(trial.need)):
            trial.need[k], trial.people[largest, k] = trial.people[largest, k], 0
        trial.people[largest, 0] = -_MANY  # has had its turn
        d = trial.move[largest, 0]
        if not seat_group(known, state, trial, d, trial.move[largest, 2]):
            return False
    for g in range(trial.size[0]):
        see_department(known, state, trial.move[g, 0])
    return True


@inner
def _leave_all(known: Known, state: State, trial: Trial, g: int) -> None:
    """Take a group from its offices; who sat there is written to ``trial.people``."""
    d, s = trial.move[g, 0], trial.move[g, 1]
    for k in range(len(trial.need)):
        trial.people[g, k] = 0
    for i in range(known.storey[s, OFFICES]):
        r = known.on_storey[s, i]
        if state.holder[r] == d:
            for k in range(len(trial.need)):
                trial.people[g, k] += state.people[r, k]
            leave(known, state, r)


@inner
def _anneal(
    known: Known,
    state: State,
    trial: Trial,
    local: Local,
    place: Place,
    now: Now,
    course: Course,
    steps: int,
) -> None:
    """Anneal the storeys of the move, one after the other."""
    for i in range(trial.size[1]):
        s = trial.storeys[i]
        if state.users[s] == 0:
            continue
        if anneal_storey(known, state, local, place, now, s, steps, course.hot, course.cold):
            for j in range(trial.size[2]):
                d = trial.departments[j]
                if state.mask[d, s] != NONE and state.busy[d] == 0:
                    see_department(known, state, d)
