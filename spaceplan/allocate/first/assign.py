"""Which building each department is to go to, before anybody is seated.

Simulated annealing on departments and buildings only: walks between related departments, people who
stay where they were, and seats, so that nobody need be split. It takes less than a second at a few
hundred departments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.problem.evaluate import Evaluator, Held
from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import CM_PER_M

if TYPE_CHECKING:
    from spaceplan.allocate.first.anneal_buildings import Choices

#: Steps of the annealing for each department that may choose, at least, and at most.
_STEPS, _FEWEST_STEPS, _MOST_STEPS = 1500, 10_000, 400_000
#: Temperature at the beginning, as a part of what a choice of buildings costs a department, and at
#: the end, points.
_HOT, _COLD = 0.4, 0.02
#: The part of a building's seats that can be used.
_USED = 0.83
#: Where the random numbers of the annealing begin: it is the same in every run.
_SEED = 0x9E3779B97F4A7C15


def assign_buildings(
    problem: Problem,
    evaluator: Evaluator,
    offices: Sequence[Held],
    near: Sequence[Bools | None],
) -> list[int]:
    """Return the building (index) for each department; −1 if there is no choice.

    Parameters
    ----------
    offices
        What is held already: such departments stay in the building of their hub.
    near
        The storeys that a department should choose from, if not all.
    """
    if len(set(problem.storeys.building)) < 2:
        return [-1] * len(offices)
    return _Assignment(problem, evaluator, offices, near).anneal()


class _Assignment:
    """Departments in buildings."""

    def __init__(
        self,
        problem: Problem,
        evaluator: Evaluator,
        offices: Sequence[Held],
        near: Sequence[Bools | None],
    ) -> None:
        self.problem = problem
        self.pairs = evaluator.pairs
        self.storey = np.array(problem.offices.storey, dtype=np.int64)
        self.building = np.array(problem.storeys.building, dtype=np.int64)
        self.number = int(self.building.max(initial=0)) + 1
        self.walks = self._walks(evaluator) * (problem.prices.affinity / CM_PER_M)
        self.capacity = self._capacity(offices)
        self.use = self._uses()
        self.allowed = [self._allowed(d, near[d]) for d in range(len(offices))]
        self.at = [self._begin(d, evaluator, held) for d, held in enumerate(offices)]
        self.choosing = [
            d for d, held in enumerate(offices) if not held and len(self.allowed[d]) > 1
        ]
        self.load = np.zeros(self.number)
        for d, held in enumerate(offices):
            if not held and self.at[d] >= 0:
                self.load[self.at[d]] += self.use[d]
        self.cost = self._costs()

    def _walks(self, evaluator: Evaluator) -> Floats:
        """Return the mean walk in cm between the middles of storeys, for every two buildings."""
        between = evaluator.geometry.between_storeys().astype(np.float64)
        used = np.array([bool(rooms) for rooms in evaluator.geometry.on_storey])
        member = np.zeros((self.number, len(used)))
        member[self.building, np.arange(len(used))] = used
        member /= np.maximum(1.0, member.sum(axis=1))[:, None]
        walks: Floats = member @ between @ member.T
        return walks

    def _capacity(self, offices: Sequence[Held]) -> Floats:
        seats = np.array(self.problem.offices.seats, dtype=np.float64)
        for held in offices:
            seats[list(held)] = 0.0
        there = np.bincount(self.building[self.storey], weights=seats, minlength=self.number)
        return (_USED * there).astype(np.float64)

    def _uses(self) -> Floats:
        """Return the seats that each department takes: whoever sits alone takes a small room."""
        own = [sum(d.kinds.people[k] for k in d.kinds.own) for d in self.problem.departments]
        smallest = sorted(seats for seats in self.problem.offices.seats if seats)[: sum(own)]
        alone = sum(smallest) / max(1, len(smallest))
        return np.array(
            [
                d.kinds.total - n + n * max(1.0, alone)
                for d, n in zip(self.problem.departments, own, strict=True)
            ]
        )

    def _allowed(self, d: int, near: Bools | None) -> list[int]:
        """Return buildings with seats enough for the department, else the one with most."""
        seats = np.where(self.problem.may_hold[d], self.problem.offices.seats, 0)
        if near is not None and (seats * near[self.storey]).any():
            seats = seats * near[self.storey]
        there = np.bincount(self.building[self.storey], weights=seats, minlength=self.number)
        enough = np.flatnonzero((there >= self.use[d]) & (there > 0)).tolist()
        return enough or ([int(there.argmax())] if there.any() else [])

    def _begin(self, d: int, evaluator: Evaluator, held: Held) -> int:
        if held:
            return int(self.building[self.storey[evaluator.hub(held)[0]]])
        allowed = self.allowed[d]
        return max(allowed, key=lambda b: self.capacity[b], default=-1)

    def _costs(self) -> Floats:
        """Return what each department costs in each building, the others being where they are."""
        cost = np.zeros((len(self.at), self.number))
        moved = self.problem.prices.moved if self.problem.has_ledger else 0.0
        for d, department in enumerate(self.problem.departments):
            for r, was in department.before if moved else ():
                cost[d, self.building[self.storey[r]]] -= moved * sum(was)
            for e, people in self.pairs[d].items():
                if self.at[e] >= 0:
                    cost[d] += people * self.walks[self.at[e]]
        return cost

    def anneal(self) -> list[int]:
        """Move departments, or swap two, uphill at times."""
        # It loads the compiler, which only plans from nothing need so soon.
        from spaceplan.allocate.first.anneal_buildings import Places, anneal_buildings

        if not self.choosing:
            return self.at
        spread = self._spread()
        steps = min(_MOST_STEPS, _STEPS * len(self.choosing)) if spread else 0
        steps = max(steps, _FEWEST_STEPS, 20 * len(self.choosing))
        places = Places(np.array(self.at), self.load, self.cost)
        random = np.array([_SEED], dtype=np.uint64)
        anneal_buildings(self._choices(), places, random, steps, max(1.0, _HOT * spread), _COLD)
        found: list[int] = places.at.tolist()
        return found

    def _choices(self) -> Choices:
        """Return what the annealing chooses from, as arrays."""
        from spaceplan.allocate.first.anneal_buildings import Choices

        may = np.zeros((len(self.at), self.number), dtype=bool)
        for d, allowed in enumerate(self.allowed):
            may[d, allowed] = True
        others = [sorted(pairs) for pairs in self.pairs]
        people = [n for d, row in enumerate(others) for n in (self.pairs[d][e] for e in row)]
        return Choices(
            choosing=np.array(self.choosing),
            allowed=_in_a_row(self.allowed),
            first=_beginnings(self.allowed),
            may=may,
            use=self.use,
            capacity=self.capacity,
            walks=self.walks,
            other=_in_a_row(others),
            people=np.array(people, dtype=np.int64),
            first_other=_beginnings(others),
        )

    def _spread(self) -> float:
        """Return by how much the buildings that a department may choose from differ, on average."""
        rows = [self.cost[d, self.allowed[d]] for d in self.choosing]
        return float(np.mean([row.max() - row.min() for row in rows]))


def _in_a_row(lists: Sequence[Sequence[int]]) -> Ints:
    return np.array([item for items in lists for item in items], dtype=np.int64)


def _beginnings(lists: Sequence[Sequence[int]]) -> Ints:
    """Return where each list begins in a row of all of them, and where the last one ends."""
    return np.cumsum([0, *map(len, lists)], dtype=np.int64)
