"""Solve a seating problem: annealing, rooms combined, large neighbourhoods, and a bound beside."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spaceplan.allocate.result import Status, Stop
from spaceplan.allocate.seating.arrays import UNITS_A_POINT, SeatingArrays
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.crew import Crew
from spaceplan.allocate.seating.excluding import excluding_words
from spaceplan.allocate.seating.result import SeatingOptions, SeatingResult
from spaceplan.errors import ConflictError
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
        If it is proven that no seating keeps all hard constraints, naming as few as possible that
        exclude each other, as far as time suffices.
    """
    if start is not None:
        _check_start(problem, start)
    arrays = SeatingArrays(problem)
    run = Run(arrays, options, progress)
    if arrays.n:
        if start is not None:
            run.offer(np.array(start, dtype=np.int64))
        try:
            Crew(run).work()
        except ConflictError as conflict:
            left = options.time_limit - run.seconds
            words = excluding_words(problem, run.best()[0], left, options.seed, progress)
            raise ConflictError(*conflict.args, *words) from None
    else:
        run.offer(run.rooms)
        run.prove(run.value.cost)
    return _result(run)


def _check_start(problem: SeatingProblem, start: Sequence[int]) -> None:
    rooms = len(problem.rooms)
    if len(start) != len(problem.entities) or not all(0 <= room < rooms for room in start):
        raise ValueError("start must name a room of each entity")


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
        stopped=_why_stopped(run),
        seconds=run.seconds,
        work=run.work,
        trajectory=tuple(run.steps),
        seed=run.options.seed,
        workers=run.options.workers,
        fault="" if run.proven else run.fault,
    )


def _why_stopped(run: Run) -> Stop:
    if run.fault and not run.proven:
        return Stop.FAULT
    return run.reason() or Stop.PROOF
