"""What departments cost at least by the storey of their hub; locked rooms without people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spaceplan.allocate.bound.apart import apart_of
from spaceplan.allocate.bound.priced import Priced
from spaceplan.allocate.bound.room_prices import Demand, Relaxation
from spaceplan.model import Department, Portfolio, Prices
from tests.allocate.builders import (
    HEAD,
    STAFF,
    best_of_all,
    building,
    department,
    ledger_of,
    portfolio,
    workshop,
)

#: Around the middle, 300 m away from it and 520 m from each other.
STAR = {"centre": (0.0, 0.0), "n": (0.0, 300.0), "s": (260.0, -150.0), "v": (-260.0, -150.0)}


def alone(case: Portfolio, storeys_needed: int) -> Priced:
    """Return the only department at free rooms."""
    parts = workshop(case)
    problem, geometry = parts.problem, parts.evaluator.geometry
    demands = {0: Demand(0, storeys_needed)}
    relaxation = Relaxation(problem, geometry, demands, apart_of(problem, geometry))
    free = np.zeros(len(problem.offices))
    return relaxation.at(free, hubs=relaxation.all_hubs, stopped=lambda: False)


def test_a_second_site_costs_a_storey_a_building_and_a_site() -> None:
    houses = [building("hq", "centre", [12]), building("far", "east", [12])]
    prices = Prices.only(moved=1.0, storey=30.0, building=60.0, site=300.0)
    ledger = ledger_of({f"{house.id}-101": ("a", {STAFF: 2}) for house in houses})
    case = portfolio(houses, [department("a", staff=4)], prices=prices, ledger=ledger)
    assert alone(case, 2).by_hub() == {0: pytest.approx({0: 420.0, 1: 420.0})}


def bridged() -> tuple[Portfolio, Department]:
    """Return two rooms for two that only the middle one of three closets joins to one zone."""
    keeper = replace(department("a", staff=4), locked=("hq-103",))
    house = building("hq", "centre", [12, 5, 5, 5, 12])
    return portfolio([house], [keeper], prices=Prices.only(storey=30.0, zone=5.0)), keeper


def test_a_locked_room_without_people_may_join_zones() -> None:
    case, _ = bridged()
    assert best_of_all(case) == (0, 30.0)
    assert workshop(case).prove(0).value == pytest.approx(30.0)


def test_without_the_locked_room_there_are_two_zones() -> None:
    case, keeper = bridged()
    case = replace(case, departments=(replace(keeper, locked=()),))
    assert best_of_all(case) == (0, 35.0)
    assert workshop(case).prove(0).value == pytest.approx(35.0)


def test_the_rooms_held_include_the_locked_one_that_joins_them() -> None:
    case, _ = bridged()
    used, seated = alone(case, 1).used({0: 0})
    assert (used.tolist(), seated) == ([1, 0, 1, 0, 1], 4)


def test_where_people_can_stay_those_who_sit_alone_need_rooms_of_their_own() -> None:
    # One room of 12 m² would seat both, had the head not to sit alone: it takes two zones.
    house = building("hq", "centre", [12, 5, 5, 5, 12])
    ledger = ledger_of({"hq-101": ("a", {HEAD: 1, STAFF: 1})})
    prices = Prices.only(storey=30.0, zone=5.0, moved=3.0)
    case = portfolio([house], [department("a", head=1, staff=1)], prices=prices, ledger=ledger)
    assert best_of_all(case) == (0, 38.0)
    assert workshop(case).prove(0).value == pytest.approx(38.0)


def test_a_locked_room_without_people_may_be_the_hub() -> None:
    # One person on each of three sites around the room in the middle: the walks there are shorter
    # than from two sites to the third.
    houses = [building("m", "centre", [5]), *(building(s, s, [10]) for s in ("n", "s", "v"))]
    ledger = ledger_of({f"{s}-101": ("a", {STAFF: 1}) for s in ("n", "s", "v")})
    keeper = replace(department("a", staff=3), locked=("m-101",))
    prices = Prices.only(moved=3.0, distance=0.05)
    case = portfolio(houses, [keeper], prices=prices, ledger=ledger, sites=STAR)
    fewest, cost = best_of_all(case)
    assert fewest == 0
    assert workshop(case).prove(0).value == pytest.approx(cost)
