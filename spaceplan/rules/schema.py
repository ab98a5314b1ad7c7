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
from spaceplan.rules.service import ServiceTable
from spaceplan.rules.shapes import Minimum, OfficeTable, Stated
from spaceplan.rules.strict import Label, Sourced
from spaceplan.rules.tables import EquipmentRatio, OwnRoom, PrivateToilet, Use, UseCoefficient

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
#: A severity that takes an inherited rule out of the set.
OFF = "off"


class DocumentInfo(FileModel):
    """The official document that a rule set is taken from.

    Parameters
    ----------
    number
        Number under which it was issued.
    title
        What it is called.
    issued
        Day on which it was issued.
    replaces
        Number of the document that it replaced.
    """

    number: str
    title: Label
    issued: IsoDate | None = None
    replaces: str | None = None


class LevelNames(FileModel):
    """How a level and its ranks are called, in the order of the table.

    Parameters
    ----------
    name
        What the level is called.
    ranks
        What each rank is called.
    """

    name: Label
    ranks: dict[str, Label]


class RankMap(Sourced):
    """As which rank of the quota table a rank of the portfolio counts.

    Parameters
    ----------
    counts_as
        Rank of the table, by rank of the portfolio.
    """

    counts_as: dict[str, str]


class RemedyOrder(Sourced):
    """Remedies in the order in which they are to be tried, and those that are never allowed.

    Parameters
    ----------
    order
        Kinds of remedy, the first to be tried first.
    forbidden
        Kinds of remedy that are never proposed.
    """

    order: tuple[Remedy, ...]
    forbidden: tuple[Remedy, ...] = ()


class StatedRule(Sourced):
    """What the document says besides and no check can tell; ``why`` says why not.

    Parameters
    ----------
    title
        What it is about.
    value
        What the document says.
    why
        Why no check can tell.
    """

    title: Label
    value: str = ""
    why: Label


class RuleEntry(Stated):
    """A rule: what is checked (``check``, one of the kinds) and what it is called.

    An inherited rule may be changed by some of the keys, or taken out by ``severity: off``. Where
    data are missing that a ``required`` rule needs, the input is not good enough.

    Parameters
    ----------
    id
        Name of the rule, by which findings, waivers and other sets refer to it.
    title
        What the rule is called.
    severity
        How grave it is not to meet the rule; ``off`` takes an inherited one out.
    check
        Kind of the rule, and its options.
    required
        Whether the rule must be judged: without its data the check ends with exit code 2.
    remedies
        Kinds of remedy allowed, the best first.
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
    rule_set
        Name of the set, that of its file.
    version
        Version of this file, as reports name it.
    title
        What the set is called.
    document
        The official document that it is taken from.
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
    office
        Quotas: usable area of office a person.
    own_room
        Who sits alone.
    minimum
        Least usable area that people need to sit in a room.
    private_toilet
        Who may have a toilet inside the office, and how large.
    service, equipment
        Area of service and of equipment rooms that a department may have.
    use_coefficient
        K, usable over built area.
    ancillary
        Built area of canteen, car park and the like.
    uses
        Uses of rooms, each with its category.
    remedies
        In which order remedies are to be tried.
    rules
        What is checked.
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
