"""Rooms as they were filled in good seatings: a pool, with what each filling costs by itself.

A filling (a room and who sits in it) knows its misuse, what its people cost there, and every
constraint that only asks who shares a room: of two who should share, one without the other costs
half in each of the two rooms. What else links two people is left to whoever combines fillings.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.seating.arrays import Link, SeatingArrays

Filling = tuple[int, tuple[int, ...]]
#: (entity, room) pairs up to which all of them are in the pool, and fillings in it at most.
_LARGEST, _MOST = 50_000, 60_000


class Patterns:
    """The pool; ``costs`` says what each filling costs, units, oldest first.

    Attributes
    ----------
    links
        Constraints of two entities that fillings do not know of.
    """

    def __init__(self, arrays: SeatingArrays) -> None:
        self.arrays = arrays
        self.costs: dict[Filling, float] = {}
        self.links: list[Link] = []
        self._together: list[dict[int, tuple[float, float]]] = [{} for _ in range(arrays.n)]
        self._apart: list[dict[int, tuple[float, float]]] = [{} for _ in range(arrays.n)]
        self._barred: set[Filling] = set()
        self._single = False
        same = np.eye(arrays.m, dtype=bool)
        kinds = {same.tobytes(): self._apart, (~same).tobytes(): self._together}
        for link in arrays.links:
            known = kinds.get(link.broken.tobytes())
            if known is None:
                self.links.append(link)
                continue
            for one, two in ((link.one, link.two), (link.two, link.one)):
                hard, soft = known[one].get(two, (0.0, 0.0))
                known[one][two] = (hard + link.price.hard, soft + link.price.soft)

    def collect(self, rooms: Ints) -> None:
        """Take the fillings of a seating over."""
        inside: list[list[int]] = [[] for _ in range(self.arrays.m)]
        for entity, room in enumerate(rooms.tolist()):
            inside[room].append(entity)
        for room, people in enumerate(inside):
            self.add((room, tuple(people)))

    def add(self, filling: Filling) -> None:
        """Take a filling over, unless it breaks something hard."""
        if len(self.costs) >= _MOST or filling in self.costs or filling in self._barred:
            return
        cost = self._cost(*filling)
        if cost is None:
            self._barred.add(filling)
        else:
            self.costs[filling] = cost

    @property
    def size(self) -> int:
        """How many fillings there are."""
        return len(self.costs)

    def trim(self, reduced: Mapping[Filling, float]) -> None:
        """Forget fillings of high reduced cost where there are too many."""
        if len(self.costs) > _MOST // 3:
            best = sorted(reduced, key=lambda filling: reduced[filling])[: _MOST // 5]
            self.costs = {filling: self.costs[filling] for filling in best}
            self._single = False

    def snapshot(self) -> dict[Filling, float]:
        """Return the pool as it is now, every room empty or with anybody alone in it included."""
        arrays = self.arrays
        if not self._single and arrays.n * arrays.m <= _LARGEST:
            self._single = True
            for room in range(arrays.m):
                self.add((room, ()))
                for entity in range(arrays.n):
                    self.add((room, (entity,)))
        return dict(self.costs)

    def bonus(self) -> Floats:
        """Return what two people in one room cost more than each in another one, units."""
        bonus = np.zeros((self.arrays.n, self.arrays.n))
        for sign, known in ((-1.0, self._together), (1.0, self._apart)):
            for one, prices in enumerate(known):
                for two, (hard, soft) in prices.items():
                    bonus[one, two] += sign * soft + (np.inf if sign > 0 and hard else 0.0)
        return bonus

    def _cost(self, room: int, people: tuple[int, ...]) -> float | None:
        """Return what a filling costs, None where it breaks something hard."""
        arrays, those = self.arrays, list(people)
        left = float(arrays.area[room] - np.sum(arrays.space[those]))
        hard = float(np.sum(arrays.linear_hard[those, room])) + (len(those) > arrays.seats[room])
        cost = float(np.sum(arrays.linear_soft[those, room]))
        cost += max(arrays.under * left, -arrays.over * left)
        if left < 0:
            hard += float(arrays.full_hard[room])
            cost += float(arrays.full_soft[room])
        if len(those) > 1:
            hard += float(np.sum(arrays.alone_hard[those]))
            cost += float(np.sum(arrays.alone_soft[those]))
        for entity in those:
            for broken, soft in self._shared(entity, people):
                hard += broken
                cost += soft / 2
        return None if hard else cost

    def _shared(self, entity: int, people: tuple[int, ...]) -> list[tuple[float, float]]:
        """Return the constraints of an entity that are broken among these people."""
        missed = [price for other, price in self._together[entity].items() if other not in people]
        met = [price for other, price in self._apart[entity].items() if other in people]
        return missed + met
