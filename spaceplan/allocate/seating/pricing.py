"""New fillings that a relaxation over the known ones would like: column generation by trying.

The reduced cost of a filling is what its misuse costs, less the price of the room, plus what each
of its people adds there; what one person adds follows from the reduced cost of sitting there alone.
For each room all pairs and triples are tried, then the best ones with one person more, and so on;
best for going on means: at the least cost if somebody else filled the rest for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.seating.arrays import UNITS_A_POINT, SeatingArrays
from spaceplan.allocate.seating.patterns import Filling, Patterns

#: How many people are tried in a room, how many groups get one person more, how many people fill a
#: room, and how many fillings a room gives.
_TRIED, _BEAM, _HEADS, _GIVEN = 100, 300, 7, 60


class Pricing:
    """Finds fillings of low reduced cost."""

    def __init__(self, patterns: Patterns) -> None:
        self.arrays: SeatingArrays = patterns.arrays
        self._bonus = patterns.bonus() / UNITS_A_POINT
        self._space = self.arrays.space
        self._slack = float(np.median(self._space)) / 2 if self.arrays.n else 0.0

    def fillings(
        self, reduced: Mapping[Filling, float], below: float, rooms: Iterable[int]
    ) -> list[Filling]:
        """Return fillings of rooms with reduced costs below so many points, the least of each."""
        found: list[Filling] = []
        for room in rooms:
            alone = [reduced.get((room, (e,)), np.inf) for e in range(self.arrays.n)]
            empty = reduced.get((room, ()), np.inf)
            if np.isfinite(empty):
                found += self._of_room(room, np.array(alone), empty, below)
        return found

    def _of_room(self, room: int, alone: Floats, empty: float, below: float) -> list[Filling]:
        arrays = self.arrays
        price = float(self._misuse(room, np.zeros(1))[0]) - empty
        adds = alone - self._misuse(room, self._space) + price
        adds[arrays.alone_hard > 0] = np.inf
        score = adds - arrays.under * self._space / UNITS_A_POINT
        tried = np.argsort(score, kind="stable")[:_TRIED]
        tried = tried[np.isfinite(adds[tried])]
        costs: list[Floats] = []
        groups: list[list[int]] = []
        beam, value = tried[:, None], adds[tried] - price
        for heads in range(2, _HEADS + 1):
            beam, value = self._longer(beam, value, tried, adds, ordered=heads <= 3)
            load = self._space[beam].sum(axis=1)
            cost = value + self._misuse(room, load)
            good = np.flatnonzero(cost < below)
            good = good[np.argsort(cost[good], kind="stable")[: 2 * _GIVEN]]
            costs.append(cost[good])
            groups += beam[good].tolist()
            if heads > 2:
                key = value - arrays.under * load / UNITS_A_POINT
                key[load > arrays.area[room] + self._slack] = np.inf
                best = np.argsort(key, kind="stable")[:_BEAM]
                best = best[np.isfinite(key[best])]
                beam, value = beam[best], value[best]
            if not len(beam):
                break
        order = np.argsort(np.concatenate(costs), kind="stable").tolist()
        return list(dict.fromkeys((room, tuple(sorted(groups[i]))) for i in order))[:_GIVEN]

    def _longer(
        self, beam: Ints, value: Floats, tried: Ints, adds: Floats, *, ordered: bool
    ) -> tuple[Ints, Floats]:
        """Return groups with one person more; ``ordered``: each set of people but once."""
        fits = ~np.any(beam[:, :, None] == tried[None, None, :], axis=1)
        if ordered:
            fits &= beam[:, -1, None] < tried[None, :]
        rows, columns = np.nonzero(fits)
        people = tried[columns]
        more = value[rows] + adds[people]
        for place in range(beam.shape[1]):
            more += self._bonus[beam[rows, place], people]
        return np.column_stack([beam[rows], people]), more

    def _misuse(self, room: int, loads: Floats) -> Floats:
        """Return under- and overuse of a room that holds so much, points."""
        left = self.arrays.area[room] - loads
        misuse = np.maximum(self.arrays.under * left, -self.arrays.over * left)
        return np.asarray(misuse / UNITS_A_POINT, dtype=np.float64)
