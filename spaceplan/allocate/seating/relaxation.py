"""A linear relaxation of the seating problem: its value is a bound, its prices exclude rooms.

Who must sit alone (hard) pays the exact misuse of the room where he sits; the others share:

    Σ_r x_er = 1;  Σ_{e alone} x_er = own_r;  x_er + own_r ≤ 1 for the others
    lack_r ≥ Σ_e s_e·x_er − a_r·(1 − own_r);  lack_r ≥ (s_e − a_r)·x_er for each of the others
    cost_r = under·(a_r·(1 − own_r) − Σ_e s_e·x_er) + (under + over)·lack_r, sums over the others
    a broken link of e and f costs at least Σ_{r in R} x_er − Σ_{r not broken with R} x_fr

The bound is computed from the dual prices, whatever they are, so that it holds even where the
solver's tolerances do not; a seating that costs less than U uses no x whose reduced cost is more
than U − bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.seating.arrays import UNITS_A_POINT, Link, SeatingArrays, like_rows

#: Points that are taken off, for sums of floats in another order.
_SLACK = 1e-6


@dataclass(frozen=True)
class Relaxed:
    """What the relaxation says.

    Parameters
    ----------
    infeasible
        No seating keeps all hard constraints.
    bound
        Units that no seating goes below.
    reduced
        (entity, room): units by which the bound rises where the entity sits there; infinite where
        it cannot.
    share
        (entity, room): how much of the entity sits there.
    """

    infeasible: bool
    bound: float
    reduced: Floats
    share: Floats


class _Rows:
    """Rows of a sparse matrix in the making, with their right-hand sides."""

    def __init__(self) -> None:
        self._rows: list[Ints] = []
        self._columns: list[Ints] = []
        self._values: list[Floats] = []
        self.right: list[float] = []
        self.size = 0

    def add(self, parts: Iterable[tuple[Ints, Floats | float]], right: float) -> None:
        row = len(self.right)
        for columns, values in parts:
            self._rows.append(np.full(len(columns), row, dtype=np.int64))
            self._columns.append(columns)
            self.size += len(columns)
            self._values.append(np.broadcast_to(np.float64(values), columns.shape))
        self.right.append(right)

    def matrix(self, width: int) -> coo_array:
        parts = (np.concatenate(self._rows), np.concatenate(self._columns))
        return coo_array((np.concatenate(self._values), parts), (len(self.right), width))


class Relaxation:
    """The linear programme of a problem."""

    def __init__(self, arrays: SeatingArrays) -> None:
        self.arrays = arrays
        self._cost: list[float] = []
        self._upper: list[float] = []
        self._equal, self._less = _Rows(), _Rows()
        self._alone: Bools = arrays.alone_hard > 0
        self.x = self._sit()
        self._constant = arrays.under * float(np.sum(arrays.area)) / UNITS_A_POINT
        for room in range(arrays.m):
            self._fill(room)
        for link in arrays.links:
            self._link(link)

    def _new(self, units: float, upper: float = 1.0) -> Ints:
        self._cost.append(units / UNITS_A_POINT)
        self._upper.append(upper)
        return np.array([len(self._cost) - 1])

    def _sit(self) -> Ints:
        """Make the x of who may sit where, −1 where he may not; everybody sits somewhere."""
        arrays = self.arrays
        left = arrays.area[None, :] - arrays.space[:, None]
        alone = self._alone[:, None]
        exact = np.maximum(arrays.under * left, -arrays.over * left)
        exact = exact + np.where(left < 0, arrays.full_soft[None, :], 0.0)
        shared = np.broadcast_to(-arrays.under * arrays.space[:, None], left.shape)
        cost = arrays.linear_soft + np.where(alone, exact, shared)
        never = (arrays.linear_hard > 0) | ((left < 0) & (arrays.full_hard[None, :] > 0))
        x = np.full(left.shape, -1, dtype=np.int64)
        x[~never] = np.arange(np.count_nonzero(~never))
        self._cost = (cost[~never] / UNITS_A_POINT).tolist()
        self._upper = [1.0] * len(self._cost)
        for row in x:
            self._equal.add([(row[row >= 0], 1.0)], 1.0)
        return x

    def _fill(self, room: int) -> None:
        arrays, column = self.arrays, self.x[:, room]
        here = column >= 0
        alone, others = column[here & self._alone], np.flatnonzero(here & ~self._alone)
        area, spaces = arrays.area[room] / 100, arrays.space[others] / 100
        own = self._new(-arrays.under * arrays.area[room])
        self._equal.add([(alone, 1.0), (own, -1.0)], 0.0)
        for x in column[others]:
            self._less.add([(np.array([x]), 1.0), (own, 1.0)], 1.0)
        most = max(0.0, float(np.sum(spaces)) - area)
        if arrays.full_hard[room]:
            most = 0.0
        lack = self._new((arrays.under + arrays.over) * 100, most)
        self._less.add([(column[others], spaces), (own, area), (lack, -1.0)], area)
        for x, excess in zip(column[others], spaces - area, strict=True):
            if excess > 0:
                self._less.add([(np.array([x]), excess), (lack, -1.0)], 0.0)
        if arrays.full_soft[room] and most:
            full = self._new(arrays.full_soft[room])
            self._less.add([(lack, 1.0), (full, -most)], 0.0)
        if arrays.seats[room] < np.count_nonzero(here):
            self._less.add([(column[here], 1.0)], float(arrays.seats[room]))

    def _link(self, link: Link) -> None:
        flag: list[tuple[Ints, float]] = []
        if not link.price.hard:
            flag = [(self._new(link.price.soft), -1.0)]
        for one, two in ((link.one, link.two), (link.two, link.one)):
            for members, wrong in like_rows(link.broken):
                here, fine = self.x[one, members], self.x[two, ~wrong]
                here, fine = here[here >= 0], fine[fine >= 0]
                if len(here):
                    self._less.add([(here, 1.0), (fine, -1.0), *flag], 0.0)

    @property
    def numbers(self) -> int:
        """How many numbers the matrix has, or nearly."""
        return self._less.size + self._equal.size

    def solve(self, seconds: float) -> Relaxed | None:
        """Return what it says; None where time runs out."""
        width = len(self._cost)
        cost, upper = np.array(self._cost), np.array(self._upper)
        equal, equal_right = self._equal.matrix(width).tocsr(), np.array(self._equal.right)
        less, less_right = self._less.matrix(width).tocsr(), np.array(self._less.right)
        solve: Any = linprog  # its stubs do not know sparse arrays
        answer = solve(
            cost,
            A_ub=less,
            b_ub=less_right,
            A_eq=equal,
            b_eq=equal_right,
            bounds=np.stack([np.zeros(width), upper], axis=1),
            method="highs",
            options={"time_limit": max(0.1, seconds)},
        )
        nowhere = np.full(self.x.shape, np.inf)
        if answer.status == 2:
            return Relaxed(True, 0.0, nowhere, np.zeros(self.x.shape))
        if answer.status != 0:
            return None
        prices, shadows = answer.eqlin.marginals, np.minimum(answer.ineqlin.marginals, 0.0)
        reduced = cost - equal.T @ prices - less.T @ shadows
        bound = float(equal_right @ prices + less_right @ shadows)
        bound += float(np.sum(np.minimum(0.0, reduced * upper))) + self._constant - _SLACK
        there = self.x >= 0
        nowhere[there] = np.maximum(0.0, reduced[self.x[there]]) * UNITS_A_POINT
        share = np.zeros(self.x.shape)
        share[there] = answer.x[self.x[there]]
        return Relaxed(False, bound * UNITS_A_POINT, nowhere, share)
