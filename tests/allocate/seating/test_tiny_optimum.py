"""Tiny problems, solved by trying everything, agree with the solver and with the bound."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from spaceplan.allocate.seating import SeatingOptions, solve_seating
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.crew import Crew
from spaceplan.allocate.seating.relaxation import Relaxation
from spaceplan.check import recompute_seating
from spaceplan.errors import ConflictError
from spaceplan.model import SeatingProblem
from spaceplan.progress import SILENT

from .strategies import seating_problems

OPTIONS = SeatingOptions(time_limit=60, work_limit=1, workers=1)


def cheapest(problem: SeatingProblem) -> float | None:
    """Return the least cost of all seatings that keep the hard constraints, None without any."""
    everything = product(range(len(problem.rooms)), repeat=len(problem.entities))
    checks = (recompute_seating(problem, rooms) for rooms in everything)
    return min((check.cost for check in checks if not check.hard_broken), default=None)


@settings(max_examples=200, deadline=None)
@given(seating_problems(entities=4, rooms=3))
def test_the_answer_is_the_cheapest_of_all_seatings(problem: SeatingProblem) -> None:
    best = cheapest(problem)
    if best is None:
        with pytest.raises(ConflictError):
            solve_seating(problem, options=OPTIONS)
        return
    result = solve_seating(problem, options=OPTIONS)
    assert result.proven
    assert result.cost == result.bound == pytest.approx(best, abs=1e-9)
    check = recompute_seating(problem, result.assignment)
    assert (check.cost, check.misuse, check.hard_broken) == (result.cost, result.misuse, 0)


@settings(max_examples=200, deadline=None)
@given(seating_problems(entities=4, rooms=3))
def test_the_relaxation_never_says_more_than_the_cheapest_costs(problem: SeatingProblem) -> None:
    relaxed = Relaxation(SeatingArrays(problem)).solve(10)
    assert relaxed is not None
    best = cheapest(problem)
    if best is not None:
        assert not relaxed.infeasible
        assert relaxed.bound <= best * 10_000


@settings(max_examples=60, deadline=None)
@given(seating_problems(entities=4, rooms=3))
def test_rooms_are_excluded_only_where_no_better_seating_uses_them(problem: SeatingProblem) -> None:
    relaxed = Relaxation(SeatingArrays(problem)).solve(10)
    assert relaxed is not None
    for rooms in product(range(len(problem.rooms)), repeat=len(problem.entities)):
        check = recompute_seating(problem, rooms)
        if check.hard_broken:
            continue
        for entity, room in enumerate(rooms):
            least = relaxed.bound + relaxed.reduced[entity, room]
            assert least <= check.cost * 10_000 + 1


@settings(max_examples=40, deadline=None)
@given(seating_problems())
def test_search_without_the_whole_model_agrees_with_the_checker(problem: SeatingProblem) -> None:
    arrays = SeatingArrays(problem)
    run = Run(arrays, SeatingOptions(work_limit=0.3, workers=1), SILENT)
    run.offer(np.zeros(arrays.n, dtype=np.int64))
    crew = Crew(run, small=0)
    try:
        crew.work()
    except ConflictError:
        assert cheapest(problem) is None
        return
    check = recompute_seating(problem, run.rooms.tolist())
    assert (check.cost, check.hard_broken) == (run.value.points, run.value.hard)
    if not check.hard_broken:
        assert run.bound <= run.value.cost
