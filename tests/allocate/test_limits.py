"""When the search stops, and that it repeats."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from spaceplan.allocate import AllocateOptions, Status, Stop, allocate_rooms, allocator
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Need, Portfolio
from spaceplan.progress import Silent
from tests.allocate.builders import (
    ENOUGH,
    Solved,
    book,
    building,
    department,
    portfolio,
    solve,
)


def town(departments: int = 14) -> Portfolio:
    """Return a portfolio too large to be solved whole: two buildings of six storeys."""
    areas = [12, 18, 18, 24, 18, 30, 15, 20]
    houses = [
        building("hq", "centre", *([areas] * 6)),
        building("annex", "centre", *([areas[::-1]] * 6), x=90.0),
    ]
    people = [
        department(f"d{i:02d}", head=1, deputy=i % 3, staff=3 + 2 * (i % 7), contract=i % 2)
        for i in range(departments)
    ]
    return portfolio(houses, people)


class _StopsAfter(Silent):
    """Progress of a user who stops after so many plans were shown."""

    def __init__(self, plans: int) -> None:
        self.left = plans
        self.shown: list[float] = []

    def plan(self, value: float, *_: object) -> None:
        self.left -= 1
        self.shown.append(value)

    def stopped(self) -> bool:
        return self.left <= 0


class _Interrupts(Silent):
    """Progress in which Ctrl-C arrives."""

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        if name == "improving":
            raise KeyboardInterrupt


def _run(case: Portfolio, options: AllocateOptions, progress: Silent) -> Solved:
    graph = build_graph(case)
    entitlements = compute_entitlements(case, book())
    result = allocate_rooms(case, graph, book(), entitlements, options=options, progress=progress)
    return replace(solve(case, AllocateOptions(time_limit=0.0)), result=result)


def test_with_a_work_limit_one_worker_and_a_seed_the_run_repeats() -> None:
    options = AllocateOptions(time_limit=300.0, work_limit=1.5, seed=7, workers=1)
    first, second = (solve(town(), options).result for _ in range(2))
    assert first.stopped is Stop.WORK_LIMIT
    assert first.allocation == second.allocation
    assert first.work == second.work
    assert [(s.value, s.bound) for s in first.trajectory] == [
        (s.value, s.bound) for s in second.trajectory
    ]


def test_the_best_never_gets_worse_and_stays_above_the_bound() -> None:
    solved = solve(town(), AllocateOptions(time_limit=300.0, work_limit=2.0, workers=1))
    result = solved.result
    values = [(step.unseated, step.value) for step in result.trajectory]
    assert values == sorted(values, reverse=True)
    assert result.status is Status.FEASIBLE
    assert 0 < result.bound <= result.objective.total
    assert result.objective.unseated == result.fewest_unseated_bound == 0
    assert result.objective.term("storey").quantity >= result.storeys_needed > 0
    assert solved.broken == ()
    assert solved.recomputed.total == pytest.approx(result.objective.total, abs=1e-6)


def test_two_workers_find_a_plan_that_keeps_every_rule() -> None:
    solved = solve(town(), AllocateOptions(time_limit=3.0, workers=2))
    assert solved.broken == ()
    assert solved.result.stopped in (Stop.TIME_LIMIT, Stop.PROOF)
    assert solved.recomputed.total == pytest.approx(solved.result.objective.total, abs=1e-6)


def test_no_time_at_all_still_gives_a_plan_that_keeps_every_rule() -> None:
    solved = solve(town(), AllocateOptions(time_limit=0.0))
    assert solved.broken == ()
    assert solved.result.stopped is Stop.TIME_LIMIT
    assert solved.recomputed.unseated == solved.result.objective.unseated


def test_the_user_stops_it_and_gets_the_best_so_far() -> None:
    progress = _StopsAfter(3)
    started = perf_counter()
    result = _run(town(), AllocateOptions(time_limit=120.0), progress).result
    assert result.stopped is Stop.USER
    assert perf_counter() - started < 60.0
    assert progress.shown == sorted(progress.shown, reverse=True)


def test_an_interrupt_gives_the_best_so_far() -> None:
    result = _run(town(), AllocateOptions(time_limit=120.0), _Interrupts()).result
    assert result.stopped is Stop.USER
    assert result.objective.unseated == 0


def test_a_small_case_that_may_not_be_solved_whole_still_ends_at_its_work_limit() -> None:
    case = portfolio([building("hq", "centre", [18, 24])], [department("a", head=1, staff=2)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocator, "is_small", lambda problem: False)
        solved = solve(case, AllocateOptions(time_limit=60.0, work_limit=0.3, workers=1))
    assert solved.result.stopped in (Stop.WORK_LIMIT, Stop.PROOF)
    assert solved.broken == ()


def test_nobody_and_nothing_are_no_trouble() -> None:
    empty = replace(portfolio([building("hq", "centre", [18])], []), buildings=())
    for case in (
        empty,
        portfolio([building("hq", "centre", [18])], []),
        portfolio([building("hq", "centre", [18])], [department("a")]),
        replace(portfolio([], [department("a", staff=2)]), sites=()),
    ):
        solved = solve(case, ENOUGH)
        assert solved.result.status is Status.OPTIMAL
        assert solved.result.objective.unseated == sum(d.people.total for d in case.departments)
        assert solved.result.objective.total == 0
        assert solved.broken == ()


def test_a_department_without_people_still_gets_its_service_rooms() -> None:
    house = building("hq", "centre", [18, 30])
    floor = house.storeys[0]
    rooms = tuple(replace(r, use="archive") if r.id == "hq-102" else r for r in floor.rooms)
    case = portfolio(
        [replace(house, storeys=(replace(floor, rooms=rooms),))],
        [replace(department("a"), needs=(Need("archive", 20.0),))],
    )
    solved = solve(case)
    assert [line.room for line in solved.result.allocation.lines] == ["hq-102"]
    # it has no entitlement to service rooms, so all of it is excess: 30 m² at 5
    assert solved.value == (0, 150.0)
    assert solved.recomputed.total == 150.0


@pytest.mark.parametrize(
    "wrong",
    [{"time_limit": -1.0}, {"time_limit": float("nan")}, {"work_limit": -1.0}, {"workers": 0}],
)
def test_limits_that_mean_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        AllocateOptions(**wrong)  # type: ignore[arg-type] # by name
