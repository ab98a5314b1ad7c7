"""What changes are worth, on portfolios small enough to be solved to the end."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from spaceplan.allocate.explain import (
    Again,
    Difference,
    Solution,
    TimeLeft,
    again,
    plan_in,
    room_worth,
    there,
    why_here,
    wish_costs,
)
from spaceplan.allocate.explain.nearby import seat_moved
from spaceplan.allocate.explain.there import force
from spaceplan.model import Allocation, Objective, Portfolio, Term
from spaceplan.model.requirements import Requirement
from tests.allocate.builders import allocation, building, department, portfolio
from tests.allocate.explain.cases import case_of, short_of_seats, tied

NOBODY = Allocation(())


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have any portfolio looked at as a large one is."""
    monkeypatch.setattr(there, "FEW", 0)


def _again(portfolio: Portfolio, plan: Allocation = NOBODY) -> Again:
    return Again(case_of(portfolio), plan, until=perf_counter() + 30.0)


def _solution(total: float, bound: float, unseated: int = 0) -> Solution:
    terms = (Term("excess", total, "m²", 1.0, total),)
    return Solution(NOBODY, Objective(unseated, 0, terms), bound, unseated)


def _two_houses() -> Portfolio:
    """Return a house of two rooms of 18 m² and an empty one with a room of 27 m².

    Three staff are entitled to 27 m² and fill one room of 18 m² with no excess, 18 m² opened are
    36 m²: 30 points for the storey and 0.18 for what is open. In the other house it is 0.135.
    """
    near = building("hq", "centre", [18, 18])
    far = building("ot", "other", [27], x=500.0)
    return portfolio([near, far], [department("a", staff=3)])


def test_points_are_compared_only_between_plans_that_seat_as_many() -> None:
    found = Difference.between(_solution(10, 8), _solution(7, 6))
    assert (found.points, found.at_least, found.at_most) == (3, 1, 4)
    seated = Difference.between(_solution(10, 8, unseated=2), _solution(90, 6))
    assert (seated.seated, seated.points, seated.at_most) == (2, None, None)


def test_once_the_time_is_up_no_seats_are_counted_without_a_wish() -> None:
    case = case_of(short_of_seats())
    late, early = (Again(case, NOBODY, until=perf_counter() + s) for s in (0.0, 30.0))
    assert not any(cost.seats_more for cost in wish_costs(late))
    assert any(cost.seats_more for cost in wish_costs(early))


def test_a_tie_to_a_dearer_house_costs_what_the_other_saves() -> None:
    kept = replace(_two_houses(), departments=(tied("a", "centre", staff=3),))
    (cost,) = [
        c for c in wish_costs(_again(kept)) if c.requirements == (Requirement("sites", "a"),)
    ]
    assert cost.difference is not None
    assert cost.difference.points == pytest.approx(0.045)
    assert cost.difference.at_least == pytest.approx(0.045)  # both plans are proven best
    assert cost.difference.at_most == pytest.approx(0.045)


def test_a_department_may_be_had_elsewhere_for_what_it_costs_there() -> None:
    here = allocation({"ot-101": ("a", {"city_staff": 3})})
    why = why_here(_again(_two_houses(), here), "a", "centre")
    assert why.here.storeys == (("ot-L01", 1),)
    assert why.there is not None
    assert why.there.difference is not None
    assert why.there.difference.points == pytest.approx(-0.045)
    assert why.there.lifted == ()
    assert why.there.there is not None
    assert why.there.there.storeys == (("hq-L01", 1),)


def test_where_a_department_is_already_it_costs_nothing_and_that_needs_no_time(
    large: None,
) -> None:
    here = allocation({"ot-101": ("a", {"city_staff": 3})})
    late = Again(case_of(_two_houses()), here, until=0.0)
    for place in ("other", "ot", "ot-L01"):
        there = why_here(late, "a", place).there
        assert there is not None
        assert (there.difference, there.rooms) == (Difference(0, 0.0, 0.0, 0.0), 0)


def test_a_department_keeps_the_offices_that_it_has_at_the_place() -> None:
    plan = allocation({"hq-101": ("a", {"city_staff": 1}), "ot-101": ("a", {"city_staff": 2})})
    forced, _ = force(case_of(_two_houses()), "a", "centre")
    moved = plan_in(forced, plan, moved="a")
    assert {moved.problem.offices.ids[r] for r in moved.offices[0]} == {"hq-101"}
    assert moved.unseated == 2


