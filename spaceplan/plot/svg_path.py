"""Paths as SVG writes them: metres on the plan become points on the page, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.path import Path

from spaceplan.model import Storey
from spaceplan.model.common import Point
from spaceplan.model.uses import LIFT, STAIR
from spaceplan.plot.geometry import StoreyShapes, path_of, swing_path
from spaceplan.plot.symbols import lift_lines, stair_lines

_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}


@dataclass(frozen=True)
class Sheet:
    """Where a plan lies on a sheet in SVG's units: scale, and the place of its upper left corner.

    Parameters
    ----------
    scale
        Units a metre.
    left, top
        The metres that lie at (0, 0).
    """

    scale: float
    left: float
    top: float

    def at(self, point: Point) -> Point:
        """Return a point of the plan on the sheet, to a hundredth of a unit."""
        x, y = (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale
        return (round(float(x), 2), round(float(y), 2))

    def path(self, *paths: Path) -> str:
        """Return paths as the text of one ``d`` attribute.

        Examples
        --------
        >>> Sheet(10.0, 0.0, 3.0).path(Path([(0, 0), (2, 1)]))
        'M0 30L20 20'
        """
        return "".join(self._one(path) for path in paths)

    def _one(self, path: Path) -> str:
        parts: list[str] = []
        for vertices, code in path.iter_segments(simplify=False, curves=True):
            if code == Path.CLOSEPOLY:
                parts.append("Z")
                continue
            numbers = [
                f"{n:g}" for x, y in vertices.reshape(-1, 2).tolist() for n in self.at((x, y))
            ]
            parts.append(_LETTERS[code] + " ".join(numbers))
        return "".join(parts)


def outline(shape: Any) -> Path:
    """Return a room or walls (a shapely polygon or several) as a path, holes wound as holes."""
    return path_of(shape)


def door_paths(shapes: StoreyShapes, sheet: Sheet) -> dict[str, str]:
    """Return the gaps of all doors, leaves and swings of those stated, leaves of those inferred."""
    stated = [door for door in shapes.doors if not door.inferred]
    guessed = [door for door in shapes.doors if door.inferred]
    gaps = (Path([*door.opening, door.opening[0]], closed=True) for door in shapes.doors)
    return {
        "gaps": sheet.path(*gaps),
        "leaves": sheet.path(*(Path([door.hinge, door.tip]) for door in stated)),
        "swings": sheet.path(*(swing_path(door) for door in stated)),
        "guessed": sheet.path(*(Path([door.hinge, door.tip]) for door in guessed)),
    }


def symbol_paths(storey: Storey, shapes: StoreyShapes, sheet: Sheet) -> dict[str, str]:
    """Return the symbols of stairs (treads, the line to walk) and of lifts (cars)."""
    treads: list[Path] = []
    walks: list[Path] = []
    cars: list[Path] = []
    for room in storey.rooms:
        polygon = shapes.by_room.get(room.id)
        if polygon is None or polygon.geom_type != "Polygon":
            continue
        if room.use == STAIR:
            steps, walk = stair_lines(polygon)
            treads += steps
            walks += walk
        elif room.use == LIFT:
            cars += lift_lines(polygon)
    return {"treads": sheet.path(*treads), "walks": sheet.path(*walks), "cars": sheet.path(*cars)}
