"""Seats for those whom a first plan leaves without: who may be given which offices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from spaceplan.allocate import AllocateOptions, allocator
from spaceplan.allocate.allocator import _Run
from spaceplan.allocate.bound.fewest import FewestUnseated
from spaceplan.allocate.bound.proving import Proving
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.first import fill
from spaceplan.allocate.first.fill import fill_near, fill_seats
from spaceplan.allocate.first.gather import bring_together, drop_breaking
from spaceplan.allocate.first.make_way import make_way
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import (
    SeatedRoom,
    Seats,
    SeatsModel,
    parties_of_same_rights,
)
from spaceplan.allocate.plan.plan import Plan
from spaceplan.model import Portfolio
from spaceplan.progress import SILENT
from tests.allocate.builders import Workshop, building, department, portfolio, solve, workshop

#: Storeys of 3 + 3, 3 + 4, and 3 seats.
HOUSE = building("hq", "centre", [18, 18], [18, 24], [18])
ONE, TWO, THREE = (0, 1), (2, 3), (4,)


def _case(*, b: dict[str, Any] | None = None, **a: Any) -> Portfolio:
    """Return two departments of 9 and of 2 people with wishes, and three storeys."""
    first = replace(department("a", staff=9), **a)
    return portfolio([HOUSE], [first, replace(department("b", staff=2), **(b or {}))])


def _filled(parts: Workshop, *offices: dict[int, int], seconds: float = 60.0) -> Plan:
    """Return what becomes of a plan, given who of each department sits where."""
    held = [{r: (n,) for r, n in rooms.items()} for rooms in offices]
    return fill_seats(parts.plan(held), Clock(AllocateOptions(time_limit=seconds), SILENT))


def test_who_fits_nowhere_in_one_place_starts_where_most_do_and_others_make_way() -> None:
    parts = workshop(_case(within_storeys=1))
    start = [{0: (3,), 1: (3,)}, {2: (1,), 3: (1,)}]
    held = drop_breaking(parts.problem, parts.evaluator.wishes, start)
    assert held == [{}, {}]  # seven fit on storey 2, only six on storey 1 where most of them sit


def test_who_must_lie_in_one_place_goes_where_most_fit() -> None:
    plan = _filled(workshop(_case(within_storeys=1)), {0: 3, 1: 3}, {2: 1, 3: 1})
    assert set(plan.offices[0]) == set(TWO)
    assert (plan.unseated, plan.broken) == (2, 0)  # 7 of 9 fit on the largest storey, b elsewhere


def test_nobody_makes_way_when_time_is_up() -> None:
    plan = _filled(workshop(_case()), {0: 3, 1: 3}, {2: 1, 3: 1}, seconds=0.0)
    assert [sorted(held) for held in plan.offices] == [[0, 1], [2, 3]]
    assert _filled(workshop(_case()), {0: 3, 1: 3}, {2: 1, 3: 1}).unseated == 0


def test_who_keeps_a_room_is_given_more_where_it_must_lie() -> None:
    case = _case(within_storeys=2, locked=("hq-301",))
    plan = _filled(workshop(case), {4: 3}, {2: 1, 3: 1})
    assert set(plan.offices[0]) == {*TWO, *THREE}
    assert (plan.unseated, plan.broken) == (0, 0)


def test_who_must_be_next_to_another_keeps_that_room_and_is_given_more() -> None:
    case = _case(next_to=("b",))
    plan = _filled(workshop(case), {0: 3}, {1: 2})
    assert 0 in plan.offices[0]
    assert (plan.unseated, plan.broken) == (0, 0)


def test_two_apart_who_both_want_seats_are_not_given_the_same_storey() -> None:
    case = _case(not_on_storeys_of=("b",), b={"headcount": department("b", staff=4).headcount})
    plan = _filled(workshop(case), {}, {})
    assert plan.broken == 0
    assert not set(plan.costs[0].storeys) & set(plan.costs[1].storeys)
    assert plan.unseated < 13


def test_who_has_less_choice_is_made_way_for_in_turn() -> None:
    low, high = department("a", staff=4), department("b", staff=5)
    people = [replace(low, max_storey=1), replace(high, max_storey=2), department("c", staff=3)]
    parts = workshop(portfolio([HOUSE], people))
    plan = parts.plan([{}, {0: (3,), 1: (2,)}, {2: (1,), 3: (2,)}])
    better = make_way(plan, 0, lambda: False)  # b leaves for storey 2, and c for storey 3
    assert better.unseated == 0
    assert [set(cost.storeys) for cost in better.costs] == [{0}, {1}, {2}]


def test_nobody_goes_where_those_would_be_pushed_out_who_may_be_nowhere_else() -> None:
    houses = [building("hq", "centre", [18, 18, 24]), building("annex", "east", [18, 18], x=60.0)]
    tied = replace(department("b", staff=5, site="east"), sites=("east",))
    people = [replace(department("a", staff=6), one_building=True), tied, department("c", staff=5)]
    parts = workshop(portfolio(houses, people))
    start = [{}, {0: (3,), 1: (2,)}, {2: (3,), 3: (2,)}]  # annex-101, annex-102, hq-101, hq-102
    held = drop_breaking(parts.problem, parts.evaluator.wishes, start)
    assert held[:2] == start[:2]
    assert held[2] == {}  # six just fit into the annex; c makes way at headquarters


def test_near_todays_plan_it_leads_the_search_and_far_from_it_nothing_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[tuple[dict[int, int], list[SeatedRoom]]] = []

    class Noting(SeatsModel):
        """Notes what is known of today's plan when the search begins."""

        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            self.now, self.hinted = dict(args[3]), list[SeatedRoom]()

        def hint(self, seated: Iterable[SeatedRoom]) -> None:
            self.hinted = list(seated)
            super().hint(self.hinted)

        def fewest(self, limits: Limits) -> Seats:
            begun.append((self.now, self.hinted))
            return super().fewest(limits)

        def seat_with_least_change(self, limits: Limits) -> Seats:
            begun.append((self.now, self.hinted))
            return super().seat_with_least_change(limits)

    monkeypatch.setattr(fill, "SeatsModel", Noting)
    case = _case(b={"headcount": department("b", staff=9).headcount})  # 18 people, 16 seats
    plan = workshop(case).plan([{0: (3,), 1: (3,)}, {2: (3,), 3: (4,), 4: (3,)}])
    clock = Clock(AllocateOptions(time_limit=60.0), SILENT)
    monkeypatch.setattr(FewestUnseated, "bound", 1)  # so that it looks everywhere
    assert fill_seats(plan, clock).unseated == 2
    today = {0: 0, 1: 0, 2: 1, 3: 1, 4: 1}
    seated = {(r, p, 4 if r == 3 else 3) for r, p in today.items()}
    *near, far = begun
    assert [now for now, _ in near] == [today] * len(near)
    assert {(one.room, one.party, one.people) for one in near[0][1]} == seated
    assert far == ({}, [])


