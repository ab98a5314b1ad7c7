"""On which sites departments should look for offices, where service rooms are scarce.

A need is met on a site where the department has an office. Where more rooms of one use are wanted
on a site than there are, somebody has to go elsewhere: who, is found here for all together before
anybody is placed, and as many as can stay at their home sites. It is advice for where to begin;
what holds is what ``needs`` matches in the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.problem.problem import Problem

#: A room that is needed: department and number of its need.
_Slot = tuple[int, int]


def sites_for_needs(
    problem: Problem, eligible: Callable[[int, int], Bools]
) -> dict[int, frozenset[int]]:
    """Return by department the sites where its needs can be met; those that may be anywhere not.

    Parameters
    ----------
    eligible
        Which service rooms would do for a need of a department from some offices of it.
    """
    allowed: dict[int, frozenset[int]] = {}
    for slots in _competing(problem):
        for d, sites in _of_use(problem, slots, eligible):
            allowed[d] = allowed.get(d, sites) & sites
    return {d: sites for d, sites in allowed.items() if sites}


def _competing(problem: Problem) -> Iterator[list[_Slot]]:
    """Yield by use the rooms that are needed by those who do not share them."""
    slots: dict[str, list[_Slot]] = {}
    for d, department in enumerate(problem.departments):
        if not department.pooled:
            for n, need in enumerate(department.needs):
                slots.setdefault(need.use, []).extend([(d, n)] * need.count)
    yield from slots.values()


def _of_use(
    problem: Problem, slots: Sequence[_Slot], eligible: Callable[[int, int], Bools]
) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield a department and sites for each room that it needs, where some are too few."""
    site = np.array([problem.storeys.site[s] for s in problem.services.storey], dtype=np.int64)
    rows = {slot: eligible(*slot) for slot in dict.fromkeys(slots)}
    sites = {slot: frozenset(site[row].tolist()) for slot, row in rows.items()}
    wanted = Counter(t for slot in slots for t in sites[slot])
    rooms = Counter(site[np.any(list(rows.values()), axis=0)].tolist())
    scarce = {t for t in wanted if wanted[t] > rooms[t]}
    if not scarce:
        return
    homes = np.array([problem.departments[d].home for d, _ in slots], dtype=np.int64)
    would_do = np.array([rows[slot] for slot in slots], dtype=bool)
    worth = would_do * (len(slots) + 1 + (site == homes[:, None]))
    chosen, matched = linear_sum_assignment(worth, maximize=True)
    for i, room in zip(chosen.tolist(), matched.tolist(), strict=True):
        slot, there = slots[i], int(site[room])
        if would_do[i, room] and sites[slot] & scarce - {there}:
            yield slot[0], (sites[slot] - scarce) | {there}
