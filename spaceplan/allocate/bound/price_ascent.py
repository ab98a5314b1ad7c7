"""Raise the bound: move the prices of rooms, and bound walks between departments beside them.

One round values all departments at the prices of rooms, by the storey of their hub. What related
departments walk is bounded together with these values (``AffinityBound``); what it gives to a hub's
storey stays as it is while the prices take some steps along the subgradient, and is worked out anew
with the new values. Only rounds prove anything: steps leave walks on storeys out at first, which is
quick, and then look at the likely hubs alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bound.affinity import AffinityBound
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE
from spaceplan.allocate.bound.room_prices import Relaxation

#: Points by which a hub's storey may cost more to be likely.
_NEAR = 3.0
#: Steps become shorter by this factor.
_SLOWER = 0.7
#: Without a better value in so many steps they become shorter.
_PATIENCE = 3
#: Part of the direction of the step before that is kept.
_MOMENTUM = 0.6
#: The price of leaving somebody out moves by this part of a step for each person too many.
_EACH = 0.02
#: An ascent ends with steps as short as this part of its first.
_SHORTEST = 0.02
#: It ends after so many rounds that did not gain this part of the bound.
_FRUITLESS, _GAIN = 2, 3e-4
#: Part of a sum by which the order of its floats could matter.
_SLACK = 1e-10

#: Prices of rooms, and of leaving somebody without a seat.
Point = tuple[Floats, float]


class _Ascent(NamedTuple):
    """Steps between two rounds, whether walks count in them, and how long the first ones are.

    ``missing``: as if the bound could still grow by this part of its value.
    """

    steps: int
    with_walks: bool
    missing: float


_ASCENTS = (_Ascent(10, False, 0.025), _Ascent(10, True, 0.004))
#: By department and storey of its hub: points.
Values = Mapping[int, Mapping[int, float]]


class PriceAscent:
    """Prices of rooms that prove more and more; rooms that several may share cost nothing.

    Parameters
    ----------
    floors
        By department: a lower bound on its own terms, known from elsewhere.
    affinity
        Bounds the walks between departments with them; None: they cost nothing.
    split
        By department: a lower bound on its own terms in offices on several sites.
    start
        Prices of rooms to begin with.
    unseated
        How many people may be left without a seat, of all departments together.
    stopped
        Whether to stop at once.
    """

    def __init__(
        self,
        relaxation: Relaxation,
        floors: Sequence[float],
        affinity: AffinityBound | None,
        split: Sequence[float],
        *,
        start: Floats,
        unseated: int,
        stopped: Callable[[], bool],
    ) -> None:
        self.relaxation = relaxation
        self.floors = floors
        self.affinity = affinity
        self.split = split
        self.stopped = stopped
        self.prices = start
        self.left_out = 0.0
        self.unseated = unseated
        self.given: dict[int, dict[int, float]] = {}
        self._may_cost = ~np.array(relaxation.problem.offices.shared, dtype=bool)
        self._hubs: Mapping[int, Ints] | None = None
        self._proven, self._proven_at = -IMPOSSIBLE, self.point
        self._direction = np.zeros_like(self.prices)
        self._pace, self._waiting, self._best = 1.0, 0, -IMPOSSIBLE

    def bounds(self) -> Iterator[float]:
        """Yield the best lower bound on own terms and affinity together, after every piece of work.

        It ends where the prices hardly move any more.
        """
        self._proven = self._round(self._proven_at)
        yield self._proven
        for ascent in _ASCENTS:
            yield from self._climb(ascent)

    def _climb(self, ascent: _Ascent) -> Iterator[float]:
        """Yield the best lower bound after every piece of work, from where it was proven on."""
        self.prices, self.left_out = self._proven_at
        self._direction = np.zeros_like(self.prices)
        self._pace, self._waiting, self._best = 1.0, 0, -IMPOSSIBLE
        fruitless = 0
        while fruitless < _FRUITLESS and self._pace > _SHORTEST:
            top, value = self.point, -IMPOSSIBLE
            for _ in range(ascent.steps):
                before = self.point
                reached = self._step(ascent)
                yield self._proven
                if reached > value:
                    top, value = before, reached
            reached = self._round(top)
            gain = reached - self._proven
            fruitless = 0 if gain > _GAIN * abs(self._proven) else fruitless + 1
            if gain > 0:
                self._proven, self._proven_at = reached, top
            yield self._proven

    @property
    def point(self) -> Point:
        """Where the ascent is."""
        return self.prices, self.left_out

    def _round(self, at: Point) -> float:
        """Value all departments with walks to hubs, and their relations; return the bound."""
        prices, left_out = at
        hubs = self.relaxation.all_hubs
        priced = self.relaxation.at(prices, left_out, hubs=hubs, stopped=self.stopped)
        values = self._floored(priced.by_hub())
        value = sum(min(points.values()) for points in values.values())
        if self.affinity is not None:
            value = self._with_affinity(self.affinity, values)
        self._hubs = priced.likely_hubs({d: self._likely(d, values[d]) for d in values})
        paid = float(prices.sum()) + left_out * self.unseated
        return value - paid - _SLACK * (abs(value) + paid)

    def _likely(self, d: int, points: Mapping[int, float]) -> list[int]:
        """Return the storeys where the hub of a department costs hardly more than the least."""
        given = self.given.get(d, {})
        all_points = {s: value + given.get(s, 0.0) for s, value in points.items()}
        least = min(all_points.values())
        return [s for s, value in all_points.items() if value <= least + _NEAR]

    def _floored(self, values: Values) -> dict[int, dict[int, float]]:
        """Leave out hubs that are impossible; nothing costs less than is known from elsewhere."""
        found = {}
        for d, points in values.items():
            floor = self.floors[d]
            possible = {s: max(v, floor) for s, v in points.items() if v < IMPOSSIBLE / 2}
            found[d] = possible or dict.fromkeys(points, floor)
        return found

    def _with_affinity(self, affinity: AffinityBound, values: Values) -> float:
        """Bound the values and the walks between departments together."""
        own = [
            np.array([values[d].get(s, np.inf) for s in hubs.tolist()])
            if d in values
            else np.zeros(len(hubs))
            for d, hubs in enumerate(affinity.hubs)
        ]
        value = affinity.together(own, self.split)
        self.given = {
            d: dict(zip(affinity.hubs[d].tolist(), given.tolist(), strict=True))
            for d, given in enumerate(affinity.given())
        }
        return value

    def _step(self, ascent: _Ascent) -> float:
        """Move the prices a step along the subgradient (Polyak's); return what they were worth."""
        looked_at = self._hubs if ascent.with_walks else None
        priced = self.relaxation.at(*self.point, hubs=looked_at, stopped=self.stopped)
        hubs: dict[int, int] = {}
        value = -float(self.prices.sum()) - self.left_out * self.unseated
        for d, points in priced.by_hub().items():
            given = self.given.get(d, {})
            least, hub = min((points[s] + given.get(s, 0.0), s) for s in points)
            if least < IMPOSSIBLE / 2:
                hubs[d] = hub
                value += least
        self._slow_down(value)
        used, seated = priced.used(hubs)
        people = sum(self.relaxation.asked[d].people for d in hubs)
        gradient = used - 1.0
        gradient[((self.prices <= 0) & (gradient < 0)) | ~self._may_cost] = 0.0
        self._direction = _MOMENTUM * self._direction + (1 - _MOMENTUM) * gradient
        length = max(1.0, float(gradient @ gradient))
        step = self._pace * ascent.missing * abs(value) / length
        self.prices = np.maximum(0.0, self.prices + step * self._direction)
        too_many = people - seated - self.unseated
        self.left_out = max(0.0, self.left_out + _EACH * step * too_many)
        return value

    def _slow_down(self, value: float) -> None:
        """Shorten the steps where they bring nothing."""
        if value > self._best + 1e-4 * abs(value):
            self._best, self._waiting = value, 0
            return
        self._waiting += 1
        if self._waiting > _PATIENCE:
            self._pace, self._waiting = self._pace * _SLOWER, 0
