"""The first complete plan: what may be kept of a start, and all others placed at least cost."""

from __future__ import annotations

from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.first.construct import Constructor
from spaceplan.allocate.first.gather import bring_together, drop_breaking
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Evaluator, Held
from spaceplan.allocate.problem.needs import ServiceAssigner


def first_plan(
    evaluator: Evaluator, assigner: ServiceAssigner, held: list[Held]
) -> tuple[Plan, str]:
    """Return a complete plan on top of what is held, and what went wrong on the way, if anything.

    After a mistake the plan is what is held.
    """
    held = drop_breaking(evaluator.problem, evaluator.wishes, held)
    fault, offices = "", held
    try:
        offices = Constructor(evaluator.problem, evaluator, assigner, held).build()
    except Exception as error:
        fault = fault_message(error)
    plan = Plan(evaluator, assigner, offices)
    bring_together(plan)
    return plan, fault
