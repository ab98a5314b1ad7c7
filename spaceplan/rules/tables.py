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
from spaceplan.rules.amounts import Positive, Share, exact_dm2
from spaceplan.rules.categories import Category
from spaceplan.rules.strict import Sourced
from spaceplan.units import half_up


class SteppedService(Sourced):
    """Service area a person, falling with the establishment x.

    ``low_m2`` up to x = ``low_to``, (``minuend`` - x) / ``divisor`` between, ``high_m2`` from
    x = ``high_from`` on. The steps must meet.

    Parameters
    ----------
    low_to
        Establishment up to which ``low_m2`` holds.
    low_m2
        m² a person of a small establishment.
    minuend, divisor
        Between, the m² a person are (``minuend`` - x) / ``divisor``.
    high_from
        Establishment from which ``high_m2`` holds.
    high_m2
        m² a person of a large establishment.
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

    @property
    def shown(self) -> str:
        """Return the figures."""
        return (
            f"≤ {self.low_to}: {self.low_m2} m²; ({self.minuend} − x) / {self.divisor}; "
            f"≥ {self.high_from}: {self.high_m2} m²"
        )


class ServiceLike(Sourced):
    """The service table of one level is that of another one.

    Parameters
    ----------
    same_as
        Key of the other level.
    """

    same_as: str


def percent(share: Decimal) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> percent(Decimal("0.09")), percent(Decimal("0.125"))
    ('9%', '12.5%')
    """
    return f"{float(100 * share):g}%"


def _service_shape(value: Any) -> str:
    refers = "same_as" in value if isinstance(value, dict) else isinstance(value, ServiceLike)
    return "same_as" if refers else "stepped"


ServiceLevel = Annotated[
    Annotated[SteppedService, Tag("stepped")] | Annotated[ServiceLike, Tag("same_as")],
    Discriminator(_service_shape),
]


class ServiceByLevel(FileModel):
    """Service area a person of the establishment, by level.

    Parameters
    ----------
    levels
        The table of each level.
    """

    kind: Literal["stepped-per-person"]
    levels: dict[str, ServiceLevel]


class ServiceByShare(Sourced):
    """Service area = ``office_share`` of the office area + ``head_m2`` a head, at every level.

    Parameters
    ----------
    office_share
        Share of the office area.
    head_m2
        m² a head.
    """

    kind: Literal["share-and-per-head"]
    office_share: Share
    head_m2: Positive

    def area_dm2(self, office_dm2: int, people: int) -> Fraction:
        """Return the service area, exact dm²."""
        return Fraction(self.office_share) * office_dm2 + exact_dm2(self.head_m2) * people

    @property
    def shown(self) -> str:
        """Return the figures."""
        return f"{percent(self.office_share)} + {self.head_m2} m²"


ServiceTable = Annotated[ServiceByLevel | ServiceByShare, Field(discriminator="kind")]


class EquipmentRatio(Sourced):
    """Equipment area as a share of office and service area together.

    Parameters
    ----------
    ratio
        The share.
    """

    ratio: Share

    @property
    def shown(self) -> str:
        """Return the figure."""
        return percent(self.ratio)

    def area_dm2(self, office_and_service_dm2: int) -> int:
        """Return the equipment area for an office and service area, whole dm²."""
        return half_up(Fraction(self.ratio) * office_and_service_dm2)


class ByHeight(Sourced):
    """K, usable over built area, by whether most of a site is high-rise.

    Parameters
    ----------
    multi_storey, high_rise
        K where most usable area is in lower, in high-rise buildings.
    """

    multi_storey: Share
    high_rise: Share

    def coefficient(self, *, high_rise: bool) -> Fraction:
        """Return K."""
        return Fraction(self.high_rise if high_rise else self.multi_storey)

    @property
    def shown(self) -> str:
        """Return the figures."""
        return f"{self.multi_storey}; {self.high_rise}"


class ByCirculation(Sourced):
    """K by what is added to the usable area for circulation: 1 / (1 + ``circulation``).

    Parameters
    ----------
    circulation
        Share of the usable area.
    """

    circulation: Share

    def coefficient(self, *, high_rise: bool) -> Fraction:
        """Return K."""
        del high_rise
        return 1 / (1 + Fraction(self.circulation))

    @property
    def shown(self) -> str:
        """Return the figures."""
        return f"1 / (1 + {percent(self.circulation)})"


def _coefficient_shape(value: Any) -> str:
    by_share = "circulation" in value if isinstance(value, dict) else hasattr(value, "circulation")
    return "circulation" if by_share else "height"


UseCoefficient = Annotated[
    Annotated[ByHeight, Tag("height")] | Annotated[ByCirculation, Tag("circulation")],
    Discriminator(_coefficient_shape),
]


class FirstAndRest(Sourced):
    """Built m² an item: ``rate`` for each of the first ``first``, ``rest`` for each beyond.

    Parameters
    ----------
    first
        Number of items up to which ``rate`` counts.
    rate
        Built m² for each of these.
    rest
        Built m² for each one beyond.
    """

    first: int = Field(ge=0)
    rate: Positive
    rest: Positive

    @property
    def shown(self) -> str:
        """Return the figures."""
        return f"≤ {self.first}: {self.rate} m²; > {self.first}: {self.rest} m²"

    def area_dm2(self, number: int) -> int:
        """Return the built area for a number of items, whole dm²."""
        beyond = max(0, number - self.first)
        return half_up(exact_dm2(self.rate) * (number - beyond) + exact_dm2(self.rest) * beyond)


class FlatRate(Sourced):
    """Built m² an item.

    Parameters
    ----------
    rate
        Built m² an item.
    """

    rate: Positive

    @property
    def shown(self) -> str:
        """Return the figure."""
        return f"{self.rate} m²"

    def area_dm2(self, number: int) -> int:
        """Return the built area for a number of items, whole dm²."""
        return half_up(exact_dm2(self.rate) * number)


class PrivateToilet(Sourced):
    """Who may have a toilet inside the office's quota, and how large, m².

    Parameters
    ----------
    max_m2
        Largest usable area, m².
    ranks
        Ranks that may have one.
    """

    max_m2: Positive
    ranks: tuple[str, ...]

    @property
    def max_dm2(self) -> Fraction:
        """The largest, exact dm²."""
        return exact_dm2(self.max_m2)

    @property
    def shown(self) -> str:
        """Return the figure."""
        return f"≤ {self.max_m2} m²"


class OwnRoom(Sourced):
    """Ranks that sit alone.

    Parameters
    ----------
    ranks
        Ranks of people who share with nobody.
    """

    ranks: tuple[str, ...]


class Use(FileModel):
    """A use of rooms: its category and its name.

    Parameters
    ----------
    category
        Category of rooms with this use.
    zh, en
        What the use is called.
    verified
        Whether a document says that the category is this one.
    """

    category: Category
    zh: str
    en: str
    verified: bool = True
