"""The cheapest way out where requirements exclude each other: a plan without each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spaceplan.allocate.allocator import allocate_rooms
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.requirements import without
from spaceplan.allocate.explain.shortage import Conflict
from spaceplan.allocate.explain.time_left import Quiet, TimeLeft
from spaceplan.allocate.result import AllocateOptions, AllocationResult, Status
from spaceplan.errors import ConflictError
from spaceplan.model import Objective
from spaceplan.model.requirements import Requirement

#: A search is given at least and at most so many seconds.
_LEAST, _MOST = 1.0, 15.0


@dataclass(frozen=True)
class WayOut:
    """A plan that was found without one of the requirements that exclude each other.

    Parameters
    ----------
    optimal
        Whether it is proven that no plan without it is better.
    """

    requirement: Requirement
    objective: Objective
    optimal: bool

    @property
    def rank(self) -> tuple[int, float]:
        """People without a seat and unmet needs, then points."""
        return self.objective.unseated + self.objective.unmet_needs, self.objective.total


def ways_out(
    case: Case,
    conflicts: Sequence[Conflict],
    *,
    time: TimeLeft,
    seed: int = 0,
    workers: int = 1,
    count: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[WayOut, ...]]:
    """Yield for each conflict its ways out, the cheapest first; none where there was no time.

    What other conflicts name is left out meanwhile, all of it.
    """
    left = total = sum(len(conflict.requirements) for conflict in conflicts)
    for conflict in conflicts:
        others = [r for other in conflicts if other is not conflict for r in other.requirements]
        found = []
        for requirement in conflict.requirements:
            each = min(_MOST, time.seconds / left)
            if count is not None:
                count(total - left, total)
            left -= 1
            if each < _LEAST:
                continue
            options = AllocateOptions(time_limit=each, seed=seed, workers=workers)
            result = _solved(without(case, requirement, *others), options, time)
            if result is not None:
                optimal = result.status is Status.OPTIMAL
                found.append(WayOut(requirement, result.objective, optimal))
        yield tuple(sorted(found, key=lambda one: one.rank))


def _solved(case: Case, options: AllocateOptions, time: TimeLeft) -> AllocationResult | None:
    parts = (case.portfolio, case.graph, case.rulebook, case.entitlements)
    try:
        return allocate_rooms(*parts, options=options, progress=Quiet(time.asked))
    except ConflictError:
        return None
