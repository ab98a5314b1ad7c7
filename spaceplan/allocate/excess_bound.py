"""Structural excess: area above the allowances that no plan can avoid.

Two causes are proven. A department that must hold more than its entitlement, because its people
need that much (contractors have none). And people who sit alone, who are more than there are rooms
within their quotas: a transport problem of all of them together, solved by HiGHS as a linear
programme, whose optimum is a lower bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_matrix

from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem import Problem

#: A linear programme's optimum is trusted to this many dm².
_SLACK = 1e-3
#: Stands for the quota of those who may share a room.
_SHARING = -1


def structural_excess_dm2(
    problem: Problem, parties: Sequence[Party], unseated: Sequence[int]
) -> int:
    """Return a lower bound on Σ excess of all plans with the fewest unseated, whole dm².

    Parameters
    ----------
    unseated
        People of each party who may be left without a seat.
    """
    total = 0
    over: set[int] = set()
    for party, spared in zip(parties, unseated, strict=True):
        areas = _LeastAreas(problem, party.departments[0])
        for d in party.departments:
            people = Party.of(problem, [d], share_own=problem.may_share_own)
            least_dm2 = areas.least(max(0, people.alone - spared), max(0, people.sharing - spared))
            above = floor(least_dm2 - problem.departments[d].office_dm2 + _SLACK)
            if above > 0:
                over.add(d)
                total += above
    least = total + _alone_above_quota(problem, parties, unseated, over)
    return ceil(least)


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


def _alone_above_quota(
    problem: Problem, parties: Sequence[Party], unseated: Sequence[int], leave_out: set[int]
) -> float:
    """Return the least Σ max(0, a − q) over all who sit alone, rooms and seats for all in common.

    own_pqt people of party p and quota q in rooms t, seats_pt seats for others:

    - Σ_pq own_pqt + Σ_p seats_pt / seats of a room t <= number of rooms t
    - Σ_t own_pqt + spared_pq >= people, Σ_t seats_pt + spared_p >= people
    - Σ spared of p <= unseated of p
    """
    if problem.may_share_own:
        return 0.0
    demand = _demand(problem, parties, leave_out)
    if all(quota == _SHARING for _, quota in demand):
        return 0.0
    groups = _like_rooms(problem, parties)
    keys = list(demand)
    first_demand = len(groups)
    first_spared = first_demand + len(keys)
    programme = _Programme()
    for t, (area, seats, holders, _) in enumerate(groups):
        for i, (p, quota) in enumerate(keys):
            if p not in holders:
                continue
            if quota == _SHARING:
                programme.add(0.0, {t: 1.0 / seats, first_demand + i: -1.0})
            else:
                programme.add(max(0, area - quota), {t: 1.0, first_demand + i: -1.0})
    for i, (p, _) in enumerate(keys):
        programme.add(0.0, {first_demand + i: -1.0, first_spared + p: 1.0})
    limits = [float(number) for *_, number in groups]
    limits += [-float(demand[key]) for key in keys]
    limits += [float(spared) for spared in unseated]
    return max(0.0, programme.least(limits) - _SLACK)


class _Programme:
    """A linear programme: min c · x, A x <= b, x >= 0, given column by column."""

    def __init__(self) -> None:
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

    def least(self, limits: Sequence[float]) -> float:
        """Return the optimum, 0 where HiGHS finds none."""
        places = (np.array(self.rows), np.array(self.columns))
        shape = (len(limits), len(self.costs))
        matrix = coo_matrix((np.array(self.values), places), shape=shape).tocsr()
        answer = milp(
            np.array(self.costs), constraints=LinearConstraint(matrix, ub=np.array(limits))
        )
        return float(answer.fun) if answer.status == 0 else 0.0


def _demand(
    problem: Problem, parties: Sequence[Party], leave_out: set[int]
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


def _like_rooms(
    problem: Problem, parties: Sequence[Party]
) -> list[tuple[int, int, frozenset[int], int]]:
    """Group offices: area, seats, the parties that may hold them, their number.

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
    groups: dict[tuple[int, int, frozenset[int]], int] = {}
    for r in range(len(offices)):
        holders = frozenset(problem.may_hold[first, r].nonzero()[0].tolist())
        if not holders or not offices.seats[r]:
            continue
        area, seats, number = max(offices.area[r], least_quota), offices.seats[r], 1
        if offices.shared[r]:
            area, seats, number = 0, 1, offices.seats[r]
        key = (area, seats, holders)
        groups[key] = groups.get(key, 0) + number
    return [(area, seats, holders, number) for (area, seats, holders), number in groups.items()]
