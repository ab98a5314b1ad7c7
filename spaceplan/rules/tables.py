"""The tables of a rule set: figures with their source, and the arithmetic that belongs to them.

Everything is computed exactly and becomes whole dm² once, half up, at the end of each quantity.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from spaceplan.files.validation import FileModel, mistake
from spaceplan.i18n import N_, Message
from spaceplan.rules.categories import Category
from spaceplan.rules.strict import Label, Sourced
from spaceplan.units import DM2_PER_M2, half_up

#: A positive area or number, exact as written; no figure of a rule set is larger.
Positive = Annotated[Decimal, Field(gt=0, le=Decimal(1_000_000))]
#: A share between 0 and 1.
Share = Annotated[Decimal, Field(gt=0, le=1)]


def exact_dm2(area_m2: Decimal) -> Fraction:
    """Return an area given in m² as exact dm²."""
    return Fraction(area_m2) * DM2_PER_M2


class RankQuota(FileModel):
    """Usable m² of office for one person of a rank."""

    name: Label
    m2: Positive

    @property
    def quota_dm2(self) -> int:
        """The quota in whole dm²."""
        return half_up(exact_dm2(self.m2))


class OfficeLevel(Sourced):
    """The ranks of one administrative level with their quotas."""

    name: Label
    ranks: dict[str, RankQuota]


class OfficeTable(FileModel):
    """Office area: a cap per rank. Other kinds of table may follow under other ``kind`` words."""

    kind: Literal["cap-per-rank"]
    levels: dict[str, OfficeLevel]


class SteppedService(Sourced):
    """Service area a person, falling with the establishment x.

    ``low_m2`` up to x = ``low_to``, (``minuend`` - x) / ``divisor`` between, ``high_m2`` from
    x = ``high_from`` on. The steps must meet.
    """

    low_to: int = Field(ge=0)
    low_m2: Positive
    minuend: int
    divisor: int = Field(gt=0)
    high_from: int
    high_m2: Positive

    @model_validator(mode="after")
    def _steps_meet(self) -> Self:
        for x, stated in ((self.low_to, self.low_m2), (self.high_from, self.high_m2)):
            computed = Fraction(self.minuend - x, self.divisor)
            if computed != Fraction(stated):
                raise mistake(
                    expected=Message.of(N_("{m2} m², so that the steps meet"), m2=stated),
                    found=Message.of(
                        N_("({minuend} - x) / {divisor} gives {computed:g} m² at x = {x}"),
                        minuend=self.minuend,
                        divisor=self.divisor,
                        computed=float(computed),
                        x=x,
                    ),
                )
        return self

    def per_person_m2(self, people: int) -> Fraction:
        """Return f(x), exact m² a person, for an establishment of ``people``."""
        if people <= self.low_to:
            return Fraction(self.low_m2)
        if people >= self.high_from:
            return Fraction(self.high_m2)
        return Fraction(self.minuend - people, self.divisor)


class ServiceLike(Sourced):
    """The service table of one level is that of another one."""

    same_as: str


def _service_shape(value: Any) -> str:
    refers = "same_as" in value if isinstance(value, dict) else isinstance(value, ServiceLike)
    return "same_as" if refers else "stepped"


ServiceLevel = Annotated[
    Annotated[SteppedService, Tag("stepped")] | Annotated[ServiceLike, Tag("same_as")],
    Discriminator(_service_shape),
]


class ServiceTable(FileModel):
    """Service area by level."""

    kind: Literal["stepped-per-person"]
    levels: dict[str, ServiceLevel]


class EquipmentRatio(Sourced):
    """Equipment area as a share of office and service area together."""

    ratio: Share

    def area_dm2(self, office_and_service_dm2: int) -> int:
        """Return the equipment area for an office and service area, whole dm²."""
        return half_up(Fraction(self.ratio) * office_and_service_dm2)


class UseCoefficient(Sourced):
    """K, usable over built area."""

    multi_storey: Share
    high_rise: Share


class FirstAndRest(Sourced):
    """Built m² an item: ``rate`` for each of the first ``first``, ``rest`` for each beyond."""

    first: int = Field(ge=0)
    rate: Positive
    rest: Positive

    def area_dm2(self, number: int) -> int:
        """Return the built area for a number of items, whole dm²."""
        beyond = max(0, number - self.first)
        return half_up(exact_dm2(self.rate) * (number - beyond) + exact_dm2(self.rest) * beyond)


class FlatRate(Sourced):
    """Built m² an item."""

    rate: Positive

    def area_dm2(self, number: int) -> int:
        """Return the built area for a number of items, whole dm²."""
        return half_up(exact_dm2(self.rate) * number)


class PrivateToilet(Sourced):
    """Who may have a toilet inside the office's quota, and how large, m²."""

    max_m2: Positive
    ranks: tuple[str, ...]


class OwnRoom(Sourced):
    """Ranks that sit alone."""

    ranks: tuple[str, ...]


class Minimum(Sourced):
    """The physical minimum: m² a person, and m² of a room for one person alone."""

    person_m2: Positive
    alone_m2: Positive


class Use(FileModel):
    """A use of rooms: its category and its name."""

    category: Category
    zh: str
    en: str
    verified: bool = True
