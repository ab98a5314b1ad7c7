"""Who does what in a seating run: one anneals, a helper proves, combines rooms and improves.

With one worker everything comes by turns, in an order that repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

import numpy as np

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seating_model import Scope, SeatingModel
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.combiner import Combiner
from spaceplan.allocate.seating.cooling import Cooling
from spaceplan.allocate.seating.helper import Helper, Task
from spaceplan.allocate.seating.improve import Improver
from spaceplan.allocate.seating.relaxation import Relaxation
from spaceplan.allocate.seating.value import evaluate
from spaceplan.errors import ConflictError
from spaceplan.i18n import N_, Message

#: What a broken hard constraint counts, in typical soft prices: at first, so that the search gets
#: past them; how much more where they stay broken, and at most.
_BROKEN, _MORE, _MOST_BROKEN = 1.5, 3.0, 1000.0
#: Share of the limits for annealing at first; how often again where hard ones are broken.
_FIRST, _AGAIN = 0.1, 4
#: Share of the limits of each further annealing, and of improving by turns with it.
_ROUND, _TURN = 0.06, 0.04
#: From a seating at random, and from the best so far.
_HOT, _WARM = Cooling(0.8, 0.06), Cooling(0.35, 0.06)
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
        arrays = run.arrays
        prices = [float(link.price.soft) for link in arrays.links]
        tables = (arrays.linear_soft, arrays.alone_soft, arrays.full_soft)
        prices += [p for table in tables for p in np.unique(table).tolist()]
        positive = [price for price in prices if price > 0]
        space = (arrays.under + arrays.over) * float(np.mean(arrays.space)) / 4
        #: What a typical soft constraint costs, units: temperatures are counted in it.
        self._typical = (float(np.median(positive)) if positive else space) or 1.0
        self._hard = _BROKEN * self._typical

    def work(self) -> None:
        """Work until the limits are reached, the user stops, or the best is proven.

        What goes wrong on the way is a fault of the run, which keeps the best so far.

        Raises
        ------
        ConflictError
            If it is proven that no seating keeps all hard constraints.
        """
        run = self.run
        helpers: list[Helper] = []
        run.offer(np.arange(run.arrays.n) % run.arrays.m)
        run.prove(run.arrays.least_misuse())
        try:
            self._solve_small()
            if not run.stopped():
                helpers += self._helpers()
            self._search(alone=not helpers)
        except KeyboardInterrupt:
            run.interrupt()
        except ConflictError as conflict:
            run.refute(conflict)
        except Exception as error:
            run.fail(fault_message(error))
        finally:
            run.close()
            for helper in helpers:
                helper.close()
        if run.conflict is not None:
            raise run.conflict

    def _helpers(self) -> Sequence[Helper]:
        """Start the other workers, which hear of everything from now on."""
        run = self.run
        until = monotonic() + run.seconds_left()
        tasks = [
            Task(run.arrays.problem, run.options, number, run.best()[0], until)
            for number in range(1, run.options.workers)
        ]
        helpers = [Helper(run, task) for task in tasks]
        run.watchers += helpers
        run.combines = not helpers
        return helpers

    def _search(self, *, alone: bool) -> None:
        self.run.progress.step(N_("annealing"))
        self._annealed(self.run.options.seed, _FIRST)
        if alone:
            self._relax()
        self._keep_hard_ones()
        self._go_on(combining=alone)

    def help(self, number: int) -> None:
        """Prove (the first helper) or anneal, then combine and improve.

        Raises
        ------
        ConflictError
            If it is proven that no seating keeps all hard constraints.
        """
        run, seed = self.run, self.run.options.seed + 7919 * number
        run.prove(run.arrays.least_misuse())
        if number == 1:
            self._relax()
            if run.value.hard:
                self._solve_whole(first=True)
        else:
            self._annealed(seed, run.spent() + _FIRST)
        self._refine(seed)

    def _annealed(self, seed: int, until: float) -> Ints:
        """Cool a seating at random while the run has used less than so much; return it."""
        run = self.run
        rooms = np.random.default_rng(seed).integers(0, run.arrays.m, run.arrays.n)
        return self._cooled(rooms, seed, _HOT, until)

    def _cooled(self, rooms: Ints, seed: int, cooling: Cooling, until: float) -> Ints:
        """Cool a seating; where hard constraints stay broken, they count more the next time."""
        # It loads the compiler, for which only those wait who anneal.
        from spaceplan.allocate.seating.anneal import Annealer, are_compiled

        if not are_compiled(self.run):
            return rooms
        annealer = Annealer(self.run, rooms, self._hard, seed)
        found = annealer.cool(self._typical, cooling, until)
        if evaluate(self.run.arrays, found).hard:
            self._hard = min(self._hard * _MORE, _MOST_BROKEN * self._typical)
        return found

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
        for again in range(_AGAIN):
            if not run.value.hard or run.stopped():
                return
            self._annealed(run.options.seed + 1 + again, run.spent() + _ROUND)
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
