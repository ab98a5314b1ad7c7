"""The run as a whole: proof, conflict, repetition, stopping, where it starts."""

from __future__ import annotations

import numpy as np
import pytest

from spaceplan.allocate.result import Stop
from spaceplan.allocate.seating import SeatingOptions, solve, solve_seating
from spaceplan.errors import ConflictError
from spaceplan.model import SeatingProblem
from spaceplan.progress import Silent

from .builders import problem, rule

BRIEFLY = SeatingOptions(time_limit=60, work_limit=3, workers=1, seed=5)


def crowd(number: int = 40) -> SeatingProblem:
    """Return a problem too large to be solved as a whole at once."""
    rng = np.random.default_rng(1)
    spaces, areas = (rng.integers(5, 25, count).tolist() for count in (number, number // 2))
    wishes = [rule("nearby", i, i + 1) for i in range(0, number - 1, 3)]
    alone = [rule("notsharing", i, hard=True) for i in range(number // 4)]
    return problem(spaces, areas, *wishes, *alone, floors="ab" * (number // 4))


def test_what_fits_exactly_is_proven_optimal() -> None:
    result = solve_seating(problem([3, 4, 5], [9, 3]), options=BRIEFLY)
    assert (result.cost, result.bound, result.proven, result.stopped) == (0, 0, True, Stop.PROOF)
    assert result.assignment == (1, 0, 0)


def test_hard_constraints_that_exclude_each_other_are_an_error() -> None:
    case = problem(
        [1, 1], [1, 1], rule("sameroom", 0, 1, hard=True), rule("notsharing", 0, hard=True)
    )
    with pytest.raises(ConflictError, match="exclude each other"):
        solve_seating(case, options=BRIEFLY)


def test_more_who_must_sit_alone_than_rooms_are_an_error_in_a_large_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Which 31 of them is named as far as there is time: not waited for here.
    monkeypatch.setattr(solve, "excluding_words", lambda *_: ())
    alone = [rule("notsharing", i, hard=True) for i in range(40)]
    with pytest.raises(ConflictError):
        solve_seating(problem([10] * 40, [10] * 30, *alone), options=BRIEFLY)


def test_one_worker_and_a_seed_repeat() -> None:
    one, two = (solve_seating(crowd(), options=BRIEFLY) for _ in range(2))
    assert one.assignment == two.assignment
    assert (one.bound, one.work) == (two.bound, two.work)


def test_the_best_never_gets_worse_and_the_bound_never_falls() -> None:
    steps = solve_seating(crowd(), options=BRIEFLY).trajectory
    values = [(step.hard_broken, step.cost) for step in steps]
    assert values == sorted(values, reverse=True)
    assert [s.bound for s in steps if not s.hard_broken] == sorted(
        s.bound for s in steps if not s.hard_broken
    )


def test_who_stops_at_once_gets_the_start_back() -> None:
    class Stopped(Silent):
        def stopped(self) -> bool:
            return True

    start = [i % 20 for i in range(40)]
    result = solve_seating(crowd(), start=start, options=BRIEFLY, progress=Stopped())
    assert result.stopped == Stop.USER
    assert len(result.assignment) == 40


def test_nobody_to_seat_costs_the_empty_rooms() -> None:
    result = solve_seating(problem([], [3, 4]), options=BRIEFLY)
    assert (result.assignment, result.cost, result.proven) == ((), 7, True)


def test_two_workers_find_what_one_finds() -> None:
    case = problem([3, 4, 5, 6] * 10, [18] * 10)
    result = solve_seating(case, options=SeatingOptions(time_limit=30, workers=2))
    assert (result.cost, result.proven) == (0, True)


@pytest.mark.parametrize("start", [[0], [0, 9], [0, -1]])
def test_a_start_that_names_no_rooms_is_refused(start: list[int]) -> None:
    with pytest.raises(ValueError, match="start must name"):
        solve_seating(problem([1, 1], [2]), start=start, options=BRIEFLY)
