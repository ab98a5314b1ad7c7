"""Rooms that several departments may hold together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaceplan.allocate import AllocateOptions, Status
from spaceplan.allocate.ortools_models.whole_model import is_small
from spaceplan.allocate.problem.evaluate import Others, share_of
from spaceplan.check.excess import split_area
from spaceplan.errors import ConflictError
from spaceplan.model import Department, Portfolio, Prices, Room, Settings
from tests.allocate.builders import (
    HEAD,
    STAFF,
    building,
    department,
    portfolio,
    solve,
    workshop,
)
from tests.allocate.every_shared import best_with_shared

SHORT = AllocateOptions(time_limit=30.0, work_limit=0.2, workers=1)
ONLY_EXCESS = Prices.only(excess=1.0)


def _case(shared: float, areas: list[float], *people: Department) -> Portfolio:
    """Return a house whose first room may be shared."""
    house = building("hq", "centre", [shared, *areas])
    floor = house.storeys[0]

    def changed(room: Room) -> Room:
        return replace(room, tags=frozenset({"shared"})) if room.id == "hq-101" else room

    floor = replace(floor, rooms=tuple(changed(room) for room in floor.rooms))
    return portfolio([replace(house, storeys=(floor,))], people)


def test_a_shared_rooms_area_is_split_in_proportion_to_the_allowances() -> None:
    case = _case(36, [18], department("a", staff=2), department("b", staff=1, contract=1))
    parts = workshop(case)
    # 36 m² for 18 m² of a and 9 + 6 = 15 m² of b: 19.64 m² and 16.36 m², 3 m² above in all
    plan = parts.plan([{0: (2,)}, {0: (1, 1)}])
    assert plan.costs[0].room_excess_dm2 == 1964 - 1800
    assert plan.costs[1].room_excess_dm2 == 1636 - 1500


def test_people_who_find_no_seat_elsewhere_share_a_room() -> None:
    solved = solve(
        _case(24, [10], department("a", staff=3), department("b", head=1, staff=1)), SHORT
    )
    # four seats in the shared room and one beside: all five sit
    assert solved.result.objective.unseated == 0
    assert solved.result.fewest_unseated_bound == 0
    assert len(solved.result.allocation.of_room("hq-101")) == 2
    assert solved.broken == ()
    assert solved.recomputed.total == pytest.approx(solved.result.objective.total, abs=1e-6)


def test_nobody_joins_one_who_must_sit_alone() -> None:
    solved = solve(_case(24, [], department("a", head=1), department("b", staff=2)), SHORT)
    lines = solved.result.allocation.of_room("hq-101")
    assert len(lines) == 1
    assert lines[0].occupancy[STAFF] == 2 or lines[0].occupancy[HEAD] == 1
    assert solved.broken == ()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([12.0, 18.0, 24.0]),
    st.lists(st.sampled_from([9.0, 12.0, 18.0]), min_size=1, max_size=2),
    st.integers(0, 1),
    st.integers(0, 3),
    st.integers(1, 3),
)
def test_bounds_hold_where_rooms_are_shared(
    shared: float, areas: list[float], head: int, staff: int, others: int
) -> None:
    case = _case(
        shared,
        areas,
        department("a", head=head, staff=staff),
        department("b", staff=others, contract=1),
    )
    best = best_with_shared(case)
    assert best is not None
    fewest, cost = best
    proof = workshop(case).prove(fewest)
    assert proof.unseated <= fewest
    assert proof.value <= cost + 1e-6
    least = best_with_shared(replace(case, prices=ONLY_EXCESS))
    assert least is not None
    assert proof.excess_dm2 <= 100 * least[1] + 1e-6


def test_a_change_in_a_shared_room_changes_the_shares_of_the_others() -> None:
    # 24 m² for two and two staff: 12 m² each, 3 m² less than they justify. With one of a left,
    # a has 8 m² of it and b 16 m²; with a gone it is b's alone.
    case = _case(24, [], department("a", staff=2), department("b", staff=2))
    parts = workshop(case)
    for left, excess in (({0: (1,)}, 0), ({}, 600)):
        plan = parts.plan([{0: (2,)}, {0: (2,)}])
        change = plan.propose({0: left})
        plan.apply(change)
        fresh = parts.plan([left, {0: (2,)}])
        assert plan.cost == pytest.approx(fresh.cost)
        assert plan.costs[1].room_excess_dm2 == excess


def test_shares_are_whole_dm2_the_same_for_engine_and_checker() -> None:
    # 20 m² for the 9, 18 and 9 m² that a, b and c justify: 5 m², 10 m² and 5 m² of it; 20.02 m²:
    # 500.5, 1001 and 500.5 dm², and what rounding leaves goes to a
    assert share_of(2000, 1800, Others((900,), (900,))) == 1000
    shares = [
        share_of(2002, 900, Others((), (1800, 900))),
        share_of(2002, 1800, Others((900,), (900,))),
        share_of(2002, 900, Others((900, 1800), ())),
    ]
    assert shares == [501, 1001, 500]
    assert tuple(shares) == split_area(2002, [900, 1800, 900])


def test_that_neighbours_fit_only_into_one_shared_room_is_found_and_proven() -> None:
    # Of three rooms 15 m wide only neighbours lie within reach, and the second is forbidden to b:
    # they are next to each other only in the first, where both have a person (2 · 6 m²).
    a = replace(department("a", staff=1), next_to=("b",), forbidden=("hq-102", "hq-103"))
    b = replace(department("b", staff=1), forbidden=("hq-102",))
    solved = solve(_case(12, [75, 75], a, b))
    assert solved.result.status is Status.OPTIMAL
    assert len(solved.result.allocation.of_room("hq-101")) == 2
    assert solved.broken == ()


def test_that_no_plan_keeps_a_wish_is_proven_where_rooms_are_shared() -> None:
    # Either one's only room is the shared one of one storey, and they must not meet on a storey.
    a = replace(department("a", staff=1), not_on_storeys_of=("b",), locked=("hq-101",))
    b = replace(department("b", staff=2), locked=("hq-102",), next_to=())
    with pytest.raises(ConflictError) as refused:
        solve(_case(12, [12], a, b))
    assert "not proven" not in str(refused.value)


def test_one_who_should_sit_alone_pays_for_company_of_another_department() -> None:
    # 24 m² for a deputy of a and one of b; any may join them: both pay, 50 points each, as the
    # checker counts; the room is split in two of 12 m², less than either justifies.
    case = replace(
        _case(24, [], department("a", deputy=1), department("b", deputy=1)),
        settings=Settings(share_own_room="any"),
    )
    solved = solve(case)
    assert solved.value == pytest.approx(best_with_shared(case))
    assert solved.value[0] == 0
    quantities = {term.name: term.quantity for term in solved.result.objective.terms}
    assert quantities["own_room_shared"] == 2
    assert quantities["excess"] == 0
    assert solved.recomputed.total == pytest.approx(solved.value[1])


def test_rooms_that_can_be_split_in_too_many_ways_are_left_to_the_search() -> None:
    few = _case(60, [], department("a", staff=10), department("b", staff=10))
    many = [department(f"d{i}", staff=9, contract=1, seconded=1) for i in range(9)]
    assert is_small(workshop(few).problem)
    assert not is_small(workshop(_case(60, [], *many)).problem)
