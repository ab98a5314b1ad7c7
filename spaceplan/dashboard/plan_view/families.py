"""Legends for the whole city: departments by their hue family, for 144 lines are no legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spaceplan.i18n import translator
from spaceplan.model import Portfolio
from spaceplan.plot.colours import CONTRACTOR_FILL, Fill, oklch
from spaceplan.plot.palette import CONTRACTOR, FAMILIES, FAMILY_NAMES, LIGHTNESSES, family_of


def families_of(
    portfolio: Portfolio, departments: Iterable[str], language: str
) -> Iterator[tuple[Fill, str, tuple[str, ...]]]:
    """Yield for every hue family its fill, its name, and which of some departments are of it."""
    say = translator(language)
    by_family: dict[str, list[str]] = {}
    for id in departments:
        if portfolio.has_department(id):
            by_family.setdefault(family_of(portfolio.department(id)), []).append(id)
    for family in (*FAMILIES, CONTRACTOR):
        if family in by_family:
            yield family_fill(family), say(FAMILY_NAMES[family]), tuple(by_family[family])


def family_fill(family: str) -> Fill:
    """Return the fill that stands for a family in a legend: its first hue, of middle lightness."""
    if family == CONTRACTOR:
        return CONTRACTOR_FILL
    hues, chroma = FAMILIES[family]
    return Fill(oklch(LIGHTNESSES[1], chroma, hues[0]))
