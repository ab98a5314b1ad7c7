"""Plans near the best: found by forbidding departments some of the rooms that they always had."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from spaceplan.allocate.explain import Again, Case, Refused, Solution
from spaceplan.model import Portfolio
from spaceplan.replan.distance import holders

#: Totals within so many points of the limit count as within it: sums of floats.
_SLACK = 1e-6
#: (room, department) pairs.
Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What came of forbidding some holdings.

    Parameters
    ----------
    plan
        A plan near the best without them; None: none was found.
    none_exists
        Whether it is proven that there is none.
    """

    plan: Solution | None
    none_exists: bool = False


class NearBest:
    """Looks for plans that seat as many as the best and cost at most ``share`` more.

    The best is the best plan found; where a better one turns up it takes its place, and plans that
    are no longer near it are dropped.
    """

    def __init__(self, again: Again, best: Solution, share: float) -> None:
        self.again = again
        self.best = best
        self.share = share
        self.plans: list[Solution] = [best]
        self.portfolio: Portfolio = again.case.portfolio
        self.fixed = frozenset(
            (room, d.id) for d in self.portfolio.departments for room in d.locked
        )

    @property
    def limit(self) -> float:
        """What a plan near the best costs at most, points."""
        return self.best.objective.total * (1 + self.share) + _SLACK

    def is_near(self, plan: Solution) -> bool:
        """Return whether a plan seats as many as the best and costs little enough."""
        return plan.unplaced <= self.best.unplaced and plan.objective.total <= self.limit

    def without(self, pairs: Pairs) -> Answer:
        """Look for a plan near the best in which departments do not hold some rooms."""
        found = self.again.try_to_solve(forbidding(self.again.case, pairs))
        if isinstance(found, Refused):
            return Answer(None, none_exists=False)
        if self.is_near(found):
            self.add(found)
            return Answer(found)
        too_few = found.fewest > self.best.unplaced
        return Answer(None, none_exists=too_few or found.bound > self.limit)

    def add(self, plan: Solution) -> None:
        """Take note of a plan near the best; it may be the new best."""
        self.plans.append(plan)
        value = (plan.unplaced, plan.objective.total)
        if value < (self.best.unplaced, self.best.objective.total):
            self.best = plan
            self.plans = [known for known in self.plans if self.is_near(known)]

    def common(self) -> dict[str, frozenset[str]]:
        """Return the holders of the rooms that are held by the same in all plans so far."""
        first, *others = (plan.allocation for plan in self.plans)
        rooms = dict.fromkeys(line.room for line in first.lines)
        return {
            room: mine
            for room in rooms
            if (mine := holders(first, room))
            and all(holders(plan, room) == mine for plan in others)
        }


def forbidding(case: Case, pairs: Pairs) -> Case:
    """Return the case in which departments must not hold some rooms."""
    rooms: dict[str, list[str]] = {}
    for room, department in pairs:
        rooms.setdefault(department, []).append(room)
    return replace(case, portfolio=_forbidding(case.portfolio, rooms))


def _forbidding(portfolio: Portfolio, rooms: Mapping[str, Iterable[str]]) -> Portfolio:
    departments = tuple(
        replace(d, forbidden=(*d.forbidden, *sorted(rooms[d.id]))) if d.id in rooms else d
        for d in portfolio.departments
    )
    return replace(portfolio, departments=departments)
