"""How long a model may be solved, and the solver that keeps to it."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from spaceplan.errors import SolverFaultError
from spaceplan.i18n import N_, Message


@dataclass(frozen=True)
class Limits:
    """Limits of one solve: deterministic time, seconds of the clock; and the seed."""

    work: float
    seconds: float
    seed: int = 0


def limited_solver(limits: Limits, *, spent: float = 0.0) -> cp_model.CpSolver:
    """Return a solver with limits, of which some deterministic time may be spent already."""
    solver = cp_model.CpSolver()
    set_limits(solver, limits, spent=spent)
    return solver


def set_limits(solver: cp_model.CpSolver, limits: Limits, *, spent: float = 0.0) -> None:
    """Have a solver repeat (one worker, a seed), end within limits, and leave Ctrl-C alone.

    CP-SAT's own handler of Ctrl-C would take it from the program, and crashes where several
    solvers run at once.
    """
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = max(0.01, limits.work - spent)
    solver.parameters.max_time_in_seconds = max(0.01, limits.seconds)
    solver.parameters.catch_sigint_signal = False


def solve_model(solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
    """Solve a model and return the status.

    Raises
    ------
    SolverFaultError
        If the solver calls the model invalid.
    """
    status = solver.solve(model)
    if status == cp_model.MODEL_INVALID:
        reason = " ".join(model.validate().split())[:200]
        raise SolverFaultError(
            Message.of(N_("the solver called a model invalid: {reason}"), reason=reason)
        )
    return status
