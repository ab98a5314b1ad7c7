"""The domain model: places, people, allocation; immutable data and nothing else."""

from spaceplan.model.allocation import (
    Allocation,
    AllocationLine,
    Objective,
    Term,
)
from spaceplan.model.changes import SCENARIO_FILE, Changes, DepartmentChange, apply_changes
from spaceplan.model.common import Counts, Name, Source
from spaceplan.model.people import (
    RANKS_BY_LEVEL,
    Department,
    Division,
    Holding,
    LedgerEntry,
    Need,
    Relation,
    Waiver,
)
from spaceplan.model.places import Attendance, Building, Door, OutdoorWay, Room, Site, Storey
from spaceplan.model.portfolio import (
    ORDERED,
    SCATTER,
    Portfolio,
    Prices,
    ReportingUnit,
    Settings,
    check_order,
    check_prices,
)
from spaceplan.model.projects import Project
from spaceplan.model.seating import (
    ALONE_KINDS,
    PAIR_KINDS,
    ROOM_KINDS,
    Entity,
    SeatingConstraint,
    SeatingKind,
    SeatingProblem,
    SeatRoom,
)
from spaceplan.model.seating_wishes import SeatingWish
from spaceplan.model.status_quo import (
    in_rank_order,
    is_approved_second_office,
    occupant_kind,
    status_quo,
)

__all__ = [
    "ALONE_KINDS",
    "ORDERED",
    "PAIR_KINDS",
    "RANKS_BY_LEVEL",
    "ROOM_KINDS",
    "SCATTER",
    "SCENARIO_FILE",
    "Allocation",
    "AllocationLine",
    "Attendance",
    "Building",
    "Changes",
    "Counts",
    "Department",
    "DepartmentChange",
    "Division",
    "Door",
    "Entity",
    "Holding",
    "LedgerEntry",
    "Name",
    "Need",
    "Objective",
    "OutdoorWay",
    "Portfolio",
    "Prices",
    "Project",
    "Relation",
    "ReportingUnit",
    "Room",
    "SeatRoom",
    "SeatingConstraint",
    "SeatingKind",
    "SeatingProblem",
    "SeatingWish",
    "Settings",
    "Site",
    "Source",
    "Storey",
    "Term",
    "Waiver",
    "apply_changes",
    "check_order",
    "check_prices",
    "in_rank_order",
    "is_approved_second_office",
    "occupant_kind",
    "status_quo",
]
