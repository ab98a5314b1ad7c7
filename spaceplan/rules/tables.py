"""The tables of a rule set: figures with their source, and the arithmetic that belongs to them.

Everything is computed exactly and becomes whole dm² once, half up, at the end of each quantity.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import Discriminator, Tag

from spaceplan.files.validation import FileModel
from spaceplan.rules.amounts import Positive, Share, exact_dm2, percent
from spaceplan.rules.categories import Category
from spaceplan.rules.strict import Sourced
from spaceplan.units import half_up


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
