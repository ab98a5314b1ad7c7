"""Counts of seats: the fewest unseated, and the fewest offices that change hands for it."""

from __future__ import annotations

from random import Random

import pytest
from ortools.sat.python.cp_model import CpSolver

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.bound.fewest import FewestUnseated
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.ortools_models import seats_model
from spaceplan.allocate.ortools_models.limits import Limits, limited_solver
from spaceplan.allocate.ortools_models.seats_model import Party, Seats, SeatsModel
from spaceplan.allocate.problem.problem import Problem
from spaceplan.errors import SolverFaultError
from spaceplan.progress import SILENT
from tests.allocate.builders import building, department, portfolio, workshop

LIMITS = Limits(5.0, 60.0)


def _problem(random: Random) -> Problem:
    rooms = [random.choice([6, 12, 18]) for _ in range(5)]
    people = [department(name, staff=random.randint(1, 6)) for name in "abc"]
    return workshop(portfolio([building("hq", "centre", rooms)], people)).problem


def _model(problem: Problem, holders: tuple[int, ...]) -> SeatsModel:
    parties = [Party.of(problem, [d], share_own=False) for d in range(3)]
    return SeatsModel(problem, parties, range(5), dict(enumerate(holders)))


def _changed(problem: Problem, holders: tuple[int, ...], seats: Seats) -> int:
    """Count the seats of offices given up, and of those given."""
    taken = {(seated.room, seated.party) for seated in seats.rooms}
    return sum(problem.offices.seats[r] for r, _ in taken ^ set(enumerate(holders)))


@pytest.mark.parametrize("seed", range(8))
def test_at_once_as_few_unseated_and_as_little_change_as_one_after_the_other(seed: int) -> None:
    random = Random(seed)
    problem = _problem(random)
    holders = tuple(random.randrange(3) for _ in range(5))
    fewest = _model(problem, holders).fewest(LIMITS)
    changes = _model(problem, holders)
    later = changes.least_change(changes.fewest(LIMITS), LIMITS)
    once = _model(problem, holders).seat_with_least_change(LIMITS)
    assert once.unseated == later.unseated == fewest.bound
    assert _changed(problem, holders, once) == _changed(problem, holders, later)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_fewest_are_the_same_counted_beside_all_else(workers: int) -> None:
    problem = _problem(Random(3))
    clock = Clock(AllocateOptions(workers=workers), SILENT)
    fewest = FewestUnseated(problem, clock)
    fewest.begin()
    assert fewest.counted == 0  # nobody waits for it
    people = problem.people
    seats = sum(problem.offices.seats)
    assert fewest.bound == max(0, people - seats)
    work = clock.work
    assert fewest.bound == max(0, people - seats)
    assert clock.work == work  # counted once
    assert fewest.counted == max(0, people - seats) > 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_solver_that_fails_is_asked_once(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Seats:
        raise SolverFaultError("broken")

    monkeypatch.setattr(SeatsModel, "fewest", fail)
    fewest = FewestUnseated(_problem(Random(3)), Clock(AllocateOptions(workers=workers), SILENT))
    fewest.begin()
    with pytest.raises(SolverFaultError):
        _ = fewest.bound
    assert fewest.bound == 0


def test_a_second_way_to_seat_people_has_the_seconds_that_the_first_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds: list[float] = []

    def limited(limits: Limits) -> CpSolver:
        seconds.append(limits.seconds)
        return limited_solver(limits)

    model = _model(_problem(Random(3)), (0, 1, 2, 0, 1))
    monkeypatch.setattr(SeatsModel, "fewest", lambda *_: Seats(0, 9, (), 0.0))
    monkeypatch.setattr(seats_model, "perf_counter", iter([100.0, 107.0]).__next__)
    monkeypatch.setattr(seats_model, "limited_solver", limited)
    model.seat(0, Limits(1.0, 10.0))
    assert seconds == [3.0]
