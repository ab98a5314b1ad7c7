"""Who does what in a seating run: one anneals, another proves, combines rooms and improves.

With one worker everything comes by turns, in an order that repeats. The solvers inside let go of
Python's lock, so that threads are enough.
"""

from __future__ import annotations

from threading import Thread

import numpy as np

from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seating_model import Scope, SeatingModel
from spaceplan.allocate.seating.anneal import Annealer, Cooling
from spaceplan.allocate.seating.arrays import Ints
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.combiner import Combiner
from spaceplan.allocate.seating.improve import Improver
from spaceplan.allocate.seating.relaxation import Relaxation
from spaceplan.allocate.seating.state import SeatingState
from spaceplan.errors import ConflictError
from spaceplan.i18n import N_, Message

#: Share of the limits for annealing at first, and for annealing again where hard ones are broken.
_FIRST, _AGAIN = 0.1, 0.4
#: Share of the limits of each further annealing, and of improving by turns with it.
_ROUND, _TURN = 0.06, 0.04
#: From a seating at random, and from the best so far.
_HOT, _WARM = Cooling(0.8, 0.08), Cooling(0.35, 0.08)
#: How long a problem is solved as a whole, deterministic time.
_WHOLE = 10.0
#: (entity, room) pairs up to which the relaxation is worth its time and memory.
_LARGEST = 200_000
#: Work of the relaxation for each number in its matrix.
_RELAX = 2e-5


class Crew:
    """The workers of a run.

    Parameters
    ----------
    small
        (entity, room) pairs up to which a problem is solved as a whole at once.
    """

    def __init__(self, run: Run, small: int = 600) -> None:
        self.run, self._small = run, small
        self._failure: BaseException | None = None
        arrays = run.arrays
        prices = [float(link.price.soft) for link in arrays.links]
        tables = (arrays.linear_soft, arrays.alone_soft, arrays.full_soft)
        prices += [p for table in tables for p in np.unique(table).tolist()]
        positive = [price for price in prices if price > 0]
        space = (arrays.under + arrays.over) * float(np.mean(arrays.space)) / 4
        #: What a typical soft constraint costs, units: temperatures are counted in it.
        self._typical = (float(np.median(positive)) if positive else space) or 1.0
        self._hard = 10 * max([*positive, space, 1.0])

    def work(self) -> None:
        """Work until the limits are reached, the user stops, or the best is proven."""
        run = self.run
        helpers = [
            Thread(target=self._guarded, args=(number,), daemon=True)
            for number in range(1, run.options.workers)
        ]
        run.offer(np.arange(run.arrays.n) % run.arrays.m)
        run.prove(run.arrays.least_misuse())
        try:
            self._solve_small()
            for helper in helpers:
                helper.start()
            run.progress.step(N_("annealing"))
            self._annealed(run.options.seed, _FIRST)
            if not helpers:
                self._relax()
            self._keep_hard_ones()
            self._go_on(combining=not helpers)
        except KeyboardInterrupt:
            run.interrupt()
        finally:
            run.close()
        for helper in helpers:
            if helper.ident is not None:
                helper.join(timeout=1.0)
        if self._failure is not None:
            raise self._failure

    def _guarded(self, number: int) -> None:
        """Prove (the first helper), then search; keep what goes wrong for the caller."""
        run, seed = self.run, self.run.options.seed + 7919 * number
        try:
            if number == 1:
                self._relax()
            if number > 1:
                self._annealed(seed, run.spent() + _FIRST)
            self._refine(seed)
        except BaseException as error:
            self._failure = error
            self.run.close()

    def _annealed(self, seed: int, until: float) -> Ints:
        """Cool a seating at random while the run has used less than so much; return it."""
        run = self.run
        rooms = np.random.default_rng(seed).integers(0, run.arrays.m, run.arrays.n)
        return self._cooled(rooms, seed, _HOT, until)

    def _cooled(self, rooms: Ints, seed: int, cooling: Cooling, until: float) -> Ints:
        state = SeatingState(self.run.arrays, rooms, self._hard)
        Annealer(self.run, state, seed).cool(self._typical, cooling, until)
        return state.rooms

    def _go_on(self, *, combining: bool) -> None:
        """Anneal again and again, from anywhere or from the best; ``combining``: by turns."""
        run, seed = self.run, self.run.options.seed
        combiner = Combiner(run)
        improver = Improver(run, seed, self._typical)
        number = 0
        while not run.stopped():
            if combining:
                combiner.combine()
                improver.restart()
                improver.improve(run.spent() + _TURN)
            number += 1
            until = run.spent() + _ROUND
            if number % 2:
                self._cooled(run.best()[0], seed + number, _WARM, until)
            else:
                self._annealed(seed + number, until)

    def _refine(self, seed: int) -> None:
        """Combine what the others found, and improve the best, by turns."""
        run = self.run
        combiner = Combiner(run)
        improver = Improver(run, seed, self._typical)
        while not run.stopped():
            combiner.combine()
            improver.restart()
            improver.improve(run.spent() + _TURN)

    def _relax(self) -> None:
        run = self.run
        if run.stopped() or run.arrays.n * run.arrays.m > _LARGEST:
            return
        relaxation = Relaxation(run.arrays)
        relaxed = relaxation.solve(run.seconds_left())
        run.count_work(_RELAX * relaxation.numbers)
        if relaxed is None:
            return
        if relaxed.infeasible:
            raise _conflict()
        run.prove(relaxed.bound)
        run.exclude(relaxed.bound, relaxed.reduced, relaxed.share)

    def _solve_small(self) -> None:
        """Solve a small problem at once."""
        run, arrays = self.run, self.run.arrays
        if arrays.n * arrays.m <= self._small and not run.stopped():
            self._solve_whole(first=False)

    def _keep_hard_ones(self) -> None:
        """Where hard constraints are still broken, look for any seating that keeps them."""
        run = self.run
        if run.value.hard and not run.stopped():
            self._solve_whole(first=True)
        if run.value.hard and not run.stopped():
            self._hard *= 10
            self._annealed(run.options.seed + 1, _AGAIN)
            self._solve_whole(first=True)

    def _solve_whole(self, *, first: bool) -> None:
        """Open every room; ``first``: the first seating that keeps the hard ones is enough."""
        run = self.run
        rooms, value = run.best()
        model = SeatingModel(run.arrays, Scope(rooms, range(run.arrays.m)))
        limits = Limits(_WHOLE, run.seconds_left(), run.options.seed)
        answer = model.solve(limits, first=first and value.hard > 0)
        run.count_work(answer.work)
        if answer.rooms is not None:
            run.offer(answer.rooms)
            run.prove(answer.bound)
        elif answer.proven:
            raise _conflict()


def _conflict() -> ConflictError:
    return ConflictError(
        Message.of(N_("The hard constraints exclude each other: no seating keeps them all."))
    )
