"""One department: as few moves as can be, then as few points as can be; or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import perf_counter

from spaceplan.allocate.named.problem import UNITS, DepartmentProblem
from spaceplan.allocate.named.start import Counted, first_seating, most_stay
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.named_model import NamedModel, NamedSolution

#: Share of the limits for the fewest moves, where hard wishes may cost some.
_FOR_MOVES = 0.4
#: Seconds to show once more, without each hard wish, that the others conflict.
_SECONDS_A_PROOF = 5.0


@dataclass(frozen=True)
class Counts:
    """What was found for one department.

    Parameters
    ----------
    counts
        People of each group in each room; None where there is none or none was found.
    conflict
        Places, among the problem's wishes, of the hard ones that exclude each other; empty where
        there is a seating.
    cost, bound
        Points.
    """

    counts: Counted | None
    conflict: tuple[int, ...] = ()
    cost: float = 0.0
    bound: float = 0.0
    seconds: float = 0.0
    work: float = 0.0


def search_department(problem: DepartmentProblem, limits: Limits) -> Counts:
    """Seat one department."""
    started = perf_counter()
    found = _Search(problem, limits).run()
    return replace(found, seconds=perf_counter() - started)


class _Search:
    def __init__(self, problem: DepartmentProblem, limits: Limits) -> None:
        self.problem = problem
        self.limits = limits
        self.hard = tuple(i for i, wish in enumerate(problem.wishes) if wish.hard)
        self.work = 0.0

    def run(self) -> Counts:
        """Hold the model to the fewest moves, then minimise points."""
        problem = self.problem
        model = NamedModel(problem, frozenset(self.hard))
        start: Counted | None = first_seating(problem)
        if problem.fewest and not self.hard and not problem.free:
            model.hold(most_stay(problem))
        elif self.hard or problem.fewest:
            assert start is not None
            first = self._first(model, start)
            if first.infeasible:
                return Counts(None, self._conflict(), work=self.work)
            start = first.counts
        if start is None:
            return Counts(None, work=self.work)
        model.hint(start)
        best = self._count(model.cheapest(self._left()))
        return self._answer(best, start, model)

    def _first(self, model: NamedModel, start: Counted) -> NamedSolution:
        """Find a seating that keeps all hard wishes, where that comes first with fewest moves."""
        model.hint(start)
        limits = self._left(_FOR_MOVES)
        return self._count(
            model.fewest_moves(limits) if self.problem.fewest else model.any_seating(limits)
        )

    def _answer(self, best: NamedSolution, start: Counted, model: NamedModel) -> Counts:
        if best.counts is not None:
            cost, bound = best.value / UNITS, min(best.value, best.bound) / UNITS
            return Counts(best.counts, (), cost, max(0.0, bound), work=self.work)
        cost = model.cost_of(start) / UNITS
        return Counts(start, (), cost, max(0.0, min(cost, best.bound / UNITS)), work=self.work)

    def _conflict(self) -> tuple[int, ...]:
        """Return hard wishes that exclude each other, none of which can be left out."""
        needed = list(self.hard)
        for wish in self.hard:
            others = [other for other in needed if other != wish]
            if self._is_infeasible(others):
                needed = others
        return tuple(needed)

    def _is_infeasible(self, hard: Iterable[int]) -> bool:
        model = NamedModel(self.problem, frozenset(hard))
        limits = replace(self.limits, work=_SECONDS_A_PROOF, seconds=_SECONDS_A_PROOF)
        return self._count(model.any_seating(limits)).infeasible

    def _left(self, share: float = 1.0) -> Limits:
        work = max(0.0, self.limits.work - self.work)
        return replace(self.limits, work=work * share, seconds=self.limits.seconds * share)

    def _count(self, solution: NamedSolution) -> NamedSolution:
        self.work += solution.work
        return solution
