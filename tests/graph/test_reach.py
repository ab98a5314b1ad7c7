"""Shortest ways between few nodes: both ways to find them, against trying every edge in turn."""

from __future__ import annotations

import numpy as np
import pytest

from spaceplan.graph import reach
from spaceplan.graph.outlines import FloatArray, IntArray
from spaceplan.graph.reach import EdgeList

Edges = tuple[IntArray, IntArray, FloatArray]

#: Nodes up to which all ways are found at once: none of these graphs, and all of them.
AT_ONCE = pytest.mark.parametrize("few", [0, 128])


def random_edges(seed: int) -> tuple[int, Edges]:
    """Return few nodes and edges of 0 to 3: many are parallel, loops or of no length."""
    random = np.random.default_rng(seed)
    count, edges = int(random.integers(1, 12)), int(random.integers(0, 16))
    one, other = random.integers(0, count, (2, edges))
    return count, (one, other, random.integers(0, 4, edges).astype(float))


def slow_ways(count: int, edges: Edges) -> FloatArray:
    """Return the shortest ways: each edge shortens what it can, until none does."""
    ways = np.full((count, count), np.inf)
    np.fill_diagonal(ways, 0.0)
    for _ in range(count):
        for a, b, length in zip(*(values.tolist() for values in edges), strict=True):
            ways[:, b] = np.minimum(ways[:, b], ways[:, a] + length)
            ways[:, a] = np.minimum(ways[:, a], ways[:, b] + length)
    return ways


def chain(count: int) -> EdgeList:
    """Return nodes in a row, 1 apart."""
    edges = EdgeList()
    edges.add(np.arange(count - 1), np.arange(1, count), np.ones(count - 1))
    return edges


@AT_ONCE
@pytest.mark.parametrize("seed", range(40))
def test_ways_of_a_random_graph_are_the_shortest(
    monkeypatch: pytest.MonkeyPatch, few: int, seed: int
) -> None:
    monkeypatch.setattr(reach, "_FEW", few)
    count, edges = random_edges(seed)
    collected = EdgeList()
    collected.add(*edges)
    assert (collected.walks(count) == slow_ways(count, edges)).all()


@AT_ONCE
def test_an_edge_without_length_is_an_edge_and_a_node_without_edges_is_not_reached(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(reach, "_FEW", few)
    edges = EdgeList()
    edges.add(np.array([0, 1]), np.array([1, 0]), np.array([0.0, 5.0]))
    far = np.inf
    assert edges.walks(3).tolist() == [[0, 0, far], [0, 0, far], [far, far, 0]]


@pytest.mark.parametrize("count", [127, 128, 129])
def test_a_graph_just_above_the_limit_is_walked_like_one_just_below(count: int) -> None:
    numbers = np.arange(count)
    assert (chain(count).walks(count) == abs(numbers[:, None] - numbers)).all()


@AT_ONCE
def test_ways_begin_where_they_are_asked_to(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(reach, "_FEW", few)
    ways = chain(3).ways(3)
    assert ways.begin(np.array([2, 0, 2])).tolist() == [[2, 1, 0], [0, 1, 2], [2, 1, 0]]
    assert ways.begin(np.empty(0, np.intp)).shape == (0, 3)


@AT_ONCE
def test_who_changes_the_ways_it_was_given_changes_nobody_elses(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(reach, "_FEW", few)
    ways = chain(3).ways(3)
    ways.begin(np.arange(3))[:] = 7.0
    assert ways.begin(np.array([0])).tolist() == [[0, 1, 2]]


@AT_ONCE
def test_where_there_are_no_nodes_there_are_no_ways(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(reach, "_FEW", few)
    assert EdgeList().walks(0).shape == (0, 0)


def test_a_dense_matrix_gives_each_pair_once_and_leaves_out_what_is_infinite() -> None:
    edges = EdgeList()
    lengths = np.array([[0, 3, np.inf], [3, 0, 4], [np.inf, 4, 0]])
    edges.add_dense(np.array([4, 0, 2]), lengths)
    walks = edges.walks(5)
    assert (walks[4, 0], walks[0, 2], walks[4, 2]) == (3, 4, 7)
    assert np.isinf(walks[[1, 3]][:, [0, 2, 4]]).all()