def test_others_make_way_for_who_is_moved() -> None:
    """The other house has room for the three of either, and for nobody else."""
    both = replace(_two_houses(), departments=(department("a", staff=4), department("b", staff=4)))
    plan = allocation(
        {
            "hq-101": ("a", {"city_staff": 3}),
            "hq-102": ("a", {"city_staff": 1}),
            "ot-101": ("b", {"city_staff": 4}),
        }
    )
    forced, _ = force(case_of(both), "a", "other")
    moved = plan_in(forced, plan, moved="a")
    assert moved.unseated == 4
    seated = seat_moved(moved, TimeLeft(perf_counter() + 30.0), seconds=30.0, seed=0)
    assert seated.unseated == 0


def test_where_the_place_is_too_small_those_without_a_seat_are_proven(large: None) -> None:
    case = replace(_two_houses(), departments=(department("a", staff=6),))
    plan = allocation({"hq-101": ("a", {"city_staff": 3}), "hq-102": ("a", {"city_staff": 3})})
    there = why_here(_again(case, plan), "a", "other").there
    assert there is not None
    assert there.difference == Difference(-2, None, None, None, standing=2)


def test_where_nobody_is_left_without_a_seat_near_the_place_all_is_solved(
    large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is near the place may leave people standing whom the whole seats."""
    monkeypatch.setattr(again, "seat_moved", lambda plan, *_, **__: plan)
    monkeypatch.setattr(again, "solve_region", lambda plan, *_: plan)
    here = allocation({"ot-101": ("a", {"city_staff": 3})})
    there = why_here(_again(_two_houses(), here), "a", "centre").there
    assert there is not None
    assert there.difference is not None
    assert there.difference.points == pytest.approx(-0.045)


def test_once_the_time_is_up_it_is_not_known_what_another_place_costs() -> None:
    here = allocation({"ot-101": ("a", {"city_staff": 3})})
    late = Again(case_of(_two_houses()), here, until=0.0)
    there = why_here(late, "a", "centre").there
    assert there is not None
    assert (there.difference, there.refused) == (None, ())


def test_a_bound_of_nothing_proves_nothing() -> None:
    known = Difference.between(_solution(10, 0), _solution(7, 6))
    assert (known.at_least, known.at_most) == (None, 4)
    assert Difference.between(_solution(0, 0), _solution(7, 0)).at_least == -7


def test_its_own_wish_against_the_place_is_dropped_and_said() -> None:
    kept = replace(_two_houses(), departments=(tied("a", "centre", staff=3),))
    why = why_here(_again(kept), "a", "ot-L01")
    assert why.there is not None
    assert why.there.lifted == ("sites",)
    assert why.there.difference is not None


def test_a_room_kept_elsewhere_is_why_it_cannot_be_there() -> None:
    keeping = replace(department("a", staff=3), locked=("hq-101",))
    why = why_here(_again(replace(_two_houses(), departments=(keeping,))), "a", "ot")
    assert why.there is not None
    assert "hq-101" in why.there.refused[0]


def test_the_terms_of_a_department_are_those_of_its_rooms() -> None:
    plan = allocation({"hq-101": ("a", {"city_staff": 1}), "ot-101": ("a", {"city_staff": 2})})
    here = why_here(_again(_two_houses(), plan), "a", None).here
    costs = {term.name: term.cost for term in here.terms}
    assert (here.rooms, here.area_m2, here.unseated) == (2, 45.0, 0)
    assert costs["excess"] == 5 * 18  # 45 m² held, 27 m² entitled; by room 9 + 9
    assert (costs["storey"], costs["building"], costs["site"]) == (60, 60, 300)


def test_one_more_room_seats_who_stands_and_that_is_proven() -> None:
    worth = room_worth(_again(short_of_seats()), "lane", 18.0)
    assert (worth.fewest_without, worth.fewest_with) == (1, 0)
    assert worth.storey == "ln-L01"
    assert worth.difference is not None
    assert worth.difference.seated == 1


def test_one_more_room_where_all_sit_well_is_taken_by_nobody() -> None:
    worth = room_worth(_again(_two_houses()), "other", 12.0)
    assert (worth.fewest_without, worth.fewest_with, worth.used_by) == (0, 0, "")
