"""Neighbourhoods: which rooms to open together, so that an exact solve may find better.

Each kind keeps its own size: it grows where solves end with a proof, and shrinks where they do not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.seating.arrays import SeatingArrays

_SMALLEST = 4.0


@dataclass
class Kind:
    """A way to choose rooms, with the number of rooms that it chooses at present.

    Parameters
    ----------
    keep
        Soft constraints that hold must go on holding.
    narrow
        Who changes goes where the relaxation puts some of him.
    """

    choose: Callable[[Ints, int], Ints]
    keep: bool
    size: float
    narrow: bool = False

    def learn(self, proven: bool, quick: bool) -> None:
        """Grow after a quick proof, shrink without one."""
        if not proven:
            self.size = max(_SMALLEST, self.size * 0.9)
        elif quick:
            self.size *= 1.06


class Neighbourhoods:
    """All kinds, chosen by turns."""

    def __init__(self, arrays: SeatingArrays, rng: np.random.Generator) -> None:
        self.arrays, self._rng = arrays, rng
        self._partners: list[list[int]] = [[] for _ in range(arrays.n)]
        for link in arrays.links:
            self._partners[link.one].append(link.two)
            self._partners[link.two].append(link.one)
        self._floor = np.array(_numbered([room.floor for room in arrays.problem.rooms]))
        self.kinds = [
            Kind(self._by_chance, False, 12),
            Kind(self._linked, False, 12),
            Kind(self._misused, False, 12),
            Kind(self._by_chance, True, 20),
            Kind(self._misused, True, 20),
            Kind(self._on_a_floor, True, 20),
            Kind(self._on_a_floor, False, 12),
            Kind(self._shared, True, 16),
            Kind(self._by_chance, False, arrays.m, narrow=True),
        ]

    def next(self) -> Kind:
        """Return a kind by chance."""
        return self.kinds[int(self._rng.integers(len(self.kinds)))]

    def _by_chance(self, rooms: Ints, size: int) -> Ints:
        del rooms
        return self._draw(np.ones(self.arrays.m), size)

    def _draw(self, weights: Floats, size: int) -> Ints:
        """Return rooms drawn by weight, without repetition."""
        keys = self._rng.exponential(size=len(weights)) / np.maximum(weights, 1e-9)
        return np.argsort(keys)[:size]

    def _misused(self, rooms: Ints, size: int) -> Ints:
        misuse = self.arrays.misuse(self.arrays.sums(rooms, self.arrays.space))
        return self._draw(misuse + 0.3 * float(np.mean(misuse)) + 1.0, size)

    def _shared(self, rooms: Ints, size: int) -> Ints:
        """Draw from rooms that nobody has to himself by right."""
        alone = self.arrays.sums(rooms, (self.arrays.alone_hard > 0).astype(np.float64))
        return self._draw(np.where(alone > 0, 0.05, 1.0), size)

    def _on_a_floor(self, rooms: Ints, size: int) -> Ints:
        """Draw mostly from one floor."""
        del rooms
        floor = self._floor[int(self._rng.integers(self.arrays.m))]
        return self._draw(np.where(self._floor == floor, 1.0, 0.03), size)

    def _linked(self, rooms: Ints, size: int) -> Ints:
        """Walk from an entity to those that it is linked with, and to the rooms that it wants."""
        rng, arrays = self._rng, self.arrays
        chosen: dict[int, None] = {}
        waiting: list[int] = []
        for _ in range(20 * size):
            if len(chosen) >= size:
                break
            if not waiting or rng.random() < 0.2:
                waiting.append(int(rng.integers(arrays.n)))
            entity = waiting.pop(int(rng.integers(len(waiting))))
            chosen[int(rooms[entity])] = None
            wanted = np.flatnonzero(arrays.linear_soft[entity] == 0)
            if len(wanted) <= 3:
                chosen.update(dict.fromkeys(wanted.tolist()))
            waiting += [e for e in self._partners[entity] if int(rooms[e]) not in chosen][:6]
        return np.array(list(chosen)[:size], dtype=np.int64)


def _numbered(names: list[str]) -> list[int]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return [numbers[name] for name in names]
