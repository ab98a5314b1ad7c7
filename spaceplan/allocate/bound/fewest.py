"""How few people have no seat in any plan, counted while the first plan is still being made."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import (
    Seats,
    SeatsModel,
    parties_of_same_rights,
)
from spaceplan.allocate.problem.problem import Problem

#: Deterministic time for it, about seconds.
_COUNT = 1.0


class FewestUnseated:
    """Counts once, when it is first asked, or beside all else where a thread is free for it."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self._problem = problem
        self._clock = clock
        self._seats: Future[Seats] | None = None
        self._bound: int | None = None

    def begin(self) -> None:
        """Count in a thread, if the run may have another one: the solver leaves Python its lock."""
        if self._clock.options.workers > 1 and self._seats is None:
            pool = ThreadPoolExecutor(1)
            self._seats = pool.submit(self._count)
            pool.shutdown(wait=False)

    @property
    def bound(self) -> int:
        """So many have no seat in any plan, at least; 0 after the solver has failed once."""
        if self._bound is None:
            self._bound = 0
            seats = self._seats.result() if self._seats else self._count()
            self._clock.count_work(seats.work)
            self._bound = seats.bound
        return self._bound

    @property
    def counted(self) -> int:
        """The same if it has been counted, else 0."""
        return self._bound or 0

    def _count(self) -> Seats:
        problem = self._problem
        model = SeatsModel(problem, parties_of_same_rights(problem), range(len(problem.offices)))
        return model.fewest(Limits(_COUNT, self._clock.seconds_left()))
