"""What compiled moves may touch for a while: all of a portfolio, or some buildings of a large one.

A move looks at all storeys that a group may go to, and walks between all offices are kept: a city
of many campuses has too many of either. There moves are made among some buildings, then among
others, so that a try costs the same however large the city is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.search.moves.arrays import NOBODY

#: Share of the parts that are made of departments that work together, where that has a price.
_TOGETHER = 0.5
#: With more offices moves are made in a part of them, of about so many.
LARGE, _PART = 6_000, 3_000


@dataclass(frozen=True, eq=False)
class Area:
    """Storeys and all their offices, numbered anew from 0.

    Parameters
    ----------
    storeys, offices
        Their numbers in the problem, ascending.
    local
        By office of the problem: its number here, −1: not here.
    """

    storeys: tuple[int, ...]
    offices: Ints
    local: Ints


@dataclass(frozen=True)
class Scope:
    """An area with the departments that hold offices there, as a plan has them.

    Parameters
    ----------
    departments
        Their numbers in the problem, ascending; here they are numbered anew from 0.
    elsewhere
        Those that hold offices elsewhere as well, which are left as they are.
    """

    area: Area
    departments: tuple[int, ...]
    elsewhere: frozenset[int] = frozenset()


def whole_of(problem: Problem) -> Scope:
    """Return the scope of everything, all numbers being those of the problem."""
    offices = np.arange(len(problem.offices), dtype=np.int64)
    area = Area(tuple(range(len(problem.storeys.ids))), offices, offices)
    return Scope(area, tuple(range(len(problem.departments))))


def area_of(problem: Problem, geometry: Geometry, buildings: Collection[int]) -> Area:
    """Return the area of some buildings."""
    offices = np.array(sorted(r for b in buildings for r in geometry.in_building(b)))
    local = np.full(len(problem.offices), NOBODY, dtype=np.int64)
    local[offices] = np.arange(len(offices))
    inside = set(buildings)
    storeys = (
        s for s, b in enumerate(problem.storeys.building) if b in inside and geometry.on_storey[s]
    )
    return Area(tuple(storeys), offices, local)


def scope_of(plan: Plan, area: Area) -> Scope:
    """Return the scope of an area, as a plan has it held."""
    departments = sorted({d for r in area.offices.tolist() for d in plan.holders[r]})
    inside = set(area.storeys)
    elsewhere = (d for d in departments if not inside.issuperset(plan.costs[d].storeys))
    return Scope(area, tuple(departments), frozenset(elsewhere))


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
        self.whole = whole_of(problem) if len(problem.offices) <= LARGE else None
        self._first_storey: dict[int, int] = {}
        for s, b in enumerate(problem.storeys.building):
            if geometry.on_storey[s]:
                self._first_storey.setdefault(b, s)
        self._left: list[tuple[int, ...]] = []

    def next_area(self, plan: Plan) -> Area:
        """Return the next buildings: neighbours, any, or of those who work together."""
        buildings: tuple[int, ...] = ()
        if plan.problem.prices.affinity and self.random.random() < _TOGETHER:
            buildings = self._together(plan)
        if not buildings:
            self._left = self._left or self._parts(near=self.random.random() < 0.5)
            buildings = self._left.pop()
        return area_of(plan.problem, self.geometry, buildings)

    def _together(self, plan: Plan) -> tuple[int, ...]:
        """Return where a department is, and those it works with, those they work with, and so on.

        The longer the walks to them, the likelier it is drawn; none where nobody walks.
        """
        pairs = plan.evaluator.pairs
        hubs = [cost.hub for cost in plan.costs]

        def walks(d: int) -> dict[int, float]:
            return {
                e: people * self.geometry.walk(hubs[d], hubs[e])
                for e, people in pairs[d].items()
                if hubs[d] >= 0 and hubs[e] >= 0
            }

        weights = [sum(walks(d).values()) for d in range(len(pairs))]
        if not any(weights):
            return ()
        first = self.random.choices(range(len(pairs)), weights)[0]
        waiting, seen = [first], {first}
        part: dict[int, None] = {}
        offices = 0
        while waiting and offices < _PART:
            d = waiting.pop(0)
            for b in {plan.problem.storeys.building[s] for s in plan.costs[d].storeys} - set(part):
                part[b] = None
                offices += len(self.geometry.in_building(b))
            partners = walks(d)
            new = sorted(partners.keys() - seen, key=lambda e: -partners[e])
            waiting += new
            seen.update(new)
        return tuple(sorted(part))

    def _parts(self, *, near: bool) -> list[tuple[int, ...]]:
        """Part all buildings anew, in no order."""
        left = sorted(self._first_storey)
        self.random.shuffle(left)
        parts: list[tuple[int, ...]] = []
        while left:
            if near:
                left = self._nearest_first(left)
            part: list[int] = []
            while left and sum(len(self.geometry.in_building(b)) for b in part) < _PART:
                part.append(left.pop(0))
            parts.append(tuple(sorted(part)))
        self.random.shuffle(parts)
        return parts

    def _nearest_first(self, buildings: Sequence[int]) -> list[int]:
        """Order buildings by the walk from the first of them."""
        walks = self.geometry.between_storeys()[self._first_storey[buildings[0]]]
        return sorted(buildings, key=lambda b: int(walks[self._first_storey[b]]))
