"""How long a model may be solved, and the solver that keeps to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from spaceplan.errors import SolverFaultError
from spaceplan.i18n import N_, Message

#: How often a solve that may be stopped is asked whether it shall, seconds.
_ASKED_EVERY = 0.1


@dataclass(frozen=True)
class Limits:
    """Limits of one solve: deterministic time, seconds of the clock; and the seed.

    Parameters
    ----------
    stopped
        Whether to end at once, asked while it is solved; None: it is not asked.
    """

    work: float
    seconds: float
    seed: int = 0
    stopped: Callable[[], bool] | None = field(default=None, compare=False)


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


def solve_model(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    stopped: Callable[[], bool] | None = None,
) -> cp_model.CpSolverStatus:
    """Solve a model and return the status.

    Parameters
    ----------
    stopped
        Whether to end at once; None: Ctrl-C is heard only after the solve.

    Raises
    ------
    SolverFaultError
        If the solver calls the model invalid.
    """
    status = solver.solve(model) if stopped is None else _solve_unless(stopped, solver, model)
    if status == cp_model.MODEL_INVALID:
        reason = " ".join(model.validate().split())[:200]
        raise SolverFaultError(
            Message.of(N_("the solver called a model invalid: {reason}"), reason=reason)
        )
    return status


def _solve_unless(
    stopped: Callable[[], bool], solver: cp_model.CpSolver, model: cp_model.CpModel
) -> cp_model.CpSolverStatus:
    """Solve in a thread, so that the program hears Ctrl-C meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        solving = pool.submit(solver.solve, model)
        try:
            while not wait([solving], _ASKED_EVERY).done:
                if stopped():
                    solver.stop_search()  # again and again: one before the solver begins is lost
        except KeyboardInterrupt:
            solver.stop_search()
            raise
        return solving.result()
