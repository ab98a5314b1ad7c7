"""What stands in ``portfolio.yaml`` and ``waivers.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from spaceplan.files.fields import (
    Angle,
    Area,
    FileName,
    Id,
    Ids,
    Level,
    Metres,
    NameField,
    PlanePoint,
    StoreyNumber,
    Text,
    list_of_one,
)
from spaceplan.files.validation import FileModel, IsoDate, OneOf
from spaceplan.model.portfolio import HIGHEST_PRICE, Portfolio, Prices, Settings
from spaceplan.model.projects import HIGHEST_COST

Price = Annotated[float, Field(ge=0, le=HIGHEST_PRICE)]
Share = Annotated[float, Field(ge=0, le=1)]
Path = Annotated[str, Field(min_length=1, max_length=300, strict=True)]
_PRICES, _SETTINGS = Prices(), Settings()


class FilePrices(FileModel):
    """What each term of the objective costs, points."""

    excess: Price = Field(_PRICES.excess, description="a m² above entitlement")
    moved: Price = Field(_PRICES.moved, description="a person who moves")
    storey: Price = Field(_PRICES.storey, description="a (department, storey) with an office")
    zone: Price = Field(_PRICES.zone, description="a zone beyond the first of a storey")
    building: Price = Field(_PRICES.building, description="a building beyond the first")
    site: Price = Field(_PRICES.site, description="a site beyond the first")
    distance: Price = Field(_PRICES.distance, description="a person-metre to the hub")
    affinity: Price = Field(_PRICES.affinity, description="a person-metre from hub to hub")
    opened: Price = Field(_PRICES.opened, description="a m² of office on storeys in use")
    own_room_shared: Price = Field(
        _PRICES.own_room_shared, description="a person who should sit alone and does not"
    )


class FileSettings(FileModel):
    """Settings that are not prices."""

    zone_reach_m: Metres = Field(
        _SETTINGS.zone_reach_m, description="walk that still joins offices to a zone, metres"
    )
    service_pooling: Annotated[str, OneOf(("department", "site"))] = Field(
        _SETTINGS.service_pooling, description="service area: each alone, or a site together"
    )
    share_own_room: Annotated[str, OneOf(("none", "like", "any"))] = Field(
        _SETTINGS.share_own_room, description="with whom those may share who should sit alone"
    )
    allowance_without_quota: Annotated[str, OneOf(("minimum", "none"))] = Field(
        _SETTINGS.allowance_without_quota, description="of seconded and contract staff"
    )
    use_coefficient: Annotated[float, Field(gt=0, le=1)] | None = Field(
        _SETTINGS.use_coefficient, description="K, usable over built area; left out: by height"
    )
    area_tolerance: Share = Field(
        _SETTINGS.area_tolerance, description="share by which stated and drawn area may differ"
    )
    division_room: Price = Field(
        _SETTINGS.division_room, description="seating: a room with people of a division, points"
    )
    division_zone: Price = Field(
        _SETTINGS.division_zone, description="seating: a division's zone beyond its first, points"
    )
    division_storey: Price = Field(
        _SETTINGS.division_storey,
        description="seating: a division's storey beyond its first, points",
    )
    public_max_storey: StoreyNumber = Field(
        _SETTINGS.public_max_storey,
        description="highest storey number of departments that face the public",
    )


class FileOutdoorWay(FileModel):
    """A way outside between two entrances."""

    between: tuple[Id, Id] = Field(description="ids of the rooms through which one walks in")
    length: Metres = Field(description="metres")


class FileSite(FileModel):
    """A site."""

    id: Id = Field(description="its id")
    name: NameField = Field(FileName(), description="its name")
    at: PlanePoint = Field((0.0, 0.0), description="on the city's plane [x, y], metres")
    north: Angle = Field(0.0, description="of the y axis, degrees counter-clockwise")
    outdoor: tuple[FileOutdoorWay, ...] = Field((), description="ways between entrances")
    address: Text = Field("", description="postal address, for the forms")
    site_area: Area | None = Field(None, description="land by the papers, m²")


class FileList(FileModel):
    """Which files belong to the portfolio, relative to its folder."""

    buildings: Annotated[tuple[Path, ...], BeforeValidator(list_of_one)] | None = Field(
        None, description="files or patterns; left out: buildings/*.yaml"
    )
    departments: Path | None = Field(None, description="left out: departments.yaml")
    people: Path | None = Field(None, description="left out: people.csv where there is one")
    holdings: Path | None = Field(None, description="left out: holdings.csv where there is one")
    waivers: Path | None = Field(None, description="left out: waivers.yaml where there is one")


class FileReporting(FileModel):
    """Whose forms these are, and who fills them in."""

    divisions: Annotated[tuple[Text, ...], BeforeValidator(list_of_one)] = Field(
        (), description="names of the administrative division from the top down: [江苏省, 无锡市]"
    )
    code: Annotated[str, Field(pattern=r"^(\d{12})?$", strict=True)] = Field(
        "", description="its 12-digit code"
    )
    unit: Text = Field("", description="who fills the forms in")
    person: Text = Field("", description="name of the person who does")
    phone: Text = Field("", description="telephone")


class FileProject(FileModel):
    """A building project of offices, for the national statistics."""

    name: NameField = Field(description="what it is called")
    approved_by: Text = Field("", description="who approved it")
    builder: Text = Field("", description="who builds")
    users: Annotated[tuple[Text, ...], BeforeValidator(list_of_one)] = Field(
        (), description="who will mainly use it: ids of departments, or names of others"
    )
    address: Text = Field("", description="where it lies")
    size_m2: Area | None = Field(None, description="built area, m²")
    cost: Annotated[float, Field(ge=0, le=HIGHEST_COST)] | None = Field(
        None, description="estimated cost, 10,000 yuan"
    )
    remark: Text = Field("", description="what else is to be said")


class FilePortfolio(FileModel):
    """One network of offices."""

    id: Id | None = Field(None, description="its id; left out: the name of the folder")
    name: NameField = Field(FileName(), description="its name")
    level: Level = Field(Portfolio.level, description="administrative level")
    rule_sets: Annotated[Ids, Field(min_length=1)] = Field(
        Portfolio.rule_sets, description="rule sets that are applied, the later over the earlier"
    )
    as_of: IsoDate | None = Field(None, description="date of the checks; left out: today")
    sites: Annotated[tuple[FileSite, ...], Field(min_length=1)] = Field(description="its sites")
    prices: FilePrices = Field(FilePrices(), description="of the objective, points")
    settings: FileSettings = Field(FileSettings(), description="all others")
    empty_storeys: Ids = Field((), description="ids of storeys on which nobody may hold an office")
    reporting: FileReporting = Field(
        FileReporting(), description="whose forms these are, for the forms"
    )
    projects: tuple[FileProject, ...] = Field(
        (), description="building projects, for table 4 of the national statistics"
    )
    files: FileList = Field(FileList(), description="where the rest stands")


class FileWaiver(FileModel):
    """A dated, reasoned permission not to mend a finding yet."""

    rule: Id = Field(description="id of the rule")
    subject: Id = Field(description="id of the room, person or department")
    reason: Annotated[Text, Field(min_length=1)] = Field(description="why")
    approver: Annotated[Text, Field(min_length=1)] = Field(description="who allowed it")
    until: IsoDate = Field(description="last day on which it holds")


class FileWaivers(FileModel):
    """All waivers."""

    waivers: tuple[FileWaiver, ...] = Field(description="the waivers")
