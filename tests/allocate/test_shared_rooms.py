"""Rooms that several departments may hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.evaluate import Others, share_of
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Problem
from spaceplan.check.excess import split_area
from spaceplan.model import Department, Portfolio, Prices, Room
from tests.allocate.builders import (
    HEAD,
    STAFF,
    Workshop,
    building,
    department,
    plans_of,
    portfolio,
    solve,
    workshop,
)

SHORT = AllocateOptions(time_limit=30.0, work_limit=0.2, workers=1)
ONLY_EXCESS = Prices(**{**dict.fromkeys(vars(Prices()), 0.0), "excess": 1.0})


def _case(shared: float, areas: list[float], *people: Department) -> Portfolio:
    """Return a house whose first room may be shared."""
    house = building("hq", "centre", [shared, *areas])
    floor = house.storeys[0]

    def changed(room: Room) -> Room:
        return replace(room, tags=frozenset({"shared"})) if room.id == "hq-101" else room

    floor = replace(floor, rooms=tuple(changed(room) for room in floor.rooms))
    return portfolio([replace(house, storeys=(floor,))], people)


def _plans(parts: Workshop) -> Iterator[Plan]:
    """Yield every plan of two departments; in shared rooms both may sit, unless one sits alone."""
    problem = parts.problem
    rooms = range(len(problem.offices))
    for first, second in product(*(list(plans_of(problem, d, rooms)) for d in (0, 1))):
        if all(_may_be_together(problem, r, first[r], second[r]) for r in first.keys() & second):
            yield parts.plan([first, second])


def _may_be_together(
    problem: Problem, r: int, first: tuple[int, ...], second: tuple[int, ...]
) -> bool:
    alone = any(
        n and own
        for d, numbers in enumerate((first, second))
        for n, own in zip(numbers, problem.departments[d].kinds.alone, strict=True)
    )
    fits = sum(first) + sum(second) <= problem.offices.seats[r]
    return problem.offices.shared[r] and fits and not alone


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
    parts = workshop(case)
    fewest, cost = min(plan.value for plan in _plans(parts))
    proof = parts.prove(fewest)
    assert proof.unseated <= fewest
    assert proof.value <= cost + 1e-6
    _, excess_m2 = min(plan.value for plan in _plans(workshop(replace(case, prices=ONLY_EXCESS))))
    assert proof.excess_dm2 <= 100 * excess_m2 + 1e-6


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
