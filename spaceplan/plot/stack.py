"""The stack: all storeys of all sites as one figure, buildings side by side, storeys above."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from spaceplan.entitlement import Entitlements
from spaceplan.i18n import N_, translator
from spaceplan.model import Allocation, Portfolio
from spaceplan.plot.bars import Stack, stack_buildings
from spaceplan.plot.colours import (
    SOFT_INK,
)
from spaceplan.plot.fonts import text_width
from spaceplan.plot.ground import MARGIN
from spaceplan.plot.page import Box, Page, new_page
from spaceplan.plot.palette import Palette
from spaceplan.plot.scene import Scene
from spaceplan.plot.skyline import LEGEND, Skyline, height_for
from spaceplan.plot.stack_legend import draw_stack_legend
from spaceplan.plot.wording import clean
from spaceplan.rules import RuleBook

#: Width of a new figure, and its least height, points.
WIDTH, LEAST_HEIGHT = 1240.0, 320.0


def plot_stack(
    portfolio: Portfolio,
    rulebook: RuleBook,
    *,
    allocation: Allocation,
    entitlements: Entitlements | None = None,
    language: str = "zh",
    palette: Palette | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw all storeys of all buildings as bars of departments, to scale of office area.

    Parameters
    ----------
    entitlements
        With them a line on every storey shows what the departments there are entitled to.
    palette
        Colours of departments; without one they are chosen for this allocation.
    ax
        Axes to draw into, as a page of their size; without them a new figure is made.

    Returns
    -------
    Axes
        In points of the page.
    """
    scene = Scene.of(portfolio, rulebook, allocation=allocation, language=language, palette=palette)
    sites = stack_buildings(scene, entitlements)
    page = new_page(ax, WIDTH, max(height_for(scene, sites, WIDTH), LEAST_HEIGHT))
    page.ax.set_xlim(0.0, page.width)
    page.ax.set_ylim(0.0, page.height)
    _write_title(scene, sites, page)
    Skyline(scene, sites, page).draw()
    draw_stack_legend(
        scene,
        page,
        Box(MARGIN, MARGIN - 8.0, page.width - 2 * MARGIN, LEGEND),
        entitled=entitlements is not None,
    )
    return page.ax


def _write_title(scene: Scene, sites: Sequence[tuple[str, tuple[Stack, ...]]], page: Page) -> None:
    """Write what is shown, and the figures that sum it up, largest."""
    _ = translator(scene.language)
    y = page.height - MARGIN - 20.0
    name = clean(scene.portfolio.name.text(scene.language) or scene.portfolio.id)
    page.text(MARGIN, y, name, size=21.0)
    rest = [scene.when, _(N_("all storeys to scale of their offices, by department"))]
    page.text(MARGIN, y - 18.0, "·".join(rest), size=9.5, colour=SOFT_INK)
    bars = [bar for _, stacks in sites for stack in stacks for bar in stack.bars]
    held = {segment.department for bar in bars for segment in bar.segments}
    facts = (
        (f"{len(held):,}", _(N_("departments"))),
        (f"{sum(bar.people for bar in bars):,}", _(N_("people seated"))),
        (f"{sum(bar.held for bar in bars):,.0f}", _(N_("m² of offices held"))),
        (f"{sum(bar.vacant for bar in bars):,.0f}", _(N_("m² vacant"))),
    )
    x = page.width - MARGIN
    for number, unit in reversed(facts):
        wide = max(text_width(number, 19.0), text_width(unit, 8.5))
        page.text(x, y, number, size=19.0, align="right")
        page.text(x, y - 18.0, unit, size=8.5, colour=SOFT_INK, align="right")
        x -= wide + 26.0
