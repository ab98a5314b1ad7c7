"""People who should sit alone share a room, at a price, or get rooms of their own again.

Only where the settings let them. Each step is priced exactly: the last resort where seats are
scarce, and a choice like any other where sharing costs less than the rooms it saves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.occupancy import Seater
from spaceplan.allocate.problem.problem import Occupancy, Problem

_LIKE = "like"


def may_sit(problem: Problem, d: int, occupancy: Occupancy) -> bool:
    """Return whether people of a department may sit together in one room.

    ``none``: who must sit alone does; ``like``: with the same rank only; ``any``: with anybody.
    """
    alone = problem.departments[d].kinds.alone
    there = [k for k, n in enumerate(occupancy) if n]
    if sum(occupancy) < 2 or not any(alone[k] for k in there):
        return True
    share = problem.settings.share_own_room
    return len(there) == 1 if share == _LIKE else problem.may_share_own


def share_rooms(plan: Plan, s: int, busy: Collection[int] = ()) -> int:
    """Merge and split rooms of a storey while that makes the plan better; return how often.

    Parameters
    ----------
    busy
        Departments that must not be touched.
    """
    made = 0
    if not plan.problem.may_share_own:
        return made
    holders = {d for r in plan.evaluator.geometry.on_storey[s] for d in plan.holders[r]}
    for d in sorted(holders - set(busy)):
        if plan.problem.departments[d].kinds.own:
            while _step(plan, d, s):
                made += 1
    return made


def _step(plan: Plan, d: int, s: int) -> bool:
    """Make the first step found that makes the plan better."""
    return any(
        plan.apply_if_better(plan.propose(offices))
        for offices in (*_merged(plan, d, s), *({d: held} for held in _split(plan, d, s)))
    )


def _merged(plan: Plan, d: int, s: int) -> Iterator[dict[int, Held]]:
    """Yield offices with all people of one room moved to another; who waits may have the room."""
    problem, offices = plan.problem, plan.offices[d]
    staying = frozenset(problem.departments[d].locked)
    mine = [r for r in sorted(offices) if len(plan.holders[r]) == 1 and sum(offices[r]) > 0]
    for a in mine:
        if problem.offices.storey[a] != s or a in staying or not _has_own(plan, d, offices[a]):
            continue
        for b in mine:
            yield from _into_vacant(plan, d, s, a, b)
            together = _sum(offices[a], offices[b])
            fits = sum(together) <= problem.offices.seats[b]
            if a != b and fits and may_sit(problem, d, together):
                held = {**{r: o for r, o in offices.items() if r != a}, b: together}
                yield {d: held}
                for e in _waiting(plan, d, a):
                    yield {d: held, e: {**plan.offices[e], **_seated(plan, e, a)}}


def _into_vacant(plan: Plan, d: int, s: int, a: int, b: int) -> Iterator[dict[int, Held]]:
    """Yield the department's offices with the people of two rooms in a vacant one."""
    problem, offices = plan.problem, plan.offices[d]
    together = _sum(offices[a], offices[b])
    if b <= a or b in problem.departments[d].locked or not may_sit(problem, d, together):
        return
    for free in _vacant(plan, d, s):
        if sum(together) <= problem.offices.seats[free]:
            yield {d: {**{r: o for r, o in offices.items() if r not in (a, b)}, free: together}}


def _waiting(plan: Plan, d: int, r: int) -> list[int]:
    """Return other departments with people without a seat who may hold an office."""
    return [
        e
        for e, cost in enumerate(plan.costs)
        if cost.unseated and e != d and plan.problem.may_hold[e, r]
    ]


def _seated(plan: Plan, e: int, r: int) -> Held:
    """Return who of those without a seat would sit in a room."""
    left = list(plan.problem.departments[e].kinds.people)
    for occupancy in plan.offices[e].values():
        left = [a - b for a, b in zip(left, occupancy, strict=True)]
    return Seater(plan.problem).seat(e, [r], left)


def _split(plan: Plan, d: int, s: int) -> Iterator[Held]:
    """Yield the department's offices with one who shares moved to a vacant room."""
    problem, offices = plan.problem, plan.offices[d]
    shared = [
        r
        for r in sorted(offices)
        if len(plan.holders[r]) == 1
        and sum(offices[r]) > 1
        and problem.offices.storey[r] == s
        and _has_own(plan, d, offices[r])
    ]
    staying = dict(problem.departments[d].keep)
    for r in shared:
        for k, number in enumerate(offices[r]):
            left = _sum(offices[r], _one(k, len(offices[r]), -1))
            stays = staying.get(r, ())[k : k + 1]
            if not number or sum(left) < problem.offices.least[r] or (stays and stays[0] == number):
                continue
            for free in _vacant(plan, d, s):
                yield {**offices, r: left, free: _one(k, len(left), 1)}


def _vacant(plan: Plan, d: int, s: int) -> list[int]:
    """Return vacant rooms for one on the storeys of a department, this one's first."""
    problem, geometry = plan.problem, plan.evaluator.geometry
    return [
        r
        for t in dict.fromkeys((s, *plan.costs[d].storeys))
        for r in geometry.on_storey[t]
        if plan.vacant(r) and problem.may_hold[d, r] and problem.offices.least[r] == 1
    ]


def _has_own(plan: Plan, d: int, occupancy: Sequence[int]) -> bool:
    alone = plan.problem.departments[d].kinds.alone
    return any(n and own for n, own in zip(occupancy, alone, strict=True))


def _sum(a: Occupancy, b: Occupancy) -> Occupancy:
    return tuple(map(int.__add__, a, b))


def _one(k: int, kinds: int, number: int) -> Occupancy:
    return tuple(number if i == k else 0 for i in range(kinds))
