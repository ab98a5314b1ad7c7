"""Annealing: an entity at random, then any of its moves by the weight exp(−cost / temperature).

The move is drawn by adding Gumbel noise to all of them and taking the best (Gumbel-max sampling),
so that no draw is rejected and one pass over arrays does the work of hundreds of trials.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.seating.clock import STEPS_A_UNIT, Run
from spaceplan.allocate.seating.state import SeatingState

_NOISE, _BATCH = 1 << 17, 256
#: Below this share of a typical soft price, what rooms hold is worth remembering.
_COLD = 0.3


@dataclass(frozen=True)
class Cooling:
    """Temperatures at the beginning and the end, in typical soft prices."""

    high: float
    low: float


class Annealer:
    """A state that is cooled; what it finds on the way is offered to the run."""

    def __init__(self, run: Run, state: SeatingState, seed: int) -> None:
        self.run, self.state = run, state
        self._rng = np.random.default_rng(seed)
        self._width = state.n + state.m
        self._noise = self._rng.gumbel(size=max(_NOISE, 2 * self._width))

    def cool(self, typical: float, share: Cooling, until: float) -> None:
        """Cool while the run has used less than ``until``; a typical soft price sets the scale."""
        run = self.run
        high, low = share.high * typical, share.low * typical
        begin = run.spent()
        while not run.stopped() and (spent := run.spent()) < until:
            done = (spent - begin) / max(until - begin, 1e-9)
            temperature = high * (low / high) ** done
            self._steps(temperature)
            if temperature < _COLD * typical:
                run.patterns.collect(self.state.rooms)
            run.count_work(_BATCH / STEPS_A_UNIT)

    def _steps(self, temperature: float) -> None:
        state, rng, noise = self.state, self._rng, self._noise
        width = self._width
        entities = rng.integers(0, state.n, _BATCH).tolist()
        offsets = rng.integers(0, len(noise) - width, _BATCH).tolist()
        for entity, offset in zip(entities, offsets, strict=True):
            deltas = state.deltas(entity)
            drawn = noise[offset : offset + width] * -temperature
            drawn += deltas
            move = int(drawn.argmin())
            delta = float(deltas[move])
            if delta:
                state.apply(entity, move, delta)
                if delta < 0 and state.energy < self.run.value.cost + self._handicap():
                    self.run.offer(state.rooms)

    def _handicap(self) -> float:
        """Return what the best so far counts more than its cost, for what it breaks."""
        return self.run.value.hard * self.state.hard
