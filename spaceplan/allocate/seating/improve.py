"""Large neighbourhoods: some rooms are opened and seated again exactly, the others stay.

A search that finds nothing better for a while wanders: it solves with a little noise on the costs
and takes what is not much worse; after a longer while it goes back to the best.
"""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seating_model import Answer, Scope, SeatingModel
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.neighbourhoods import Kind, Neighbourhoods
from spaceplan.allocate.seating.value import Value, evaluate
from spaceplan.i18n import N_

#: Deterministic time of one solve, about seconds; and what building a model counts.
_SOLVE, _BUILD = 1.0, 0.03
#: The longest that a solve may take, seconds, where no limit of work keeps the run repeatable.
_LONGEST = 4.0
#: Solves without success before the search wanders, and before it goes back to the best.
_CALM, _PATIENCE = 12, 40
#: How much worse a seating may be while wandering, and the noise, in typical soft prices.
_WORSE, _NOISE = 0.3, 0.1


class Improver:
    """Improves a seating, one neighbourhood after the other.

    Parameters
    ----------
    typical
        What a typical soft constraint costs, units.
    rooms
        Where the search starts; None: from the best of the run.
    """

    def __init__(self, run: Run, seed: int, typical: float, rooms: Ints | None = None) -> None:
        self.run = run
        self._seed, self._typical = seed, typical
        self._rng = np.random.default_rng(seed)
        self._kinds = Neighbourhoods(run.arrays, self._rng)
        self._rooms, self._value = run.best()
        if rooms is not None:
            self._rooms, self._value = rooms, evaluate(run.arrays, rooms).value
        self._own = self._value
        self._idle = 0

    def improve(self, until: float = np.inf) -> None:
        """Go on until the run stops, or has used so much of its limits."""
        run = self.run
        run.progress.step(N_("improving"))
        while not run.stopped() and run.spent() < until:
            if self._idle >= _PATIENCE:
                self._rooms, self._value = run.best()
                self._own = self._value
                self._idle = 0
            self._idle += 1
            wander = self._idle > _CALM
            found = self._solve_some(self._noise() if wander else None)
            if found is not None:
                self._take(found, wander)

    def restart(self) -> None:
        """Go on from the best of the run if it is better than what is at hand."""
        if self.run.value < self._own:
            self._rooms, self._value = self.run.best()
            self._own = self._value
            self._idle = 0

    def _noise(self) -> Floats:
        step = self.run.step
        most = max(1, int(_NOISE * self._typical / step))
        shape = (self.run.arrays.n, self.run.arrays.m)
        return self._rng.integers(0, most + 1, shape).astype(np.float64) * step

    def _take(self, found: Ints, wander: bool) -> None:
        """Go on from what was found if it is good enough."""
        value = evaluate(self.run.arrays, found).value
        limit = self._value
        if wander:
            limit = max(limit, Value(self._own.hard, self._own.cost + int(_WORSE * self._typical)))
        if value <= limit:
            self._rooms, self._value = found, value
            self.run.collect(found)
            self.run.offer(found)
        if value < self._own:
            self._own = value
            self._idle = 0

    def _solve_some(self, noise: Floats | None) -> Ints | None:
        """Solve one neighbourhood; return what was found, None where there is nothing."""
        run, kind = self.run, self._kinds.next()
        opened = kind.choose(self._rooms, min(int(kind.size), run.arrays.m)).tolist()
        allowed = run.allowed(narrow=kind.narrow)
        scope = Scope(self._rooms, opened, kind.keep, allowed, noise)
        self._seed += 1
        seconds = run.seconds_left()
        if run.options.work_limit is None:
            seconds = min(_LONGEST, seconds)
        answer = SeatingModel(run.arrays, scope).solve(Limits(_SOLVE, seconds, self._seed))
        run.count_work(answer.work + _BUILD)
        kind.learn(answer.proven, answer.work < _SOLVE / 3)
        self._prove(kind, opened, noise, answer)
        return answer.rooms

    def _prove(self, kind: Kind, opened: list[int], noise: Floats | None, answer: Answer) -> None:
        """Take note of a proof: all rooms were open, and nothing was kept or priced wrongly."""
        run = self.run
        if len(opened) < run.arrays.m or kind.keep or kind.narrow or noise is not None:
            return
        if answer.proven and answer.rooms is not None:
            after = evaluate(run.arrays, answer.rooms).value
            if not after.hard:
                run.prove(min(after.cost, run.value.cost))
