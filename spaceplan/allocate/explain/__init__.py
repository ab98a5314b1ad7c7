"""Why a plan is as it is: what cannot be met and what would cure it, what each wish costs."""

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.relaxations import Cure, Relaxation, relaxations
from spaceplan.allocate.explain.requirements import Kind, Requirement, requirements_of, without
from spaceplan.allocate.explain.shortage import (
    Conflict,
    Shortage,
    outright_conflicts,
    shortages,
)

__all__ = [
    "Case",
    "Conflict",
    "Cure",
    "Kind",
    "Relaxation",
    "Requirement",
    "Shortage",
    "outright_conflicts",
    "relaxations",
    "requirements_of",
    "shortages",
    "without",
]
