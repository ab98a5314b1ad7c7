"""How much of its needs a department cannot meet at least, by the storey of its hub.

Each department for itself: rooms that others need as well count for all of them. No plan leaves
less unmet in all, and a plan that leaves no more has no hub where more would be unmet.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from spaceplan.allocate.arrays import Bools, Ints
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem

#: Beyond so many offices walks to service rooms are not measured: any on the sites would do.
_MOST_OFFICES = 16_000
#: On storeys where a department may hold nothing.
_NOWHERE = 10**9


class NeedsBound:
    """What stays unmet, in people without a seat that it counts as.

    Attributes
    ----------
    fewest
        Unmet needs of all departments in any plan, at least.
    """

    def __init__(self, problem: Problem, geometry: Geometry) -> None:
        self._unmet = _unmet_by_storey(problem, geometry)
        self.fewest = sum(int(unmet.min()) for unmet in self._unmet.values())

    def hubs(self, more: int) -> Mapping[int, Bools]:
        """Return by department on which storeys its hub can be; those that have all left out.

        Parameters
        ----------
        more
            How much more than ``fewest`` may be unmet.
        """
        near = {d: unmet <= unmet.min() + more for d, unmet in self._unmet.items()}
        return {d: here for d, here in near.items() if not here[self._unmet[d] < _NOWHERE].all()}


def _unmet_by_storey(problem: Problem, geometry: Geometry) -> dict[int, Ints]:
    """Return by department with needs and people, and storey, what stays unmet at least."""
    assigner = ServiceAssigner(problem, geometry)
    storey = np.array(problem.offices.storey, dtype=np.int64)
    found: dict[int, Ints] = {}
    for d, department in enumerate(problem.departments):
        may_hold = problem.may_hold[d].copy()
        may_hold[list(department.locked)] = True
        offices = np.flatnonzero(may_hold)
        if not department.needs or not department.kinds.total or not len(offices):
            continue
        unmet = np.zeros(len(offices), dtype=np.int64)
        for n, need in enumerate(department.needs):
            rooms = np.flatnonzero(assigner.eligible(d, n))
            near = np.full(len(offices), len(rooms))
            if need.within_cm is not None and len(problem.offices) <= _MOST_OFFICES:
                walks = geometry.walks_between(offices.tolist(), rooms)
                near = (walks <= need.within_cm).sum(axis=1)
            unmet += np.maximum(0, need.count - near) * need.persons
        found[d] = np.full(len(problem.storeys.ids), _NOWHERE, dtype=np.int64)
        np.minimum.at(found[d], storey[offices], unmet)
    return found
