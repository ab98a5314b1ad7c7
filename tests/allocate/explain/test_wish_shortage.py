"""Who is left out by wishes that speak of several rooms, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from spaceplan.allocate.explain import (
    Cure,
    WishShortage,
    all_requirements,
    left_out,
    shortages,
    wish_shortage,
    wish_shortages,
    without,
)
from spaceplan.allocate.explain.left_out import fewest_in_one_place, fewest_left_out
from spaceplan.allocate.explain.seats import Fewest, fewest_unseated
from spaceplan.allocate.explain.time_left import TimeLeft
from spaceplan.allocate.problem.problem import Problem
from spaceplan.model import Need, Portfolio, Settings
from tests.allocate.builders import building, department, portfolio, solve, storey
from tests.allocate.explain.cases import case_of

#: Two houses on two sites, of three seats a room: nine on either storey of ``hq``, six in ``br``.
HQ = building("hq", "centre", [18, 18, 18], [18, 18, 18])
BRANCH = building("br", "east", [18, 18])


def _one(staff: int, **wishes: Any) -> Portfolio:
    return portfolio([HQ, BRANCH], [replace(department("a", staff=staff), **wishes)])


def _two(wish: dict[str, Any]) -> Portfolio:
    """Return two departments of three that must both sit in ``br``, on its one storey."""
    pair = [replace(department(id, staff=3), buildings=("br",)) for id in ("a", "b")]
    return portfolio([HQ, BRANCH], [replace(pair[0], **wish), pair[1]])


def _meeting_room_far_off() -> Portfolio:
    """Return a meeting room of 20 m² at the end of the storey, wanted within 2 m of the hub."""
    floor = storey("hq", 1, [18, 18, 20], {2: "meeting"})
    need = Need("meeting", 20.0, within_m=2.0)
    people = [replace(department("a", staff=2), needs=(need,))]
    return portfolio([replace(HQ, storeys=(floor,))], people)


CASES: dict[str, tuple[Portfolio, int, set[str]]] = {
    "one building": (_one(19, one_building=True), 1, {"one_building"}),
    "within two storeys": (_one(20, within_storeys=2), 2, {"within_storeys"}),
    "within one storey": (_one(10, within_storeys=1), 1, {"within_storeys"}),
    "one site": (_one(19, one_site=True), 1, {"one_site"}),
    "storeys apart": (
        _two({"not_on_storeys_of": ("b",)}),
        3,
        {"not_on_storeys_of", "buildings"},
    ),
    # three of staff fill one room; the other is the head's or the deputy's, not both's
    "ranks that share with their like only": (
        portfolio(
            [building("hq", "centre", [18, 18])],
            [department("a", head=1, deputy=1, staff=3)],
            settings=Settings(share_own_room="like"),
        ),
        1,
        {"own_room"},
    ),
    "a need out of reach": (_meeting_room_far_off(), 3, {"need"}),  # 20 m² in parts of 9 m²
}


def _found(case: Portfolio) -> list[WishShortage]:
    whole = case_of(case)
    assert list(shortages(whole, whole.problem())) == []  # counts of seats see nothing
    return list(wish_shortages(whole))


@cache
def _only(name: str) -> WishShortage:
    (found,) = _found(CASES[name][0])
    return found


@pytest.mark.parametrize("name", CASES)
def test_who_is_left_out_is_counted_and_the_wish_is_named(name: str) -> None:
    case, left_out, kinds = CASES[name]
    found = _only(name)
    assert found.left_out == left_out == solve(case).value[0]
    named = {r.kind for r in found.conflict.requirements}
    assert named - {"seats", "physical_minimum"} == kinds
    assert "a" in found.departments


@pytest.mark.parametrize("name", CASES)
def test_without_any_one_of_them_the_others_can_be_met(name: str) -> None:
    whole = case_of(CASES[name][0])
    named = _only(name).conflict.requirements
    rest = [r for r in all_requirements(whole) if r not in named]
    for requirement in named:
        part = without(whole, *rest, requirement)
        assert fewest_left_out(part.problem(), part) == 0, requirement


@pytest.mark.parametrize(
    "case",
    [
        _one(18, one_building=True),
        _one(18, within_storeys=2),
        _one(9, within_storeys=1),
        _two({"next_to": ("b",)}),
    ],
)
def test_where_the_wish_is_just_met_nothing_is_said(case: Portfolio) -> None:
    assert _found(case) == []


def test_one_more_room_in_the_same_house_or_no_such_wish_would_cure_it() -> None:
    dropped, rooms = _only("one building").relaxations
    assert (dropped.cure, dropped.unseated) == (Cure.DROP, 0)
    assert (rooms.cure, rooms.rooms, rooms.room_m2, rooms.sites) == (
        Cure.ROOMS,
        1,
        10.0,
        ("centre",),
    )


@pytest.mark.parametrize(("staff", "left_out"), [(18, []), (19, [1])])
def test_of_a_large_portfolio_each_department_is_asked_place_by_place(
    staff: int, left_out: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wish_shortage, "is_askable", lambda problem: False)
    found = _found(_one(staff, one_building=True))
    assert [one.left_out for one in found] == left_out


def test_of_a_large_portfolio_only_those_are_asked_who_must_lie_in_one_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def ask(case: Any, *_: Any) -> int:
        asked.append(next(d.id for d in case.portfolio.departments if d.people))
        return 0

    monkeypatch.setattr(wish_shortage, "is_askable", lambda _: False)
    monkeypatch.setattr(wish_shortage, "_in_one_place", ask)
    people = [department(id, staff=2) for id in ("a", "b", "c")]
    people[1] = replace(people[1], one_building=True)
    assert list(wish_shortages(case_of(portfolio([HQ, BRANCH], people)))) == []
    assert asked == ["b"]


@pytest.mark.parametrize(("staff", "unseated"), [(6, 0), (9, 0), (11, 2)])
def test_only_places_that_may_seat_more_are_asked(
    staff: int, unseated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of storeys with nine, nine and six seats the first one already seats as many as can be."""
    problem = case_of(_one(staff, within_storeys=1)).problem()
    places: list[list[int]] = []

    def count(
        problem: Problem, departments: list[int], offices: list[int], **_: TimeLeft
    ) -> Fewest:
        places.append(offices)
        return fewest_unseated(problem, departments, offices)

    monkeypatch.setattr(left_out, "fewest_unseated", count)
    assert fewest_in_one_place(problem, [0]) == unseated
    assert len(places) == 1
