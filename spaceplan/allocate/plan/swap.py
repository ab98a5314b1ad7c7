"""Two rooms swap what they hold, wherever they lie; a swap with a vacant room is a move."""

from __future__ import annotations

from spaceplan.allocate.plan.plan import Change, Plan
from spaceplan.allocate.problem.problem import Occupancy


def may_move(plan: Plan, r: int) -> bool:
    """Return whether what a room holds may go elsewhere: one holder at most, who need not stay."""
    holders = plan.holders[r]
    if not plan.problem.offices.seats[r] or len(holders) > 1:
        return False
    return not holders or r not in plan.problem.departments[holders[0]].locked


def swap(plan: Plan, a: int, b: int) -> Change | None:
    """Price swapping what two rooms hold; None where a rule forbids it or nothing changes."""
    contents = []
    for r in (a, b):
        holder = next(iter(plan.holders[r]), -1)
        contents.append((holder, plan.offices[holder][r] if holder >= 0 else None))
    (d, in_a), (e, in_b) = contents
    if (d, in_a) == (e, in_b) or not (_suits(plan, d, in_a, b) and _suits(plan, e, in_b, a)):
        return None
    offices: dict[int, dict[int, Occupancy]] = {}
    for holder, room in ((d, a), (e, b)):
        if holder >= 0:
            offices.setdefault(holder, dict(plan.offices[holder])).pop(room)
    if in_a is not None:
        offices[d][b] = in_a
    if in_b is not None:
        offices[e][a] = in_b
    return plan.propose(offices)


def _suits(plan: Plan, d: int, occupancy: Occupancy | None, r: int) -> bool:
    """Whether d may hold r, and least(r) <= Σ people <= seats(r)."""
    if occupancy is None:
        return True
    table = plan.problem.offices
    fits = table.least[r] <= sum(occupancy) <= table.seats[r]
    return fits and bool(plan.problem.may_hold[d, r])
