"""From plan to plan near the best, a few storeys at a time: where the whole is too large to solve.

A few storeys that departments have in common are given out again, and some of the rooms there not
to those who held them. What seats as many and costs little enough is another plan near the best.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from spaceplan.allocate.explain import Region, plan_in, solution_of, solve_without
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.plan.plan import Plan
from spaceplan.replan.near_best import NearBest

#: Storeys and departments of one step at most.
_STOREYS, _DEPARTMENTS = 3, 8
#: Share of the rooms there that is forbidden: to begin with, at least, at most.
_SHARE, _LEAST_SHARE, _MOST_SHARE = 0.2, 0.02, 0.6
#: Deterministic time and seconds of one step.
_WORK, _SECONDS = 1.0, 5.0


class Walk:
    """Steps from plan to plan, all of them near the best; those found are in ``near.plans``."""

    def __init__(self, near: NearBest, random: Random) -> None:
        self.near = near
        self.random = random
        self.start = plan_in(near.again.case, near.best.allocation)
        self.plan = self.start
        self.share = _SHARE

    def begin(self) -> None:
        """Go back to the best plan."""
        self.plan, self.share = self.start, _SHARE

    def step(self, common: Mapping[str, frozenset[str]], *, onwards: bool) -> bool:
        """Give some storeys out again; return whether that led to a plan near the best.

        Parameters
        ----------
        common
            Rooms with the holders that they should lose.
        onwards
            Whether to go on from the plan reached last, not from the best.
        """
        near = self.near
        plan = self.plan if onwards else self.start
        region, rooms = self._region(plan, common)
        number = max(1, round(self.share * len(rooms)))
        chosen = self.random.sample(rooms, min(number, len(rooms)))
        pairs = [
            (room, id)
            for room in chosen
            for id in common[room]
            if (room, id) not in near.fixed and id in region.departments
        ]
        if not pairs:
            return False
        limits = Limits(_WORK, _SECONDS, self.random.randrange(1 << 20))
        found = solve_without(plan, region, pairs, limits, near.again.time)
        solution = solution_of(found, near.best)
        if found.broken or not near.is_near(solution):
            self.share = max(_LEAST_SHARE, 0.7 * self.share)
            return False
        self.share = min(_MOST_SHARE, 1.1 * self.share)
        near.add(solution)
        self.plan = found
        if near.best is solution:
            self.start = found
        return True

    def _region(self, plan: Plan, common: Mapping[str, frozenset[str]]) -> tuple[Region, list[str]]:
        """Return a storey by chance, others of the departments there, and its rooms in question."""
        table, ids = plan.problem.offices, plan.problem.storeys.ids
        rooms = [r for r, id in enumerate(table.ids) if id in common and plan.holders[r]]
        if not rooms:
            return Region(frozenset(), frozenset()), []
        first = table.storey[self.random.choice(rooms)]
        storeys = [first]
        there = {d for r in rooms if table.storey[r] == first for d in plan.holders[r]}
        others = sorted({s for d in there for s in plan.costs[d].storeys} - {first})
        self.random.shuffle(others)
        storeys += others[: _STOREYS - 1]
        holders: dict[int, None] = {}
        for r, held in enumerate(plan.holders):
            if table.storey[r] in storeys:
                holders |= dict.fromkeys(held)
        departments = [*there, *(d for d in holders if d not in there)][:_DEPARTMENTS]
        region = Region(
            frozenset(plan.problem.departments[d].id for d in departments),
            frozenset(ids[s] for s in storeys),
        )
        return region, [table.ids[r] for r in rooms if table.storey[r] in storeys]
