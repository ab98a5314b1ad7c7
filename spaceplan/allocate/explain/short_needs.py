"""Service rooms that are missing whatever is done: needs for which too few rooms would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import to_m2

#: One room that is needed: department and number of its need.
_Slot = tuple[int, int]


@dataclass(frozen=True)
class ShortNeed:
    """Departments that need rooms of one use, of which too few would do.

    Parameters
    ----------
    departments
        None can be left out without fewer rooms missing.
    wanted, eligible
        Rooms that they need, and rooms that would do for any of them by use, area, storey and site.
    missing
        So many are missing in every plan; proven. So many more rooms of ``area_m2`` would do.
    """

    use: str
    departments: tuple[str, ...]
    wanted: int
    eligible: int
    missing: int
    area_m2: float


def short_needs(case: Case, problem: Problem) -> Iterator[ShortNeed]:
    """Yield needs that no plan can meet, use by use; how far rooms lie is not looked at."""
    if not any(need.count for d in problem.departments for need in d.needs):
        return
    assigner = ServiceAssigner(problem, Geometry(problem, case.graph))
    for (use, _), slots in sorted(_slots(problem).items()):
        rows = {slot: assigner.eligible(*slot) for slot in set(slots)}
        missing = _missing(rows, slots)
        if not missing:
            continue
        for d in sorted({d for d, _ in slots}):
            rest = [slot for slot in slots if slot[0] != d]
            if _missing(rows, rest) == missing:
                slots = rest
        ids = dict.fromkeys(problem.departments[d].id for d, _ in slots)
        would_do = np.any([rows[slot] for slot in slots], axis=0)
        least = max(problem.departments[d].needs[n].least_dm2 for d, n in slots)
        yield ShortNeed(use, tuple(ids), len(slots), int(would_do.sum()), missing, to_m2(least))


def _slots(problem: Problem) -> dict[tuple[str, int], list[_Slot]]:
    """Return the rooms that are needed by use; who uses pooled rooms competes with nobody."""
    slots: dict[tuple[str, int], list[_Slot]] = {}
    for d, department in enumerate(problem.departments):
        for n, need in enumerate(department.needs):
            key = (need.use, d if department.pooled else -1)
            slots.setdefault(key, []).extend([(d, n)] * need.count)
    return slots


def _missing(rows: dict[_Slot, Bools], slots: Sequence[_Slot]) -> int:
    """Return the fewest of the rooms needed that stay missing: a largest matching."""
    if not slots:
        return 0
    matrix = np.array([rows[slot] for slot in slots], dtype=np.int64)
    chosen, columns = linear_sum_assignment(matrix, maximize=True)
    return len(slots) - int(matrix[chosen, columns].sum())
