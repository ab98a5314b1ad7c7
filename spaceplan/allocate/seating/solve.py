"""Solve a seating problem: search, and a proven bound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spaceplan.allocate.result import Status, Stop
from spaceplan.allocate.seating.anneal import Annealer
from spaceplan.allocate.seating.arrays import UNITS_A_POINT, SeatingArrays
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.result import SeatingOptions, SeatingResult
from spaceplan.allocate.seating.state import SeatingState
from spaceplan.model import SeatingProblem
from spaceplan.progress import SILENT, Progress

_DEFAULTS = SeatingOptions()


def solve_seating(
    problem: SeatingProblem,
    *,
    start: Sequence[int] | None = None,
    options: SeatingOptions = _DEFAULTS,
    progress: Progress = SILENT,
) -> SeatingResult:
    """Find a room for every entity, at the least cost.

    Parameters
    ----------
    start
        A room index for each entity, where the search may start; it need not keep anything.

    Raises
    ------
    ConflictError
        If it is proven that no seating keeps all hard constraints.
    """
    arrays = SeatingArrays(problem)
    run = Run(arrays, options, progress)
    rng = np.random.default_rng(options.seed)
    rooms = rng.integers(0, max(1, arrays.m), arrays.n)
    if start is not None:
        rooms = np.array(start, dtype=np.int64)
    run.offer(rooms)
    try:
        if arrays.n:
            state = SeatingState(arrays, rooms, 100.0 * UNITS_A_POINT)
            Annealer(run, state, options.seed).cool(20.0, 0.5, 1.0)
    except KeyboardInterrupt:
        run.interrupt()
    return _result(run)


def _result(run: Run) -> SeatingResult:
    value, bound = run.value, min(run.bound, run.value.cost)
    return SeatingResult(
        assignment=tuple(run.rooms.tolist()),
        cost=value.points,
        bound=bound / UNITS_A_POINT,
        misuse=run.parts.misuse / UNITS_A_POINT,
        soft=run.parts.soft / UNITS_A_POINT,
        hard_broken=value.hard,
        status=Status.OPTIMAL if run.proven else Status.FEASIBLE,
        stopped=run.reason() or Stop.PROOF,
        seconds=run.seconds,
        work=run.work,
        trajectory=tuple(run.steps),
        seed=run.options.seed,
        workers=run.options.workers,
    )
