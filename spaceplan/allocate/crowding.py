"""Whom a department pushes out of a building or off a site: those who may be nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from spaceplan.allocate.problem import Problem


class Crowding:
    """Seats of buildings and sites, less the people of departments that may be only there.

    Parameters
    ----------
    d
        The department that looks for a place: its own people do not stand in its way.
    """

    def __init__(self, problem: Problem, d: int) -> None:
        storey = np.array(problem.offices.storey, dtype=np.int64)
        usable = problem.may_hold.any(axis=0)
        seats = np.bincount(
            storey[usable],
            weights=np.array(problem.offices.seats)[usable],
            minlength=len(problem.storeys.ids),
        )
        self._trees = problem.storeys.building, problem.storeys.site
        self._spare: list[Counter[int]] = []
        for tree in self._trees:
            spare: Counter[int] = Counter()
            for s, group in enumerate(tree):
                spare[group] += int(seats[s])
            groups = np.array(tree, dtype=np.int64)[storey]
            for e, may in enumerate(problem.may_hold):
                there = groups[may]
                if e != d and len(there) and (there == there[0]).all():
                    spare[int(there[0])] -= problem.departments[e].kinds.total
            self._spare.append(spare)

    def pushed_out(self, place: Sequence[int], people: int) -> int:
        """Return how many more lose their seats where so many come to the storeys of a place."""
        most = 0
        for tree, spare in zip(self._trees, self._spare, strict=True):
            groups = {tree[s] for s in place}
            if len(groups) == 1:
                left = spare[groups.pop()]
                most = max(most, max(0, people - left) - max(0, -left))
        return most
