"""What stands in ``buildings/*.yaml``: one building, its storeys, their rooms and doors."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from spaceplan.files.fields import (
    Angle,
    Area,
    Coordinate,
    FileName,
    Id,
    Ids,
    NameField,
    PlanePoint,
    PlaneRing,
    StoreyNumber,
    Tags,
    Text,
)
from spaceplan.files.validation import FileModel, IsoDate, mistake
from spaceplan.i18n import N_, Message

_FEWEST_POINTS = 3
Outline = Annotated[PlaneRing, Field(min_length=_FEWEST_POINTS)]


class FileRoom(FileModel):
    """A room: its id survives re-survey; its outline lies in the building's plane."""

    id: Id = Field(description="unique in the whole portfolio")
    use: Id = Field(description="what it is for; the rule set maps each use to a category")
    name: NameField | None = Field(None, description="what the door says")
    shaft: Id | None = Field(
        None, description="stairs and lifts: rooms of one shaft lie above each other"
    )
    outline: Outline = Field(description="corners [x, y] in metres; the first is not repeated")
    holes: tuple[Outline, ...] = Field((), description="outlines cut out of it, metres")
    area: Area | None = Field(
        None, description="surveyed usable area, m²; without it the drawn area counts"
    )
    tags: Tags = Field(
        frozenset(), description="such as shared, pooled, classified, public, step_free"
    )
    private_to: Id | None = Field(None, description="the room whose user alone may use this one")
    approved_use: Id | None = Field(None, description="the use that was approved")
    ledger_area: Area | None = Field(None, description="usable area in the asset ledger, m²")
    certificate_area: Area | None = Field(None, description="usable area by the certificate, m²")
    vacant_since: IsoDate | None = Field(None, description="date since which nobody uses it")


class FileDoor(FileModel):
    """A door: the rooms that it joins, and where it is."""

    at: PlanePoint | None = Field(None, description="its middle [x, y], metres")
    between: Ids = Field(description="ids of the rooms that it joins, normally two")
    id: Id | None = Field(None, description="its id, where it has one")


class FileStorey(FileModel):
    """A storey; its id is made of the building's id and its number (cc-3-L05, cc-3-B01)."""

    number: StoreyNumber = Field(description="as the lift shows it; below ground negative")
    elevation: Coordinate = Field(description="of its floor above the site's zero, metres")
    name: NameField | None = Field(None, description="what people call it")
    rooms: tuple[FileRoom, ...] = Field((), description="its rooms")
    doors: tuple[FileDoor, ...] = Field(
        (), description="its doors; left out, they are inferred from the rooms"
    )


class FileAttendance(FileModel):
    """How many were present in a year."""

    year: int = Field(ge=1900, le=2200, description="the year, such as 2025")
    people: float = Field(
        ge=0, le=1_000_000, description="average number of people present, as the rules count them"
    )


class FileBuilding(FileModel):
    """One building."""

    building: Id = Field(description="its id")
    site: Id = Field(description="id of the site on which it stands")
    name: NameField = Field(FileName(), description="its name")
    high_rise: bool = Field(False, description="high-rise buildings have another coefficient K")
    origin: PlanePoint = Field(
        (0.0, 0.0), description="of this file's coordinates on the site's plane, metres"
    )
    rotation: Angle = Field(0.0, description="of this file's plane, degrees counter-clockwise")
    entrances: Ids = Field((), description="ids of the rooms through which one walks in")
    gross_area: Area | None = Field(None, description="built area by the papers, m²")
    footprint: Area | None = Field(None, description="ground covered by the papers, m²")
    built_year: Annotated[int, Field(ge=1000, le=9999)] | None = Field(
        None, description="year of construction"
    )
    structure: Text = Field("", description="what it is built of, for the forms")
    title_status: Text = Field("", description="state of the registration of title, for the forms")
    land_title: Text = Field("", description="number of the land title, for the forms")
    owner: Text = Field("", description="who owns it, for the forms")
    acquired_by: Text = Field("", description="how it was acquired, for the forms")
    attendance: tuple[FileAttendance, ...] = Field(
        (), description="how many were present, a line a year, where that was measured"
    )
    storeys: tuple[FileStorey, ...] = Field((), description="its storeys, from below")

    @field_validator("attendance", mode="after")
    @classmethod
    def _each_year_once(cls, lines: tuple[FileAttendance, ...]) -> tuple[FileAttendance, ...]:
        years = [line.year for line in lines]
        twice = [year for i, year in enumerate(years) if year in years[:i]]
        if twice:
            raise mistake(
                found=Message.of(N_("year {year} a second time"), year=twice[0]),
                expected=Message.of(N_("each year once")),
            )
        return lines
