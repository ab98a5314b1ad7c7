"""What would cure a shortage: the least of each kind, right when it is really done."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.allocate.explain import Cure, Relaxation, relaxations, shortages
from spaceplan.model import Portfolio, Settings
from tests.allocate.builders import allocation, building, portfolio, solve
from tests.allocate.explain.cases import case_of, heads_alone, short_of_seats, tied


def _cures(portfolio: Portfolio) -> list[Relaxation]:
    case = case_of(portfolio)
    problem = case.problem()
    (shortage,) = shortages(case, problem)
    return list(relaxations(case, problem, shortage))


def _of(cure: Cure, portfolio: Portfolio) -> list[Relaxation]:
    return [one for one in _cures(portfolio) if one.cure == cure]


def test_one_room_of_any_size_seats_the_one_who_stands() -> None:
    found = {one.room_m2: one.rooms for one in _of(Cure.ROOMS, short_of_seats())}
    assert found == {10.0: 1, 12.0: 1, 18.0: 1, 24.0: 1}


def test_a_room_more_is_enough_when_it_is_really_there() -> None:
    small = short_of_seats()
    larger = portfolio(
        [building("ln", "lane", [12, 12, 10]), small.buildings[1]], small.departments
    )
    assert solve(small).result.objective.unseated == 1
    assert solve(larger).result.objective.unseated == 0


def test_one_may_sit_at_the_park_and_one_is_the_fewest() -> None:
    (found,) = _of(Cure.ELSEWHERE, short_of_seats())
    assert (found.people, found.sites, found.unseated) == (1, ("park",), 0)


def test_nobody_can_sit_elsewhere_where_the_plan_has_filled_it() -> None:
    case = case_of(short_of_seats())
    full = {f"pk-10{i}": ("c", {"city_staff": 1}) for i in range(1, 6)}
    problem = case.problem()
    (shortage,) = shortages(case, problem)
    found = relaxations(case, problem, shortage, allocation(full))
    assert Cure.ELSEWHERE not in {one.cure for one in found if one.cures}
    assert not any(one.cures for one in found if one.cure == Cure.DROP)


def test_dropping_the_tie_of_the_smaller_department_comes_first() -> None:
    first, second = _of(Cure.DROP, short_of_seats())
    assert first.requirement is not None
    assert (first.requirement.kind, first.requirement.department) == ("sites", "b")
    assert (first.people, second.people) == (2, 3)
    assert first.cures


def test_a_wish_outside_the_smallest_conflict_may_be_the_one_that_helps_most() -> None:
    small = short_of_seats()
    third = tied("d", "lane", staff=4)  # with any one of the others four seats do not suffice
    crowded = portfolio(small.buildings, [*small.departments, third])
    (shortage,) = shortages(case_of(crowded), case_of(crowded).problem())
    ties = [r for r in shortage.conflict.requirements if r.kind == "sites"]
    assert len(ties) == 2
    found = [
        (one.requirement and one.requirement.department, one.unseated)
        for one in _of(Cure.DROP, crowded)
    ]
    assert found == [("d", 1), ("a", 2), ("b", 3)]


def test_the_physical_minimum_that_would_do_is_the_largest() -> None:
    (found,) = _of(Cure.MINIMUM, short_of_seats())
    assert found.minimum_m2 == 4.0  # 12 m² for three, 12 m² for two


def test_one_head_who_shares_seats_all_and_the_settings_that_allow_it_prove_it() -> None:
    case = heads_alone()
    (found,) = _of(Cure.SHARE, case)
    assert (found.people, found.unseated) == (1, 0)
    assert solve(case).result.objective.unseated == 1
    shared = solve(replace(case, settings=Settings(share_own_room="any")))
    assert shared.result.objective.unseated == 0


def test_sharing_is_not_offered_where_it_helps_nobody() -> None:
    crowded = portfolio([building("hq", "centre", [10, 10])], [tied("a", head=2, staff=1)])
    assert _of(Cure.SHARE, crowded) == []


def test_what_helps_but_does_not_suffice_is_said_last() -> None:
    heads = portfolio([building("hq", "centre", [12, 12])], [tied("a", head=2, staff=3)])
    found = _cures(heads)
    assert [one.cures for one in found] == sorted((one.cures for one in found), reverse=True)
    (shared,) = [one for one in found if one.cure == Cure.SHARE]
    assert (shared.people, shared.unseated) == (1, 1)
