"""Areas as documents state them: square metres, square feet or pyeong, exact until used."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from spaceplan.files.validation import FileModel, mistake
from spaceplan.i18n import N_, Message
from spaceplan.units import DM2_PER_M2, half_up

#: A positive area or number, exact as written; no figure of a rule set is larger.
Positive = Annotated[Decimal, Field(gt=0, le=Decimal(1_000_000))]
#: A share between 0 and 1.
Share = Annotated[Decimal, Field(gt=0, le=1)]

#: m² of one unit, by its key: the international foot is 0.3048 m; 1 pyeong (평, 坪) is 400/121 m².
M2_OF: dict[str, Fraction] = {
    "m2": Fraction(1),
    "sqft": Fraction("0.3048") ** 2,
    "pyeong": Fraction(400, 121),
}
_SIGNS = {"m2": "m²", "sqft": "sq ft", "pyeong": "평"}


def exact_dm2(area_m2: Decimal) -> Fraction:
    """Return an area given in m² as exact dm²."""
    return Fraction(area_m2) * DM2_PER_M2


def percent(share: Decimal) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> percent(Decimal("0.09")), percent(Decimal("0.125"))
    ('9%', '12.5%')
    """
    return f"{float(100 * share):g}%"


class Amount(FileModel):
    """An area under one of the keys ``m2``, ``sqft``, ``pyeong``.

    Parameters
    ----------
    m2
        Square metres.
    sqft
        Square feet.
    pyeong
        평, 400/121 m².
    """

    m2: Positive | None = None
    sqft: Positive | None = None
    pyeong: Positive | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        stated = [unit for unit in M2_OF if getattr(self, unit) is not None]
        if len(stated) != 1:
            raise mistake(
                found=Message.of(N_("an area in {n} units"), n=len(stated)),
                expected=Message.of(N_("one of {words}"), words=", ".join(M2_OF)),
            )
        return self

    @property
    def unit(self) -> str:
        """The key under which the area stands."""
        return next(unit for unit in M2_OF if getattr(self, unit) is not None)

    @property
    def exact_m2(self) -> Fraction:
        """The area in m², exact."""
        return Fraction(getattr(self, self.unit)) * M2_OF[self.unit]

    @property
    def area_dm2(self) -> int:
        """The area in whole dm²."""
        return half_up(self.exact_m2 * DM2_PER_M2)

    @property
    def shown(self) -> str:
        """The area as the document states it, in m² behind it where that is another unit."""
        stated = f"{getattr(self, self.unit)} {_SIGNS[self.unit]}"
        return stated if self.unit == "m2" else f"{stated} = {self.area_dm2 / DM2_PER_M2:.2f} m²"
