"""One storey as a figure: a plan with its title, legend, scale bar and north arrow."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from spaceplan.check import Finding
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Portfolio, Storey
from spaceplan.plot.colourings import Colouring, shade
from spaceplan.plot.colours import SOFT_INK
from spaceplan.plot.geometry import StoreyShapes, draw_shapes
from spaceplan.plot.legend import Legend
from spaceplan.plot.page import Box, Page, Placement, new_page, place_plan
from spaceplan.plot.palette import Palette
from spaceplan.plot.plan import Plan
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading
from spaceplan.plot.storey_words import north_angle, storey_facts, storey_title
from spaceplan.plot.symbols import draw_north, draw_scale_bar
from spaceplan.plot.wording import shorten
from spaceplan.rules import RuleBook

#: Width of a new figure, its margin, title and legend column, points; limits of its height.
WIDTH, MARGIN, TITLE, SIDE = 960.0, 26.0, 44.0, 250.0
_LEAST_PLAN, _MOST_PLAN = 190.0, 620.0
#: Plans at least so much wider than tall have their legend below them.
_FLAT = 1.75
_FOOT = 36.0


def plot_storey(
    portfolio: Portfolio,
    graph: SpatialGraph,
    storey_id: str,
    *,
    by: Colouring | str = Colouring.DEPARTMENT,
    allocation: Allocation,
    rulebook: RuleBook,
    findings: Sequence[Finding] = (),
    language: str = "zh",
    palette: Palette | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a storey.

    Parameters
    ----------
    by
        What the colours mean.
    findings
        Of the same allocation; needed for ``Colouring.FINDING`` only.
    palette
        Colours of departments; without one they are chosen for this allocation. Give the same to
        all figures that are to be compared.
    ax
        Axes to draw into, as a page of their size; without them a new figure is made.

    Returns
    -------
    Axes
        In metres of the plan.
    """
    scene = Scene.of(
        portfolio,
        rulebook,
        graph=graph,
        allocation=allocation,
        findings=findings,
        language=language,
        palette=palette,
    )
    return draw_storey(scene, graph, portfolio.storey(storey_id), Colouring(by), ax)


def draw_storey(
    scene: Scene, graph: SpatialGraph, storey: Storey, by: Colouring, ax: Axes | None = None
) -> Axes:
    """Draw a storey of a scene; see ``plot_storey``."""
    shapes = draw_shapes(storey, graph)
    shading = shade(scene, storey, by)
    legend = Legend(shading.entries, shading.headings, scene.language)
    page, plan_box, legend_box = _lay_out(shapes, legend, ax)
    placement = place_plan(page, shapes.bounds, plan_box)
    Plan(scene, graph, storey, shapes, shading, page, placement).draw()
    _write_title(scene, storey, shading, page)
    legend.draw(page, legend_box)
    _draw_furniture(scene, storey, shapes, page, placement)
    return page.ax


def _lay_out(shapes: StoreyShapes, legend: Legend, ax: Axes | None) -> tuple[Page, Box, Box]:
    """Return the page, the box of the plan and the box of the legend."""
    left, low, right, high = shapes.bounds
    flatness = (right - left) / max(high - low, 0.1)
    below = flatness >= _FLAT
    plan_width = WIDTH - 2 * MARGIN - (0.0 if below else SIDE + MARGIN)
    plan = min(max(plan_width / flatness, _LEAST_PLAN), _MOST_PLAN)
    side = legend.height(SIDE if not below else WIDTH - 2 * MARGIN)
    height = TITLE + plan + 2 * MARGIN + (side + 14.0 if below else 0.0) + _FOOT
    page = new_page(ax, WIDTH, max(height, 0.0 if below else side + TITLE + 2 * MARGIN))
    top = page.height - MARGIN - TITLE
    wide = page.width - 2 * MARGIN
    if below:
        tall = min(side, 0.4 * (top - MARGIN))
        legend_box = Box(MARGIN, MARGIN, wide, tall)
        low_edge = MARGIN + tall + 14.0 + _FOOT
        return page, Box(MARGIN, low_edge, wide, top - low_edge), legend_box
    beside = min(SIDE, 0.4 * wide)
    legend_box = Box(page.width - MARGIN - beside, MARGIN, beside, top - MARGIN)
    low_edge = MARGIN + _FOOT
    return page, Box(MARGIN, low_edge, wide - beside - MARGIN, top - low_edge), legend_box


def _write_title(scene: Scene, storey: Storey, shading: Shading, page: Page) -> None:
    """Write site · building · storey · date · what the colour means, and the storey's numbers."""
    place = storey_title(scene, storey)
    rest = [scene.when, shading.title]
    y = page.height - MARGIN - 15.0
    wide = page.width - 2 * MARGIN
    title = shorten(place, 16.0, wide)
    page.text(MARGIN, y, title, size=16.0)
    page.text(MARGIN, y - 17.0, shorten("·".join(rest), 9.0, 0.6 * wide), size=9.0, colour=SOFT_INK)
    facts = storey_facts(scene, storey)
    page.text(page.width - MARGIN, y - 17.0, facts, size=9.0, colour=SOFT_INK, align="right")


def _draw_furniture(
    scene: Scene, storey: Storey, shapes: StoreyShapes, page: Page, placement: Placement
) -> None:
    angle = north_angle(scene.portfolio, storey, shapes.turn)
    foot = placement.low + shapes.bounds[1] * placement.scale - 26.0
    length = draw_scale_bar(page, MARGIN + 16.0, foot, placement.scale, 150.0)
    draw_north(page, MARGIN + 16.0 + length + 40.0, foot - 1.0, angle, scene.language)
