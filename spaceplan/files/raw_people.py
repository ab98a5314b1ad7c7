"""What stands in ``departments.yaml``, ``people.csv`` and ``holdings.csv``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spaceplan.files.fields import (
    Area,
    FileName,
    Id,
    Ids,
    Level,
    Metres,
    NameField,
    People,
    PeopleByRank,
    Rank,
    StoreyNumber,
    Tags,
    Text,
)
from spaceplan.files.raw_seating import FileSeatingWish
from spaceplan.files.validation import FileModel, IsoDate, OneOf
from spaceplan.model.people import BASES, KINDS, POSTS, SERVICES, STATUSES

_MOST_ROOMS = 10_000
_MOST_STOREYS = 1_000


class FileDivision(FileModel):
    """A part of a department that wants to sit together."""

    id: Id = Field(description="unique in the department")
    name: NameField = Field(FileName(), description="its name")
    headcount: PeopleByRank = Field({}, description="its people by rank, where known")


class FileRelation(FileModel):
    """How many people of the department work with another one, daily."""

    department: Id = Field(alias="with", description="id of the other department")
    people: People = Field(description="persons")


class FileNeed(FileModel):
    """Service rooms that the department must hold."""

    use: Id = Field(description="use of the rooms")
    min_m2: Area = Field(description="least usable area of each, m²")
    count: Annotated[int, Field(ge=1, le=_MOST_ROOMS)] = Field(1, description="rooms")
    within_m: Metres | None = Field(None, description="longest walk from the hub, metres")
    max_storey: StoreyNumber | None = Field(None, description="highest storey number")
    hard: bool = Field(False, description="a plan that leaves it unmet is no plan")


class FileDepartment(FileModel):
    """A department: who holds rooms."""

    id: Id = Field(description="its id")
    name: NameField = Field(FileName(), description="its name")
    short: NameField = Field(FileName(), description="a short name for plans")
    kind: Annotated[str, OneOf(KINDS)] = Field("organ", description="what it is in law")
    branch: Text = Field("", description="the branch to which it belongs")
    level: Level | None = Field(
        None, description="administrative level: which quota table; left out: the portfolio's"
    )
    home_site: Id = Field(description="id of the site where it belongs")
    sites: Ids = Field((), description="sites where it must be (hard); left out: any")
    prefer_site: Id | None = Field(None, description="site where it would like to be (a wish)")
    establishment: PeopleByRank = Field({}, description="approved posts by rank: entitlement")
    headcount: PeopleByRank = Field({}, description="people there by rank: they need seats")
    seconded: People = Field(0, description="seconded staff there, persons")
    contract: People = Field(0, description="contract staff there, persons")
    divisions: tuple[FileDivision, ...] = Field((), description="its parts")
    relations: tuple[FileRelation, ...] = Field((), description="who works with whom")
    needs: tuple[FileNeed, ...] = Field((), description="service rooms it must hold")
    requires: Tags = Field(frozenset(), description="tags that each of its offices must carry")
    locked: Ids = Field((), description="ids of rooms that it keeps")
    forbidden: Ids = Field((), description="ids of rooms that it must not hold")
    min_storey: StoreyNumber | None = Field(None, description="lowest storey of its offices")
    max_storey: StoreyNumber | None = Field(None, description="highest storey of its offices")
    buildings: Ids = Field((), description="buildings where it must be (hard); left out: any")
    one_site: bool = Field(False, description="all its offices on one site")
    one_building: bool = Field(False, description="all its offices in one building")
    within_storeys: Annotated[int, Field(ge=1, le=_MOST_STOREYS)] | None = Field(
        None, description="all its offices in one building, on so many storeys from low to high"
    )
    public_facing: bool = Field(
        False, description="its offices at most on the storey public_max_storey of the settings"
    )
    step_free: bool = Field(False, description="its offices reached without stairs")
    next_to: Ids = Field((), description="departments of which an office must be joined to its own")
    not_on_storeys_of: Ids = Field((), description="departments that must be on other storeys")
    keep: Ids = Field((), description="ids of people who keep their rooms, or all")
    service: Annotated[str, OneOf(SERVICES)] = Field(
        "held", description="its service rooms: its own, or those pooled for its sites"
    )
    succeeds: Ids = Field((), description="departments from which it was merged or split")
    certificate: IsoDate | None = Field(None, description="date of the certificate of use")
    published: IsoDate | None = Field(None, description="date of the last internal publication")
    filed: IsoDate | None = Field(None, description="date of the last filing of leaders' offices")
    seating: tuple[FileSeatingWish, ...] = Field(
        (), description="who sits with whom, near, apart, where, inside what it holds"
    )


class FileDepartments(FileModel):
    """All departments, outside contractors among them."""

    departments: tuple[FileDepartment, ...] = Field(description="the departments")


class FileHolding(FileModel):
    """A line of holdings.csv: a room that a department has today."""

    room: Id = Field(description="id of the room")
    department: Id = Field(description="id of the department")
    basis: Annotated[str, OneOf(BASES)] = Field("owned", description="how it came by it")
    approval: Text = Field("", description="the paper that approved it")
    since: IsoDate | None = Field(None, description="first day")
    until: IsoDate | None = Field(None, description="last day")


class FileLedgerEntry(FileModel):
    """A line of people.csv: a person has a place in a room."""

    person: Id = Field(description="id of the person")
    department: Id = Field(description="id of the department")
    division: Id = Field("", description="id of the division")
    rank: Rank = Field("", description="key of the quota table; empty where there is none")
    status: Annotated[str, OneOf(STATUSES)] = Field("active", description="of the person")
    post: Annotated[str, OneOf(POSTS)] = Field("main", description="which post the room is for")
    room: Id = Field("", description="id of the room; empty: no room")
    approval: Text = Field("", description="the paper that approved a second office")
    since: IsoDate | None = Field(None, description="first day")
    until: IsoDate | None = Field(None, description="when its ground ends or ended")
    name: Text = Field("", description="what the person is called, where it is not the id")


class FileAllocationLine(FileModel):
    """A line of allocation.csv: a room of a department, and who sits there."""

    room: Id = Field(alias="room_id", description="id of the room")
    department: Id = Field(description="id of the department")
    category: Text = Field("", description="of the room's use")
    occupancy: Text = Field("", description="people by rank: rank:number;rank:number")
    area_m2: Annotated[float, Field(ge=0)] | None = Field(None, description="usable area, m²")
    quota_m2: Annotated[float, Field(ge=0)] | None = Field(None, description="allowance, m²")
    excess_m2: Annotated[float, Field(ge=0)] | None = Field(None, description="above it, m²")


class FileSeat(FileModel):
    """A line of an allocation's people.csv: which person sits where."""

    person: Id = Field(description="id of the person")
    room: Id = Field(description="id of the room")
