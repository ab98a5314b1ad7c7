"""The pool beside a plan: who waits stands first, and every room says who holds it."""

from __future__ import annotations

import json

from spaceplan.dashboard.plan_view import draw_pool
from spaceplan.model import Counts, status_quo
from spaceplan.plot.scene import Scene
from spaceplan.rules import load_rules
from tests.dashboard.town import town


def test_the_pool_lists_departments_by_who_waits_and_rooms_with_their_holders() -> None:
    portfolio = town()
    scene = Scene.of(
        portfolio,
        load_rules(portfolio.rule_sets),
        allocation=status_quo(portfolio),
        language="en",
    )
    waiting = {"archives": Counts.of({"city_staff": 2})}
    storey = portfolio.storey("hq-L01")
    pool = json.loads(draw_pool(scene, storey, waiting))
    assert pool["waiting"] == "2"
    assert [(d["id"], d["waiting"]) for d in pool["departments"]] == [
        ("archives", 2),
        ("finance", 0),
    ]
    assert pool["rooms"]["hq-101"] == ["finance"]
    assert pool["rooms"]["hq-106"] == []
    assert "hq-1c" not in pool["rooms"]
