"""Why a plan is as it is: what cannot be met and what would cure it, what each wish costs."""

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.relaxations import Cure, Relaxation, relaxations
from spaceplan.allocate.explain.requirements import (
    CLASSIFIED_APART,
    FACTS,
    PHYSICAL_MINIMUM,
    SEATS,
    all_requirements,
    without,
)
from spaceplan.allocate.explain.shortage import (
    Conflict,
    Shortage,
    outright_conflicts,
    shortages,
)

__all__ = [
    "CLASSIFIED_APART",
    "FACTS",
    "PHYSICAL_MINIMUM",
    "SEATS",
    "Case",
    "Conflict",
    "Cure",
    "Relaxation",
    "Shortage",
    "all_requirements",
    "outright_conflicts",
    "relaxations",
    "shortages",
    "without",
]
