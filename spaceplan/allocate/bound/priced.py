"""The departments at one set of prices of rooms: what each costs, and the rooms that it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE
from spaceplan.allocate.bound.sum_values import trace_hub, with_hubs, work_out

if TYPE_CHECKING:
    from spaceplan.allocate.bound.room_prices import Relaxation

#: Hubs of a storey that are likely, at most.
_LIKELY = 3


class Priced:
    """The departments at one set of prices.

    Parameters
    ----------
    nearest
        By row of the tables and people: the cheapest hub on the storey; None: walks on storeys are
        not counted.
    """

    def __init__(
        self,
        relaxation: Relaxation,
        prices: Floats,
        left_out: float,
        tables: Floats,
        nearest: Ints | None,
    ) -> None:
        self.relaxation = relaxation
        self.prices = prices
        self.left_out = left_out
        self.tables = tables
        self.nearest = nearest
        steps = relaxation.steps
        self._values = np.empty(steps.entries[0])
        work_out(steps, tables, self._values)
        self.points = np.empty(len(steps.hubs))
        with_hubs(steps, tables, self._values, left_out, self.points)

    def by_hub(self) -> dict[int, dict[int, float]]:
        """Return points by department and storey of its hub, prices of rooms included."""
        points = self.points.tolist()
        return {
            d: {s: points[h] for s, h in hubs.items()} for d, hubs in self.relaxation.hubs.items()
        }

    def likely_hubs(self, storeys: Mapping[int, Iterable[int]]) -> dict[int, Ints]:
        """Return by storey the rooms that are the cheapest hub of most whole departments there.

        Parameters
        ----------
        storeys
            Where each department's hub may be.
        """
        assert self.nearest is not None
        relaxation = self.relaxation
        found: dict[int, Counter[int]] = {s: Counter() for s in relaxation.columns}
        for d, likely in storeys.items():
            asked = relaxation.asked[d]
            for s in likely:
                row = relaxation.row_of(d, s)
                if self.tables[row, 1, asked.people] < IMPOSSIBLE / 2:
                    found[s][int(self.nearest[row, asked.people])] += 1
        return {
            s: np.array([hub for hub, _ in hubs.most_common(_LIKELY)] or [1], dtype=np.int64)
            for s, hubs in found.items()
        }

    def used(self, hubs: Mapping[int, int]) -> tuple[Floats, int]:
        """Return how many departments hold each office in their cheapest plans, and the seated.

        Parameters
        ----------
        hubs
            By department the storey of its hub.
        """
        relaxation = self.relaxation
        used = np.zeros(len(self.prices), dtype=np.int64)
        most = 1 + int(relaxation.steps.entries[1])
        stack = np.empty((len(relaxation.steps.kind) + most, 2), dtype=np.int64)
        found = np.empty((most, 2), dtype=np.int64)
        seated = 0
        for d, hub in hubs.items():
            h = relaxation.hubs[d][hub]
            places = trace_hub(
                relaxation.steps, h, self.tables, self._values, self.left_out, stack, found
            )
            seated += int(found[:places, 1].sum())
            for place, (row, people) in enumerate(found[:places].tolist()):
                nearest = None
                if self.nearest is not None:
                    nearest = 0 if place else int(self.nearest[row, people])
                relaxation.count_rooms(row, people, self.prices, used, hub=nearest)
        return used.astype(np.float64), seated
