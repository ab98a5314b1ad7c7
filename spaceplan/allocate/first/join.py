"""Let people without a seat join others: in rooms tagged as shared, or in their own rooms.

Own rooms are shared only where the settings let them be, and then as the last resort.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.problem import Kinds, Occupancy

_LIKE, _ANY = "like", "any"


def take(fitting: Sequence[int], left: list[int], number: int) -> Occupancy:
    """Take so many people of fitting kinds from those who are left, if there are as many."""
    taken = [0] * len(left)
    for k in fitting:
        taken[k] = min(left[k], number)
        left[k] -= taken[k]
        number -= taken[k]
    return tuple(taken)


def join_shared(plan: Plan) -> Plan:
    """Let people without a seat join others in rooms tagged as shared, while seats are left."""
    problem = plan.problem
    shared = [r for r, tagged in enumerate(problem.offices.shared) if tagged]
    for d in range(len(problem.departments)):
        for r in shared:
            if plan.costs[d].unseated and problem.may_hold[d, r] and d not in plan.holders[r]:
                plan = min((plan, *_joined(plan, d, r)), key=lambda one: one.value)
    return plan


def _joined(plan: Plan, d: int, r: int) -> Iterator[Plan]:
    """Yield plans in which people of a department without a seat join others in an office."""
    problem = plan.problem
    there = sum(sum(plan.offices[e][r]) for e in plan.holders[r])
    for fitting, most in _who_may_join(plan, d, r):
        left = list(problem.departments[d].kinds.people)
        for occupancy in plan.offices[d].values():
            left = [a - b for a, b in zip(left, occupancy, strict=True)]
        joining = take(fitting, left, min(most, problem.offices.seats[r] - there))
        if any(joining) and there + sum(joining) >= problem.offices.least[r]:
            offices = list(plan.offices)
            offices[d] = {**offices[d], r: joining}
            yield Plan(plan.evaluator, plan.assigner, offices)


def _who_may_join(plan: Plan, d: int, r: int) -> Iterator[tuple[Sequence[int], int]]:
    """Yield kinds of a department's people who may sit with others in an office, and how many.

    Who should sit alone does so, unless anybody may share; or joins nobody but his like.
    """
    share, kinds = plan.problem.settings.share_own_room, plan.problem.departments[d].kinds
    there = _ranks_in(plan, r)
    everybody = kinds.total
    if share == _ANY:
        yield (*kinds.sharing, *kinds.own), everybody
        return
    if not any(alone for _, alone in there):
        yield kinds.sharing, everybody
    for k in kinds.own:
        if not there or (share == _LIKE and there == {(kinds.names[k], True)}):
            yield (k,), everybody if share == _LIKE else 1


def _ranks_in(plan: Plan, r: int) -> set[tuple[str, bool]]:
    """Return who sits in an office: names of kinds, and whether they should sit alone."""
    found = set()
    for e in plan.holders[r]:
        kinds = plan.problem.departments[e].kinds
        ranks = zip(kinds.names, kinds.alone, plan.offices[e][r], strict=True)
        found |= {(name, alone) for name, alone, n in ranks if n}
    return found


def double_up(plan: Plan, d: int) -> None:
    """Let people who should sit alone join others of their department, while seats are left."""
    problem = plan.problem
    kinds = problem.departments[d].kinds
    held = dict(plan.offices[d])
    left = list(kinds.people)
    for occupancy in held.values():
        left = [a - b for a, b in zip(left, occupancy, strict=True)]
    for k, number in enumerate(left):
        for _ in range(number):
            r = next((r for r in sorted(held) if _may_join(plan, k, kinds, held[r], r)), None)
            if r is not None:
                held[r] = tuple(n + (i == k) for i, n in enumerate(held[r]))
    plan.apply_if_better(plan.propose({d: held}))


def _may_join(plan: Plan, k: int, kinds: Kinds, occupancy: Occupancy, r: int) -> bool:
    """Whether one more of kind k may sit in an office: ``like`` lets in the same rank only."""
    if len(plan.holders[r]) > 1 or sum(occupancy) >= plan.problem.offices.seats[r]:
        return False
    there = [i for i, n in enumerate(occupancy) if n]
    if plan.problem.settings.share_own_room == _LIKE and (
        kinds.alone[k] or any(kinds.alone[i] for i in there)
    ):
        return there == [k]
    return True
