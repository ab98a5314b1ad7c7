"""Some rooms opened: the model finds what trying everything among them finds."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings

from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seating_model import Scope, SeatingModel
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.value import Value, evaluate
from spaceplan.check import recompute_seating
from spaceplan.model import PAIR_KINDS, SeatingProblem

from .strategies import all_soft, seating_problems


def best_among(problem: SeatingProblem, rooms: list[int], opened: list[int], keep: bool) -> Value:
    """Return the best where only those who sit in opened rooms change, among them."""
    arrays = SeatingArrays(problem)
    now = set(recompute_seating(problem, rooms).broken)
    choices = [opened if room in opened else [room] for room in rooms]
    return min(
        evaluate(arrays, np.array(some)).value
        for some in product(*choices)
        if not keep or set(recompute_seating(problem, some).broken) <= now
    )


@settings(max_examples=150, deadline=None)
@given(seating_problems())
def test_opened_rooms_are_seated_as_well_as_can_be(problem: SeatingProblem) -> None:
    case = all_soft(problem)
    rng = np.random.default_rng(len(repr(case)))
    rooms = rng.integers(0, len(case.rooms), len(case.entities))
    opened = np.flatnonzero(rng.random(len(case.rooms)) < 0.6).tolist()
    arrays = SeatingArrays(case)
    answer = SeatingModel(arrays, Scope(rooms, opened)).solve(Limits(10, 10))
    assert answer.proven
    assert answer.rooms is not None
    found = evaluate(arrays, answer.rooms).value
    assert found == best_among(case, rooms.tolist(), opened, keep=False)


@settings(max_examples=150, deadline=None)
@given(seating_problems())
def test_what_is_kept_goes_on_holding(problem: SeatingProblem) -> None:
    case = all_soft(problem)
    rng = np.random.default_rng(len(repr(case)))
    rooms = rng.integers(0, len(case.rooms), len(case.entities))
    opened = list(range(len(case.rooms)))
    arrays = SeatingArrays(case)
    answer = SeatingModel(arrays, Scope(rooms, opened, keep=True)).solve(Limits(10, 10))
    assert answer.rooms is not None
    found = evaluate(arrays, answer.rooms).value
    assert found <= best_among(case, rooms.tolist(), opened, keep=True)
    pairs = {i for i, c in enumerate(case.constraints) if c.kind in PAIR_KINDS}
    before = set(recompute_seating(case, rooms.tolist()).broken)
    after = set(recompute_seating(case, answer.rooms.tolist()).broken)
    assert after & pairs <= before & pairs
