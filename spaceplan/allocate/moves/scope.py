"""What compiled moves may touch for a while: all of a portfolio, or some buildings of a large one.

A move looks at all storeys that a group may go to, and walks between all offices are kept: a city
of many campuses has too many of either. There moves are made among some buildings, then among
others, so that a try costs the same however large the city is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.moves.arrays import NOBODY, Ints
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Problem

#: With more offices moves are made in a part of them, of about so many.
_LARGE, _PART = 6_000, 3_000


@dataclass(frozen=True)
class Scope:
    """Storeys, all their offices, and the departments that hold some of these.

    Parameters
    ----------
    storeys, offices, departments
        Their numbers in the problem, ascending; in the scope they are numbered anew from 0.
    local
        By office of the problem: its number here, −1: not here.
    elsewhere
        Departments that hold offices elsewhere as well, which are left as they are.
    """

    storeys: tuple[int, ...]
    offices: Ints
    departments: tuple[int, ...]
    local: Ints
    elsewhere: frozenset[int] = frozenset()


def whole_of(problem: Problem) -> Scope:
    """Return the scope of everything, all numbers being those of the problem."""
    offices = np.arange(len(problem.offices), dtype=np.int64)
    storeys = tuple(range(len(problem.storeys.ids)))
    return Scope(storeys, offices, tuple(range(len(problem.departments))), offices)


def scope_of(plan: Plan, buildings: Sequence[int]) -> Scope:
    """Return the scope of some buildings, as a plan has them held."""
    geometry = plan.evaluator.geometry
    offices = sorted(r for b in buildings for r in geometry.in_building(b))
    local = np.full(len(plan.problem.offices), NOBODY, dtype=np.int64)
    local[offices] = np.arange(len(offices))
    departments = sorted({d for r in offices for d in plan.holders[r]})
    inside = set(buildings)
    building = plan.problem.storeys.building
    return Scope(
        tuple(s for s, b in enumerate(building) if b in inside and geometry.on_storey[s]),
        np.array(offices, dtype=np.int64),
        tuple(departments),
        local,
        frozenset(
            d for d in departments if any(building[s] not in inside for s in plan.costs[d].storeys)
        ),
    )


class Scopes:
    """Says where moves are made next, so that each building has its turn.

    Parameters
    ----------
    random
        Which buildings come together.
    """

    def __init__(self, problem: Problem, geometry: Geometry, random: Random) -> None:
        self.geometry = geometry
        self.random = random
        self.whole = whole_of(problem) if len(problem.offices) <= _LARGE else None
        self._first_storey: dict[int, int] = {}
        for s, b in enumerate(problem.storeys.building):
            if geometry.on_storey[s]:
                self._first_storey.setdefault(b, s)
        self._left: list[list[int]] = []

    def next_buildings(self) -> list[int]:
        """Return the buildings of the next part: neighbours one time, any the other."""
        if not self._left:
            self._left = self._parts(near=self.random.random() < 0.5)
        return self._left.pop()

    def _parts(self, *, near: bool) -> list[list[int]]:
        """Part all buildings anew, in no order."""
        left = sorted(self._first_storey)
        self.random.shuffle(left)
        parts: list[list[int]] = []
        while left:
            if near:
                left = self._nearest_first(left)
            part, offices = [], 0
            while left and offices < _PART:
                part.append(left.pop(0))
                offices += len(self.geometry.in_building(part[-1]))
            parts.append(part)
        self.random.shuffle(parts)
        return parts

    def _nearest_first(self, buildings: Sequence[int]) -> list[int]:
        """Order buildings by the walk from the first of them."""
        walks = self.geometry.between_storeys()[self._first_storey[buildings[0]]]
        return sorted(buildings, key=lambda b: int(walks[self._first_storey[b]]))
