"""What each rule and each wish costs: solved without it, from the same plan and equally long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spaceplan.allocate.explain.again import Again, Difference, Refused, Solution
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.nearby import touched
from spaceplan.allocate.explain.requirements import SEATS, all_requirements, without
from spaceplan.allocate.explain.seats import fewest_unseated
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
    fewest = fewest_unseated(case.problem()).proven
    costs = [WishCost(group, fewest, _fewest_without(case, group, fewest)) for group in groups]
    again.share_among(1 + 2 * len(groups))
    base = again.improve()
    costs.sort(key=lambda cost: cost.gain, reverse=True)
    found: list[WishCost] = []
    for i, cost in enumerate(costs):
        said(i, len(costs))
        found.append(cost if again.stopped() else _solved(again, base, cost))
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


def _fewest_without(case: Case, group: Sequence[Requirement], fewest: int) -> int:
    if not fewest:
        return 0
    try:
        return fewest_unseated(without(case, *group).problem()).proven
    except ConflictError:
        return fewest


def _solved(again: Again, base: Solution, cost: WishCost) -> WishCost:
    free = touched(again.case, again.plan, cost.requirements)
    compared = again.compare(without(again.case, *cost.requirements), base, free)
    if isinstance(compared, Refused):
        return cost
    return WishCost(
        cost.requirements,
        cost.fewest_with,
        cost.fewest_without,
        compared.difference,
    )
