"""What each rule and each wish costs: solved without it, from the same plan and equally long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spaceplan.allocate.explain.again import FEW, Again, Compared, Difference, Solution
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.nearby import plan_in, region_of
from spaceplan.allocate.explain.requirements import SEATS, all_requirements, without
from spaceplan.allocate.explain.seats import fewest_unseated
from spaceplan.allocate.plan.plan import Plan
from spaceplan.errors import ConflictError
from spaceplan.model.requirements import Requirement

#: Ties to sites are so many that they are looked at together, site by site.
_BY_SITE = "sites"


@dataclass(frozen=True)
class WishCost:
    """What one requirement, or several that say the same, cost.

    Parameters
    ----------
    fewest_with, fewest_without
        People whom every plan leaves unseated, with it and without it; proven on counts of rooms.
    difference
        What plans gain that were found without it; None: there was no time to look.
    """

    requirements: tuple[Requirement, ...]
    fewest_with: int
    fewest_without: int
    difference: Difference | None = None

    @property
    def is_wide(self) -> bool:
        """Whether several departments have it in common."""
        return len(self.requirements) > 1

    @property
    def seats_more(self) -> bool:
        """Whether more people can sit without it: then points are not compared."""
        return self.fewest_without < self.fewest_with

    @property
    def gain(self) -> tuple[int, float]:
        """People seated and points saved without it: what the table is sorted by."""
        points = self.difference.points if self.difference else None
        return self.fewest_with - self.fewest_without, points or 0.0


def wish_costs(
    again: Again, said: Callable[[int, int], None] = lambda _done, _total: None
) -> tuple[WishCost, ...]:
    """Return what each wish costs, the dearest first.

    Seats are counted for all of them first; then each is solved without, as long as there is time.
    """
    case = again.case
    groups = list(_groups(case))
    fewest = fewest_unseated(case.problem(), time=again.time).proven
    costs = [WishCost(group, fewest, _fewest_without(again, group, fewest)) for group in groups]
    again.share_among(1 + 2 * len(groups))
    base = again.improve()
    costs.sort(key=lambda cost: cost.is_wide or not cost.requirements[0].department)
    found: list[WishCost] = []
    for i, cost in enumerate(costs):
        said(i, len(costs))
        skipped = again.stopped() or cost.seats_more
        found.append(cost if skipped else _solved(again, base, cost))
    return tuple(sorted(found, key=lambda cost: cost.gain, reverse=True))


def _groups(case: Case) -> Iterator[tuple[Requirement, ...]]:
    """Yield the requirements one by one, those that tie departments to the same sites together."""
    tied: dict[tuple[str, ...], list[Requirement]] = {}
    for requirement in all_requirements(case):
        if requirement.kind == _BY_SITE:
            sites = case.portfolio.department(requirement.department).sites
            tied.setdefault(sites, []).append(requirement)
        elif requirement.kind != SEATS:
            yield (requirement,)
    yield from map(tuple, tied.values())


def _fewest_without(again: Again, group: Sequence[Requirement], fewest: int) -> int:
    if not fewest:
        return 0
    try:
        problem = without(again.case, *group).problem()
        found = fewest_unseated(problem, time=again.time).proven
    except ConflictError:
        return fewest
    return fewest if again.stopped() else found


def _solved(again: Again, base: Solution, cost: WishCost) -> WishCost:
    changed = without(again.case, *cost.requirements)
    first = cost.requirements[0]
    if len(again.case.portfolio.departments) <= FEW or not first.department or cost.is_wide:
        compared = again.compare(changed, base)
    else:
        plan = plan_in(again.case, base.allocation)
        rooms = [first.value] if again.case.portfolio.has_room(first.value) else []
        region = region_of(
            again.case, plan, first.department, rooms=rooms, to=_opened_by(changed, plan, first)
        )
        compared = again.compare_nearby(changed, base, region)
    if not isinstance(compared, Compared):
        return cost
    return replace(cost, difference=compared.difference)


def _opened_by(changed: Case, plan: Plan, requirement: Requirement) -> list[str]:
    """Return the storeys with offices that the department may hold only without it."""
    problem = changed.problem()
    d = next(i for i, one in enumerate(problem.departments) if one.id == requirement.department)
    new = problem.may_hold[d] & ~plan.problem.may_hold[d]
    return sorted({problem.storeys.ids[problem.offices.storey[r]] for r in np.flatnonzero(new)})
