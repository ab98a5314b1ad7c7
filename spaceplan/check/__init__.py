"""The independent witness: rules, terms and hard requirements, judged from an allocation alone.

It shares the domain model, the units, the graph and the rule tables with the solver, never code.
"""

from spaceplan.check.evidence import Evidence, Side
from spaceplan.check.excess import (
    DepartmentExcess,
    LineArea,
    department_excesses,
    line_areas,
    occupancy_allowance_dm2,
    split_area,
)
from spaceplan.check.finding import (
    GRADE_STEPS,
    SEVERITIES,
    CheckResult,
    Finding,
    RuleCount,
    State,
    fingerprint_of,
    grade_of,
)
from spaceplan.check.objective import recompute_objective
from spaceplan.check.rules import check_rules
from spaceplan.check.seating import BrokenWish, DivisionSeats, SeatingCheck, check_seating
from spaceplan.check.seating_cost import SeatingCost, recompute_seating
from spaceplan.check.successors import current_departments
from spaceplan.check.verify import verify_allocation

__all__ = [
    "GRADE_STEPS",
    "SEVERITIES",
    "BrokenWish",
    "CheckResult",
    "DepartmentExcess",
    "DivisionSeats",
    "Evidence",
    "Finding",
    "LineArea",
    "RuleCount",
    "SeatingCheck",
    "SeatingCost",
    "Side",
    "State",
    "check_rules",
    "check_seating",
    "current_departments",
    "department_excesses",
    "fingerprint_of",
    "grade_of",
    "line_areas",
    "occupancy_allowance_dm2",
    "recompute_objective",
    "recompute_seating",
    "split_area",
    "verify_allocation",
]
