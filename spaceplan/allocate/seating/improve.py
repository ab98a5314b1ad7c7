"""Large neighbourhoods: some rooms are opened and seated again exactly, the others stay."""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seating_model import Scope, SeatingModel
from spaceplan.allocate.seating.arrays import Ints
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.neighbourhoods import Neighbourhoods
from spaceplan.allocate.seating.value import evaluate
from spaceplan.i18n import N_

#: Deterministic time of one solve, about seconds; and what building a model counts.
_SOLVE, _BUILD = 1.0, 0.03
#: The longest that a solve may take, seconds, where no limit of work keeps the run repeatable.
_LONGEST = 4.0


class Improver:
    """Improves the best seating of a run, one neighbourhood after the other."""

    def __init__(self, run: Run, seed: int) -> None:
        self.run = run
        self._seed = seed
        self._kinds = Neighbourhoods(run.arrays, np.random.default_rng(seed))

    def improve(self) -> None:
        """Go on until the run stops."""
        run = self.run
        run.progress.step(N_("improving"))
        rooms, value = run.best()
        while not run.stopped():
            if run.value < value:
                rooms, value = run.best()
            found = self._solve_some(rooms)
            if found is not None:
                rooms, value = found, evaluate(run.arrays, found).value
                run.offer(rooms)

    def _solve_some(self, rooms: Ints) -> Ints | None:
        """Solve one neighbourhood; return a seating that is no worse, None where there is none."""
        run, kind = self.run, self._kinds.next()
        opened = kind.choose(rooms, min(int(kind.size), run.arrays.m)).tolist()
        allowed = run.allowed(narrow=kind.narrow)
        model = SeatingModel(run.arrays, Scope(rooms, opened, kind.keep, allowed))
        self._seed += 1
        seconds = run.seconds_left()
        if run.options.work_limit is None:
            seconds = min(_LONGEST, seconds)
        answer = model.solve(Limits(_SOLVE, seconds, self._seed))
        run.count_work(answer.work + _BUILD)
        kind.learn(answer.proven, answer.work < _SOLVE / 3)
        if answer.rooms is None:
            return None
        before, after = (evaluate(run.arrays, some).value for some in (rooms, answer.rooms))
        whole = len(opened) == run.arrays.m and not (kind.keep or kind.narrow)
        if answer.proven and whole and not after.hard:
            run.prove(min(after.cost, run.value.cost))
        return answer.rooms if after <= before else None
