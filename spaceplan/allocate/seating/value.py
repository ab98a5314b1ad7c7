"""What a seating is worth: hard constraints broken first, then the cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.seating.arrays import UNITS_A_POINT, SeatingArrays


@dataclass(frozen=True, order=True)
class Value:
    """Smaller is better: hard constraints broken, then units of cost."""

    hard: int
    cost: int

    @property
    def points(self) -> float:
        """The cost in points."""
        return self.cost / UNITS_A_POINT


@dataclass(frozen=True)
class Parts:
    """Units of misuse and of broken soft constraints, and hard constraints broken."""

    hard: int
    misuse: int
    soft: int

    @property
    def value(self) -> Value:
        """Both parts of the cost together."""
        return Value(self.hard, self.misuse + self.soft)


def evaluate(arrays: SeatingArrays, rooms: Ints) -> Parts:
    """Return what a seating (room of each entity) costs, counted from nothing."""
    everyone = np.arange(arrays.n)
    loads = arrays.sums(rooms, arrays.space)
    heads = np.bincount(rooms, minlength=arrays.m)
    over_full, shared = loads > arrays.area, heads[rooms] > 1
    hard = np.sum(arrays.linear_hard[everyone, rooms])
    soft = np.sum(arrays.linear_soft[everyone, rooms])
    hard += np.sum(arrays.full_hard[over_full]) + np.sum(arrays.alone_hard[shared])
    soft += np.sum(arrays.full_soft[over_full]) + np.sum(arrays.alone_soft[shared])
    hard += np.sum(heads > arrays.seats)
    for link in arrays.links:
        if link.broken[rooms[link.one], rooms[link.two]]:
            hard += link.price.hard
            soft += link.price.soft
    return Parts(int(hard), int(np.sum(arrays.misuse(loads))), int(soft))
