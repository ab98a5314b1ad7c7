"""What a seat on a storey costs a department in walks, roughly: for models without rooms."""

from __future__ import annotations

from spaceplan.allocate.plan.freed import Freed, FreedDepartment
from spaceplan.allocate.plan.plan import Plan
from spaceplan.units import CM_PER_M


def pulls(plan: Plan, freed: Freed) -> dict[tuple[int, int], float]:
    """Return points a person for (department, storey) of a neighbourhood.

    Where most people of a department stay, its hub stays too, and a seat costs the walk to it.
    Where most are seated again, the hub goes with them, and a seat costs its part of the walk to
    the hubs of those the department works with.
    """
    points: dict[tuple[int, int], float] = {}
    for part in freed.departments:
        total = plan.problem.departments[part.d].kinds.total
        if not total:
            continue
        hub_stays = 2 * sum(part.people) <= total
        for s in freed.storeys:
            if hub_stays:
                points[part.d, s] = _walk_to_hub(plan, part, s)
            else:
                points[part.d, s] = _walk_to_related(plan, part, s) / total
    return points


def _middle(plan: Plan, s: int) -> int:
    rooms = plan.evaluator.geometry.on_storey[s]
    return rooms[len(rooms) // 2]


def _walk_to_hub(plan: Plan, part: FreedDepartment, s: int) -> float:
    hub = plan.costs[part.d].hub
    if not plan.problem.prices.distance or hub < 0 or plan.problem.offices.storey[hub] == s:
        return 0.0
    walk = plan.evaluator.geometry.walk(_middle(plan, s), hub)
    return plan.problem.prices.distance * walk / CM_PER_M


def _walk_to_related(plan: Plan, part: FreedDepartment, s: int) -> float:
    if not plan.problem.prices.affinity:
        return 0.0
    middle = _middle(plan, s)
    total = sum(
        people * plan.evaluator.geometry.walk(middle, plan.costs[e].hub)
        for e, people in plan.evaluator.pairs[part.d].items()
        if plan.costs[e].hub >= 0
    )
    return plan.problem.prices.affinity * total / CM_PER_M
