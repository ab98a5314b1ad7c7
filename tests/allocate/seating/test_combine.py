"""All fillings of rooms together contain every seating, so the best combination is the best."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import given, settings

from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.combine import Combination, MixedLimits
from spaceplan.allocate.seating.patterns import Patterns
from spaceplan.allocate.seating.value import evaluate
from spaceplan.model import SeatingProblem

from .strategies import seating_problems


def every_filling(arrays: SeatingArrays) -> Patterns:
    patterns = Patterns(arrays)
    for room, size in product(range(arrays.m), range(arrays.n + 1)):
        for people in combinations(range(arrays.n), size):
            patterns.add((room, people))
    return patterns


@settings(max_examples=80, deadline=None)
@given(seating_problems())
def test_the_best_combination_is_the_best_seating(case: SeatingProblem) -> None:
    arrays = SeatingArrays(case)
    seatings = product(range(arrays.m), repeat=arrays.n)
    best = min(evaluate(arrays, np.array(some, dtype=np.int64)).value for some in seatings)
    patterns = every_filling(arrays)
    programme = Combination(arrays, patterns.snapshot(), patterns.links)
    found = programme.solve(1e12, 1.0, MixedLimits(10.0, 10_000))
    if best.hard:
        assert found.rooms is None
    else:
        assert found.rooms is not None
        assert evaluate(arrays, found.rooms).value == best
