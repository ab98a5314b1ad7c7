"""What all good plans have in common, and plans that differ, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from spaceplan.allocate.explain import Again
from spaceplan.model import Allocation, Portfolio
from spaceplan.replan import Distance, distance_between, find_alternatives, find_backbone
from tests.allocate.builders import allocation, building, department, portfolio
from tests.allocate.explain.cases import case_of


def _again(portfolio: Portfolio, seconds: float = 20.0) -> Again:
    return Again(case_of(portfolio), Allocation(()), until=perf_counter() + seconds)


def _only_one_way() -> Portfolio:
    """Return rooms of 24 and 12 m² for a head (24 m², alone) and for two staff of another.

    Two staff sit in 12 m². Were the two to change rooms, the staff would have 6 m² too much.
    """
    both = [department("a", head=1), department("b", staff=2)]
    return portfolio([building("hq", "centre", [24, 12])], both)


def _two_alike() -> Portfolio:
    """Return two storeys with a room of 12 m² each, for two departments of two people."""
    both = [department("a", staff=2), department("b", staff=2)]
    return portfolio([building("hq", "centre", [12], [12])], both)


def test_rooms_that_only_one_can_have_are_the_proven_backbone() -> None:
    found = find_backbone(_again(_only_one_way()), 0.02)
    assert found.rooms == (("hq-101", ("a",)), ("hq-102", ("b",)))
    assert found.proven == {"hq-101", "hq-102"}


def test_rooms_that_may_change_hands_for_nothing_are_not_in_the_backbone() -> None:
    found = find_backbone(_again(_two_alike()), 0.0)
    assert (found.rooms, found.held) == ((), 2)
    assert found.plans >= 2


def test_locked_rooms_are_in_the_backbone_by_what_is_required() -> None:
    case = _two_alike()
    keeping = replace(case.departments[0], locked=("hq-201",))
    found = find_backbone(_again(replace(case, departments=(keeping, case.departments[1]))), 0.0)
    assert "hq-201" in found.proven


def test_the_other_plan_is_the_one_with_both_changed() -> None:
    found = find_alternatives(_again(_two_alike(), 6.0), 0.0, 1)
    (other,) = found.others
    assert other.distances == (Distance(rooms=2, people=4),)
    assert other.plan.objective.total == found.best.objective.total


def test_where_there_is_one_good_plan_no_other_is_named() -> None:
    assert find_alternatives(_again(_only_one_way(), 5.0), 0.02, 2).others == ()


def test_the_distance_counts_rooms_with_other_holders_and_people_with_other_seats() -> None:
    one = allocation({"hq-101": ("a", {"city_staff": 2}), "hq-102": ("b", {"city_staff": 3})})
    other = allocation({"hq-101": ("a", {"city_staff": 1}), "hq-103": ("b", {"city_staff": 3})})
    assert distance_between(one, one) == Distance(0, 0)
    assert distance_between(one, other) == Distance(rooms=2, people=4)
