"""Solve a changed case again from a plan, and say honestly what the change is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

from spaceplan.allocate.allocator import allocate_rooms
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.nearby import Region, plan_in, seat_moved, solve_region
from spaceplan.allocate.explain.time_left import Quiet, TimeLeft
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.plan.express import allocation_of, objective_of
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.result import AllocateOptions, AllocationResult
from spaceplan.errors import ConflictError
from spaceplan.model import Allocation, Objective
from spaceplan.progress import SILENT, Progress

#: A search from a plan is given at least and at most so many seconds.
_LEAST, _MOST = 1.0, 8.0
#: What is left of the time for a search is at least so much, seconds.
_SHORTEST = 0.01
#: Up to so many departments the whole is solved again, else what is near the change.
FEW = 6


@dataclass(frozen=True)
class Solution:
    """A plan that was found, and a lower bound on the total of every plan that seats as many.

    Parameters
    ----------
    fewest
        No plan leaves fewer people unseated.
    """

    allocation: Allocation
    objective: Objective
    bound: float
    fewest: int

    @property
    def unplaced(self) -> int:
        """People without a seat, and unmet needs."""
        return self.objective.unseated + self.objective.unmet_needs

    @property
    def is_bounded(self) -> bool:
        """Whether the bound says more than that no plan costs less than nothing."""
        return self.bound > 0 or self.objective.total <= self.bound


@dataclass(frozen=True)
class Difference:
    """What a change does, seen from plans found with and without it.

    Points are compared only between plans that seat as many; they are what the change saves
    (negative: costs).

    Parameters
    ----------
    seated
        So many more people have a seat in the plan found.
    points
        Saved by the plan found; None where plans seat differently many.
    at_least, at_most
        Between these the points lie for the best plans with and without; None: not proven.
    standing
        So many more have no seat in every plan with the change; proven, 0: not.
    """

    seated: int
    points: float | None
    at_least: float | None
    at_most: float | None
    standing: int = 0

    @classmethod
    def between(cls, before: Solution, after: Solution) -> Difference:
        """Compare: the truth lies between bound − total and total − bound.

        A bound that is no more than what is known of every plan, 0 points, proves nothing.
        """
        seated = before.objective.unseated - after.objective.unseated
        if before.unplaced != after.unplaced:
            standing = max(0, after.fewest - before.objective.unseated)
            return cls(seated, None, None, None, standing)
        at_least = before.bound - after.objective.total
        at_most = before.objective.total - after.bound
        return cls(
            seated,
            points=before.objective.total - after.objective.total,
            at_least=at_least if before.is_bounded else None,
            at_most=at_most if after.is_bounded else None,
        )


class Again:
    """Solves variants of a case, each from the same plan and equally long.

    Parameters
    ----------
    until
        Time of ``perf_counter`` at which all must be done.
    """

    def __init__(
        self,
        case: Case,
        plan: Allocation,
        *,
        until: float,
        seed: int = 0,
        workers: int = 1,
        progress: Progress = SILENT,
    ) -> None:
        self.case = case
        self.plan = plan
        self.until = until
        self.time = TimeLeft(until, progress.stopped)
        self.seed = seed
        self.workers = workers
        self.progress = progress
        self.each = _MOST

    def share_among(self, number: int) -> None:
        """Give each of so many searches its part of the time that is left."""
        self.each = min(_MOST, max(_LEAST, (self.until - perf_counter()) / max(1, number)))

    def stopped(self) -> bool:
        """Return whether the time is up or the user wants to stop."""
        return self.time.stopped()

    def _limits(self) -> Limits:
        return self.time.limits(Limits(self.each, self.each, self.seed))

    def solve(self, case: Case | None = None, start: Allocation | None = None) -> Solution:
        """Search from the plan; without a case from the plan as it is.

        Raises
        ------
        ConflictError
            If the case cannot be met.
        """
        solved = case or self.case
        result = allocate_rooms(
            solved.portfolio,
            solved.graph,
            solved.rulebook,
            solved.entitlements,
            start=start or self.plan,
            options=AllocateOptions(
                time_limit=min(self.each, max(_SHORTEST, self.time.seconds)),
                seed=self.seed,
                workers=self.workers,
            ),
            progress=Quiet(self.progress.stopped),
        )
        return _solution(result)

    def improve(self) -> Solution:
        """Search on from the plan itself, and go on from what is found: the measure of variants."""
        found = self.solve()
        self.plan = found.allocation
        return found

    def compare(self, changed: Case, base: Solution) -> Compared | Refused | None:
        """Solve a changed case as a whole, and from what is found the case as it is again.

        What the search finds on its way and what has nothing to do with the change is then in both
        plans. None: time was up before.
        """
        if self.stopped():
            return None
        found = self.try_to_solve(changed)
        if isinstance(found, Refused):
            return found
        if self.stopped():
            return None
        back = self.try_to_solve(self.case, found.allocation)
        if isinstance(back, Solution):
            base = min((base, back), key=_value)
        return Compared(base, found, Difference.between(base, found))

    def compare_nearby(
        self, changed: Case, base: Solution, region: Region, *, moved: str = ""
    ) -> Compared | Refused | None:
        """Solve a region with and without a change, all else staying as in the plan.

        None: time was up before.

        Parameters
        ----------
        base
            The plan of the case as it is; its bound holds for the whole case.
        moved
            A department that may have to leave its rooms; empty: the change only drops a
            requirement.
        """
        if self.stopped():
            return None
        try:
            plan = plan_in(changed, base.allocation, moved=moved)
        except ConflictError as error:
            return Refused(tuple(error.args))
        if moved:
            plan = seat_moved(plan, self.time, seconds=self.each, seed=self.seed)
        found = solution_of(solve_region(plan, region, self._limits(), self.time), base)
        if self.stopped():
            return None
        before = plan_in(self.case, base.allocation)
        before = solve_region(before, region, self._limits(), self.time)
        reference = solution_of(before, base)
        if not moved and _value(reference) < _value(found):
            found = reference  # whoever asks for less may have what was had before
        between = Difference.between(reference, found)
        return Compared(reference, found, replace(between, at_most=None))

    def try_to_solve(self, case: Case, start: Allocation | None = None) -> Solution | Refused:
        """Search from the plan; return in words why there is none where the case cannot be met."""
        try:
            return self.solve(case, start)
        except ConflictError as error:
            return Refused(tuple(error.args))


@dataclass(frozen=True)
class Compared:
    """Two plans, without and with a change, and what lies between them."""

    base: Solution
    found: Solution
    difference: Difference


def solution_of(plan: Plan, base: Solution) -> Solution:
    """Return a plan as a solution; what is proven of ``base`` is what is proven of its case."""
    objective = objective_of(plan)
    bound = min(base.bound, objective.total)
    return Solution(allocation_of(plan), objective, bound, min(base.fewest, objective.unseated))


def _value(solution: Solution) -> tuple[int, float]:
    return solution.unplaced, solution.objective.total


@dataclass(frozen=True)
class Refused:
    """Why a case cannot be met."""

    reasons: tuple[str, ...]


def _solution(result: AllocationResult) -> Solution:
    total = result.objective.total
    return Solution(
        allocation=result.allocation,
        objective=result.objective,
        bound=min(result.bound, total),
        fewest=min(result.fewest_unseated_bound, result.objective.unseated),
    )
