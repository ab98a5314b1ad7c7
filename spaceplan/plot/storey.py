"""One storey as a figure: a plan with its title, legend, scale bar and north arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from spaceplan.check import Finding
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, translator
from spaceplan.model import Allocation, Portfolio, Room, Storey
from spaceplan.model.uses import LIFT, STAIR
from spaceplan.plot.colourings import Colouring, shade
from spaceplan.plot.colours import CIRCULATION, HALO, INK, SOFT_INK, WALL, Fill
from spaceplan.plot.geometry import StoreyShapes, draw_shapes, path_of, slices
from spaceplan.plot.labels import Label, LabelSetter, Line, Words, halo_path, zone_spots
from spaceplan.plot.legend import Legend
from spaceplan.plot.page import BASELINE, Box, Page, Placement, new_page, place_plan
from spaceplan.plot.palette import Palette
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading, square_metres
from spaceplan.plot.symbols import draw_north, draw_scale_bar, lift_lines, stair_lines
from spaceplan.plot.wording import (
    building_name,
    clean,
    room_number,
    short_name,
    shorten,
    site_name,
    storey_name,
)
from spaceplan.rules import Category, RuleBook

#: Width of a new figure, its margin, title and legend column, points; limits of its height.
WIDTH, MARGIN, TITLE, SIDE = 960.0, 26.0, 44.0, 250.0
_LEAST_PLAN, _MOST_PLAN = 190.0, 620.0
#: Plans at least so much wider than tall have their legend below them.
_FLAT = 1.75
_FOOT = 26.0


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
    drawing = _Plan(scene, graph, storey, shapes, shading, page, placement)
    drawing.draw()
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
    name = building_name(building, scene.language)
    name = name.removeprefix(site).strip() or name
    return "·".join((site, name, storey_name(storey, scene.language)))


def _write_title(scene: Scene, storey: Storey, shading: Shading, page: Page) -> None:
    """Write site · building · storey · date · what the colour means, and the storey's numbers."""
    place = storey_title(scene, storey)
    as_of = scene.portfolio.as_of
    rest = [shading.title] if as_of is None else [as_of.isoformat(), shading.title]
    y = page.height - MARGIN - 15.0
    wide = page.width - 2 * MARGIN
    title = shorten(place, 16.0, wide)
    page.text(MARGIN, y, title, size=16.0)
    page.text(MARGIN, y - 17.0, shorten("·".join(rest), 9.0, 0.6 * wide), size=9.0, colour=SOFT_INK)
    facts = _facts(scene, storey)
    page.text(page.width - MARGIN, y - 17.0, facts, size=9.0, colour=SOFT_INK, align="right")


def _facts(scene: Scene, storey: Storey) -> str:
    offices = [r for r in storey.rooms if scene.category(r) == Category.OFFICE]
    people = sum(i.line.occupancy.total for r in storey.rooms for i in scene.holders(r.id))
    template = translator(scene.language)(N_("{rooms} offices·{area} m²·{people} people"))
    area = square_metres(sum(room.area_dm2 for room in offices))
    return template.format(rooms=f"{len(offices):,}", area=area, people=f"{people:,}")


def _draw_furniture(
    scene: Scene, storey: Storey, shapes: StoreyShapes, page: Page, placement: Placement
) -> None:
    building = scene.portfolio.building_of_storey(storey.id)
    north = [site.north for site in scene.portfolio.sites if site.id == building.site]
    angle = (north[0] if north else 0.0) - building.rotation + shapes.turn
    foot = placement.low + shapes.bounds[1] * placement.scale - 20.0
    length = draw_scale_bar(page, MARGIN + 16.0, foot, placement.scale, 150.0)
    draw_north(page, MARGIN + 16.0 + length + 40.0, foot + 6.0, angle, scene.language)


