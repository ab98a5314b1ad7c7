"""Structural excess: area above the allowances that no plan can avoid.

Two causes are proven. A department that must hold more than its entitlement, because its people
need that much (contractors have none). And people who sit alone, who are more than there are rooms
within their quotas: a transport problem of all of them together, solved by HiGHS as a linear
programme, whose optimum is a lower bound.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, cast

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem.problem import Problem

#: A linear programme's optimum is trusted to this many dm².
_SLACK = 1e-3
#: Stands for the quota of those who may share a room.
_SHARING = -1
#: Area in dm² and seats of like rooms, and the parties that may hold them.
_Like = tuple[int, int, frozenset[int]]


def structural_excess_dm2(
    problem: Problem, parties: Sequence[Party], unseated: Sequence[int]
) -> int:
    """Return a lower bound on Σ excess of all plans with the fewest unseated, whole dm².

    Parameters
    ----------
    unseated
        People of each party who may be left without a seat.
    """
    over = above_entitlement(problem, parties, unseated)
    alone = _alone_programme(problem, parties, over.keys()).least(unseated)
    return ceil(sum(over.values()) + alone)


def above_entitlement(
    problem: Problem, parties: Sequence[Party], unseated: Sequence[int]
) -> dict[int, int]:
    """Return by department what it must hold above its entitlement, dm², where it must."""
    over = {}
    for party, spared in zip(parties, unseated, strict=True):
        areas = _LeastAreas(problem, party.departments[0])
        for d in party.departments:
            people = Party.of(problem, [d], share_own=problem.may_share_own)
            least_dm2 = areas.least(max(0, people.alone - spared), max(0, people.sharing - spared))
            above = floor(least_dm2 - problem.departments[d].office_dm2 + _SLACK)
            if above > 0:
                over[d] = above
    return over


@dataclass(frozen=True)
class AlonePrices:
    """What own rooms are worth: the dual of the programme of all who sit alone.

    Parameters
    ----------
    value
        The optimum, dm².
    rooms
        By office, dm² for holding it.
    people
        By party and quota, dm² for each who sits alone.
    """

    value: float
    rooms: Floats
    people: Mapping[tuple[int, int], float]


def alone_prices(
    problem: Problem,
    parties: Sequence[Party],
    unseated: Sequence[int],
    leave_out: Collection[int],
) -> AlonePrices:
    """Return the prices at the optimum of the programme of all who sit alone.

    Parameters
    ----------
    leave_out
        Departments whose people who sit alone are not counted.
    """
    programme = _alone_programme(problem, parties, leave_out)
    value, duals = programme.least(unseated), programme.duals(unseated)
    rooms = np.zeros(len(problem.offices))
    for like, price in zip(programme.rooms.values(), duals, strict=False):
        for r in like:
            rooms[r] = 0.0 if problem.offices.shared[r] else price
    people = dict(zip(programme.demand, duals[len(programme.rooms) :], strict=False))
    return AlonePrices(value, rooms, {k: v for k, v in people.items() if k[1] != _SHARING and v})


class _LeastAreas:
    """The least office area that seats people who have the rooms of one department to choose from.

    Who sits alone takes the smallest rooms, the others those with least area a seat, in parts if
    need be. Shared rooms may cost a department next to nothing: where there are any, so may all.
    """

    def __init__(self, problem: Problem, d: int) -> None:
        offices = problem.offices
        rooms = [r for r in problem.may_hold[d].nonzero()[0].tolist() if offices.seats[r]]
        self.free = any(offices.shared[r] for r in rooms)
        alone = sorted(offices.area[r] for r in rooms if offices.least[r] == 1)
        self.alone = np.concatenate([[0], np.cumsum(alone, dtype=np.int64)])
        rooms.sort(key=lambda r: offices.area[r] / offices.seats[r])
        self.seats = np.concatenate([[0], np.cumsum([offices.seats[r] for r in rooms])])
        self.together = np.concatenate([[0], np.cumsum([offices.area[r] for r in rooms])])

    def least(self, alone: int, sharing: int) -> float:
        """Return a lower bound on the area in dm² that so many people need."""
        if self.free:
            return 0.0
        own = self.alone[min(alone, len(self.alone) - 1)]
        return float(own + np.interp(sharing, self.seats, self.together))


class _Programme:
    """A linear programme: min c · x, A x <= b, x >= 0, given column by column.

    Parameters
    ----------
    demand
        See ``_demand``: the rows after those of the rooms.
    rooms
        See ``_like_rooms``.
    numbers
        How many rooms there are of each.
    """

    def __init__(
        self,
        demand: Mapping[tuple[int, int], int],
        rooms: Mapping[_Like, list[int]],
        numbers: Sequence[int],
    ) -> None:
        self.demand = demand
        self.rooms = rooms
        self.numbers = numbers
        self.costs: list[float] = []
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.values: list[float] = []

    def add(self, cost: float, entries: Mapping[int, float]) -> None:
        """Add a column: its cost, and its entry in each row."""
        for row, value in entries.items():
            self.rows.append(row)
            self.columns.append(len(self.costs))
            self.values.append(value)
        self.costs.append(cost)

    def least(self, unseated: Sequence[int]) -> float:
        """Return a lower bound on the optimum, 0 where HiGHS finds none."""
        if not self.costs:
            return 0.0
        matrix, limits = self._rows(unseated)
        answer = milp(
            np.array(self.costs), constraints=LinearConstraint(matrix, ub=np.array(limits))
        )
        return max(0.0, float(answer.fun) - _SLACK) if answer.status == 0 else 0.0

    def duals(self, unseated: Sequence[int]) -> list[float]:
        """Return the price of every row, 0 or more; none where HiGHS finds no optimum."""
        if not self.costs:
            return []
        matrix, limits = self._rows(unseated)
        answer = linprog(np.array(self.costs), A_ub=cast(Any, matrix), b_ub=limits, method="highs")
        if answer.status:
            return []
        prices: list[float] = np.maximum(0.0, -answer.ineqlin.marginals).tolist()
        return prices

    def _rows(self, unseated: Sequence[int]) -> tuple[csr_array, list[float]]:
        limits = [float(number) for number in self.numbers]
        limits += [-float(people) for people in self.demand.values()]
        limits += [float(spared) for spared in unseated]
        places = (np.array(self.rows), np.array(self.columns))
        shape = (len(limits), len(self.costs))
        return coo_array((np.array(self.values), places), shape=shape).tocsr(), limits


def _alone_programme(
    problem: Problem, parties: Sequence[Party], leave_out: Collection[int]
) -> _Programme:
    """Return the programme of the least Σ max(0, a − q) over all who sit alone.

    own_pqt people of party p and quota q in rooms t, seats_pt seats for others, rooms and seats for
    all in common:

    - Σ_pq own_pqt + Σ_p seats_pt / seats of a room t <= number of rooms t
    - Σ_t own_pqt + spared_pq >= people, Σ_t seats_pt + spared_p >= people
    - Σ spared of p <= unseated of p
    """
    demand = {} if problem.may_share_own else _demand(problem, parties, leave_out)
    if all(quota == _SHARING for _, quota in demand):
        return _Programme({}, {}, ())
    shared, seats_of = problem.offices.shared, problem.offices.seats
    rooms = _like_rooms(problem, parties)
    numbers = [sum(seats_of[r] if shared[r] else 1 for r in like) for like in rooms.values()]
    programme = _Programme(demand, rooms, numbers)
    first_demand, first_spared = len(rooms), len(rooms) + len(demand)
    for t, (area, seats, holders) in enumerate(rooms):
        for i, (p, quota) in enumerate(demand):
            if p not in holders:
                continue
            if quota == _SHARING:
                programme.add(0.0, {t: 1.0 / seats, first_demand + i: -1.0})
            else:
                programme.add(max(0, area - quota), {t: 1.0, first_demand + i: -1.0})
    for i, (p, _) in enumerate(demand):
        programme.add(0.0, {first_demand + i: -1.0, first_spared + p: 1.0})
    return programme


def _demand(
    problem: Problem, parties: Sequence[Party], leave_out: Collection[int]
) -> dict[tuple[int, int], int]:
    """Return people by party and quota of those who sit alone, and of those who may share."""
    demand: dict[tuple[int, int], int] = {}
    for p, party in enumerate(parties):
        for d in party.departments:
            kinds = problem.departments[d].kinds
            for k, people in enumerate(kinds.people):
                if kinds.alone[k] and d in leave_out:
                    continue
                key = (p, kinds.quota[k] if kinds.alone[k] else _SHARING)
                demand[key] = demand.get(key, 0) + people
    return {key: people for key, people in demand.items() if people}


def _like_rooms(problem: Problem, parties: Sequence[Party]) -> dict[_Like, list[int]]:
    """Group offices by area, seats, and the parties that may hold them.

    A shared room counts as so many rooms of one seat and no area: that allows more than the rules.
    """
    offices = problem.offices
    first = [party.departments[0] for party in parties]
    least_quota = min(
        (
            q
            for d in problem.departments
            for q, own in zip(d.kinds.quota, d.kinds.alone, strict=True)
            if own
        ),
        default=0,
    )
    groups: dict[_Like, list[int]] = {}
    for r in range(len(offices)):
        holders = frozenset(problem.may_hold[first, r].nonzero()[0].tolist())
        if not holders or not offices.seats[r]:
            continue
        area, seats = max(offices.area[r], least_quota), offices.seats[r]
        if offices.shared[r]:
            area, seats = 0, 1
        groups.setdefault((area, seats, holders), []).append(r)
    return groups
