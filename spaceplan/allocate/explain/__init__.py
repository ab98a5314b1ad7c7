"""Why a plan is as it is: what cannot be met and what would cure it, what each wish costs."""

from spaceplan.allocate.explain.again import (
    FEW,
    Again,
    Difference,
    Refused,
    Solution,
    solution_of,
)
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.left_out import counts_suffice
from spaceplan.allocate.explain.nearby import Region, plan_in, solve_without
from spaceplan.allocate.explain.outright import outright_conflicts
from spaceplan.allocate.explain.relaxations import Cure, Relaxation, relaxations
from spaceplan.allocate.explain.requirements import (
    CLASSIFIED_APART,
    FACTS,
    PHYSICAL_MINIMUM,
    SEATS,
    all_requirements,
    without,
)
from spaceplan.allocate.explain.room_worth import RoomWorth, room_worth
from spaceplan.allocate.explain.short_needs import ShortNeed, short_needs
from spaceplan.allocate.explain.shortage import (
    Conflict,
    Shortage,
    shortages,
)
from spaceplan.allocate.explain.terms import DepartmentTerms, Related
from spaceplan.allocate.explain.there import There, WhyHere, why_here
from spaceplan.allocate.explain.time_left import TimeLeft
from spaceplan.allocate.explain.ways_out import WayOut, ways_out
from spaceplan.allocate.explain.wish_costs import WishCost, wish_costs
from spaceplan.allocate.explain.wish_shortage import WishShortage, wish_shortages

__all__ = [
    "CLASSIFIED_APART",
    "FACTS",
    "FEW",
    "PHYSICAL_MINIMUM",
    "SEATS",
    "Again",
    "Case",
    "Conflict",
    "Cure",
    "DepartmentTerms",
    "Difference",
    "Refused",
    "Region",
    "Related",
    "Relaxation",
    "RoomWorth",
    "ShortNeed",
    "Shortage",
    "Solution",
    "There",
    "TimeLeft",
    "WayOut",
    "WhyHere",
    "WishCost",
    "WishShortage",
    "all_requirements",
    "counts_suffice",
    "outright_conflicts",
    "plan_in",
    "relaxations",
    "room_worth",
    "short_needs",
    "shortages",
    "solution_of",
    "solve_without",
    "ways_out",
    "why_here",
    "wish_costs",
    "wish_shortages",
    "without",
]
