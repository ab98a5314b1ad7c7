"""Least costs by number of people, put together."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from spaceplan.allocate.min_plus import (
    IMPOSSIBLE,
    Nobody,
    Place,
    Plus,
    Together,
    any_number,
    or_nobody,
    spread,
)


def place(*costs: float) -> Place:
    """Return a place with costs for 1, 2, ... people."""
    values = np.array([IMPOSSIBLE, *costs])
    return Place(values, (7,), np.zeros(len(values), dtype=np.intp))


@pytest.mark.parametrize("seed", range(20))
def test_people_are_spread_as_cheaply_as_any_way_of_spreading_them(seed: int) -> None:
    random = Random(seed)
    one, other = (
        np.array([random.choice([IMPOSSIBLE, random.uniform(-5, 5)]) for _ in range(6)])
        for _ in range(2)
    )
    every = [min(one[n - j] + other[j] for j in range(n + 1)) for n in range(6)]
    assert spread(one, other) == pytest.approx(np.minimum(every, IMPOSSIBLE))


def test_nobody_costs_nothing_and_a_place_with_nobody_is_no_place() -> None:
    assert Nobody(2).values.tolist() == [0, IMPOSSIBLE, IMPOSSIBLE]
    assert or_nobody(place(3, 4)).values.tolist() == [0, 3, 4]


def test_a_price_is_paid_once_and_a_price_a_person_for_each() -> None:
    assert Plus(place(3, 4), 10, 1).values.tolist() == [IMPOSSIBLE, 14, 16]


def test_a_place_may_be_taken_as_often_as_one_likes() -> None:
    twice = any_number(place(3, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE))
    assert twice.values.tolist() == [IMPOSSIBLE, 3, 6, 9, 12]


def test_a_trace_adds_up_to_the_people_and_to_the_cost() -> None:
    cheap, dear = place(1, 9, 9), place(2, 3, 9)
    both = Together(or_nobody(cheap), or_nobody(dear))
    found = list(both.trace(3))
    assert both.values[3] == 4
    assert {(where is cheap, people) for where, people in found} == {(True, 1), (False, 2)}
