"""Rule kinds: one frozen record a file, pure data; its fields are its options in the YAML.

How a kind is evaluated is the business of ``spaceplan.check``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spaceplan.rules.kinds.approved_use import ApprovedUse
from spaceplan.rules.kinds.area_per_head import AreaPerHead
from spaceplan.rules.kinds.areas_agree import AreasAgree
from spaceplan.rules.kinds.attendance import Attendance
from spaceplan.rules.kinds.barred_holder import BarredHolder
from spaceplan.rules.kinds.concurrent_ended import ConcurrentEnded
from spaceplan.rules.kinds.department_area import DepartmentArea
from spaceplan.rules.kinds.document import Document
from spaceplan.rules.kinds.foreign_room import ForeignRoom
from spaceplan.rules.kinds.hard_requirements import HardRequirements
from spaceplan.rules.kinds.headcount import Headcount
from spaceplan.rules.kinds.hidden_suite import HiddenSuite
from spaceplan.rules.kinds.holding_basis import HoldingBasis
from spaceplan.rules.kinds.left_post import LeftPost
from spaceplan.rules.kinds.no_way_out import NoWayOut
from spaceplan.rules.kinds.occupied_category import OccupiedCategory
from spaceplan.rules.kinds.one_office import OneOffice
from spaceplan.rules.kinds.person_without_room import PersonWithoutRoom
from spaceplan.rules.kinds.physical_minimum import PhysicalMinimum
from spaceplan.rules.kinds.private_rooms import PrivateRooms
from spaceplan.rules.kinds.private_toilets import PrivateToilets
from spaceplan.rules.kinds.room_area import RoomArea
from spaceplan.rules.kinds.seat_for_everyone import SeatForEveryone
from spaceplan.rules.kinds.second_stair import SecondStair
from spaceplan.rules.kinds.separation import Separation
from spaceplan.rules.kinds.site_area import SiteArea
from spaceplan.rules.kinds.through_department import ThroughDepartment
from spaceplan.rules.kinds.unknown_occupants import UnknownOccupants
from spaceplan.rules.kinds.utilisation import Utilisation
from spaceplan.rules.kinds.vacancy import Vacancy
from spaceplan.rules.kinds.waiver_expired import WaiverExpired

RuleKind = (
    RoomArea
    | DepartmentArea
    | AreaPerHead
    | Attendance
    | PhysicalMinimum
    | SeatForEveryone
    | OneOffice
    | LeftPost
    | ConcurrentEnded
    | OccupiedCategory
    | HiddenSuite
    | Separation
    | WaiverExpired
    | HardRequirements
    | PrivateToilets
    | PrivateRooms
    | SiteArea
    | ApprovedUse
    | BarredHolder
    | HoldingBasis
    | Document
    | AreasAgree
    | Vacancy
    | Utilisation
    | PersonWithoutRoom
    | UnknownOccupants
    | ForeignRoom
    | Headcount
    | NoWayOut
    | ThroughDepartment
    | SecondStair
)
#: A rule kind as it stands in a file, told apart by its ``kind``.
AnyKind = Annotated[RuleKind, Field(discriminator="kind")]

__all__ = [
    "AnyKind",
    "ApprovedUse",
    "AreaPerHead",
    "AreasAgree",
    "Attendance",
    "BarredHolder",
    "ConcurrentEnded",
    "DepartmentArea",
    "Document",
    "ForeignRoom",
    "HardRequirements",
    "Headcount",
    "HiddenSuite",
    "HoldingBasis",
    "LeftPost",
    "NoWayOut",
    "OccupiedCategory",
    "OneOffice",
    "PersonWithoutRoom",
    "PhysicalMinimum",
    "PrivateRooms",
    "PrivateToilets",
    "RoomArea",
    "RuleKind",
    "SeatForEveryone",
    "SecondStair",
    "Separation",
    "SiteArea",
    "ThroughDepartment",
    "UnknownOccupants",
    "Utilisation",
    "Vacancy",
    "WaiverExpired",
]
