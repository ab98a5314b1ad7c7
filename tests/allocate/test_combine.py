"""Two plans put together: each part that may be exchanged on its own comes from the better one."""

from __future__ import annotations

from random import Random

import pytest

from spaceplan.allocate.combine import combined, parts_between
from spaceplan.allocate.evaluate import Held
from spaceplan.allocate.plan import Plan
from spaceplan.model import Prices
from tests.allocate.builders import Workshop, building, department, plans_of, portfolio, workshop
from tests.allocate.random_cases import random_case

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


@pytest.mark.parametrize("number", range(60))
def test_random_plans_together_are_no_worse_than_either_and_counted_right(number: int) -> None:
    shop = workshop(random_case(number))
    plans = [_random_plan(shop, Random(seed)) for seed in range(3)]
    both = combined(plans[0], plans[1:])
    assert both.value <= plans[0].value
    again = Plan(shop.evaluator, shop.assigner, list(both.offices))
    assert both.value == pytest.approx(again.value)
    assert both.users == again.users
    assert [set(held) for held in both.holders] == [set(held) for held in again.holders]


def _random_plan(shop: Workshop, random: Random) -> Plan:
    """Give each department some plan of its own for half of the rooms that are left."""
    free = list(range(len(shop.problem.offices)))
    offices: list[Held] = []
    for d, its in enumerate(shop.problem.departments):
        rooms = sorted({*random.sample(free, len(free) // 2), *its.locked} & set(free))
        offices.append(random.choice(list(plans_of(shop.problem, d, rooms))))
        free = [r for r in free if r not in offices[-1]]
    return shop.plan(offices)
