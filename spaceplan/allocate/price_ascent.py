"""Raise the bound: move the prices of rooms, and bound walks between departments beside them.

One round values all departments at the prices of rooms, by the storey of their hub. What related
departments walk is bounded together with these values (``AffinityBound``); what it gives to a hub's
storey stays as it is while the prices take some steps along the subgradient, and is worked out anew
with the new values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from spaceplan.allocate.affinity_bound import AffinityBound
from spaceplan.allocate.min_plus import IMPOSSIBLE, Floats
from spaceplan.allocate.room_prices import Relaxation

#: Steps of the prices between two rounds with walks on the hub's storey.
_STEPS = 6
#: A step is this part of what the bound may still grow by, as a guess (part of its value).
_MISSING = 0.05
_PACE, _SLOWER = 0.5, 0.7
#: Without a better value in so many steps they become shorter.
_PATIENCE = 3
#: Part of the direction of the step before that is kept.
_MOMENTUM = 0.6
#: The price of leaving somebody out moves by this part of a step for each person too many.
_EACH = 0.02
#: The search for better prices ends with steps as short as this part of the first.
_SHORTEST = 0.02
#: Hubs taken together in all rounds but the last, which is that much longer.
_GROUP = 4
#: It ends after so many rounds that did not gain this part of the bound.
_FRUITLESS, _GAIN = 6, 2e-4
#: Part of a sum by which the order of its floats could matter.
_SLACK = 1e-10

#: Prices of rooms, and of leaving somebody without a seat.
Point = tuple[Floats, float]
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
    unplaced
        How many people may be left without a seat, of all departments together.
    stopped
        Whether to stop at once.
    late
        Whether it is time for the last round, which takes walks room by room, given the seconds
        that a round took.
    seconds_left
        What the clock says.
    """

    def __init__(
        self,
        relaxation: Relaxation,
        floors: Sequence[float],
        affinity: AffinityBound | None,
        split: Sequence[float],
        *,
        start: Floats,
        unplaced: int,
        stopped: Callable[[], bool],
        late: Callable[[float], bool],
        seconds_left: Callable[[], float],
    ) -> None:
        self.relaxation = relaxation
        self.floors = floors
        self.affinity = affinity
        self.split = split
        self.stopped = stopped
        self.late = late
        self.seconds_left = seconds_left
        self._took = 0.0
        self.prices = start
        self.left_out = 0.0
        self.unplaced = unplaced
        self.given: dict[int, dict[int, float]] = {}
        self._may_cost = ~np.array(relaxation.problem.offices.shared, dtype=bool)
        self._direction = np.zeros_like(self.prices)
        self._pace, self._waiting, self._best = _PACE, 0, -IMPOSSIBLE

    def bounds(self) -> Iterator[float]:
        """Yield the best lower bound on own terms and affinity together, after every piece of work.

        It ends where the prices hardly move any more.
        """
        best_point = self.point
        proven, fruitless = self._round(best_point, _GROUP), 0
        yield proven
        while (
            fruitless < _FRUITLESS and self._pace > _SHORTEST * _PACE and not self.late(self._took)
        ):
            best, value = self.point, -IMPOSSIBLE
            for _ in range(_STEPS):
                before = self.point
                reached = self._step()
                yield proven
                if reached > value:
                    best, value = before, reached
            reached = self._round(best, _GROUP)
            fruitless = 0 if reached > proven + _GAIN * abs(proven) else fruitless + 1
            if reached > proven:
                proven, best_point = reached, best
            yield proven
        yield max(proven, self._round(best_point, 1))

    @property
    def point(self) -> Point:
        """Where the ascent is."""
        return self.prices, self.left_out

    def _round(self, at: Point, group: int) -> float:
        """Value all departments with walks to hubs, and their relations; return the bound."""
        prices, left_out = at
        began = self.seconds_left()
        priced = self.relaxation.at(prices, left_out, group=group, stopped=self.stopped)
        values = self._floored(priced.by_hub())
        value = sum(min(points.values()) for points in values.values())
        if self.affinity is not None:
            value = self._with_affinity(self.affinity, values)
        self._took = began - self.seconds_left()
        paid = float(prices.sum()) + left_out * self.unplaced
        return value - paid - _SLACK * (abs(value) + paid)

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

    def _step(self) -> float:
        """Move the prices a step along the subgradient (Polyak's); return what they were worth.

        Walks to hubs are left out here: prices that are good without them are good with them.
        """
        priced = self.relaxation.at(*self.point, group=0, stopped=self.stopped)
        hubs: dict[int, int] = {}
        value = -float(self.prices.sum()) - self.left_out * self.unplaced
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
        step = self._pace * _MISSING * abs(value) / length
        self.prices = np.maximum(0.0, self.prices + step * self._direction)
        too_many = people - seated - self.unplaced
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
