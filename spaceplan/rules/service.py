"""Tables of service area: by level and establishment, or as a share and a rate a head."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from spaceplan.files.validation import FileModel, mistake
from spaceplan.i18n import N_, Message
from spaceplan.rules.amounts import Positive, Share, exact_dm2, percent
from spaceplan.rules.strict import Sourced


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
