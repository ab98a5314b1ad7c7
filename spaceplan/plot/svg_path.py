"""Paths as SVG writes them: metres on the plan become points on the page, y downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path

from spaceplan.model import Storey
from spaceplan.model.common import Point
from spaceplan.plot.geometry import StoreyShapes, swing_path
from spaceplan.plot.symbols import symbols_of

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
    decimals
        To which places are rounded.
    """

    scale: float
    left: float
    top: float
    decimals: int = 2

    def at(self, point: Point) -> Point:
        """Return a point of the plan on the sheet."""
        x, y = (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale
        return (round(float(x), self.decimals), round(float(y), self.decimals))

    def path(self, *paths: Path) -> str:
        """Return paths as the text of one ``d`` attribute.

        Examples
        --------
        >>> Sheet(10.0, 0.0, 3.0).path(Path([(0, 0), (2, 1)]))
        'M0 30L20 20'
        """
        return "".join(self._one(path) for path in paths)

    def lines(self, lines: Iterable[Sequence[Point]]) -> str:
        """Return lines from point to point as the text of one ``d`` attribute."""
        return "".join(
            "M" + "L".join(f"{x:g} {y:g}" for x, y in map(self.at, line)) for line in lines
        )

    def shapes(self, shapes: Sequence[Any]) -> list[str]:
        """Return (multi)polygons as the text of one ``d`` attribute each, holes wound as holes."""
        return [
            "".join(
                self._ring(ring, i == 0)
                for part in shapely.get_parts(shape)
                if part.geom_type == "Polygon"  # cutting can leave a line where only an edge met
                for i, ring in enumerate((part.exterior, *part.interiors))
            )
            for shape in shapes
        ]

    def _ring(self, ring: Any, is_outer: bool) -> str:
        """Return one ring; each corner by its way from the one before where that is exact."""
        points = shapely.get_coordinates(ring)[:-1]
        if shapely.is_ccw(ring) != is_outer:
            points = points[::-1]
        placed = (points - (self.left, self.top)) * (self.scale, -self.scale)
        if self.decimals:
            texts = [f"{x:g} {y:g}" for x, y in placed.round(self.decimals).tolist()]
            return f"M{'L'.join(texts)}Z"
        whole = np.rint(placed).astype(int)
        steps = " ".join(map(str, np.diff(whole, axis=0).ravel().tolist()))
        return f"M{whole[0, 0]} {whole[0, 1]}l{steps}z"

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
    treads, walks, cars = symbols_of(storey, shapes.by_room)
    return {"treads": sheet.path(*treads), "walks": sheet.path(*walks), "cars": sheet.path(*cars)}
