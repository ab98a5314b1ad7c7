"""One rule set file, as it is written: sections of figures, the uses, the rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel, IsoDate
from spaceplan.rules.categories import Remedy
from spaceplan.rules.kinds import AnyKind
from spaceplan.rules.strict import Label, Sourced
from spaceplan.rules.tables import (
    EquipmentRatio,
    FirstAndRest,
    FlatRate,
    Minimum,
    OfficeTable,
    OwnRoom,
    PrivateToilet,
    ServiceTable,
    Use,
    UseCoefficient,
)


class DocumentInfo(FileModel):
    """The official document that a rule set is taken from."""

    number: str
    title: Label
    issued: IsoDate | None = None
    replaces: str | None = None


class Ancillary(FileModel):
    """Ancillary rooms, built m²: canteen a person, the rest a vehicle or a guard."""

    canteen: FirstAndRest | None = None
    car_park: FirstAndRest | None = None
    bicycle: FlatRate | None = None
    ebike_motorcycle: FlatRate | None = None
    guard: FlatRate | None = None


class RemedyOrder(Sourced):
    """Remedies in the order in which they are to be tried, and those that are never allowed."""

    order: tuple[Remedy, ...]
    forbidden: tuple[Remedy, ...] = ()


class RuleEntry(Sourced):
    """A rule: what is checked (``check``, one of the kinds) and what it is called.

    Where data are missing that a ``required`` rule needs, the input is not good enough.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Label
    severity: Literal["error", "warning", "notice"]
    check: AnyKind
    required: bool = False
    remedies: tuple[Remedy, ...] = ()


class RuleSetFile(FileModel):
    """One file ``rules/<name>.yaml``; sections that a set does not speak of are left out."""

    rule_set: str
    version: str
    title: Label
    document: DocumentInfo
    office: OfficeTable | None = None
    own_room: OwnRoom | None = None
    minimum: Minimum | None = None
    private_toilet: PrivateToilet | None = None
    service: ServiceTable | None = None
    equipment: EquipmentRatio | None = None
    use_coefficient: UseCoefficient | None = None
    ancillary: Ancillary = Ancillary()
    uses: dict[str, Use] = Field(default_factory=dict)
    remedies: RemedyOrder | None = None
    rules: tuple[RuleEntry, ...] = ()
