"""The first plan from nothing: what it looks up, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate.first.construct import Constructor
from spaceplan.model import Department, Prices, Relation
from tests.allocate.builders import building, department, portfolio, workshop

ROOMS = [12.0, 12.0, 12.0]


def people(id: str, partner: str) -> Department:
    return replace(department(id, staff=2), relations=(Relation(partner, 50),))


@pytest.mark.parametrize(("affinity", "asked"), [(0.0, False), (0.0004, True)])
def test_walks_to_others_are_looked_up_only_where_they_cost_something(
    monkeypatch: pytest.MonkeyPatch, affinity: float, asked: bool
) -> None:
    pair = [people("a", "b"), people("b", "a")]
    prices = Prices(affinity=affinity, distance=0.0)
    parts = workshop(portfolio([building("hq", "centre", ROOMS, ROOMS)], pair, prices=prices))
    looked_up: list[tuple[int, int]] = []
    walk = parts.evaluator.geometry.walk

    def noted(one: int, other: int) -> int:
        looked_up.append((one, other))
        return walk(one, other)

    monkeypatch.setattr(parts.evaluator.geometry, "walk", noted)
    held = Constructor(parts.problem, parts.evaluator, parts.assigner, [{}, {}]).build()
    assert [sum(map(sum, offices.values())) for offices in held] == [2, 2]
    assert bool(looked_up) == asked
