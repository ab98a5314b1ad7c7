"""One storey as a figure: a plan with its title, legend, scale bar and north arrow."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from spaceplan.check import Finding
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message, in_language
from spaceplan.model import Allocation, Portfolio, Room, Storey
from spaceplan.plot.colourings import Colouring, shade
from spaceplan.plot.colours import SOFT_INK
from spaceplan.plot.geometry import StoreyShapes, draw_shapes
from spaceplan.plot.legend import Legend
from spaceplan.plot.page import Box, Page, Placement, new_page, place_plan
from spaceplan.plot.palette import Palette
from spaceplan.plot.plan import Plan
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading, square_metres
from spaceplan.plot.symbols import draw_north, draw_scale_bar
from spaceplan.plot.wording import shorten, site_name, storey_name, within_site
from spaceplan.rules import Category, RuleBook
from spaceplan.things import OFFICES, PEOPLE, number_of

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


def storey_title(scene: Scene, storey: Storey) -> str:
    """Return site, building and storey in one line; the site once if the building repeats it."""
    building = scene.portfolio.building_of_storey(storey.id)
    site = site_name(scene.portfolio, building.site, scene.language)
    name = within_site(scene.portfolio, building, scene.language)
    return "·".join((site, name, storey_name(storey, scene.language)))


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


def storey_facts(scene: Scene, storey: Storey) -> str:
    """Return the offices of a storey in numbers: rooms, m², people."""
    offices = [r for r in storey.rooms if scene.category(r) == Category.OFFICE]
    people = sum(i.line.occupancy.total for r in storey.rooms for i in scene.holders(r.id))
    return offices_in_numbers(offices, people, scene.language)


def offices_in_numbers(offices: Sequence[Room], people: int, language: str) -> str:
    """Return offices in numbers: rooms, m², people who sit there."""
    said = Message.of(
        N_("{offices}·{area} m²·{people}"),
        offices=number_of(OFFICES, len(offices)),
        area=square_metres(sum(room.area_dm2 for room in offices)),
        people=number_of(PEOPLE, people),
    )
    return in_language(said, language)


def north_angle(portfolio: Portfolio, storey: Storey, turn: float) -> float:
    """Return where north lies on a plan: degrees counter-clockwise from upwards.

    Parameters
    ----------
    turn
        Degrees by which the plan was turned counter-clockwise from the building's plane.
    """
    building = portfolio.building_of_storey(storey.id)
    north = next((site.north for site in portfolio.sites if site.id == building.site), 0.0)
    return north - building.rotation + turn


def _draw_furniture(
    scene: Scene, storey: Storey, shapes: StoreyShapes, page: Page, placement: Placement
) -> None:
    angle = north_angle(scene.portfolio, storey, shapes.turn)
    foot = placement.low + shapes.bounds[1] * placement.scale - 26.0
    length = draw_scale_bar(page, MARGIN + 16.0, foot, placement.scale, 150.0)
    draw_north(page, MARGIN + 16.0 + length + 40.0, foot - 1.0, angle, scene.language)
