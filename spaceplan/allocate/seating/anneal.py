"""Annealing: an entity at random, then any of its moves by the weight exp(−cost / temperature).

The move is drawn by adding Gumbel noise to all of them and taking the best (Gumbel-max sampling),
so that no draw is rejected. Some of the moves are those of its room as a whole.
"""

from __future__ import annotations

from threading import Thread

import numpy as np

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.cooling import Cooling
from spaceplan.allocate.seating.moves import walk
from spaceplan.allocate.seating.result import SeatingOptions
from spaceplan.allocate.seating.state import SeatingState
from spaceplan.model import Entity, SeatingProblem, SeatRoom
from spaceplan.progress import SILENT

_NOISE = 1 << 17
#: Moves priced that count as one unit of work, and those that a step counts besides its own:
#: about a second.
_A_UNIT, _A_STEP = 120_000_000, 150
#: Moves priced between two looks at the clock: a few milliseconds.
_BATCH = 800_000
#: Batches between two seatings whose rooms are remembered, once it is cold: below this share of a
#: typical soft price.
_APART, _COLD = 4, 0.3
#: Seconds between two looks at the clock while it is compiled.
_POLL = 0.02


def compile_now() -> None:
    """Compile once on a machine, so that no run has to wait for it."""
    problem = SeatingProblem((Entity("", "", 1),), (SeatRoom("", "", 1, (), None),), ())
    run = Run(SeatingArrays(problem), SeatingOptions(), SILENT)
    Annealer(run, run.rooms, 1.0, 0).compile()


def are_compiled(run: Run) -> bool:
    """Wait until all is compiled, seconds for the first time on a machine; False: the run ended.

    Compiling goes on beside, and is remembered for the next run.
    """
    annealer = Annealer(run, run.best()[0], 1.0, 0)
    thread = Thread(target=annealer.compile, daemon=True)
    thread.start()
    while thread.is_alive() and not run.stopped():
        thread.join(_POLL)
    return not thread.is_alive()


class Annealer:
    """A seating that is cooled; what it finds on the way is offered to the run.

    Parameters
    ----------
    hard
        Units that a broken hard constraint counts.
    """

    def __init__(self, run: Run, rooms: Ints, hard: float, seed: int) -> None:
        state = SeatingState(run.arrays, rooms, hard)
        self.run, self.state = run, state
        self._rng = np.random.default_rng(seed)
        width = state.n + state.m
        self._noise = self._rng.gumbel(size=max(_NOISE, 2 * width))
        self._last = len(self._noise) - width
        self._batch = max(1, _BATCH // (width + _A_STEP))
        self._work = self._batch * (width + _A_STEP) / _A_UNIT
        self._best = state.energy
        self._best_rooms = state.rooms.copy()

    def cool(self, typical: float, share: Cooling, until: float) -> Ints:
        """Cool while the run has used less than ``until``; return the best on the way.

        A typical soft price sets the scale.
        """
        run = self.run
        high, low = share.high * typical, share.low * typical
        begin, batches = run.spent(), 0
        while not run.stopped() and (spent := run.spent()) < until:
            done = (spent - begin) / max(until - begin, 1e-9)
            temperature = high * (low / high) ** done
            found = self._steps(temperature)
            cold = temperature < _COLD * typical
            if found and cold:
                run.offer(self._best_rooms)
            batches += 1
            if cold and batches % _APART == 0:
                run.collect(self.state.rooms)
            run.count_work(self._work)
        run.offer(self._best_rooms)
        return self._best_rooms

    def compile(self) -> None:
        """Have everything compiled, or loaded where it was before; nothing moves."""
        nobody = np.zeros(0, dtype=np.int64)
        self._walk(nobody, nobody, 1.0)

    def _steps(self, temperature: float) -> bool:
        """Do a batch of steps; return whether the best so far came up."""
        state, rng = self.state, self._rng
        entities = rng.integers(0, state.n, self._batch)
        offsets = rng.integers(0, self._last, self._batch)
        before = self._best
        self._walk(entities, offsets, temperature)
        return self._best < before

    def _walk(self, entities: Ints, offsets: Ints, temperature: float) -> None:
        state = self.state
        state.energy, self._best = walk(
            state.tables,
            self._noise,
            (entities, offsets),
            temperature,
            (state.energy, self._best),
            self._best_rooms,
        )
