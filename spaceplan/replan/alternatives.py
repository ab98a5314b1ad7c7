"""Plans near the best that really differ: a few of many that were found, far from each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter

from spaceplan.allocate.explain import FEW, Again, Solution
from spaceplan.allocate.plan.plan import Plan
from spaceplan.replan.backbone import some_of
from spaceplan.replan.distance import Distance, distance_between, holders
from spaceplan.replan.near_best import NearBest
from spaceplan.replan.walk import Walk

#: Share of the holdings of the plans so far that are forbidden at once: first, and at least.
_SHARE, _LEAST_SHARE = 0.3, 0.01


@dataclass(frozen=True)
class Alternative:
    """One plan, and how far it is from each of those before it, the best first."""

    plan: Solution
    distances: tuple[Distance, ...]


@dataclass(frozen=True)
class Alternatives:
    """The best plan and others near it.

    Parameters
    ----------
    share
        The others seat as many and cost at most this much more, as a share of the best's total.
    found
        How many plans near the best were found, of which these are farthest apart.
    """

    share: float
    best: Solution
    others: tuple[Alternative, ...]
    found: int


def find_alternatives(
    again: Again,
    share: float,
    number: int,
    said: Callable[[int, int], None] = lambda _done, _total: None,
) -> Alternatives:
    """Return so many plans near the best that are as far from each other as could be found.

    Parameters
    ----------
    share
        How much more than the best a plan may cost, as a share of its total.
    """
    again.share_among(3 * number + 1)
    near = NearBest(again, again.improve(), share)
    random = Random(again.seed)
    if len(again.case.portfolio.departments) <= FEW:
        _from_whole(near, 6 * number, random, said)
    else:
        _from_walks(near, number, random, said)
    return _farthest(near, number)


def _from_whole(
    near: NearBest, tries: int, random: Random, said: Callable[[int, int], None]
) -> None:
    """Forbid many holdings at once and solve the whole again."""
    forbidden = _SHARE
    for tried in range(tries):
        pairs = [
            (line.room, line.department)
            for line in near.plans[-1].allocation.lines
            if (line.room, line.department) not in near.fixed
        ]
        if near.again.stopped() or not pairs:
            return
        said(tried, tries)
        chosen = some_of(pairs, max(1, round(forbidden * len(pairs))), random)
        worked = near.without(chosen).plan is not None
        forbidden = min(1.0, forbidden * 1.5) if worked else max(_LEAST_SHARE, forbidden / 2)


def _from_walks(
    near: NearBest, number: int, random: Random, said: Callable[[int, int], None]
) -> None:
    """Walk away from the best, once for each plan that is wanted, as far as the limit lets."""
    walk = Walk(near, random)
    begun, tried = perf_counter(), 0
    span = max(0.0, near.again.until - begun) / number
    for i in range(1, number + 1):
        walk.begin()
        while perf_counter() < begun + i * span and not near.again.stopped():
            said(tried, 0)
            tried += 1
            walk.step(_still_as(near.best, walk.plan), onwards=True)


def _still_as(best: Solution, plan: Plan) -> dict[str, frozenset[str]]:
    """Return the offices that have the same holders in a plan as in the best."""
    ids, departments = plan.problem.offices.ids, plan.problem.departments
    now = {
        ids[r]: frozenset(departments[d].id for d in held)
        for r, held in enumerate(plan.holders)
        if held
    }
    return {room: mine for room, mine in now.items() if holders(best.allocation, room) == mine}


def _farthest(near: NearBest, number: int) -> Alternatives:
    """Choose plans one by one, each as far as can be from the nearest of those chosen before."""
    left = [plan for plan in near.plans if plan is not near.best]
    chosen = [near.best]
    others: list[Alternative] = []
    while left and len(others) < number:
        distances = {
            id(plan): tuple(distance_between(plan.allocation, one.allocation) for one in chosen)
            for plan in left
        }
        best = max(left, key=lambda plan: _nearest(distances[id(plan)]))
        if not _nearest(distances[id(best)])[0]:
            break
        others.append(Alternative(best, distances[id(best)]))
        chosen.append(best)
        left.remove(best)
    return Alternatives(near.share, near.best, tuple(others), len(near.plans))


def _nearest(distances: tuple[Distance, ...]) -> tuple[int, int]:
    return min((one.rooms, one.people) for one in distances)