class _Plan:
    """The plan itself: walls, rooms, doors, symbols, words."""

    def __init__(
        self,
        scene: Scene,
        graph: SpatialGraph,
        storey: Storey,
        shapes: StoreyShapes,
        shading: Shading,
        page: Page,
        placement: Placement,
    ) -> None:
        self.scene = scene
        self.graph = graph
        self.storey = storey
        self.shapes = shapes
        self.shading = shading
        self.page = page
        self.placement = placement
        self.data = page.ax.transData
        self.polygons = {
            room.id: polygon
            for room, polygon in zip(shapes.rooms, shapes.polygons, strict=True)
            if not polygon.is_empty
        }

    def draw(self) -> None:
        """Draw everything, from the ground up."""
        if not self.polygons:
            text = translator(self.scene.language)(N_("no room is drawn on this storey"))
            x, y = self.placement.on_page(0.5, 0.5)
            self.page.text(x, y, text, size=11.0, colour=SOFT_INK, align="center")
            return
        self.page.add(self._patch(self.shapes.walls), Fill(WALL))
        self._rooms()
        self._symbols()
        self._doors()
        self._words()

    def _patch(self, shape: Any) -> PathPatch:
        return PathPatch(path_of(shape), transform=self.data)

    def _rooms(self) -> None:
        for room in self.storey.rooms:
            polygon = self.polygons.get(room.id)
            if polygon is None:
                continue
            parts = self.shading.fills[room.id]
            pieces = slices(polygon, tuple(share for _, share in parts))
            for (fill, _), piece in zip(parts, pieces, strict=True):
                self.page.add(self._patch(piece), fill, gid=f"room-{clean(room.id)}")

    def _symbols(self) -> None:
        treads: list[Path] = []
        walks: list[Path] = []
        cars: list[Path] = []
        for room in self.storey.rooms:
            polygon = self.polygons.get(room.id)
            if polygon is None or polygon.geom_type != "Polygon":
                continue
            if room.use == STAIR:
                steps, walk = stair_lines(polygon)
                treads += steps
                walks += walk
            elif room.use == LIFT:
                cars += lift_lines(polygon)
        self.page.lines(treads, "#8B9096", 0.45, transform=self.data)
        self.page.lines(walks, WALL, 0.6, transform=self.data)
        self.page.lines(cars, "#8B9096", 0.6, transform=self.data)

    def _doors(self) -> None:
        doors = self.shapes.doors
        if not doors:
            return
        gaps = [Path([*door.opening, door.opening[0]], closed=True) for door in doors]
        opening = PathPatch(Path.make_compound_path(*gaps), transform=self.data)
        self.page.add(opening, Fill(CIRCULATION))
        leaves = [Path([d.hinge, d.tip]) for d in doors if not d.inferred]
        arcs = [_arc(d.tip, d.jamb, d.hinge) for d in doors if not d.inferred]
        guesses = [Path([d.hinge, d.tip]) for d in doors if d.inferred]
        self.page.lines(leaves, WALL, 0.7, transform=self.data)
        self.page.lines(arcs, "#8B9096", 0.3, transform=self.data)
        self.page.lines(guesses, WALL, 0.6, dashes=(1.6, 1.2), transform=self.data)

    def _words(self) -> None:
        setter = LabelSetter(self.placement.scale)
        labels = list(self._zone_labels(setter)) if self.shading.zones else []
        for room in self.storey.rooms:
            polygon = self.polygons.get(room.id)
            words = self._room_words(room) if polygon is not None else None
            if words is not None:
                for line in setter.room(words, polygon):
                    self._write(line, line.colour)
        for label in labels:
            for line in label.lines:
                self._halo(line)
            for line in label.lines:
                self._write(line, INK)

    def _zone_labels(self, setter: LabelSetter) -> list[Label]:
        named: list[tuple[float, str, Any, list[Any]]] = []
        for id in self.scene.departments_on(self.storey):
            held = self._rooms_of(id)
            for zone in self.graph.zones([room.id for room in held]):
                shapes = [self.polygons[room] for room in zone]
                half = self.shapes.wall_m / 2 + 0.05
                whole = shapely.union_all(shapely.buffer(shapes, half, join_style="mitre"))
                named.append((-whole.area, self._short(id), whole, shapes))
        named.sort(key=lambda item: (item[0], item[1]))
        labels = (
            setter.zone(text, zone, zone_spots(parts, zone)) for _, text, zone, parts in named
        )
        return [label for label in labels if label is not None]

    def _rooms_of(self, department: str) -> list[Room]:
        """Return the drawn rooms that a department holds alone, or any where it has no such."""
        held = [
            room
            for room in self.storey.rooms
            if room.id in self.polygons
            and any(i.line.department == department for i in self.scene.holders(room.id))
        ]
        alone = [room for room in held if len(self.scene.holders(room.id)) == 1]
        return alone or held

    def _short(self, department: str) -> str:
        if self.scene.portfolio.has_department(department):
            return short_name(self.scene.portfolio.department(department), self.scene.language)
        return clean(department)

    def _room_words(self, room: Room) -> Words | None:
        """Return number and note of a room; circulation stays without words."""
        if self.scene.category(room) == Category.CIRCULATION:
            return None
        polygon = self.polygons[room.id]
        middle = polygon.representative_point() if not _is_plain(polygon) else polygon.centroid
        building = self.scene.portfolio.building_of_storey(self.storey.id)
        colour = self.shading.fills[room.id][0][0].text
        lines = [(room_number(room, building), colour)]
        note = self.shading.notes.get(room.id)
        if note is not None:
            lines.append(note)
        elif self.scene.category(room) != Category.OFFICE:
            use = clean(self.scene.rulebook.use_name(room.use).text(self.scene.language))
            lines.append((use, SOFT_INK if colour == INK else colour))
        return Words(tuple(lines), (middle.x, middle.y))

    def _write(self, line: Line, colour: str) -> None:
        drop = BASELINE * line.size / self.placement.scale
        self.page.text(
            line.x,
            line.y - drop,
            line.text,
            size=line.size,
            colour=colour,
            align="center",
            transform=self.data,
        )

    def _halo(self, line: Line) -> None:
        x, y = self.placement.on_page(line.x, line.y)
        to_page = Affine2D().translate(x, y) + self.page.transform
        patch = PathPatch(halo_path(line.text, line.size), transform=to_page, alpha=0.86)
        self.page.add(patch, Fill(HALO))


def _is_plain(polygon: Any) -> bool:
    return bool(polygon.geom_type == "Polygon" and polygon.covers(polygon.centroid))


def _arc(start: tuple[float, float], end: tuple[float, float], centre: tuple[float, float]) -> Path:
    """Return the quarter circle from one point to another, as one cubic curve."""
    k = 0.5523
    sx, sy = start[0] - centre[0], start[1] - centre[1]
    ex, ey = end[0] - centre[0], end[1] - centre[1]
    controls = [
        start,
        (start[0] + k * ex, start[1] + k * ey),
        (end[0] + k * sx, end[1] + k * sy),
        end,
    ]
    return Path(controls, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
