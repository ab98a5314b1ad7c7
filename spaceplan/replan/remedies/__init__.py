"""Remedies: for a finding the cheapest cure in the prescribed order, or why there is none."""

from spaceplan.model.remedy import (
    Answer,
    Answers,
    Edit,
    Move,
    Obstacle,
    Remedy,
    Scope,
    Searched,
    Transfer,
    Tried,
    Works,
)
from spaceplan.replan.remedies.apply import allocation_after, apply_remedies
from spaceplan.replan.remedies.attach import attach_remedies
from spaceplan.replan.remedies.find import find_remedies
from spaceplan.replan.remedies.kinds import is_answered

__all__ = [
    "Answer",
    "Answers",
    "Edit",
    "Move",
    "Obstacle",
    "Remedy",
    "Scope",
    "Searched",
    "Transfer",
    "Tried",
    "Works",
    "allocation_after",
    "apply_remedies",
    "attach_remedies",
    "find_remedies",
    "is_answered",
]
