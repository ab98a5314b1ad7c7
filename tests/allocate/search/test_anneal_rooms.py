"""The compiled annealing of a storey: what it claims is what the plan counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from spaceplan.allocate import machine_code
from spaceplan.allocate.bits import count_zones
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.problem import Occupancy
from spaceplan.allocate.search.anneal import Annealer, Heat
from spaceplan.allocate.search.storey_rooms import StoreyFacts, StoreyRooms
from spaceplan.model import Prices
from tests.allocate.builders import STAFF, building, department, ledger_of, portfolio, workshop

HOUSE = building("hq", "centre", [18, 24, 12, 30, 18, 24, 12, 18], [18] * 4)
PEOPLE = (department("a", head=1, staff=6), department("b", staff=5), department("c", staff=2))
#: Of a, b and c: the head alone, the others by two and three; b sits on both sides of c.
MIXED: list[Mapping[int, Occupancy]] = [
    {0: (1, 0), 3: (0, 3), 5: (0, 3)},
    {1: (2,), 7: (2,), 8: (1,)},
    {4: (2,)},
]


def _plan(prices: Prices, offices: Sequence[Mapping[int, Occupancy]] = MIXED) -> Plan:
    ledger = ledger_of({"hq-103": ("c", {STAFF: 2}), "hq-106": ("b", {STAFF: 2})})
    return workshop(portfolio([HOUSE], PEOPLE, prices=prices, ledger=ledger)).plan(offices)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    "prices",
    [Prices(), Prices(zone=0, moved=0), Prices(excess=50, moved=9, distance=0), Prices(distance=1)],
    ids=["default", "no zones, no moves", "no walks", "walks above all"],
)
def test_what_it_claims_is_what_the_plan_counts(prices: Prices, seed: int) -> None:
    plan = _plan(prices)
    storey = StoreyRooms(plan, StoreyFacts(plan.evaluator), 0)
    gained = storey.anneal(np.array([seed + 1], dtype=np.uint64), 300, 5.0, 0.1)
    offices = storey.offices()
    assert gained <= 0
    if not gained < -1e-5:
        return
    change = plan.propose(offices)
    assert change.cost <= gained + 1e-6  # from better hubs it is less
    if all(cost.hub == plan.costs[d].hub for d, cost in change.costs.items()):
        assert change.cost == pytest.approx(gained)


@pytest.mark.parametrize("seed", range(10))
def test_nobody_is_lost_and_nobody_sits_where_he_must_not(seed: int) -> None:
    plan = _plan(Prices())
    storey = StoreyRooms(plan, StoreyFacts(plan.evaluator), 0)
    storey.anneal(np.array([seed + 1], dtype=np.uint64), 500, 50.0, 0.1)
    change = plan.propose(storey.offices())
    assert change.unplaced == 0
    offices = plan.problem.offices
    for held in storey.offices().values():
        assert all(offices.least[r] <= sum(o) <= offices.seats[r] for r, o in held.items())


def test_the_same_seed_finds_the_same() -> None:
    plan = _plan(Prices())
    heat = Heat(steps=300, hot=3.0, cold=0.1)
    found = [
        Annealer(Random(4), lambda n: None, lambda: False).anneal(plan, [0], heat) for _ in range(2)
    ]
    assert found[0] == found[1]


def test_who_sits_apart_comes_together_where_zones_are_dear() -> None:
    case = portfolio([HOUSE], PEOPLE, prices=Prices(zone=500, moved=0))
    plan = workshop(case).plan(MIXED)
    assert plan.costs[1].zones > 0
    annealer = Annealer(Random(0), lambda n: None, lambda: False)
    plan.apply_if_better(plan.propose(annealer.anneal(plan, [0], Heat(8000, 50.0, 0.1))))
    assert [cost.zones for cost in plan.costs] == [0, 0, 0]


def test_locked_rooms_and_busy_departments_stay() -> None:
    locked = (replace(PEOPLE[0], locked=("hq-101",)), *PEOPLE[1:])
    plan = workshop(portfolio([HOUSE], locked)).plan(MIXED)
    storey = StoreyRooms(plan, StoreyFacts(plan.evaluator), 0, busy=[1])
    assert 0 not in storey.rooms
    assert not {1, 7} & set(storey.rooms)


@pytest.mark.parametrize(
    ("mask", "zones"), [(0, 0), (0b1, 1), (0b101, 2), (0b111, 1), (0b11011, 2), (1 << 63, 1)]
)
def test_zones_of_a_row_of_rooms_are_counted(mask: int, zones: int) -> None:
    row = [((1 << i) << 1 | (1 << i) >> 1) & (2**64 - 1) for i in range(64)]
    assert count_zones(np.uint64(mask), np.array(row, dtype=np.uint64)) == zones


def test_while_the_compiler_is_at_work_python_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_code, "is_remembered", lambda function: False)
    monkeypatch.setattr(
        "spaceplan.allocate.search.anneal_rooms.preparation",
        machine_code.Preparation(count_zones, "raise SystemExit(1)"),
    )
    plan = workshop(portfolio([HOUSE], PEOPLE, prices=Prices(zone=50))).plan(
        [{0: (1, 0), 3: (0, 3), 5: (0, 3)}, {1: (2,), 7: (3,)}, {4: (2,)}]
    )
    annealer = Annealer(Random(0), lambda n: None, lambda: False, wait=False)
    assert plan.apply_if_better(plan.propose(annealer.anneal(plan, [0], Heat(6000, 5.0, 0.1))))
