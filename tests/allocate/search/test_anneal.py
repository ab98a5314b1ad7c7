"""Annealing rooms and moving groups: priced as the plan prices, what is split comes together."""

from __future__ import annotations

from random import Random

import pytest

from spaceplan.allocate.search.anneal import Annealer, Heat
from spaceplan.allocate.search.blocks import Mover
from spaceplan.allocate.search.region import NOBODY, Region
from spaceplan.model import Prices
from tests.allocate.builders import (
    HEAD,
    STAFF,
    building,
    department,
    ledger_of,
    portfolio,
    workshop,
)

#: Six rooms of 18 m² on one storey, six on the next.
HOUSE = building("hq", "centre", [18] * 6, [18] * 6)
PEOPLE = (department("a", staff=4), department("b", staff=4))
HEAT = Heat(steps=400, hot=3.0, cold=0.1)


def _annealer() -> Annealer:
    return Annealer(Random(0), lambda steps: None, lambda: False)


def _ignore(work: float) -> None:
    """Count nothing."""


def test_two_departments_in_each_others_way_are_sorted() -> None:
    plan = workshop(portfolio([HOUSE], PEOPLE, prices=Prices(zone=50))).plan(
        [{0: (2,), 5: (2,)}, {2: (2,), 3: (2,)}]
    )
    assert plan.costs[0].zones == 1
    assert plan.apply_if_better(plan.propose(_annealer().anneal(plan, [0], HEAT)))
    assert [cost.zones for cost in plan.costs] == [0, 0]


def test_who_is_busy_stays_where_he_is() -> None:
    plan = workshop(portfolio([HOUSE], PEOPLE)).plan([{0: (2,), 5: (2,)}, {2: (2,), 4: (2,)}])
    assert 1 not in _annealer().anneal(plan, [0], HEAT, busy=[1])


@pytest.mark.parametrize(
    ("a", "b"),
    [(0, 4), (0, 8), (1, 2), (5, 11)],
    ids=["vacant room", "another storey", "another department", "new storey"],
)
def test_a_step_is_priced_as_the_plan_prices_it(a: int, b: int) -> None:
    sitting = ledger_of({"hq-101": ("a", {STAFF: 2}), "hq-109": ("b", {STAFF: 2})})
    case = portfolio([HOUSE], PEOPLE, prices=Prices(distance=0), ledger=sitting)
    plan = workshop(case).plan([{0: (2,), 1: (2,)}, {2: (2,), 5: (2,)}])
    region = Region(plan, [0, 1])
    step = ((a, region.contents[b]), (b, region.contents[a]))
    price = region.price(step)
    undo = region.make(step)
    assert price == pytest.approx(plan.propose(region.offices()).cost)
    region.make(undo)
    assert region.offices() == {}


def test_nobody_is_one_and_the_same() -> None:
    plan = workshop(portfolio([HOUSE], PEOPLE)).plan([{0: (2,), 1: (2,)}, {2: (2,), 5: (2,)}])
    region = Region(plan, [0])
    assert region.content(0, (0,)) is NOBODY
    assert region.content(0, (2,)) is region.contents[0]


def test_a_department_on_two_storeys_is_gathered_on_one() -> None:
    head = (department("a", head=1, staff=4), department("b", staff=4))
    plan = workshop(portfolio([HOUSE], head)).plan(
        [{0: (1, 0), 1: (0, 2), 6: (0, 2)}, {2: (2,), 3: (2,)}]
    )
    mover = Mover(_annealer(), Random(0), HEAT, _ignore)
    for _ in range(20):
        plan = mover.improve(plan)
    assert [len(cost.storeys) for cost in plan.costs] == [1, 1]
    assert sum(sum(o) for held in plan.offices for o in held.values()) == 9
    assert plan.problem.departments[0].kinds.names[0] == HEAD


def test_nothing_moves_where_departments_or_storeys_are_busy() -> None:
    plan = workshop(portfolio([HOUSE], PEOPLE)).plan([{0: (2,), 6: (2,)}, {2: (2,), 7: (2,)}])
    mover = Mover(_annealer(), Random(0), HEAT, _ignore)
    assert all(mover.improve(plan, [0, 1]) is plan for _ in range(10))
    assert all(mover.improve(plan, [], [0, 1]) is plan for _ in range(10))


def test_a_mover_sees_what_others_changed_in_its_plan() -> None:
    plan = workshop(portfolio([HOUSE], PEOPLE)).plan([{0: (2,), 6: (2,)}, {2: (2,), 7: (2,)}])
    mover = Mover(_annealer(), Random(0), HEAT, _ignore)
    mover.improve(plan, [0, 1])
    plan.apply(plan.propose({0: {8: (2,), 9: (2,)}}))
    for _ in range(20):
        plan = mover.improve(plan)
    held = [r for offices in plan.offices for r in offices]
    assert len(held) == len(set(held)) == 4


def test_with_slack_a_plan_may_become_a_little_worse_and_no_more() -> None:
    plan = workshop(portfolio([HOUSE], PEOPLE)).plan([{0: (2,), 1: (2,)}, {2: (2,), 3: (2,)}])
    mover = Mover(_annealer(), Random(0), HEAT, _ignore)
    for _ in range(30):
        found = mover.improve(plan, slack=1.0)
        assert found.unplaced == 0
        assert found.cost < plan.cost + 1.0
