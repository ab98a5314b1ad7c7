"""One department: as few moves as can be, then as few points as can be; or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import perf_counter

from spaceplan.allocate.named.cost import Costs
from spaceplan.allocate.named.improve import Improver
from spaceplan.allocate.named.problem import UNITS, DepartmentProblem
from spaceplan.allocate.named.start import Counted, first_seating, most_stay
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.named_model import NamedModel, NamedSolution

#: Costs and bounds within so many points are the same.
CLOSED = 1e-6
#: Share of the limits for the fewest moves, where hard wishes may cost some.
_FOR_MOVES = 0.4
#: Share of the limits to improve what was found before, a few divisions at a time.
_TO_IMPROVE = 0.8
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
    staying
        How many stay in today's room, and whether it is proven that no more can: then the bound
        is for as many.
    cost, bound
        Points.
    """

    counts: Counted | None
    conflict: tuple[int, ...] = ()
    staying: int = 0
    most_stay: bool = True
    cost: float = 0.0
    bound: float = 0.0
    seconds: float = 0.0
    work: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether no seating is better."""
        return self.counts is not None and self.most_stay and self.cost <= self.bound + CLOSED

    @property
    def is_open(self) -> bool:
        """Whether more time may give a better seating, a better bound, or one at all."""
        return not self.conflict and not self.proven


def search_department(
    problem: DepartmentProblem, limits: Limits, known: Counts | None = None
) -> Counts:
    """Seat one department; go on from what is known, never to a worse seating or bound."""
    started = perf_counter()
    found = _Search(problem, limits, known).run()
    found = replace(found, seconds=perf_counter() - started)
    return found if known is None else _better(problem, known, found)


def _better(problem: DepartmentProblem, known: Counts, found: Counts) -> Counts:
    """Return the better seating with the better bound, and the time of both."""
    best = found
    if known.counts is not None and not found.conflict:
        more = problem.fewest and known.staying > found.staying
        alike = not problem.fewest or known.staying == found.staying
        if found.counts is None or more or (alike and known.cost <= found.cost):
            best = known
        if alike:
            best = replace(best, bound=min(best.cost, max(known.bound, found.bound)))
        best = replace(best, most_stay=known.most_stay or found.most_stay)
    return replace(best, seconds=known.seconds + found.seconds, work=known.work + found.work)


class _Search:
    """One search of one department."""

    def __init__(self, problem: DepartmentProblem, limits: Limits, known: Counts | None) -> None:
        self.problem = problem
        self.limits = limits
        self.known = known or Counts(None, most_stay=False)
        self.hard = tuple(i for i, wish in enumerate(problem.wishes) if wish.hard)
        self.work = 0.0

    def run(self) -> Counts:
        """Hold the model to the fewest moves, then minimise points."""
        problem = self.problem
        model = NamedModel(problem, frozenset(self.hard))
        start: Counted | None = self.known.counts or first_seating(problem)
        settled = not problem.fewest
        if problem.fewest and not self.hard and not problem.free:
            model.hold(most_stay(problem))
            settled = True
        elif self.known.counts is not None and self.known.most_stay:
            if problem.fewest:
                model.hold(self.known.staying)
            settled = True
        elif self.hard or problem.fewest:
            assert start is not None
            first = self._first(model, start)
            if first.infeasible:
                return Counts(None, self._conflict(), work=self.work)
            start = first.counts
            settled = settled or first.value >= first.bound
        if start is None:
            return Counts(None, most_stay=False, work=self.work)
        left = 1.0
        if self.known.counts is not None:
            start = self._improved(model, start)
            left -= _TO_IMPROVE
        model.hint(start)
        best = self._count(model.cheapest(self._left(left)))
        return self._answer(best, start, settled)

    def _improved(self, model: NamedModel, start: Counted) -> Counted:
        """Improve what the solver alone could not prove in a first attempt."""
        improver = Improver(self.problem, model, start, self._left(_TO_IMPROVE))
        better = improver.run()
        self.work += improver.work
        return better

    def _first(self, model: NamedModel, start: Counted) -> NamedSolution:
        """Find a seating that keeps all hard wishes, where that comes first with fewest moves."""
        model.hint(start)
        limits = self._left(_FOR_MOVES)
        return self._count(
            model.fewest_moves(limits) if self.problem.fewest else model.any_seating(limits)
        )

    def _answer(self, best: NamedSolution, start: Counted, settled: bool) -> Counts:
        counts = best.counts or start
        costs = Costs(self.problem, counts)
        value = costs.total
        return Counts(
            counts,
            staying=costs.staying,
            most_stay=settled,
            cost=value / UNITS,
            bound=max(0.0, min(value, best.bound) / UNITS),
            work=self.work,
        )

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
