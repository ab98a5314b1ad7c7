"""Least costs by number of people, put together in machine code and by trying everything."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE, repeat, spread


def costs(random: Random, size: int) -> Floats:
    return np.array([random.choice([IMPOSSIBLE, random.uniform(-5, 5)]) for _ in range(size)])


@pytest.mark.parametrize("seed", range(20))
def test_people_are_spread_as_cheaply_as_any_way_of_spreading_them(seed: int) -> None:
    random = Random(seed)
    one, other = costs(random, 6), costs(random, 6)
    every = [min(one[n - j] + other[j] for j in range(n + 1)) for n in range(6)]
    found = np.empty(6)
    spread(found, one, other)
    assert found == pytest.approx(np.minimum(every, IMPOSSIBLE))


def test_a_place_may_be_taken_as_often_as_one_likes() -> None:
    found = np.empty(5)
    repeat(found, np.array([IMPOSSIBLE, 3, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE]))
    assert found.tolist() == [IMPOSSIBLE, 3, 6, 9, 12]


@pytest.mark.parametrize("seed", range(20))
def test_copies_of_a_place_cost_what_adding_one_after_the_other_costs(seed: int) -> None:
    place = costs(Random(seed), 8)
    place[0] = IMPOSSIBLE
    found, more, best = np.empty(8), np.empty(8), place.copy()
    for _ in range(8):
        spread(more, best, place)
        best = np.minimum(best, more)
    repeat(found, place)
    assert found == pytest.approx(best)
