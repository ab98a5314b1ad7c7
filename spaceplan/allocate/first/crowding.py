"""Whom a department pushes out of a building or off a site: those who may be nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from spaceplan.allocate.problem.problem import Problem


class Crowding:
    """Seats of buildings and sites, less the people of departments that may be only there."""

    def __init__(self, problem: Problem) -> None:
        self._people = [department.kinds.total for department in problem.departments]
        storey = np.array(problem.offices.storey, dtype=np.int64)
        usable = problem.may_hold.any(axis=0)
        seats = np.bincount(
            storey[usable],
            weights=np.array(problem.offices.seats)[usable],
            minlength=len(problem.storeys.ids),
        )
        self._trees = problem.storeys.building, problem.storeys.site
        self._spare: list[Counter[int]] = []
        self._only: list[dict[int, int]] = []  # where each must be who has no choice
        for tree in self._trees:
            spare: Counter[int] = Counter()
            for s, group in enumerate(tree):
                spare[group] += int(seats[s])
            groups = np.array(tree, dtype=np.int64)[storey]
            only: dict[int, int] = {}
            for e, may in enumerate(problem.may_hold):
                there = groups[may]
                if len(there) and (there == there[0]).all():
                    only[e] = int(there[0])
                    spare[only[e]] -= self._people[e]
            self._spare.append(spare)
            self._only.append(only)

    def pushed_out(self, d: int, place: Sequence[int], people: int) -> int:
        """Return how many more lose their seats where so many come to the storeys of a place.

        Parameters
        ----------
        d
            Whose people they are: all of them do not stand in their own way.
        """
        most = 0
        for tree, spare, only in zip(self._trees, self._spare, self._only, strict=True):
            groups = {tree[s] for s in place}
            if len(groups) == 1:
                group = groups.pop()
                left = spare[group] + (self._people[d] if only.get(d) == group else 0)
                most = max(most, max(0, people - left) - max(0, -left))
        return most
