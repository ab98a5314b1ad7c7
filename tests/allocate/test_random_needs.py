"""Needs of service rooms on many small portfolios: against every plan, pooled and held."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from spaceplan.allocate import AllocateOptions, Status, allocator
from spaceplan.errors import ConflictError
from spaceplan.model import Department, Need, Portfolio, Room
from tests.allocate.builders import best_of_all, building, department, portfolio, solve, workshop
from tests.allocate.every_service import IMPOSSIBLE
from tests.allocate.random_cases import random_case
from tests.allocate.test_random_cases import SAME, cases
from tests.check.builders import with_room


def needy(number: int) -> Portfolio:
    """Return a random portfolio: up to three offices are meeting rooms, departments need some."""
    random = Random(number)
    case = random_case(number)
    offices = [room for room in case.rooms if room.use == "office"]
    kept = {room for d in case.departments for room in d.locked}
    for room in random.sample(offices, min(len(offices) - 1, random.randint(1, 3))):
        if room.id not in kept:
            case = with_room(case, room.id, **_service(random, room))
    departments = tuple(_needing(random, d) for d in case.departments)
    return replace(case, departments=departments)


def _service(random: Random, room: Room) -> dict[str, Any]:
    pooled = random.random() < 0.3
    return {"use": "meeting", "tags": room.tags | {"pooled"} if pooled else room.tags}


def _needing(random: Random, own: Department) -> Department:
    wants = tuple(
        Need(
            "meeting",
            random.choice((5.0, 9.0, 12.0, 12.0, 20.0)),
            random.choice((1, 1, 2)),
            random.choice((None, None, 6.0, 20.0, 60.0)),
            random.choice((None, None, None, 1)),
            hard=random.random() < 0.1,
        )
        for _ in range(random.choice((0, 1, 1, 2)))
    )
    return replace(own, needs=wants, service="pooled" if random.random() < 0.25 else own.service)


def test_the_engine_meets_as_many_needs_as_the_best_of_all_plans() -> None:
    said = []
    for number, _ in cases(20, 1000):
        case = needy(number)
        best = best_of_all(case)
        try:
            solved = solve(case)
        except ConflictError as error:
            if best[0] < IMPOSSIBLE or "not proven" in str(error):
                said.append(f"case {number}: {error}; {best} is possible")
            continue
        counted = (solved.value[0], solved.recomputed.total)
        right = solved.value == pytest.approx(best, abs=SAME) == counted
        if not right or solved.broken or solved.result.status is not Status.OPTIMAL:
            said.append(f"case {number}: {solved.value} found, {best} is best; {solved.broken}")
    assert said == []


def test_no_bound_exceeds_the_best_plan_with_needs() -> None:
    said = []
    for number, _ in cases(40, 2000):
        case = needy(number)
        best = best_of_all(case)
        if best[0] >= IMPOSSIBLE:
            continue
        proof = workshop(case).prove(best[0])
        if proof.value > best[1] + SAME or proof.unplaced > best[0]:
            said.append(f"case {number}: {proof.unplaced}, {proof.value} proven; {best} is best")
    assert said == []


def test_the_search_alone_meets_no_need_at_another_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    options = AllocateOptions(time_limit=60.0, work_limit=0.05, workers=1)
    said = []
    for number, _ in cases(12, 600):
        case = needy(number)
        best = best_of_all(case)
        try:
            solved = solve(case, options)
        except ConflictError as error:
            if best[0] < IMPOSSIBLE and "not proven" not in str(error):
                said.append(f"case {number}: {error}; {best} is possible")
            continue
        if solved.broken or solved.result.fault or solved.value < (best[0], best[1] - SAME):
            said.append(f"case {number}: {solved.value} found, {best} is best; {solved.broken}")
        elif solved.value[0] == best[0] and solved.result.bound > best[1] + SAME:
            said.append(f"case {number}: {solved.result.bound} proven, {best} is possible")
    assert said == []


def test_solver_and_checker_count_the_same_of_needs_for_rooms_of_one_size() -> None:
    # one room for two and one: two are missing, ceil(12 / 9) = 2 each, whichever need it meets
    wants = (Need("meeting", 12.0, 2), Need("meeting", 12.0))
    house = building("hq", "centre", [18, 18, 20])
    case = portfolio([house], [replace(department("a", staff=2), needs=wants)])
    solved = solve(with_room(case, "hq-103", use="meeting"))
    assert solved.result.objective.unmet_needs == solved.recomputed.unmet_needs == 4


def test_who_loses_the_last_office_loses_the_needs_that_it_met() -> None:
    # Found by the random cases: with one site only, a plan went on counting a meeting room for
    # a department that had given up all its offices.
    solved = solve(needy(1186))
    assert solved.broken == ()
    assert solved.result.objective.unmet_needs == solved.recomputed.unmet_needs


def _two_sites(*areas: float, **need: Any) -> Portfolio:
    """Return offices of 18 m² at the centre, these beside a meeting room of 20 m² in the east."""
    houses = [building("hq", "centre", [18, 18]), building("annex", "east", [20, *areas], x=90.0)]
    wants = (Need("meeting", 18.0, **need),)
    case = portfolio(houses, [replace(department("a", staff=2), needs=wants)])
    return with_room(case, "annex-101", use="meeting")


def test_a_need_draws_a_department_to_the_site_where_it_can_be_met() -> None:
    solved = solve(_two_sites(18))
    assert (solved.value[0], solved.broken) == (0, ())
    rooms = {line.room for line in solved.result.allocation.lines}
    assert rooms == {"annex-101", "annex-102"}


@pytest.mark.parametrize("service", ["held", "pooled"])
def test_who_can_have_a_need_met_on_one_site_only_is_led_there(service: str) -> None:
    case = _two_sites(18)
    (a,) = case.departments
    case = replace(case, departments=(replace(a, service=service),))
    if service == "pooled":
        case = with_room(case, "annex-101", tags=frozenset({"pooled"}))
    first = workshop(case)
    assert first.assigner.near == (True,)
    near = first.assigner.storeys_near(0, first.evaluator.geometry.on_storey)
    assert [first.problem.storeys.ids[s] for s in near.nonzero()[0]] == ["annex-L01"]


def test_two_who_need_the_only_room_of_a_site_do_not_both_go_there() -> None:
    houses = [building("hq", "centre", [18, 18, 20]), building("annex", "east", [18, 18, 20], x=90)]
    wants = (Need("meeting", 18.0),)
    pair = [replace(department(id, staff=2), needs=wants) for id in ("a", "b")]
    case = portfolio(houses, pair, sites={"centre": (0.0, 0.0), "east": (500.0, 0.0)})
    for room in ("hq-103", "annex-103"):
        case = with_room(case, room, use="meeting")
    first = workshop(case)
    sites = [first.assigner.storeys_near(d, first.evaluator.geometry.on_storey) for d in (0, 1)]
    assert (sites[0] ^ sites[1]).all()  # one storey each


def test_a_need_is_not_met_at_another_site() -> None:
    solved = solve(_two_sites())  # only a meeting room there: ceil(18 / 9) = 2
    assert solved.result.objective.unmet_needs == solved.recomputed.unmet_needs == 2


def test_a_need_that_must_be_met_at_another_site_is_said_to_be_impossible() -> None:
    with pytest.raises(ConflictError, match="a must have 1 rooms"):
        solve(_two_sites(hard=True))


def test_who_has_nobody_to_seat_may_use_a_room_on_any_of_its_sites() -> None:
    case = _two_sites()
    (a,) = case.departments
    empty = replace(a, headcount=type(a.headcount)(), establishment=type(a.headcount)())
    assert solve(replace(case, departments=(empty,))).result.objective.unmet_needs == 0
