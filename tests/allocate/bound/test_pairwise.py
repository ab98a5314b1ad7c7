"""Message passing bounds a sum of unary and pairwise costs, whatever they are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.bound.pairwise import PairwiseBound

Case = tuple[list[Floats], list[tuple[int, int]], list[Floats]]


def random_case(seed: int, *, tree: bool) -> Case:
    rng = np.random.default_rng(seed)
    choices = rng.integers(1, 4, rng.integers(2, 5))
    nodes = range(len(choices))
    unary = [rng.integers(0, 9, n).astype(float) for n in choices]
    if tree:
        pairs = [(int(rng.integers(0, e)), e) for e in nodes[1:]]
    else:
        pairs = [(d, e) for e in nodes for d in range(e) if rng.random() < 0.7]
    costs = [rng.integers(0, 9, (choices[d], choices[e])).astype(float) for d, e in pairs]
    return unary, pairs, costs


def total(case: Case, choice: tuple[int, ...]) -> float:
    unary, pairs, costs = case
    own = sum(float(u[x]) for u, x in zip(unary, choice, strict=True))
    return own + sum(float(p[choice[d], choice[e]]) for (d, e), p in zip(pairs, costs, strict=True))


def choices_of(case: Case) -> list[tuple[int, ...]]:
    return list(product(*(range(len(u)) for u in case[0])))


@pytest.mark.parametrize("tree", [True, False])
def test_the_bound_never_exceeds_the_best_choice(tree: bool) -> None:
    for seed in range(150):
        case = random_case(seed, tree=tree)
        bound = PairwiseBound(*case)
        best = min(total(case, choice) for choice in choices_of(case))
        assert all(bound.improve(1) <= best for _ in range(3))


def test_on_a_tree_the_bound_is_the_best_choice() -> None:
    for seed in range(150):
        case = random_case(seed, tree=True)
        best = min(total(case, choice) for choice in choices_of(case))
        assert PairwiseBound(*case).improve(8) == pytest.approx(best, abs=1e-6)


def test_what_the_pairs_give_to_the_nodes_never_exceeds_the_pairs() -> None:
    for seed in range(100):
        unary, pairs, costs = random_case(seed, tree=False)
        bound = PairwiseBound(unary, pairs, costs)
        bound.improve(3)
        case = ([np.zeros(len(u)) for u in unary], pairs, costs)
        for choice in choices_of(case):
            given = sum(float(g[x]) for g, x in zip(bound.given(), choice, strict=True))
            assert bound.constant + given <= total(case, choice)


def test_other_unary_costs_are_bounded_from_the_messages_so_far() -> None:
    unary, pairs, costs = random_case(1, tree=False)
    bound = PairwiseBound(unary, pairs, costs)
    bound.improve(3)
    bound.unary = [u[::-1].copy() for u in unary]
    case = (bound.unary, pairs, costs)
    assert bound.value <= min(total(case, choice) for choice in choices_of(case))


def test_two_nodes_that_want_to_be_apart_pay_the_cheaper_of_apart_and_together() -> None:
    unary = [np.array([0.0, 5.0]), np.array([7.0, 0.0])]
    apart = np.array([[0.0, 2.0], [2.0, 0.0]])
    together = PairwiseBound(unary, [(0, 1)], [apart], [10.0])
    assert together.improve(2) == pytest.approx(5.0)
    assert PairwiseBound(unary, [(0, 1)], [apart], [2.0]).improve(2) == pytest.approx(4.0)


def test_no_rounding_lifts_the_bound_above_the_sum() -> None:
    unary = [np.array([0.1]), np.array([0.2])]
    value = PairwiseBound(unary, [(0, 1)], [np.array([[0.3]])], [1e9 / 3]).improve(2)
    assert value < 0.3 + 1e8
    assert value == pytest.approx(0.3 + 1e8)


def test_nodes_without_pairs_pay_their_cheapest_choice() -> None:
    assert PairwiseBound([np.array([3.0, 2.0])], [], []).improve(1) == pytest.approx(2.0)
