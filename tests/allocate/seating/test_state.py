"""What the tables say a move costs is what it costs."""

import numpy as np
from hypothesis import given, settings

from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.state import SeatingState
from spaceplan.allocate.seating.value import evaluate
from spaceplan.model import SeatingProblem

from .strategies import seating_problems

HARD = 1e6


def energy(arrays: SeatingArrays, rooms: np.ndarray) -> float:
    parts = evaluate(arrays, rooms)
    return parts.hard * HARD + parts.misuse + parts.soft


def moved(rooms: np.ndarray, entity: int, move: int, number: int) -> np.ndarray:
    after = rooms.copy()
    if move < number:
        after[entity] = move
    else:
        other = move - number
        after[entity], after[other] = rooms[other], rooms[entity]
    return after


@settings(max_examples=60, deadline=None)
@given(seating_problems())
def test_every_move_costs_what_counting_anew_says(case: SeatingProblem) -> None:
    arrays = SeatingArrays(case)
    state = SeatingState(arrays, np.zeros(arrays.n, dtype=np.int64), HARD)
    rng = np.random.default_rng(0)
    for _ in range(6):
        entity = int(rng.integers(arrays.n))
        deltas = state.deltas(entity).copy()
        before = energy(arrays, state.rooms)
        assert state.energy == before
        for move in np.flatnonzero(np.isfinite(deltas)):
            after = moved(state.rooms, entity, int(move), arrays.m)
            assert energy(arrays, after) - before == deltas[move]
        chosen = int(rng.choice(np.flatnonzero(np.isfinite(deltas))))
        state.apply(entity, chosen, float(deltas[chosen]))


@settings(max_examples=60, deadline=None)
@given(seating_problems())
def test_every_exchange_of_rooms_costs_what_counting_anew_says(case: SeatingProblem) -> None:
    arrays = SeatingArrays(case)
    rng = np.random.default_rng(1)
    state = SeatingState(arrays, rng.integers(0, arrays.m, arrays.n), HARD)
    for room in rng.integers(0, arrays.m, 6).tolist():
        deltas = state.room_deltas(room).copy()
        before = energy(arrays, state.rooms)
        for other in range(arrays.m):
            swapped = np.arange(arrays.m)
            swapped[[room, other]] = other, room
            assert energy(arrays, swapped[state.rooms]) - before == deltas[other]
        chosen = int(rng.integers(arrays.m))
        state.swap(room, chosen, float(deltas[chosen]))
        assert state.energy == energy(arrays, state.rooms)
