"""What rooms cost by who sits there: hand-worked cases of excess, moves and rewards."""

from __future__ import annotations

import pytest

from spaceplan.allocate.bound.excess import alone_prices
from spaceplan.allocate.ortools_models.seats_model import parties_of_same_rights
from spaceplan.allocate.problem.own_rooms import OwnRooms
from spaceplan.model import Portfolio, Prices
from tests.allocate.builders import (
    DEPUTY,
    best_of_all,
    building,
    department,
    ledger_of,
    portfolio,
    workshop,
)

PRICES = Prices.only(excess=5.0, moved=3.0)
COUNTED = OwnRooms(frozenset({0}))


def case(*areas: float, deputy: int = 1, staff: int = 4) -> Portfolio:
    """Return a department whose deputy sat in the first room before."""
    ledger = ledger_of({"hq-101": ("a", {DEPUTY: 1})})
    people = [department("a", deputy=deputy, staff=staff)]
    return portfolio([building("hq", "centre", areas)], people, prices=PRICES, ledger=ledger)


def test_too_few_in_a_room_cost_its_excess_and_who_stays_alone_saves_a_move() -> None:
    problem = workshop(case(24.0)).problem
    was = dict(problem.departments[0].before)[0]
    # One of the staff leaves 15 m² over, a deputy 6 m² less a move; two leave 6 m², three none.
    assert COUNTED.costs(problem, 0, 0, was).tolist() == [27.0, 30.0, 0.0, 0.0]
    assert COUNTED.costs(problem, 0, 0, None).tolist() == [30.0, 30.0, 0.0, 0.0]


def test_excess_counted_elsewhere_costs_nothing_here() -> None:
    problem = workshop(case(24.0)).problem
    was = dict(problem.departments[0].before)[0]
    assert OwnRooms().costs(problem, 0, 0, was).tolist() == [-3.0, 0.0, 0.0, 0.0]


def test_a_reward_is_paid_back_for_everybody_who_sits_alone() -> None:
    problem = workshop(case(24.0, deputy=2)).problem
    rewarded = OwnRooms(frozenset({0}), {0: {1800: 10.0}})
    assert rewarded.costs(problem, 0, 0, None)[0] == 20.0
    assert rewarded.paid_back(problem, 0) == 20.0


def test_prices_of_own_rooms_come_to_the_area_that_no_plan_can_avoid() -> None:
    # Two deputies of 18 m² and rooms of 20, 24 and 30 m²: 2 + 6 m² above their quotas at least.
    problem = workshop(case(20.0, 24.0, 30.0, deputy=2, staff=0)).problem
    parties = parties_of_same_rights(problem)
    prices = alone_prices(problem, parties, [0], ())
    assert prices.value == pytest.approx(800, abs=0.01)
    worth = sum(prices.people.values()) * 2 - prices.rooms.sum()
    assert worth == pytest.approx(800)
    assert alone_prices(problem, parties, [0], {0}).value == 0.0


def test_a_deputy_who_stays_in_a_room_too_large_pays_for_it() -> None:
    # Either 6 m² of excess (30 points) or a move (3 points); apart from each other: neither.
    problem_case = case(24.0, 18.0, staff=0)
    assert best_of_all(problem_case) == (0, 3.0)
    assert workshop(problem_case).prove(0).value == pytest.approx(3.0)
