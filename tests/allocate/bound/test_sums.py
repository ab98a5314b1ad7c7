"""Sums of tables, worked out in machine code and in plain Python, and traced back."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE
from spaceplan.allocate.bound.sum_values import trace_hub, with_hubs, work_out
from spaceplan.allocate.bound.sums import Leaf, Steps, Sums

_WIDTH = 7


def plain(steps: Steps, tables: Floats) -> list[list[float]]:
    """Return the table of every step, by the words that say what the step is."""
    found: list[list[float]] = []
    people = range(_WIDTH)
    for (kind, one, other, *_), (price, each) in zip(
        steps.kind.tolist(), steps.price.tolist(), strict=True
    ):
        if kind == 0:
            table = [0.0] + [IMPOSSIBLE] * (_WIDTH - 1)
        elif kind == 1:
            leaves = range(one, other)
            away = [tables[steps.leaves[i], 0] + steps.paid[i] for i in leaves]
            table = [IMPOSSIBLE, *(min(t[n] for t in away) + price for n in people[1:])]
        elif kind == 2:
            table = [IMPOSSIBLE, *(found[one][n] + price + each * n for n in people[1:])]
        elif kind == 3:
            table = [min(found[one][n], found[other][n]) for n in people]
        elif kind == 4:
            a, b = found[one], found[other]
            table = [min(a[n - j] + b[j] for j in range(n + 1)) for n in people]
        else:
            table = list(found[one])
            for n in people:
                copies = [table[n - j] + found[one][j] for j in range(1, n)]
                table[n] = min([table[n], *copies])
        found.append(table)
    return found


def written(random: Random) -> tuple[Sums, int]:
    """Return sums put together at random over three rows, and the step on top."""
    sums = Sums()
    known = [sums.nobody(_WIDTH)]
    for _ in range(8):
        rows = random.sample(range(3), random.randint(1, 3))
        leaves = [Leaf(row, random.uniform(0, 2)) for row in rows]
        storey = sums.storey(leaves, random.uniform(0, 3), _WIDTH)
        if random.random() < 0.5:
            storey = sums.repeated(storey)
        priced = sums.priced(storey, random.uniform(0, 3), random.choice((0.0, 0.5)))
        known.append(sums.together(random.choice(known), sums.or_nobody(priced)))
    return sums, known[-1]


def worked_out(seed: int) -> tuple[Steps, Floats, Floats]:
    """Return steps with two hubs, tables, and the values of all steps."""
    random = Random(seed)
    sums, top = written(random)
    sums.hub(Leaf(0, 1.0), top, range(5, 7), 10.0)
    sums.hub(Leaf(2, 0.0), top, range(6, 7), 20.0)
    steps = sums.steps()
    tables = np.array(
        [[[random.uniform(-4, 9) for _ in range(_WIDTH)] for _ in "ab"] for _ in range(3)]
    )
    tables[:, :, 0] = IMPOSSIBLE
    tables[1, :, 4:] = IMPOSSIBLE  # a small storey
    values = np.empty(steps.entries[0])
    work_out(steps, tables, values)
    return steps, tables, values


@pytest.mark.parametrize("seed", range(20))
def test_every_step_is_worth_what_plain_python_makes_of_it(seed: int) -> None:
    steps, tables, values = worked_out(seed)
    for table, expected in zip(values.reshape(-1, _WIDTH), plain(steps, tables), strict=True):
        assert np.minimum(table, IMPOSSIBLE) == pytest.approx(np.minimum(expected, IMPOSSIBLE))


@pytest.mark.parametrize("left_out", [0.0, 2.5])
@pytest.mark.parametrize("seed", range(20))
def test_a_hub_costs_the_least_over_all_numbers_of_people_with_it(
    seed: int, left_out: float
) -> None:
    steps, tables, values = worked_out(seed)
    top = plain(steps, tables)[steps.hubs[0, 1]]
    points = np.empty(2)
    with_hubs(steps, tables, values, left_out, points)
    all_ways = [
        tables[0, 1, n] + 1 + top[most - n] + left_out * (6 - most)
        for most in (5, 6)
        for n in range(most + 1)
    ]
    assert points[0] == pytest.approx(min(all_ways) + 10.0)


@pytest.mark.parametrize("seed", range(20))
def test_a_trace_places_everybody(seed: int) -> None:
    steps, tables, values = worked_out(seed)
    stack, found = np.empty((200, 2), dtype=np.int64), np.empty((_WIDTH + 1, 2), dtype=np.int64)
    places = trace_hub(steps, 1, tables, values, 0.0, stack, found)
    assert found[0, 0] == 2
    assert found[:places, 1].sum() == 6
    assert (found[1:places, 1] > 0).all()
    assert all(tables[row, 0, people] < IMPOSSIBLE for row, people in found[1:places].tolist())


def test_a_trace_of_copies_adds_up_to_the_cost() -> None:
    sums = Sums()
    copies = sums.repeated(sums.storey([Leaf(0, 0.0)], 1.0, 6))
    sums.hub(Leaf(0, 0.0), copies, range(5, 6), 0.0)
    steps = sums.steps()
    tables = np.full((1, 2, 6), IMPOSSIBLE)
    tables[0, :, 1:3] = 2.0, 3.0  # a person costs 2, two cost 3
    values, points = np.empty(steps.entries[0]), np.empty(1)
    work_out(steps, tables, values)
    with_hubs(steps, tables, values, 0.0, points)
    assert points[0] == 3 + (3 + 1) + (2 + 1)
    stack, found = np.empty((50, 2), dtype=np.int64), np.empty((7, 2), dtype=np.int64)
    places = trace_hub(steps, 0, tables, values, 0.0, stack, found)
    assert sorted(found[:places, 1].tolist()) in ([1, 2, 2],)
