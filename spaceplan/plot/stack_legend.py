"""The stack's legend: hue families of the branches, vacant offices, the line of entitlement."""

from __future__ import annotations

from collections import Counter

from spaceplan.i18n import N_, translator
from spaceplan.model import Portfolio
from spaceplan.plot.colours import (
    ABOVE,
    CONTRACTOR_FILL,
    INK,
    SOFT_INK,
    VACANT_FILL,
    Fill,
    oklch,
)
from spaceplan.plot.fonts import text_width
from spaceplan.plot.page import Box, Page
from spaceplan.plot.palette import CONTRACTOR, FAMILIES, FAMILY_NAMES, LIGHTNESSES, family_of
from spaceplan.plot.scene import Scene

_SIZE, _SWATCH, _TALL, _GAP, _ROW = 8.5, 26.0, 10.0, 22.0, 18.0


def family_sizes(portfolio: Portfolio) -> Counter[str]:
    """Return how many departments each hue family has."""
    return Counter(family_of(department) for department in portfolio.departments)


def draw_stack_legend(scene: Scene, page: Page, box: Box, *, entitled: bool) -> None:
    """Draw the legend in a box, entries side by side, in as many rows as they need."""
    _ = translator(scene.language)
    sizes = family_sizes(scene.portfolio)
    items: list[tuple[str, str]] = [
        (family, f"{_(FAMILY_NAMES[family])} {sizes[family]}")
        for family in (*FAMILIES, CONTRACTOR)
        if sizes[family]
    ]
    items.append(("vacant", _(N_("vacant"))))
    if entitled:
        items.append(("entitled", _(N_("office entitlement of the departments on this storey"))))
        items.append(("above", _(N_("held above it"))))
    x, y = box.left, box.top - _ROW
    for kind, label in items:
        wide = _SWATCH + 6.0 + text_width(label, _SIZE)
        if x + wide > box.right and x > box.left:
            x, y = box.left, y - _ROW
        _swatch(page, kind, Box(x, y, _SWATCH, _TALL))
        page.text(x + _SWATCH + 6.0, y + 2.0, label, size=_SIZE, colour=INK)
        x += wide + _GAP


def _swatch(page: Page, kind: str, box: Box) -> None:
    if kind == "entitled":
        page.line([(box.left + 13.0, box.low - 2.0), (box.left + 13.0, box.top + 2.0)], INK, 1.1)
    elif kind == "above":
        page.swatch(Box(box.left, box.low, box.width, 2.4), Fill(ABOVE))
    elif kind == "vacant":
        page.swatch(box, VACANT_FILL, SOFT_INK, 0.35)
    elif kind == CONTRACTOR:
        page.swatch(box, CONTRACTOR_FILL, SOFT_INK, 0.35)
    else:
        hues, chroma = FAMILIES[kind]
        part = box.width / len(LIGHTNESSES)
        for i, lightness in enumerate(LIGHTNESSES):
            fill = Fill(oklch(lightness, chroma, hues[i % len(hues)]))
            page.swatch(Box(box.left + i * part, box.low, part, box.height), fill)
