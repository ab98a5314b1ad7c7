"""The independent witness: rules, terms and hard requirements, judged from an allocation alone.

It shares the domain model, the units, the graph and the rule tables with the solver, never code.
"""

from spaceplan.check.baseline import Baseline, Change, Comparison, KnownFinding, compare
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
from spaceplan.check.verdict import Verdict, counted_failures, must_be_judged, verdict_of
from spaceplan.check.verify import verify_allocation

__all__ = [
    "GRADE_STEPS",
    "SEVERITIES",
    "Baseline",
    "BrokenWish",
    "Change",
    "CheckResult",
    "Comparison",
    "DepartmentExcess",
    "DivisionSeats",
    "Evidence",
    "Finding",
    "KnownFinding",
    "LineArea",
    "RuleCount",
    "SeatingCheck",
    "SeatingCost",
    "Side",
    "State",
    "Verdict",
    "check_rules",
    "check_seating",
    "compare",
    "counted_failures",
    "current_departments",
    "department_excesses",
    "fingerprint_of",
    "grade_of",
    "line_areas",
    "must_be_judged",
    "occupancy_allowance_dm2",
    "recompute_objective",
    "recompute_seating",
    "split_area",
    "verdict_of",
    "verify_allocation",
]
