"""Drawn symbols: stairs with treads and an arrow, lifts with crossed cars, scale bar, north."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.path import Path

from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.model.uses import LIFT, STAIR
from spaceplan.plot.colours import INK, SOFT_INK, WALL

if TYPE_CHECKING:  # with what figures are made of, which the browser does without
    from spaceplan.plot.page import Page

_Pair = tuple[float, float]
_TREAD_M = 0.3
#: Share of a stair's length that its landing takes, and the least lengths that show treads, metres.
_LANDING, _SHORTEST_FLIGHT_M = 0.22, 1.0
_SCALE_STEPS_M = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def _axes_of(polygon: Any) -> tuple[_Pair, _Pair, _Pair] | None:
    """Return a corner of the smallest box around a room, and its long and short side."""
    box = polygon.minimum_rotated_rectangle
    if not isinstance(box, shapely.Polygon):
        return None
    a, b, c = [(float(x), float(y)) for x, y in shapely.get_coordinates(box)[:3]]
    one, other = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    if hypot(*one) >= hypot(*other):
        return a, one, other
    return b, other, (-one[0], -one[1])


def stair_lines(polygon: Any) -> tuple[list[Path], list[Path]]:
    """Return a stair's treads with its two flights, and the line with an arrow that goes up."""
    axes = _axes_of(polygon)
    if axes is None:
        return [], []
    corner, along, across = axes
    length = hypot(*along)

    def at(s: float, t: float) -> tuple[float, float]:
        return (
            corner[0] + s * along[0] + t * across[0],
            corner[1] + s * along[1] + t * across[1],
        )

    if length * (1 - 2 * _LANDING) < _SHORTEST_FLIGHT_M:
        return [], []
    start, end = _LANDING, 1 - _LANDING
    count = max(int(length * (end - start) / _TREAD_M), 3)
    treads = [
        [at(s, t0), at(s, t1)]
        for i in range(count + 1)
        for s in [start + (end - start) * i / count]
        for t0, t1 in ((0.04, 0.46), (0.54, 0.96))
    ]
    well = [at(start, 0.46), at(end, 0.46), at(end, 0.54), at(start, 0.54), at(start, 0.46)]
    tip = at(start - 0.04, 0.75)
    walk = [at(start - 0.1, 0.25), at(end + 0.09, 0.25), at(end + 0.09, 0.75), tip]
    head = _arrow_head(tip, (along[0] / length, along[1] / length))
    inside = polygon.buffer(-0.02)
    kept = [line for line in (*treads, well) if inside.covers(shapely.LineString(line))]
    return [Path(line) for line in kept], [Path(walk), Path(head)]


def _arrow_head(tip: tuple[float, float], back: tuple[float, float]) -> list[tuple[float, float]]:
    size = 0.28
    left = (tip[0] + size * (back[0] - 0.5 * back[1]), tip[1] + size * (back[1] + 0.5 * back[0]))
    right = (tip[0] + size * (back[0] + 0.5 * back[1]), tip[1] + size * (back[1] - 0.5 * back[0]))
    return [left, tip, right]


def lift_lines(polygon: Any) -> list[Path]:
    """Return a lift's car: a crossed box inside the shaft."""
    axes = _axes_of(polygon.buffer(-0.18, join_style="mitre")) if polygon.area > 1.0 else None
    if axes is None:
        return []
    (x, y), (ax, ay), (bx, by) = axes
    corners = [(x, y), (x + ax, y + ay), (x + ax + bx, y + ay + by), (x + bx, y + by)]
    return [
        Path([*corners, corners[0]]),
        Path([corners[0], corners[2]]),
        Path([corners[1], corners[3]]),
    ]


def symbols_of(
    storey: Storey, polygons: Mapping[str, Any]
) -> tuple[list[Path], list[Path], list[Path]]:
    """Return the treads of all stairs, the lines to walk there, and the cars of all lifts."""
    treads: list[Path] = []
    walks: list[Path] = []
    cars: list[Path] = []
    for room in storey.rooms:
        polygon = polygons.get(room.id)
        if polygon is None or polygon.geom_type != "Polygon":
            continue
        if room.use == STAIR:
            steps, walk = stair_lines(polygon)
            treads += steps
            walks += walk
        elif room.use == LIFT:
            cars += lift_lines(polygon)
    return treads, walks, cars


def scale_metres(scale: float, widest: float) -> int:
    """Return how many metres a scale bar shows that is at most so wide (points)."""
    fitting = [m for m in _SCALE_STEPS_M if m * scale <= widest]
    return fitting[-1] if fitting else _SCALE_STEPS_M[0]


def draw_scale_bar(page: Page, x: float, y: float, scale: float, widest: float) -> float:
    """Draw a scale bar from (x, y), not longer than ``widest`` points; return its length."""
    metres = scale_metres(scale, widest)
    length = metres * scale
    half = length / 2
    page.polygon([(x, y), (x + half, y), (x + half, y + 2.4), (x, y + 2.4)], WALL)
    corners = [(x, y), (x + length, y), (x + length, y + 2.4), (x, y + 2.4), (x, y)]
    page.line(corners, WALL, 0.5)
    middle = f"{metres / 2:g}"
    for where, text in ((0.0, "0"), (half, middle), (length, f"{metres} m")):
        page.text(x + where, y + 5.4, text, size=6.5, colour=SOFT_INK, align="center")
    return length


def draw_north(page: Page, x: float, y: float, angle: float, language: str) -> None:
    """Draw the north arrow around (x, y); ``angle`` is north from upwards, counter-clockwise."""
    ux, uy = -sin(radians(angle)), cos(radians(angle))
    rx, ry = uy, -ux
    tip = (x + 13 * ux, y + 13 * uy)
    foot = (x - 6 * ux, y - 6 * uy)
    left = (x - 9.5 * ux - 4.2 * rx, y - 9.5 * uy - 4.2 * ry)
    right = (x - 9.5 * ux + 4.2 * rx, y - 9.5 * uy + 4.2 * ry)
    page.polygon([tip, right, foot], WALL)
    page.line([tip, left, foot, tip], WALL, 0.6)
    letter = translator(language)(N_("N"))
    page.text(x + 19 * ux, y + 19 * uy - 2.7, letter, size=7.5, colour=INK, align="center")
