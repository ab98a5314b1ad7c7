"""Own rooms that may be shared: a last resort where seats are scarce, a choice where it pays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate import AllocateOptions, Status, allocator
from spaceplan.model import Department, Portfolio, Prices, Settings
from tests.allocate.builders import (
    DEPUTY,
    Solved,
    best_of_all,
    building,
    department,
    portfolio,
    solve,
)

SEARCH = AllocateOptions(time_limit=60.0, work_limit=0.2, workers=1)


def _case(share: str, price: float, areas: tuple[float, ...] = (18, 18, 18, 36)) -> Portfolio:
    """Return two deputies and one of another department; 36 m² hold two deputies to the dm²."""
    return portfolio(
        [building("hq", "centre", areas)],
        [department("a", deputy=2), department("b", staff=1)],
        settings=Settings(share_own_room=share),
        prices=replace(Prices(), own_room_shared=price, distance=1.0),
    )


def _searched(case: Portfolio, monkeypatch: pytest.MonkeyPatch) -> Solved:
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    return solve(case, SEARCH)


def _shared(solved: Solved) -> int:
    return sum(
        line.occupancy.total
        for line in solved.result.allocation.of_department("a")
        if line.occupancy.total > 1
    )


@pytest.mark.parametrize("share", ["none", "like", "any"])
@pytest.mark.parametrize("price", [50.0, 0.5])
def test_sharing_is_chosen_where_it_costs_less_than_the_walk(
    share: str, price: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # two rooms of 18 m² are 3.8 m apart: one person walks 3.8 m at a point a metre; two who share
    # pay their price each
    case = _case(share, price)
    solved = solve(case)
    assert solved.result.status is Status.OPTIMAL
    assert solved.value == pytest.approx(best_of_all(case), abs=1e-6)
    assert _shared(solved) == (2 if share != "none" and price < 1.9 else 0)
    searched = _searched(case, monkeypatch)
    assert searched.value == pytest.approx(solved.value, abs=1e-6)
    assert searched.broken == ()


@pytest.mark.parametrize(("share", "unseated"), [("none", 1), ("like", 0), ("any", 0)])
def test_sharing_is_the_last_resort_at_any_price(
    share: str, unseated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _case(share, 1e5, (36, 18))
    for solved in (solve(case), _searched(case, monkeypatch)):
        assert solved.result.objective.unseated == unseated
        assert solved.broken == ()


@pytest.mark.parametrize(("share", "unseated"), [("like", 1), ("any", 0)])
def test_only_any_lets_a_leader_sit_with_staff(
    share: str, unseated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = portfolio(
        [building("hq", "centre", [24])],
        [department("a", deputy=1, staff=1)],
        settings=Settings(share_own_room=share),
    )
    for solved in (solve(case), _searched(case, monkeypatch)):
        assert solved.result.objective.unseated == unseated
        assert solved.broken == ()
        if not unseated:
            (line,) = solved.result.allocation.lines
            assert line.occupancy[DEPUTY] == 1


@pytest.mark.parametrize(("share", "unseated"), [("none", 1), ("like", 0), ("any", 0)])
def test_who_should_sit_alone_joins_the_like_of_another_department_as_the_last_resort(
    share: str, unseated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for solved in _with_one_room_for_two(share, department("b", deputy=1), monkeypatch):
        assert solved.result.objective.unseated == unseated
        assert solved.broken == ()


@pytest.mark.parametrize(("share", "unseated"), [("none", 1), ("like", 1), ("any", 0)])
def test_only_any_lets_a_leader_sit_with_staff_of_another_department(
    share: str, unseated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for solved in _with_one_room_for_two(share, department("b", staff=1), monkeypatch):
        assert solved.result.objective.unseated == unseated
        assert solved.broken == ()


def _with_one_room_for_two(
    share: str, other: Department, monkeypatch: pytest.MonkeyPatch
) -> list[Solved]:
    """Return the answers of the model and of the search: a deputy and another in a shared room."""
    house = building("hq", "centre", [24])
    room, *others = house.storeys[0].rooms
    shared = replace(room, tags=frozenset({"shared"}))
    storey = replace(house.storeys[0], rooms=(shared, *others))
    case = portfolio(
        [replace(house, storeys=(storey,))],
        [department("a", deputy=1), other],
        settings=Settings(share_own_room=share),
    )
    return [solve(case), _searched(case, monkeypatch)]
