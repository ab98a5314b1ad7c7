"""A small map of one site: footprints of its buildings, named, north up."""

from __future__ import annotations

from typing import Any

import shapely
from matplotlib.patches import PathPatch
from matplotlib.transforms import Affine2D
from shapely import affinity

from spaceplan.i18n import N_, translator
from spaceplan.model import Building, Portfolio
from spaceplan.plot.colours import FOOTPRINT, INK, SOFT_INK, WALL, Fill
from spaceplan.plot.fonts import text_width
from spaceplan.plot.geometry import path_of
from spaceplan.plot.page import BASELINE, Box, Page
from spaceplan.plot.scene import Scene
from spaceplan.plot.symbols import draw_north, draw_scale_bar
from spaceplan.plot.wording import site_name, within_site

#: Walls between rooms are filled up to this thickness, metres; outlines simpler than this.
_WALL_M, _SIMPLER_M = 0.8, 0.3
_TITLE, _FOOT, _SIZE, _INWARDS = 18.0, 24.0, 7.0, 10.0


def footprint(building: Building) -> Any:
    """Return the outline of a building's largest storey on the site's plane, metres."""
    rooms = max(
        ([r for r in storey.rooms if len(r.outline) >= 3] for storey in building.storeys),
        key=lambda rooms: sum(room.drawn_area for room in rooms),
        default=[],
    )
    if not rooms:
        return shapely.Polygon()
    grown = shapely.buffer([shapely.Polygon(r.outline) for r in rooms], _WALL_M / 2)
    whole = shapely.union_all(grown).buffer(-_WALL_M / 4).simplify(_SIMPLER_M)
    turned = affinity.rotate(whole, building.rotation, origin=(0.0, 0.0))
    return affinity.translate(turned, *building.origin)


def draw_site_map(scene: Scene, page: Page, box: Box, site: str) -> None:
    """Draw the buildings of a site into a box of the page, with scale bar and north arrow."""
    portfolio = scene.portfolio
    north = _north(portfolio, site)
    buildings = [b for b in portfolio.buildings if b.site == site]
    shapes = [affinity.rotate(footprint(b), -north, origin=(0.0, 0.0)) for b in buildings]
    drawn = [(b, shape) for b, shape in zip(buildings, shapes, strict=True) if not shape.is_empty]
    if not drawn:
        return
    left, low, right, high = shapely.MultiPolygon(
        [part for _, shape in drawn for part in shapely.get_parts(shape)]
    ).bounds
    centre = shapely.Point((left + right) / 2, (low + high) / 2)
    inner = Box(box.left, box.low + _FOOT, box.width, box.height - _FOOT - _TITLE)
    scale = min(inner.width / (right - left), inner.height / (high - low))
    x = inner.right - (right - left) * scale - left * scale
    y = inner.low + (inner.height - (high - low) * scale) / 2 - low * scale
    to_page = Affine2D().scale(scale).translate(x, y) + page.transform
    for building, shape in drawn:
        page.add(PathPatch(path_of(shape), transform=to_page), Fill(FOOTPRINT))
        page.lines([path_of(shape)], WALL, 0.5, transform=to_page)
        middle = _inwards(shape.centroid, centre, _INWARDS / scale)
        text = _mark(building, within_site(portfolio, building, scene.language))
        here = (x + middle.x * scale, y + middle.y * scale - BASELINE * _SIZE)
        page.text(*here, text, size=_SIZE, colour=INK, align="center")
    start = x + left * scale
    title = translator(scene.language)(N_("{site}, plan of the site"))
    name = title.format(site=site_name(portfolio, site, scene.language))
    page.text(start, box.top - 9.0, name, size=8.5, colour=SOFT_INK)
    length = draw_scale_bar(page, start, box.low + 4.0, scale, 90.0)
    draw_north(page, start + length + 26.0, box.low + 8.0, 0.0, scene.language)


def _inwards(point: Any, centre: Any, by: float) -> Any:
    """Return a point moved towards a centre, so that marks stand beside what they name."""
    away = point.distance(centre)
    if away <= 2 * by:
        return point
    share = by / away
    return shapely.Point(
        point.x + (centre.x - point.x) * share, point.y + (centre.y - point.y) * share
    )


def _north(portfolio: Portfolio, site: str) -> float:
    return next((s.north for s in portfolio.sites if s.id == site), 0.0)


def _mark(building: Building, name: str) -> str:
    """Return what stands on a footprint: the number in a building's name, else the name."""
    digits = "".join(c for c in name if c.isascii() and c.isdigit())
    return digits or (name if text_width(name, 1.0) < 4.0 else building.id[:6])
