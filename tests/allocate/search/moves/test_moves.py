"""Compiled moves of groups: counted as the plan counts, nothing lost, what must stay stays."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.anneal import Heat
from spaceplan.allocate.search.moves.arrays import BEST, S_HUB, S_WALK, Known, trial_of
from spaceplan.allocate.search.moves.mover import GroupMover, Writer
from spaceplan.allocate.search.moves.scope import Scope
from spaceplan.allocate.search.moves.tables import can_be_written, offices_of, sharers, state_of
from spaceplan.allocate.search.moves.trial import go_back
from spaceplan.model import Prices, Relation, Settings
from tests.allocate.builders import (
    HEAD,
    STAFF,
    Workshop,
    building,
    department,
    ledger_of,
    portfolio,
    workshop,
)
from tests.allocate.random_cases import random_case

#: Six rooms of 18 m² on each of three storeys: two people each.
HOUSE = building("hq", "centre", [18] * 6, [18] * 6, [18] * 6)
PEOPLE = (department("a", head=1, staff=4), department("b", staff=4), department("c", staff=6))
#: a and c are split.
SPLIT: list[Held] = [
    {0: (1, 0), 1: (0, 2), 6: (0, 2)},
    {2: (2,), 3: (2,)},
    {7: (2,), 12: (2,), 13: (2,)},
]
HEAT = Heat(steps=400, hot=3.0, cold=0.1)
GREEDY = (0.0, 0.0)


def _mover(shop: Workshop, seed: int = 0) -> GroupMover:
    random = Random(seed)
    return GroupMover(Writer(shop.evaluator, shop.assigner, random), random, _ignore, _ignore)


def _written(shop: Workshop, plan: Plan) -> tuple[Scope, Known]:
    written = Writer(shop.evaluator, shop.assigner, Random(0)).write(plan, None, elsewhere=False)
    return written.scope, written.known


def _ignore(work: float) -> None:
    """Count nothing."""


def _counted(plan: Plan) -> Plan:
    """Count a plan anew."""
    return Plan(plan.evaluator, plan.assigner, list(plan.offices))


@pytest.mark.parametrize("number", range(40))
def test_own_terms_are_those_that_the_plan_counts(number: int) -> None:
    shop = workshop(random_case(number))
    if not can_be_written(shop.evaluator):
        return
    plan = shop.first_plan()
    scope, known = _written(shop, plan)
    state = state_of(known, scope, plan, seed=1)
    free = [d for d in range(len(plan.offices)) if d not in sharers(plan)]
    state.busy[list(sharers(plan))] = 1
    state.cost[free] = state.sums[free] = -7
    go_back(known, state)
    assert state.cost[free] == pytest.approx([plan.costs[d].cost for d in free])
    assert [int(state.zones[d].sum()) for d in free] == [
        plan.costs[d].zones + len(plan.costs[d].storeys) for d in free
    ]
    if len(known.walks) > 1:
        seen = [(int(state.sums[d, S_HUB]), int(state.sums[d, S_WALK])) for d in free]
        assert seen == [(plan.costs[d].hub, plan.costs[d].person_cm) for d in free]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "prices", [Prices(), Prices(distance=0, affinity=0), Prices(moved=20, zone=30)]
)
def test_what_it_claims_is_what_the_plan_counts(prices: Prices, seed: int) -> None:
    ledger = ledger_of({"hq-101": ("a", {HEAD: 1}), "hq-207": ("c", {STAFF: 2})})
    related = (replace(PEOPLE[0], relations=(Relation("c", 3),)), *PEOPLE[1:])
    shop = workshop(portfolio([HOUSE], related, prices=prices, ledger=ledger))
    plan = shop.plan(SPLIT)
    mover = _mover(shop, seed)
    for _ in range(4):
        plan = mover.improve(plan, HEAT, (2.0, 30.0))
        assert mover.state is not None
        assert mover.state.points[BEST] == pytest.approx(plan.cost - plan.services.cost)
    assert plan.value == pytest.approx(_counted(plan).value)
    assert sum(sum(o) for held in plan.offices for o in held.values()) == 15
    for d, held in enumerate(plan.offices):
        for r, occupancy in held.items():
            assert plan.problem.may_hold[d, r]
            assert sum(occupancy) <= plan.problem.offices.seats[r]
            assert plan.holders[r] == (d,)
            assert d or not occupancy[0] or sum(occupancy) == 1  # the head sits alone


def test_split_departments_are_gathered() -> None:
    shop = workshop(portfolio([HOUSE], PEOPLE))
    plan = shop.plan(SPLIT)
    mover = _mover(shop)
    for _ in range(5):
        plan = mover.improve(plan, HEAT, GREEDY)
    assert [len(cost.storeys) for cost in plan.costs] == [1, 1, 1]


def test_nothing_moves_where_a_move_must_gain_more_than_there_is() -> None:
    shop = workshop(portfolio([HOUSE], PEOPLE))
    plan = shop.plan(SPLIT)
    mover = _mover(shop)
    assert mover.improve(plan, HEAT, (-1000.0, 0.0)) is plan
    assert mover.counts["annealed"] == 0
    gathered = mover.improve(plan, HEAT, (-20.0, 0.0))
    assert gathered.cost < plan.cost - 20


def test_a_shaken_plan_is_another_one_and_counted_right() -> None:
    """With time enough moves come back by chance to where they began."""
    shop = workshop(portfolio([HOUSE], PEOPLE))
    gathered = shop.plan([{0: (1, 0), 1: (0, 2), 2: (0, 2)}, {3: (2,), 4: (2,)}, SPLIT[2]])
    mover = _mover(shop)
    looks = iter([False, True])
    shaken = mover.shake(gathered, HEAT, 100.0, lambda: next(looks))
    assert shaken.offices != gathered.offices
    assert shaken.value == pytest.approx(_counted(shaken).value)
    assert shaken.unseated == 0
    again = mover.improve(shaken, HEAT, GREEDY)  # it is begun from as it is
    assert again.value <= shaken.value


def test_locked_rooms_are_kept() -> None:
    locked = replace(PEOPLE[0], locked=("hq-201",))
    shop = workshop(portfolio([HOUSE], (locked, *PEOPLE[1:])))
    plan = shop.plan(SPLIT)
    mover = _mover(shop)
    for _ in range(3):
        plan = mover.improve(plan, HEAT, (2.0, 30.0))
    assert 6 in plan.offices[0]


def test_a_mover_sees_what_others_changed_in_its_plan() -> None:
    shop = workshop(portfolio([HOUSE], PEOPLE))
    plan = shop.plan(SPLIT)
    mover = _mover(shop)
    mover.improve(plan, HEAT, (-1000.0, 0.0))
    plan.apply(plan.propose({1: {8: (2,), 9: (2,)}}))
    found = mover.improve(plan, HEAT, GREEDY)
    assert found.value == pytest.approx(_counted(found).value)
    assert found.cost < plan.cost


def test_the_same_seed_leads_to_the_same_plan() -> None:
    shop = workshop(portfolio([HOUSE], PEOPLE))
    ends = [
        _mover(shop, seed=3).improve(shop.plan(SPLIT), HEAT, (2.0, 30.0)).offices for _ in range(2)
    ]
    assert ends[0] == ends[1]


def test_a_plan_written_down_and_read_back_is_the_same() -> None:
    shop = workshop(portfolio([HOUSE], PEOPLE))
    plan = shop.plan(SPLIT)
    scope, known = _written(shop, plan)
    state = state_of(known, scope, plan, seed=1)
    assert offices_of(state, scope, plan) == {}
    state.best_holder[[0, 17]] = state.best_holder[[17, 0]]
    state.best_people[[0, 17]] = state.best_people[[17, 0]]
    assert offices_of(state, scope, plan) == {0: {17: (1, 0), 1: (0, 2), 6: (0, 2)}}
    assert trial_of(known).size.tolist() == [0, 0, 0]
    assert np.array_equal(state.holder, state_of(known, scope, plan, seed=9).holder)


def test_large_storeys_are_left_to_slower_moves() -> None:
    assert not can_be_written(
        workshop(portfolio([building("hq", "centre", [18] * 65)], PEOPLE)).evaluator
    )
    assert can_be_written(
        workshop(portfolio([building("hq", "centre", [18] * 64)], PEOPLE)).evaluator
    )


@pytest.mark.parametrize("share", ["like", "any"])
def test_where_own_rooms_may_be_shared_those_who_do_stay_and_all_others_move(share: str) -> None:
    settings = Settings(share_own_room=share)
    shop = workshop(portfolio([HOUSE], PEOPLE, settings=settings))
    plan = shop.plan(SPLIT)
    mover = _mover(shop)
    for _ in range(5):
        plan = mover.improve(plan, HEAT, GREEDY)
    assert [len(cost.storeys) for cost in plan.costs] == [1, 1, 1]
    assert plan.costs[0].own_shared == 0
    both = shop.plan([{0: (1, 1), 1: (0, 1), 6: (0, 2)}, *SPLIT[1:]])
    assert sharers(both) == {0}
    moved = both
    for _ in range(5):
        moved = mover.improve(moved, HEAT, GREEDY)
    assert moved.offices[0] == both.offices[0]
    assert [len(cost.storeys) for cost in moved.costs] == [2, 1, 1]
    assert moved.value == pytest.approx(_counted(moved).value)
