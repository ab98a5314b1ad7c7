"""How the rule kinds are evaluated: one file a kind, each yields one outcome a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spaceplan.check.finding import Outcome
from spaceplan.check.kinds.approved_use import evaluate_approved_use
from spaceplan.check.kinds.area_per_head import evaluate_area_per_head
from spaceplan.check.kinds.areas_agree import evaluate_areas_agree
from spaceplan.check.kinds.attendance import evaluate_attendance
from spaceplan.check.kinds.barred_holder import evaluate_barred_holder
from spaceplan.check.kinds.concurrent_ended import evaluate_concurrent_ended
from spaceplan.check.kinds.department_area import evaluate_department_area
from spaceplan.check.kinds.document import evaluate_document
from spaceplan.check.kinds.foreign_room import evaluate_foreign_room
from spaceplan.check.kinds.hard_requirements import evaluate_hard_requirements
from spaceplan.check.kinds.headcount import evaluate_headcount
from spaceplan.check.kinds.hidden_suite import evaluate_hidden_suite
from spaceplan.check.kinds.holding_basis import evaluate_holding_basis
from spaceplan.check.kinds.left_post import evaluate_left_post
from spaceplan.check.kinds.no_way_out import evaluate_no_way_out
from spaceplan.check.kinds.occupied_category import evaluate_occupied_category
from spaceplan.check.kinds.one_office import evaluate_one_office
from spaceplan.check.kinds.person_without_room import evaluate_person_without_room
from spaceplan.check.kinds.physical_minimum import evaluate_physical_minimum
from spaceplan.check.kinds.private_rooms import evaluate_private_rooms
from spaceplan.check.kinds.private_toilets import evaluate_private_toilets
from spaceplan.check.kinds.room_area import evaluate_room_area
from spaceplan.check.kinds.seat_for_everyone import evaluate_seat_for_everyone
from spaceplan.check.kinds.second_stair import evaluate_second_stair
from spaceplan.check.kinds.separation import evaluate_separation
from spaceplan.check.kinds.site_area import evaluate_site_area
from spaceplan.check.kinds.through_department import evaluate_through_department
from spaceplan.check.kinds.unknown_occupants import evaluate_unknown_occupants
from spaceplan.check.kinds.utilisation import evaluate_utilisation
from spaceplan.check.kinds.vacancy import evaluate_vacancy
from spaceplan.check.kinds.waiver_expired import evaluate_waiver_expired
from spaceplan.check.situation import Situation
from spaceplan.rules.kinds import (
    ApprovedUse,
    AreaPerHead,
    AreasAgree,
    Attendance,
    BarredHolder,
    ConcurrentEnded,
    DepartmentArea,
    Document,
    ForeignRoom,
    HardRequirements,
    Headcount,
    HiddenSuite,
    HoldingBasis,
    LeftPost,
    NoWayOut,
    OccupiedCategory,
    OneOffice,
    PersonWithoutRoom,
    PhysicalMinimum,
    PrivateRooms,
    PrivateToilets,
    RoomArea,
    RuleKind,
    SeatForEveryone,
    SecondStair,
    Separation,
    SiteArea,
    ThroughDepartment,
    UnknownOccupants,
    Utilisation,
    Vacancy,
    WaiverExpired,
)

# Any: each function takes the kind beside it; a mapping cannot say that to the type checker.
_EVALUATE: dict[type[RuleKind], Callable[[Any, Situation], Iterator[Outcome]]] = {
    RoomArea: evaluate_room_area,
    DepartmentArea: evaluate_department_area,
    AreaPerHead: evaluate_area_per_head,
    Attendance: evaluate_attendance,
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
    PrivateToilets: evaluate_private_toilets,
    PrivateRooms: evaluate_private_rooms,
    SiteArea: evaluate_site_area,
    ApprovedUse: evaluate_approved_use,
    BarredHolder: evaluate_barred_holder,
    HoldingBasis: evaluate_holding_basis,
    Document: evaluate_document,
    AreasAgree: evaluate_areas_agree,
    Vacancy: evaluate_vacancy,
    Utilisation: evaluate_utilisation,
    PersonWithoutRoom: evaluate_person_without_room,
    UnknownOccupants: evaluate_unknown_occupants,
    ForeignRoom: evaluate_foreign_room,
    Headcount: evaluate_headcount,
    NoWayOut: evaluate_no_way_out,
    ThroughDepartment: evaluate_through_department,
    SecondStair: evaluate_second_stair,
}


def evaluate(kind: RuleKind, situation: Situation) -> Iterator[Outcome]:
    """Yield the outcomes of a rule, one a subject."""
    return _EVALUATE[type(kind)](kind, situation)
