"""That what explains keeps to the time that is left, and hears the user."""

from __future__ import annotations

from random import Random
from time import perf_counter

from ortools.sat.python import cp_model

from spaceplan.allocate.explain import TimeLeft
from spaceplan.allocate.explain.nearby import Region, plan_in, solve_region
from spaceplan.allocate.explain.seats import Fewest, fewest_unseated
from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.search.layout import Layout
from tests.allocate.builders import allocation, building, department, portfolio
from tests.allocate.explain.cases import case_of, short_of_seats

LATE = TimeLeft(until=0.0)


def test_a_solve_has_no_more_than_is_left_and_nothing_once_the_user_stops() -> None:
    most = Limits(3.0, 10.0, 5)
    soon = TimeLeft(perf_counter() + 2.0).limits(most)
    assert (soon.work, soon.seed) == (3.0, 5)
    assert 1.0 < soon.seconds <= 2.0
    stopped = TimeLeft(asked=lambda: True)
    assert stopped.limits(most).seconds == 0.0
    assert stopped.stopped()
    assert TimeLeft().limits(most) == most


def test_a_solve_ends_soon_after_the_user_stops() -> None:
    model, begun = _long(), perf_counter()
    limits = Limits(1000.0, 60.0, stopped=lambda: perf_counter() > begun + 0.5)
    status = solve_model(limited_solver(limits), model, limits.stopped)
    assert status != cp_model.OPTIMAL
    assert perf_counter() - begun < 20.0


def test_once_the_time_is_up_seats_are_not_counted() -> None:
    assert fewest_unseated(case_of(short_of_seats()).problem(), time=LATE) == Fewest(0, 9)


def test_once_the_time_is_up_a_plan_stays_as_it_is() -> None:
    case = case_of(portfolio([building("hq", "centre", [30, 12])], [department("a", staff=2)]))
    plan = plan_in(case, allocation({"hq-101": ("a", {"city_staff": 2})}))
    region = Region(frozenset("a"), frozenset(["hq-L01"]))
    limits = Limits(5.0, 5.0)
    assert solve_region(plan, region, limits, LATE) is plan
    assert solve_region(plan, region, limits).cost < plan.cost
    stopped = Layout(plan, lambda _: None, lambda: True)
    assert stopped.improve([0], Random(0)) == 0


def _long() -> cp_model.CpModel:
    """Return a job shop that takes minutes to solve."""
    model, random, size = cp_model.CpModel(), Random(1), 25
    machines: list[list[cp_model.IntervalVar]] = [[] for _ in range(size)]
    ends = []
    for job in range(size):
        before: cp_model.LinearExprT = 0
        for machine in random.sample(range(size), size):
            begin, length = model.new_int_var(0, 9999, f"{job} {machine}"), random.randint(1, 99)
            model.add(begin >= before)
            machines[machine].append(
                model.new_fixed_size_interval_var(begin, length, f"{job} {machine}")
            )
            before = begin + length
        ends.append(before)
    for used in machines:
        model.add_no_overlap(used)
    last = model.new_int_var(0, 9999, "last")
    for end in ends:
        model.add(last >= end)
    model.minimize(last)
    return model
