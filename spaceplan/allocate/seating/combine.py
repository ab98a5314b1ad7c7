"""The best seating that can be put together from fillings of rooms: a set-partitioning programme.

    every room has one filling, every entity is in one filling
    Σ (fillings of e in rooms R) − Σ (fillings of f where no room of R is wrong) ≤ flag

Its linear relaxation is strong, for misuse is exact in it; fillings whose reduced cost shows that
no better seating uses them are left out of the whole-number programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.seating.arrays import UNITS_A_POINT, Link, SeatingArrays, like_rows
from spaceplan.allocate.seating.patterns import Filling

_SLACK = 1e-6


@dataclass(frozen=True)
class MixedLimits:
    """Limits of one whole-number programme: seconds and nodes."""

    seconds: float
    nodes: int


@dataclass(frozen=True)
class Combined:
    """What a combination found: rooms, None where nothing is better; the relaxation's value."""

    rooms: Ints | None
    bound: float
    proven: bool
    nodes: int
    columns: int


class Combination:
    """The programme of some fillings."""

    def __init__(
        self, arrays: SeatingArrays, pool: dict[Filling, float], links: list[Link]
    ) -> None:
        self.arrays, self._links = arrays, links
        self.fillings: list[Filling] = list(pool)
        self._known: tuple[float, Floats] | None = None
        self._sits()
        costs = list(pool.values())
        costs += [0.0 if k.price.hard else k.price.soft for k in self._links]
        self._cost = np.array(costs) / UNITS_A_POINT
        self._upper = np.ones(len(costs))
        self._upper[len(self.fillings) :] = [0.0 if k.price.hard else 1.0 for k in self._links]
        self._equal = self._partition()
        self._less = self._linked()

    def _sits(self) -> None:
        """List for each entity its columns, and their rooms."""
        self._rooms = np.array([room for room, _ in self.fillings])
        columns: list[list[int]] = [[] for _ in range(self.arrays.n)]
        for column, (_, people) in enumerate(self.fillings):
            for entity in people:
                columns[entity].append(column)
        self._columns = [np.array(some, dtype=np.int64) for some in columns]

    def _partition(self) -> Any:
        arrays, number = self.arrays, len(self.fillings)
        rows = [np.full(len(c), e) for e, c in enumerate(self._columns)]
        rows.append(arrays.n + self._rooms)
        columns = np.concatenate([*self._columns, np.arange(number)])
        shape = (arrays.n + arrays.m, len(self._cost))
        return coo_array((np.ones(len(columns)), (np.concatenate(rows), columns)), shape).tocsr()

    def _linked(self) -> Any:
        rows, columns, values, row = [], [], [], 0
        for number, link in enumerate(self._links):
            flag = np.array([len(self.fillings) + number])
            for one, two in ((link.one, link.two), (link.two, link.one)):
                first, second = self._columns[one], self._columns[two]
                for members, wrong in like_rows(link.broken):
                    here = first[np.isin(self._rooms[first], members)]
                    fine = second[~wrong[self._rooms[second]]]
                    # Fillings with both of them are on both sides.
                    for some, value in ((here, 1.0), (fine, -1.0), (flag, -1.0)):
                        rows.append(np.full(len(some), row))
                        columns.append(some)
                        values.append(np.full(len(some), value))
                    row += 1
        if not row:
            return coo_array((0, len(self._cost))).tocsr()
        parts = (np.concatenate(rows), np.concatenate(columns))
        shape = (row, len(self._cost))
        return coo_array((np.concatenate(values), parts), shape).tocsr()

    def reduced_costs(self, seconds: float) -> tuple[float, dict[Filling, float]]:
        """Return the value of the relaxation and the reduced cost of each filling, points."""
        bound, reduced = self._relaxed(seconds)
        self._known = (bound, reduced)
        return bound, dict(zip(self.fillings, reduced.tolist(), strict=False))

    def solve(self, below: float, share: float, limits: MixedLimits) -> Combined:
        """Look for a seating that costs less than ``below`` units.

        ``share``: only with fillings whose reduced cost is in this share of what can be gained.
        """
        bound, reduced = self._known or self._relaxed(limits.seconds)
        target = below / UNITS_A_POINT - _SLACK
        keep = reduced < share * (target - bound)
        keep[len(self.fillings) :] = True
        count = int(np.sum(keep))
        if bound >= target:
            return Combined(None, bound, True, 0, count)
        equal, less = self._equal[:, keep], self._less[:, keep]
        constraints = [LinearConstraint(equal, 1, 1)]
        if less.shape[0]:
            constraints.append(LinearConstraint(less, -np.inf, 0))
        solve: Any = milp
        answer = solve(
            self._cost[keep],
            integrality=np.ones(count),
            bounds=Bounds(0, self._upper[keep]),
            constraints=constraints,
            options={"time_limit": max(0.1, limits.seconds), "node_limit": limits.nodes},
        )
        done, spent = answer.status in (0, 2), int(answer.mip_node_count or 0)
        rooms = None if answer.x is None else self._seating(np.flatnonzero(keep), answer.x)
        return Combined(rooms, bound, done, spent, count)

    def _relaxed(self, seconds: float) -> tuple[float, Floats]:
        solve: Any = linprog
        less = self._less if self._less.shape[0] else None
        answer = solve(
            self._cost,
            A_ub=less,
            b_ub=None if less is None else np.zeros(less.shape[0]),
            A_eq=self._equal,
            b_eq=np.ones(self._equal.shape[0]),
            bounds=np.stack([np.zeros(len(self._cost)), self._upper], axis=1),
            method="highs",
            options={"time_limit": max(0.1, seconds)},
        )
        if answer.status != 0:
            return 0.0, np.zeros(len(self._cost))
        reduced = self._cost - self._equal.T @ answer.eqlin.marginals
        if less is not None:
            reduced = reduced - less.T @ answer.ineqlin.marginals
        return float(answer.fun), np.maximum(0.0, reduced)

    def _seating(self, kept: Ints, x: Floats) -> Ints:
        rooms = np.zeros(self.arrays.n, dtype=np.int64)
        for column in kept[x > 0.5]:
            if column < len(self.fillings):
                room, people = self.fillings[column]
                rooms[list(people)] = room
        return rooms