@pytest.mark.parametrize(("limit", "seconds"), [(1000.0, 50.0), (20.0, 2.0), (1.0, 1.0)])
def test_no_model_near_todays_plan_takes_much_of_the_time(
    monkeypatch: pytest.MonkeyPatch, limit: float, seconds: float
) -> None:
    asked: list[float] = []

    def noting(self: SeatsModel, limits: Limits) -> Seats:
        asked.append(limits.seconds)
        return Seats(0, 99, (), 0.0)

    monkeypatch.setattr(SeatsModel, "seat_with_least_change", noting)
    clock = Clock(AllocateOptions(time_limit=limit), SILENT)
    plan = workshop(_case()).plan([{0: (3,), 1: (3,)}, {2: (1,), 3: (1,)}])
    monkeypatch.setattr(fill, "make_way", lambda plan, *_: plan)
    fill_near(plan, clock, FewestUnseated(plan.problem, clock))
    assert asked[0] == pytest.approx(seconds, abs=0.4)


def _begun(
    monkeypatch: pytest.MonkeyPatch, *starts: list[dict[int, tuple[int]]], hopeless: float
) -> tuple[_Run, list[Plan]]:
    """Return a run that begins with one plan and knows another, and those that were filled."""
    monkeypatch.setattr(allocator, "_HOPELESS", hopeless)
    filled: list[Plan] = []

    def near(plan: Plan, *_: object) -> Plan:
        filled.append(plan)
        return plan

    monkeypatch.setattr(allocator, "fill_near", near)
    monkeypatch.setattr(allocator, "fill_far", lambda plan, *_: plan)
    parts = workshop(_case())
    clock = Clock(AllocateOptions(time_limit=60.0), SILENT)
    first, other = map(parts.plan, starts)
    run = _Run(first, clock, "", FewestUnseated(parts.problem, clock))
    run.rival_in_need = lambda: other
    run.fill_seats()
    return run, filled


#: All but three of the eleven are seated; all are.
_SOME: list[dict[int, tuple[int]]] = [{0: (3,), 1: (3,)}, {2: (2,)}]
_ALL: list[dict[int, tuple[int]]] = [{0: (3,), 1: (3,), 4: (3,)}, {2: (2,)}]


def test_where_a_start_leaves_out_too_many_the_search_begins_elsewhere_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run, filled = _begun(monkeypatch, _SOME, _ALL, hopeless=0.5)
    assert [plan.unseated for plan in filled] == [3, 0]
    assert run.plan.offices == _ALL
    second = run._other_start()
    assert second is not None
    assert second().offices == _SOME  # the worse one may still lead to more


def test_a_start_that_leaves_out_very_many_is_not_filled_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run, filled = _begun(monkeypatch, _SOME, _ALL, hopeless=0.2)
    assert [plan.unseated for plan in filled] == [0, 0]  # first to choose, then to go on
    assert run.plan.offices == _ALL
    assert run._other_start() is None


def test_bringing_two_together_prices_few_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    houses = [building("hq", "centre", [12] * 25), building("annex", "centre", [12] * 20, x=90.0)]
    people = [replace(department("a", staff=40), next_to=("b",)), department("b", staff=40)]
    parts = workshop(portfolio(houses, [*people, department("c", staff=10)]))
    rooms = [range(20, 40), range(20), range(40, 45)]
    plan = parts.plan([dict.fromkeys(mine, (2,)) for mine in rooms])
    assert plan.broken == 1
    propose, priced = Plan.propose, count()
    monkeypatch.setattr(Plan, "propose", lambda *args: (next(priced), propose(*args))[1])
    bring_together(plan)
    assert plan.broken == 0
    assert next(priced) <= 60


def test_it_is_proven_how_many_fit_in_no_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    case = _case(within_storeys=1)
    parties = parties_of_same_rights(workshop(case).problem)
    assert [(party.departments, party.left_out) for party in parties] == [((1,), 0), ((0,), 2)]
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    result = solve(case, AllocateOptions(time_limit=60.0, work_limit=1.0, workers=1)).result
    assert result.objective.unseated == result.fewest_unseated_bound == 2
    assert result.bound > 0


def test_how_few_can_be_left_out_is_told_before_more_is_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = _case(b={"headcount": department("b", staff=9).headcount})  # 18 people, 16 seats
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    monkeypatch.setattr(Proving, "go_on", lambda self: False)
    result = solve(case, AllocateOptions(time_limit=60.0, work_limit=0.2, workers=1)).result
    assert (result.bound, result.fewest_unseated_bound) == (0.0, 2)
