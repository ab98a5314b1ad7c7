"""Walks that the search keeps: the same whether they are kept, forgotten or fetched in parts."""

from __future__ import annotations

import pickle

import pytest

from spaceplan.allocate.problem import geometry
from spaceplan.allocate.problem.geometry import Geometry
from tests.allocate.builders import building, department, portfolio, workshop

CASE = portfolio(
    [
        building("hq", "centre", [12.0, 12.0, 12.0], [12.0, 12.0]),
        building("out", "branch", [12.0, 12.0, 12.0]),
    ],
    [department("a", staff=2)],
    sites={"centre": (0.0, 0.0), "branch": (900.0, 0.0)},
)


def built() -> Geometry:
    return workshop(CASE).evaluator.geometry


def all_walks(subject: Geometry) -> list[int]:
    return [subject.walk(a, b) for a in range(8) for b in range(8)]


def test_walks_are_the_same_when_hardly_any_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = all_walks(built())
    monkeypatch.setattr(geometry, "_MOST_CELLS", 4)
    assert all_walks(built()) == expected


def test_the_least_walk_between_sites_is_the_least_of_all_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    subject = built()
    least = min(subject.walk(a, b) for a in range(5) for b in range(5, 8))
    monkeypatch.setattr(geometry, "_AT_ONCE", 2)
    assert subject.least_walk_between_sites(0, 1) == least


def test_another_process_gets_the_same_walks() -> None:
    subject = built()
    expected = all_walks(subject)
    assert all_walks(pickle.loads(pickle.dumps(subject))) == expected


def test_what_is_remembered_is_not_sent_to_another_process() -> None:
    subject = built()
    subject.walk(0, 0)
    before = len(pickle.dumps(subject))
    all_walks(subject)
    subject.walks_from(0, 1)
    subject.zones_of(0, 3)
    assert len(pickle.dumps(subject)) == before
