"""Improve the seating of a large department: a few divisions at a time, all others as they sit."""

from __future__ import annotations

from random import Random
from time import perf_counter

from spaceplan.allocate.named.cost import Costs
from spaceplan.allocate.named.problem import DepartmentProblem
from spaceplan.allocate.named.start import Counted
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.named_model import NamedModel

#: Divisions that are seated anew together, at least and at most.
_FEWEST, _MOST = 2, 4
#: How often they are such as sit in the same zones; else any.
_NEAR = 0.5
#: Work, and seconds, of one attempt.
_WORK, _SECONDS = 0.1, 2.0


class Improver:
    """Seats a few divisions anew again and again; never a worse seating than the one before."""

    def __init__(
        self, problem: DepartmentProblem, model: NamedModel, counts: Counted, limits: Limits
    ) -> None:
        self.problem = problem
        self.model = model
        self.counts = counts
        self.value = Costs(problem, counts).total
        self.limits = limits
        self.work = 0.0
        self._random = Random(limits.seed)
        self._parts = list(problem.divisions.values())
        named = {g for groups in self._parts for g in groups}
        self._others = frozenset(range(len(problem.groups))) - named

    def run(self) -> Counted:
        """Try until the limits are reached."""
        end = perf_counter() + self.limits.seconds
        while len(self._parts) > _FEWEST:
            seconds, work = end - perf_counter(), self.limits.work - self.work
            if seconds <= 0 or work <= 0:
                break
            limits = Limits(min(_WORK, work), min(_SECONDS, seconds), self._random.randrange(10**6))
            found = self.model.cheapest_around(self.counts, self._chosen(), limits)
            self.work += max(found.work, 0.001)
            if found.counts is not None and found.value <= self.value:
                self.counts, self.value = found.counts, found.value
        return self.counts

    def _chosen(self) -> frozenset[int]:
        """Return the groups of some divisions that sit in the same zones, and of no division."""
        costs = Costs(self.problem, self.counts)
        number = self._random.randint(_FEWEST, min(_MOST, len(self._parts)))
        self._random.shuffle(self._parts)
        first, *others = self._parts
        if self._random.random() < _NEAR:
            zones = self._zones(costs, first)
            others.sort(key=lambda part: zones.isdisjoint(self._zones(costs, part)))
        return self._others.union(first, *others[: number - 1])

    def _zones(self, costs: Costs, part: tuple[int, ...]) -> set[int]:
        return {self.problem.places[r].zone for r in costs.used(part)}
