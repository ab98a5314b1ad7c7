"""Rule kinds: one frozen record a file, pure data; its fields are its options in the YAML.

How a kind is evaluated is the business of ``spaceplan.check``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spaceplan.rules.kinds.concurrent_ended import ConcurrentEnded
from spaceplan.rules.kinds.department_area import DepartmentArea
from spaceplan.rules.kinds.hard_requirements import HardRequirements
from spaceplan.rules.kinds.hidden_suite import HiddenSuite
from spaceplan.rules.kinds.left_post import LeftPost
from spaceplan.rules.kinds.occupied_category import OccupiedCategory
from spaceplan.rules.kinds.one_office import OneOffice
from spaceplan.rules.kinds.physical_minimum import PhysicalMinimum
from spaceplan.rules.kinds.room_area import RoomArea
from spaceplan.rules.kinds.seat_for_everyone import SeatForEveryone
from spaceplan.rules.kinds.separation import Separation
from spaceplan.rules.kinds.waiver_expired import WaiverExpired

RuleKind = (
    RoomArea
    | DepartmentArea
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
)
#: A rule kind as it stands in a file, told apart by its ``kind``.
AnyKind = Annotated[RuleKind, Field(discriminator="kind")]

__all__ = [
    "AnyKind",
    "ConcurrentEnded",
    "DepartmentArea",
    "HardRequirements",
    "HiddenSuite",
    "LeftPost",
    "OccupiedCategory",
    "OneOffice",
    "PhysicalMinimum",
    "RoomArea",
    "RuleKind",
    "SeatForEveryone",
    "Separation",
    "WaiverExpired",
]
