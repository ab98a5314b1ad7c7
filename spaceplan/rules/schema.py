"""One rule set file, as it is written: sections of figures, the uses, the rules.

A file that extends another one states what differs: its sections, levels, ranks, uses and rules
take the place of those of the same key.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from spaceplan.files.validation import FileModel, IsoDate
from spaceplan.rules.ancillary import Ancillary
from spaceplan.rules.categories import Remedy
from spaceplan.rules.kinds import AnyKind
from spaceplan.rules.shapes import Minimum, OfficeTable, Stated
from spaceplan.rules.strict import Label, Sourced
from spaceplan.rules.tables import (
    EquipmentRatio,
    OwnRoom,
    PrivateToilet,
    ServiceTable,
    Use,
    UseCoefficient,
)

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
#: A severity that takes an inherited rule out of the set.
OFF = "off"


class DocumentInfo(FileModel):
    """The official document that a rule set is taken from."""

    number: str
    title: Label
    issued: IsoDate | None = None
    replaces: str | None = None


class LevelNames(FileModel):
    """How a level and its ranks are called, in the order of the table."""

    name: Label
    ranks: dict[str, Label]


class RankMap(Sourced):
    """As which rank of the quota table a rank of the portfolio counts."""

    counts_as: dict[str, str]


class RemedyOrder(Sourced):
    """Remedies in the order in which they are to be tried, and those that are never allowed."""

    order: tuple[Remedy, ...]
    forbidden: tuple[Remedy, ...] = ()


class StatedRule(Sourced):
    """What the document says besides and no check can tell; ``why`` says why not."""

    title: Label
    value: str = ""
    why: Label


class RuleEntry(Stated):
    """A rule: what is checked (``check``, one of the kinds) and what it is called.

    An inherited rule may be changed by some of the keys, or taken out by ``severity: off``. Where
    data are missing that a ``required`` rule needs, the input is not good enough.
    """

    id: Key
    title: Label | None = None
    severity: Literal["error", "warning", "notice", "off"] | None = None
    check: AnyKind | None = None
    required: bool | None = None
    remedies: tuple[Remedy, ...] | None = None


class RuleSetFile(FileModel):
    """One file ``rules/<name>.yaml``; sections that a set does not speak of are left out.

    Parameters
    ----------
    extends
        Name or path of the set that this one changes.
    remove
        What is not taken over from there, by the ids of ``spaceplan rules show``.
    levels
        Names of levels and ranks.
    ranks
        Where the table has ranks of its own: as which of them the portfolio's ranks count.
    stated
        What the document says besides, and is not checked.
    """

    rule_set: str
    version: str
    title: Label
    document: DocumentInfo
    extends: str | None = None
    remove: tuple[str, ...] = ()
    levels: dict[str, LevelNames] = Field(default_factory=dict)
    office: OfficeTable | None = None
    ranks: RankMap | None = None
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
    stated: dict[Key, StatedRule] = Field(default_factory=dict)
