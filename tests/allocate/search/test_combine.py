"""Two plans put together: each part that may be exchanged on its own comes from the better one."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from spaceplan.allocate.plan.express import allocation_of
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.combine import combined, parts_between
from spaceplan.check import recompute_objective, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Portfolio, Prices
from tests.allocate.builders import (
    Workshop,
    book,
    building,
    department,
    occupancies,
    portfolio,
    workshop,
)
from tests.allocate.every_shared import may_be_together
from tests.allocate.random_cases import random_case, shared_case, shared_town
from tests.allocate.random_plans import random_plan
from tests.allocate.test_random_cases import EXPLORE

#: Two buildings of two storeys with six rooms of 18 m² each; a storey more costs 30 points.
HOUSES = [
    building("east", "centre", [18] * 6, [18] * 6),
    building("west", "centre", [18] * 6, [18] * 6, x=100.0),
]
PEOPLE = (department("a", staff=4), department("b", staff=4))
SHOP = workshop(portfolio(HOUSES, PEOPLE, prices=Prices(opened=0.0, building=0.0)))
A_GATHERED: Held = {0: (2,), 1: (2,)}
A_SPLIT: Held = {0: (2,), 6: (2,)}
B_GATHERED: Held = {12: (2,), 13: (2,)}
B_SPLIT: Held = {12: (2,), 18: (2,)}


def test_each_plan_gives_what_it_does_better() -> None:
    one, other = SHOP.plan([A_GATHERED, B_SPLIT]), SHOP.plan([A_SPLIT, B_GATHERED])
    assert sorted(map(sorted, parts_between(one, other))) == [[0, 1], [2, 3]]
    for both in (combined(one, [other]), combined(other, [one])):
        assert both.offices == [A_GATHERED, B_GATHERED]
        assert both.value == pytest.approx(Plan(SHOP.evaluator, SHOP.assigner, both.offices).value)
    assert one.offices == [A_GATHERED, B_SPLIT]


@pytest.mark.parametrize("answers", [0, 1, 2])
def test_when_it_is_stopped_the_parts_taken_so_far_stay(answers: int) -> None:
    """It is asked once before it looks for parts, then before each of the two."""
    one, other = SHOP.plan([A_SPLIT, B_SPLIT]), SHOP.plan([A_GATHERED, B_GATHERED])
    asked = iter([False] * answers)
    both = combined(one, [other], lambda: next(asked, True))
    gathered = (both.offices[0] == A_GATHERED) + (both.offices[1] == B_GATHERED)
    assert gathered == max(0, answers - 1)


def test_storeys_with_the_same_people_are_laid_out_as_in_either() -> None:
    apart = SHOP.plan([{0: (2,), 5: (2,)}, {12: (2,), 17: (2,)}])
    near = SHOP.plan([{0: (2,), 1: (2,)}, {12: (2,), 17: (2,)}])
    assert parts_between(apart, near) == [{0}]
    assert combined(apart, [near]).offices == near.offices


def test_departments_that_change_places_go_together() -> None:
    """Either alone would take the other's rooms."""
    here = SHOP.plan([{0: (2,), 1: (2,)}, {6: (2,), 7: (2,)}])
    there = SHOP.plan([{6: (2,), 7: (2,)}, {0: (2,), 1: (2,)}])
    assert parts_between(here, there) == [{0, 1}]


def test_who_has_no_seat_in_one_plan_gets_it_from_the_other() -> None:
    both = combined(SHOP.plan([A_GATHERED, {}]), [SHOP.plan([{}, B_GATHERED])])
    assert both.offices == [A_GATHERED, B_GATHERED]
    assert both.unseated == 0


def test_nothing_is_taken_from_itself_or_nobody() -> None:
    plan = SHOP.plan([A_SPLIT, B_GATHERED])
    assert parts_between(plan, plan.copy()) == []
    assert combined(plan, []).offices == combined(plan, [plan]).offices == plan.offices


@pytest.mark.parametrize("draw", [random_case, shared_case, shared_town])
@pytest.mark.parametrize("number", range(200 if EXPLORE else 25))
def test_random_plans_together_are_no_worse_than_the_best_and_counted_right(
    draw: Callable[[int], Portfolio], number: int
) -> None:
    case = draw(number)
    shop = workshop(case)
    plans = sorted((random_plan(shop, Random(seed)) for seed in range(4)), key=_value)
    both = combined(plans[0], plans[1:])
    assert both.value <= plans[0].value
    again = Plan(shop.evaluator, shop.assigner, list(both.offices))
    assert both.value == pytest.approx(again.value)
    assert (both.users, both.opened_dm2) == (again.users, again.opened_dm2)
    assert [set(held) for held in both.holders] == [set(held) for held in again.holders]
    _is_whole(shop, both)
    _is_judged_alike(case, both)


def _value(plan: Plan) -> tuple[int, float]:
    return plan.value


def _is_whole(shop: Workshop, plan: Plan) -> None:
    """Check that everybody is seated once or counted as unseated, in rooms that let them sit."""
    problem = shop.problem
    unseated = 0
    for d, its in enumerate(problem.departments):
        people, held = its.kinds.people, plan.offices[d]
        assert set(its.locked) <= held.keys()
        seated = tuple(map(sum, zip((0,) * len(people), *held.values(), strict=True)))
        assert all(n <= most for n, most in zip(seated, people, strict=True))
        unseated += sum(people) - sum(seated)
        for r, occupancy in held.items():
            assert occupancy in occupancies(problem, d, r)
    assert plan.unseated == unseated
    shared = [r for r, holders in enumerate(plan.holders) if len(holders) > 1]
    assert all(may_be_together(problem, r, plan.offices) for r in shared)


def _is_judged_alike(case: Portfolio, plan: Plan) -> None:
    """Check that the independent checker finds the same cost and, unless counted, no fault."""
    graph, allocation = build_graph(case), allocation_of(plan)
    entitlements = compute_entitlements(case, book())
    counted = recompute_objective(case, graph, book(), entitlements, allocation)
    assert counted.unseated + counted.unmet_needs == plan.unseated + plan.services.unmet_total
    assert counted.total == pytest.approx(plan.cost, abs=1e-6)
    assert bool(verify_allocation(case, graph, book(), allocation)) == bool(plan.broken)
