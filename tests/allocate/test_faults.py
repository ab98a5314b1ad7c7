"""A mistake in the middle of a search costs at most what would have been found after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest
from ortools.sat.python import cp_model

from spaceplan.allocate import AllocateOptions, Status, Stop, allocator
from spaceplan.allocate.bound import proving
from spaceplan.allocate.bound.bounder import METHOD_AT_FIRST, Bounder, Proof
from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.first.construct import Constructor
from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.ortools_models.storeys_model import StoreysModel
from spaceplan.allocate.search import neighbourhood_job
from spaceplan.errors import SolverFaultError
from spaceplan.i18n import in_language
from tests.allocate.builders import ENOUGH, building, department, portfolio, solve
from tests.allocate.test_limits import town

#: Stops by itself should a fault not end it.
LONG = AllocateOptions(time_limit=100.0, work_limit=30.0, workers=1)
BRIEF = AllocateOptions(time_limit=100.0, work_limit=0.5, workers=1)


def failing(error: Exception) -> Callable[..., object]:
    def fail(*_arguments: object, **_options: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "memory ran out"),
        (BrokenProcessPool("a child was killed"), "worker process ended"),
        (ZeroDivisionError("by zero"), "ZeroDivisionError by zero"),
    ],
)
def test_a_neighbourhood_that_fails_ends_the_search_with_the_plan_so_far(
    monkeypatch: pytest.MonkeyPatch, workers: int, error: Exception, said: str
) -> None:
    monkeypatch.setattr(StoreysModel, "solve", failing(error))
    options = AllocateOptions(time_limit=100.0, work_limit=30.0, workers=workers)
    solved = solve(town(), options)
    assert solved.broken == ()
    assert solved.recomputed.unseated == 0
    assert solved.result.stopped is Stop.FAULT
    assert solved.result.status is Status.FEASIBLE
    assert said in solved.result.fault
    assert solved.result.seconds < 60


def test_a_model_that_the_solver_calls_invalid_ends_the_search_with_the_plan_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def spoilt(solver: cp_model.CpSolver, model: cp_model.CpModel, *rest: Any) -> object:
        model.proto.objective.vars.append(1_000_000)  # of a variable that does not exist
        model.proto.objective.coeffs.append(1)
        return solve_model(solver, model, *rest)

    monkeypatch.setattr(f"{StoreysModel.__module__}.solve_model", spoilt)
    solved = solve(town(), LONG)
    assert solved.broken == ()
    assert solved.result.stopped is Stop.FAULT
    assert "invalid" in solved.result.fault
    assert "模型" in in_language(solved.result.fault, "zh")


def test_an_invalid_model_is_never_taken_for_one_without_a_solution() -> None:
    model = cp_model.CpModel()
    huge = model.new_int_var(0, 1 << 62, "huge")
    model.minimize(1000 * huge)
    with pytest.raises(SolverFaultError, match="invalid"):
        solve_model(limited_solver(Limits(1.0, 1.0)), model)


def test_a_proof_that_fails_leaves_the_search_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounder, "proofs", failing(MemoryError()))
    solved = solve(town(), BRIEF)
    assert solved.broken == ()
    assert len(solved.result.trajectory) > 1
    assert solved.result.stopped is Stop.FAULT
    assert (solved.result.bound, solved.result.fewest_unseated_bound) == (0.0, 0)


def test_what_was_proven_before_a_proof_fails_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounder, "_opened_dm2", failing(MemoryError()))
    solved = solve(town(), BRIEF)
    assert solved.result.stopped is Stop.FAULT
    assert solved.result.bound_method == METHOD_AT_FIRST
    assert 0 < solved.result.bound <= solved.result.objective.total


def test_a_first_plan_that_fails_is_made_by_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Constructor, "build", failing(RuntimeError("no")))
    case = portfolio([building("hq", "centre", [18, 24])], [department("a", head=1, staff=2)])
    solved = solve(case, ENOUGH)
    assert solved.value[0] == 0
    assert solved.result.status is Status.OPTIMAL  # proven all the same
    assert "RuntimeError no" in solved.result.fault


def test_a_fault_is_told_where_in_the_program_it_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhood_job, "free", failing(KeyError("lost")))
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    assert "neighbourhood_job.py:" in solve(town(4), LONG).result.fault


def test_a_library_that_found_no_memory_to_be_loaded_is_told_as_that() -> None:
    error = OSError("could not find/load shared object file")
    error.__context__ = OSError("libllvmlite.so: failed to map segment from shared object")
    assert fault_message(error) == "memory ran out"


def test_a_fault_without_a_place_of_ours_is_told_as_well() -> None:
    assert "ValueError odd" in fault_message(ValueError("odd"))
    assert "SolverFaultError lost" in fault_message(SolverFaultError("lost"))


def test_a_bound_above_the_plan_is_taken_back_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_arguments: object, **_options: object) -> Iterator[Proof]:
        yield Proof(value=1e6)

    monkeypatch.setattr(proving, "all_proofs", wrong)
    result = solve(town(4), BRIEF).result
    assert "the proof contradicts the plan" in result.fault
    assert (result.status, result.stopped) == (Status.FEASIBLE, Stop.FAULT)
    assert result.bound == 0


def test_a_proof_s_process_that_dies_is_told_as_a_worker_that_ended() -> None:
    assert "worker process ended" in fault_message(ChildProcessError("exit code -9"))
