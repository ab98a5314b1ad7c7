"""How the rule kinds are evaluated: one file a kind, each yields one outcome a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spaceplan.check.finding import Outcome
from spaceplan.check.kinds.concurrent_ended import evaluate_concurrent_ended
from spaceplan.check.kinds.department_area import evaluate_department_area
from spaceplan.check.kinds.hard_requirements import evaluate_hard_requirements
from spaceplan.check.kinds.hidden_suite import evaluate_hidden_suite
from spaceplan.check.kinds.left_post import evaluate_left_post
from spaceplan.check.kinds.occupied_category import evaluate_occupied_category
from spaceplan.check.kinds.one_office import evaluate_one_office
from spaceplan.check.kinds.physical_minimum import evaluate_physical_minimum
from spaceplan.check.kinds.room_area import evaluate_room_area
from spaceplan.check.kinds.seat_for_everyone import evaluate_seat_for_everyone
from spaceplan.check.kinds.separation import evaluate_separation
from spaceplan.check.kinds.waiver_expired import evaluate_waiver_expired
from spaceplan.check.situation import Situation
from spaceplan.rules.kinds import (
    ConcurrentEnded,
    DepartmentArea,
    HardRequirements,
    HiddenSuite,
    LeftPost,
    OccupiedCategory,
    OneOffice,
    PhysicalMinimum,
    RoomArea,
    RuleKind,
    SeatForEveryone,
    Separation,
    WaiverExpired,
)

# Any: each function takes the kind beside it; a mapping cannot say that to the type checker.
_EVALUATE: dict[type[RuleKind], Callable[[Any, Situation], Iterator[Outcome]]] = {
    RoomArea: evaluate_room_area,
    DepartmentArea: evaluate_department_area,
    PhysicalMinimum: evaluate_physical_minimum,
    SeatForEveryone: evaluate_seat_for_everyone,
    OneOffice: evaluate_one_office,
    LeftPost: evaluate_left_post,
    ConcurrentEnded: evaluate_concurrent_ended,
    OccupiedCategory: evaluate_occupied_category,
    HiddenSuite: evaluate_hidden_suite,
    Separation: evaluate_separation,
    WaiverExpired: evaluate_waiver_expired,
    HardRequirements: evaluate_hard_requirements,
}


def evaluate(kind: RuleKind, situation: Situation) -> Iterator[Outcome]:
    """Yield the outcomes of a rule, one a subject."""
    return _EVALUATE[type(kind)](kind, situation)
