"""What rooms cost by who sits there: the excess of a room, less the moves of those who stay.

In a room sit m people who share it, or one who sits alone. Of people who share, the allowance is at
most m times their highest quota. Who sits alone has a reward, which the department pays back for
each of them, so that what all rooms cost together is the same in every plan that seats them all;
with the room prices that belong to them, rewards carry what own rooms cost at least in all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.problem.problem import Occupancy, Problem
from spaceplan.units import DM2_PER_M2


@dataclass(frozen=True)
class OwnRooms:
    """How much of the excess is counted room by room, and the rewards.

    Parameters
    ----------
    counted
        Departments whose excess is counted so; that of all others costs nothing here.
    rewards
        By department and quota in dm²: points for one who sits alone. All its people are seated.
    """

    counted: frozenset[int] = frozenset()
    rewards: Mapping[int, Mapping[int, float]] = field(default_factory=dict)

    def paid_back(self, problem: Problem, d: int) -> float:
        """Return what a department pays back for all who sit alone, points."""
        kinds = problem.departments[d].kinds
        rewards = self.rewards.get(d, {})
        return sum(rewards.get(kinds.quota[k], 0.0) * kinds.people[k] for k in kinds.own)

    def look(self, problem: Problem, d: int) -> object:
        """Return what a department has in common with others for whom rooms cost the same."""
        kinds = problem.departments[d].kinds
        if d not in self.counted:
            return None
        quotas = tuple(sorted({kinds.quota[k] for k in kinds.own if kinds.people[k]}))
        rewards = self.rewards.get(d, {})
        return _highest(problem, d), quotas, tuple(rewards.get(q, 0.0) for q in quotas)

    def costs(self, problem: Problem, d: int, r: int, was: Occupancy | None) -> Floats:
        """Return what it costs that m = 1, 2, ... people of a department sit in room ``r``.

        Parameters
        ----------
        was
            Who of the department sat there before, by kind, where staying is worth anything.
        """
        costs = self.sharing(problem, d, r, was)
        if not problem.may_share_own and len(costs):
            costs[0] = min([costs[0], *self.alone(problem, d, r, was)])
        return costs

    def sharing(self, problem: Problem, d: int, r: int, was: Occupancy | None) -> Floats:
        """Return the same for people who may share the room."""
        number = np.arange(1, problem.offices.seats[r] + 1)
        costs = self._excess(problem, d, r, number * _highest(problem, d))
        there = _staying(problem, d, was)
        sharing = sum(there[k] for k in _sharing(problem, d))
        return costs - problem.prices.moved * np.minimum(number, sharing)

    def alone(self, problem: Problem, d: int, r: int, was: Occupancy | None) -> Floats:
        """Return what it costs that one of each quota of ``people_alone`` sits in room ``r``."""
        kinds, there = problem.departments[d].kinds, _staying(problem, d, was)
        rewards = self.rewards.get(d, {})
        costs = []
        for quota in people_alone(problem, d):
            stay = any(there[k] for k in kinds.own if kinds.quota[k] == quota)
            excess = float(self._excess(problem, d, r, np.array([quota]))[0])
            costs.append(excess - problem.prices.moved * stay - rewards.get(quota, 0.0))
        return np.array(costs)

    def _excess(self, problem: Problem, d: int, r: int, allowance: Ints) -> Floats:
        """Return points above allowances; of a shared room nobody knows yet what it will be."""
        if d not in self.counted or problem.offices.shared[r]:
            return np.zeros(len(allowance))
        above = np.maximum(0, problem.offices.area[r] - allowance)
        points: Floats = problem.prices.excess / DM2_PER_M2 * above
        return points


def people_alone(problem: Problem, d: int) -> dict[int, int]:
    """Return how many people of a department must sit alone, by quota in dm²."""
    kinds = problem.departments[d].kinds
    people: dict[int, int] = {}
    for k in kinds.own:
        if kinds.people[k]:
            people[kinds.quota[k]] = people.get(kinds.quota[k], 0) + kinds.people[k]
    return people


def _staying(problem: Problem, d: int, was: Occupancy | None) -> Sequence[int]:
    """Return how many of each kind may stay where so many were before."""
    people = problem.departments[d].kinds.people
    return (
        [0] * len(people) if was is None else [min(a, b) for a, b in zip(was, people, strict=True)]
    )


def _sharing(problem: Problem, d: int) -> Sequence[int]:
    """Return the kinds of people who may share a room, everybody where own rooms may be shared."""
    kinds = problem.departments[d].kinds
    return range(len(kinds.people)) if problem.may_share_own else kinds.sharing


def _highest(problem: Problem, d: int) -> int:
    """Return the highest quota of those who may share a room, dm²."""
    quota = problem.departments[d].kinds.quota
    return max((quota[k] for k in _sharing(problem, d)), default=0)
