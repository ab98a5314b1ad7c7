"""Any geometry as what a room is: one simple outline and its holes, in whole millimetres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from spaceplan.model.places import Ring

MILLIMETRE = 0.001
#: Parts of one room closer than this are joined: slivers where two solids of it meet.
_SEAM_M = 0.05
#: Holes below this are flaws of the drawing, not columns, m².
_SMALLEST_HOLE_M2 = 0.01
#: Rooms below this are no rooms, m².
_SMALLEST_ROOM_M2 = 0.01


@dataclass(frozen=True)
class SimpleOutline:
    """A room's outline, counter-clockwise from its lowest corner, and its holes, clockwise.

    Parameters
    ----------
    lost_m2
        Area of parts that do not hang together with the outline and were left out, m².
    mended
        Whether the geometry crossed itself.
    """

    outline: Ring
    holes: tuple[Ring, ...]
    lost_m2: float
    mended: bool

    @property
    def polygon(self) -> Polygon:
        """The outline with its holes as a shapely polygon."""
        return Polygon(self.outline, self.holes)


def simple_outline(geometry: BaseGeometry) -> SimpleOutline | None:
    """Return a geometry as one simple polygon, its largest part; None where it has no area."""
    mended = not geometry.is_valid
    parts = _parts(shapely.make_valid(geometry) if mended else geometry)
    if len(parts) > 1:
        with np.errstate(divide="ignore", invalid="ignore"):  # corners without an angle
            closed = MultiPolygon(parts).buffer(_SEAM_M, join_style="mitre")
            parts = _parts(closed.buffer(-_SEAM_M, join_style="mitre"))
    if not parts:
        return None
    total = sum(part.area for part in parts)
    largest = max(parts, key=lambda part: part.area)
    rounded = _parts(shapely.set_precision(largest.simplify(MILLIMETRE / 2), MILLIMETRE))
    if not rounded:
        return None
    polygon = orient(max(rounded, key=lambda part: part.area))
    if polygon.area < _SMALLEST_ROOM_M2:
        return None
    holes = tuple(_ring(r) for r in polygon.interiors if Polygon(r).area >= _SMALLEST_HOLE_M2)
    return SimpleOutline(_ring(polygon.exterior), holes, total - largest.area, mended)


def _parts(geometry: BaseGeometry) -> list[Polygon]:
    return [
        part
        for part in shapely.get_parts(geometry.buffer(0))
        if isinstance(part, Polygon) and not part.is_empty
    ]


def _ring(ring: shapely.LinearRing) -> Ring:
    """Return a ring without its repeated end, from its lowest, leftmost corner."""
    points = [(round(x, 3) + 0.0, round(y, 3) + 0.0) for x, y in ring.coords[:-1]]
    start = min(range(len(points)), key=lambda i: (points[i][1], points[i][0]))
    return tuple(points[start:] + points[:start])
