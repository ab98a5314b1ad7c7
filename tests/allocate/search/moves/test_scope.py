"""Moves in some buildings of a large portfolio: counted as the plan counts, all else stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.anneal import Heat
from spaceplan.allocate.search.moves import mover as mover_module
from spaceplan.allocate.search.moves import scope as scope_module
from spaceplan.allocate.search.moves.arrays import BEST
from spaceplan.allocate.search.moves.mover import GroupMover, Writer
from spaceplan.allocate.search.moves.scope import Scope, Scopes, area_of, scope_of
from spaceplan.allocate.search.moves.tables import can_be_written, sharers, state_of
from spaceplan.allocate.search.moves.trial import go_back
from spaceplan.model import Prices, Relation
from tests.allocate.builders import STAFF, Workshop, building, department, ledger_of, portfolio
from tests.allocate.builders import workshop as workshop_of
from tests.allocate.random_cases import random_case

#: Three buildings of two storeys with six rooms of 18 m² each.
HOUSES = [building(name, "centre", [18] * 6, [18] * 6) for name in ("h0", "h1", "h2")]
HEAT = Heat(steps=400, hot=3.0, cold=0.1)


@pytest.fixture(autouse=True)
def _one_building_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope_module, "LARGE", 0)
    monkeypatch.setattr(scope_module, "_PART", 7)
    monkeypatch.setattr(mover_module, "_RUNS", 2)


def _workshop(prices: Prices) -> Workshop:
    """Return six departments that work together across buildings; some sat elsewhere before."""
    people = [department(name, staff=6) for name in "abcdef"]
    people[0] = replace(people[0], relations=(Relation("b", 3), Relation("e", 2)))
    people[2] = replace(people[2], relations=(Relation("f", 4),))
    ledger = ledger_of({"h0-101": ("a", {STAFF: 2}), "h1-205": ("b", {STAFF: 2})})
    return workshop_of(portfolio(HOUSES, people, prices=prices, ledger=ledger))


#: All are split over two storeys, b over two buildings.
SPLIT: list[Held] = [
    {0: (2,), 1: (2,), 6: (2,)},
    {7: (2,), 8: (2,), 12: (2,)},
    {13: (2,), 14: (2,), 18: (2,)},
    {15: (2,), 19: (2,), 20: (2,)},
    {24: (2,), 25: (2,), 30: (2,)},
    {26: (2,), 31: (2,), 32: (2,)},
]


def _no_count(work: float) -> None:
    """Count nothing."""


def _mover(shop: Workshop, seed: int = 0) -> GroupMover:
    random = Random(seed)
    writer = Writer(shop.evaluator, shop.assigner, random)
    return GroupMover(writer, random, _no_count, _no_count)


@pytest.mark.parametrize("number", range(25))
def test_own_terms_in_one_building_are_those_that_the_plan_counts(number: int) -> None:
    shop = workshop_of(random_case(number))
    if not can_be_written(shop.evaluator):
        return
    plan = shop.first_plan()
    writer = Writer(shop.evaluator, shop.assigner, Random(0))
    for _ in set(shop.problem.storeys.building):
        written = writer.write(plan, None, elsewhere=True)
        scope, known = written.scope, written.known
        state = state_of(known, scope, plan, seed=1)
        kept = sharers(plan)
        state.busy[[i for i, d in enumerate(scope.departments) if d in kept]] = 1
        free = [i for i in range(len(scope.departments)) if not state.busy[i]]
        state.cost[free] = -7
        go_back(known, state)
        expected = [plan.costs[scope.departments[i]].cost for i in free]
        assert state.cost[free] == pytest.approx(expected)
        assert all(
            set(plan.costs[scope.departments[i]].storeys) <= set(scope.area.storeys) for i in free
        )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "prices", [Prices(), Prices(distance=0, affinity=0), Prices(moved=9, affinity=0.5)]
)
def test_what_it_claims_is_what_the_plan_counts(prices: Prices, seed: int) -> None:
    shop = _workshop(prices)
    plan = shop.plan(SPLIT)
    mover = _mover(shop, seed)
    buildings = set()
    for _ in range(12):
        before = plan
        plan = mover.improve(plan, HEAT, (2.0, 30.0))
        assert mover.state.points[BEST] == pytest.approx(plan.cost - plan.services.cost)
        for d in range(6):
            if d in mover.scope.elsewhere or d not in mover.scope.departments:
                assert plan.offices[d] is before.offices[d]
        buildings |= {int(shop.problem.storeys.building[s]) for s in mover.scope.area.storeys}
    counted = Plan(plan.evaluator, plan.assigner, list(plan.offices))
    assert plan.value == pytest.approx(counted.value)
    assert plan.unseated == 0
    assert plan.cost < shop.plan(SPLIT).cost
    assert buildings == {0, 1, 2}


def test_who_sits_in_two_buildings_is_left_alone_in_each() -> None:
    shop = _workshop(Prices())
    plan = shop.plan(SPLIT)

    def scope(*buildings: int) -> Scope:
        return scope_of(plan, area_of(shop.problem, shop.evaluator.geometry, buildings))

    assert scope(0).departments == (0, 1)
    assert scope(0).elsewhere == {1}
    assert scope(0, 1).elsewhere == frozenset()


@pytest.mark.parametrize("affinity", [0.0, 0.01])
def test_every_building_has_its_turn(affinity: float) -> None:
    shop = _workshop(Prices(affinity=affinity))
    plan = shop.plan(SPLIT)
    scopes = Scopes(shop.problem, shop.evaluator.geometry, Random(1))
    areas = [scopes.next_area(plan).storeys for _ in range(30)]
    assert {s for storeys in areas for s in storeys} == set(range(6))
    assert affinity or Counter(storeys for storeys in areas) == {(0, 1): 10, (2, 3): 10, (4, 5): 10}
    assert scopes.whole is None


@pytest.mark.parametrize(
    ("d", "held", "same"),
    [
        (3, {21: (2,), 22: (2,), 23: (2,)}, True),  # in another building, and works with nobody
        (4, {33: (2,), 34: (2,), 35: (2,)}, False),  # works with the first: longer walks for it
        (1, {7: (2,), 8: (2,), 9: (2,)}, False),  # has come into the building as a whole
    ],
)
def test_what_others_changed_is_seen_where_it_matters(
    monkeypatch: pytest.MonkeyPatch, d: int, held: Held, same: bool
) -> None:
    shop = _workshop(Prices(affinity=0.5))
    plan = shop.plan(SPLIT)
    writer = Writer(shop.evaluator, shop.assigner, Random(0))
    ground_floor = area_of(shop.problem, shop.evaluator.geometry, [0])
    monkeypatch.setattr(writer.scopes, "next_area", lambda plan: ground_floor)
    first = writer.write(plan, None, elsewhere=True)
    plan.apply(plan.propose({d: held}))
    again = writer.write(plan, first, elsewhere=False)
    assert (again is first) == same
    assert again.ground is first.ground


def test_a_vacant_building_and_one_held_from_elsewhere_alone_are_left_as_they_are() -> None:
    shop = _workshop(Prices(affinity=0))
    in_two: list[Held] = [{0: (2,), 12: (2,), 13: (2,)}, {1: (2,), 14: (2,), 15: (2,)}]
    plan = shop.plan([*in_two, {}, {}, {}, {}])
    mover = _mover(shop)
    for _ in range(8):
        assert mover.improve(plan, HEAT, (2.0, 30.0)) is plan
    assert mover.counts["drawn"] > 0
    assert mover.counts["seated"] == 0


def test_one_room_with_many_holders_is_more_groups_than_rooms() -> None:
    hall = building("h0", "centre", [60])
    rooms = tuple(
        replace(room, tags=frozenset({"shared"})) if room.id == "h0-101" else room
        for room in hall.storeys[0].rooms
    )
    hall = replace(hall, storeys=(replace(hall.storeys[0], rooms=rooms),))
    houses = [hall, HOUSES[1]]
    people = [department(name, staff=2) for name in "abcdef"]
    shop = workshop_of(portfolio(houses, people))
    plan = shop.plan([{0: (2,)} for _ in people])
    mover = _mover(shop)
    for _ in range(6):
        assert mover.improve(plan, HEAT, (2.0, 30.0)) is plan
