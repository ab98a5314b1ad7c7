"""Say a plan in the words of the model: allocation lines and the objective with its terms."""

from __future__ import annotations

from spaceplan.allocate.plan.plan import Plan
from spaceplan.model import Allocation, AllocationLine, Counts, Objective, Term
from spaceplan.units import CM_PER_M, DM2_PER_M2


def allocation_of(plan: Plan) -> Allocation:
    """Return the plan's lines, ordered by room and department; people are seated elsewhere."""
    problem = plan.problem
    lines: list[AllocationLine] = []
    for d, department in enumerate(problem.departments):
        names = department.kinds.names
        lines += [
            AllocationLine(
                problem.offices.ids[r],
                department.id,
                Counts.of(dict(zip(names, occupancy, strict=True))),
            )
            for r, occupancy in plan.offices[d].items()
        ]
        kept = [problem.services.ids[r] for r in plan.services.held[d]]
        kept += department.locked_technical
        lines += [AllocationLine(id, department.id) for id in kept]
    return Allocation(tuple(sorted(lines, key=lambda line: (line.room, line.department))))


def objective_of(plan: Plan) -> Objective:
    """Return every term of the plan: quantity, unit, price, cost."""
    prices = plan.problem.prices
    costs = plan.costs
    excess = sum(cost.excess_dm2 for cost in costs) + sum(plan.services.excess_dm2)
    quantities = [
        ("excess", excess / DM2_PER_M2, "m²", prices.excess),
        ("moved", sum(cost.moved for cost in costs), "persons", prices.moved),
        ("storey", sum(len(cost.storeys) for cost in costs), "storeys", prices.storey),
        ("zone", sum(cost.zones for cost in costs), "zones", prices.zone),
        ("building", sum(cost.buildings for cost in costs), "buildings", prices.building),
        ("site", sum(cost.sites for cost in costs), "sites", prices.site),
        (
            "distance",
            sum(cost.person_cm for cost in costs) / CM_PER_M,
            "person-metres",
            prices.distance,
        ),
        ("affinity", _affinity_cm(plan) / CM_PER_M, "person-metres", prices.affinity),
        ("opened", plan.opened_dm2 / DM2_PER_M2, "m²", prices.opened),
    ]
    if not plan.problem.has_ledger:
        quantities = [entry for entry in quantities if entry[0] != "moved"]
    if plan.problem.may_share_own:
        shared = sum(cost.own_shared for cost in costs)
        quantities.append(("own_room_shared", shared, "persons", prices.own_room_shared))
    return Objective(
        unseated=plan.unseated,
        unmet_needs=plan.services.unmet_total,
        terms=tuple(
            Term(name, quantity, unit, price, quantity * price)
            for name, quantity, unit, price in quantities
        ),
        terms_off=() if plan.problem.has_ledger else ("moved",),
    )


def _affinity_cm(plan: Plan) -> int:
    return sum(
        plan.evaluator.affinity(d, e, plan.costs[d].hub, plan.costs[e].hub)
        for d, pairs in enumerate(plan.evaluator.pairs)
        for e in pairs
        if d < e
    )
