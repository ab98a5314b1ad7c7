"""Words on a plan: each zone's department once, room numbers where they fit, nothing on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from spaceplan.plot.fonts import font, text_width
from spaceplan.plot.geometry import path_of
from spaceplan.plot.page import BASELINE
from spaceplan.plot.wording import break_in_two

#: Sizes of zone labels, points, largest first, and how much of a label must lie in its zone.
LABEL_SIZES = (11.0, 9.5, 8.0, 7.0)
_INSIDE, _INSIDE_AT_LEAST = 0.97, 0.72
#: Sizes of room numbers and of what stands under them, points.
NUMBER_SIZES = (7.0, 6.0)
NOTE_SHARE = 0.9
LEADING = 1.18
#: Free space around numbers, and width of the halo, points.
_MARGIN, _HALO = 1.2, 1.7


@dataclass(frozen=True)
class Line:
    """One line of text with its middle at (x, y), metres on the plan; size in points."""

    x: float
    y: float
    text: str
    size: float
    colour: str = ""


@dataclass(frozen=True)
class Label:
    """A zone's name as set: its lines, and the box that they take, metres."""

    lines: tuple[Line, ...]
    box: Any


@dataclass(frozen=True)
class Words:
    """What is to be written into a room: text and colour, line by line."""

    lines: tuple[tuple[str, str], ...]
    anchor: tuple[float, float]


class LabelSetter:
    """Sets words on a plan of a scale (points a metre); what was set is kept free of more."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.taken: list[Any] = []

    def zone(self, text: str, zone: Any, spots: Sequence[tuple[float, float]]) -> Label | None:
        """Set a zone's name where most of it lies in the zone; None where there is no place."""
        best: tuple[float, Label] | None = None
        for size in LABEL_SIZES:
            for lines in _wordings(text):
                for inside, label in self._tries(lines, size, zone, spots):
                    if best is None or inside > best[0] + 1e-6:
                        best = (inside, label)
            if best is not None and best[0] >= _INSIDE:
                break
        if best is None or best[0] < _INSIDE_AT_LEAST:
            return None
        self.taken.append(best[1].box)
        return best[1]

    def _tries(
        self, lines: Sequence[str], size: float, zone: Any, spots: Sequence[tuple[float, float]]
    ) -> Iterable[tuple[float, Label]]:
        """Yield every place for a name with the share of it that lies free in the zone."""
        width = max(text_width(line, size) for line in lines) + 2 * _MARGIN
        height = size * LEADING * len(lines) + 2 * _MARGIN
        wide, tall = width / self.scale, height / self.scale
        step = size * LEADING / self.scale
        for x, y in spots:
            box = shapely.box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
            inside = zone.intersection(box).area / box.area
            if any(box.intersects(other) for other in self.taken):
                continue
            top = y + step * (len(lines) - 1) / 2
            set_lines = tuple(Line(x, top - i * step, line, size) for i, line in enumerate(lines))
            yield inside, Label(set_lines, box)

    def room(self, words: Words, polygon: Any) -> tuple[Line, ...]:
        """Set a room's words inside it, as near to the anchor as they fit; nothing: no place.

        What does not fit is left off from the end: first the note, then the number.
        """
        for count in range(len(words.lines), 0, -1):
            for size in NUMBER_SIZES:
                lines = self._room_try(words.lines[:count], size, words.anchor, polygon)
                if lines:
                    return lines
        return ()

    def _room_try(
        self,
        words: Sequence[tuple[str, str]],
        size: float,
        anchor: tuple[float, float],
        polygon: Any,
    ) -> tuple[Line, ...]:
        sizes = [size if i == 0 else size * NOTE_SHARE for i in range(len(words))]
        width = max(text_width(text, s) for (text, _), s in zip(words, sizes, strict=True))
        wide = (width + 2 * _MARGIN) / self.scale
        tall = (sum(sizes) * LEADING + 2 * _MARGIN) / self.scale
        left, low, right, high = polygon.bounds
        if wide > right - left or tall > high - low:
            return ()
        for x, y in _spots_near(anchor, (left, low, right, high), wide, tall):
            box = shapely.box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
            if polygon.covers(box) and not any(box.intersects(other) for other in self.taken):
                self.taken.append(box)
                return self._stack(words, sizes, x, y)
        return ()

    def _stack(
        self, words: Sequence[tuple[str, str]], sizes: Sequence[float], x: float, y: float
    ) -> tuple[Line, ...]:
        top = y + sum(sizes) * LEADING / self.scale / 2
        lines: list[Line] = []
        for (text, colour), size in zip(words, sizes, strict=True):
            step = size * LEADING / self.scale
            lines.append(Line(x, top - step / 2, text, size, colour))
            top -= step
        return tuple(lines)


def _wordings(text: str) -> Iterable[tuple[str, ...]]:
    yield (text,)
    broken = break_in_two(text)
    if broken is not None:
        yield broken


def _spots_near(
    anchor: tuple[float, float],
    bounds: tuple[float, float, float, float],
    wide: float,
    tall: float,
) -> list[tuple[float, float]]:
    """Return places for a box within bounds, the anchor first, then by distance from it."""
    left, low, right, high = bounds
    x0, x1 = left + wide / 2, right - wide / 2
    y0, y1 = low + tall / 2, high - tall / 2
    ax, ay = min(max(anchor[0], x0), x1), min(max(anchor[1], y0), y1)
    grid = [
        (x0 + (x1 - x0) * i / 4, y0 + (y1 - y0) * j / 6) for i in (2, 1, 3, 0, 4) for j in range(7)
    ]
    return [(ax, ay), *sorted(grid, key=lambda p: abs(p[1] - ay) + 1.5 * abs(p[0] - ax))]


def zone_spots(polygons: Sequence[Any], zone: Any) -> list[tuple[float, float]]:
    """Return where a zone's name may stand: its middle, its rooms' middles and those between."""
    inner = shapely.maximum_inscribed_circle(zone, tolerance=0.5).coords[0]
    middle = zone.centroid
    rooms = sorted((p.centroid.x, p.centroid.y) for p in polygons)
    between = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(rooms)]
    spots = sorted(
        [*rooms, *between, inner], key=lambda p: (p[0] - middle.x) ** 2 + (p[1] - middle.y) ** 2
    )
    return [(middle.x, middle.y), *spots[:24]]


@lru_cache(maxsize=512)
def halo_path(text: str, size: float) -> Path:
    """Return the halo of a centred line of text, points about its middle."""
    outline = TextPath((0.0, 0.0), text, prop=font(size), usetex=False)
    drawn = [np.asarray(ring) for ring in outline.to_polygons(closed_only=True)]
    rings = [ring for ring in drawn if len(ring) >= 4]
    if not rings:
        return Path([(0.0, 0.0)])
    blob = shapely.union_all([shapely.Polygon(ring).buffer(_HALO * 2) for ring in rings])
    blob = blob.buffer(-_HALO, quad_segs=3).simplify(0.15)
    whole = shapely.union_all([shapely.Polygon(p.exterior) for p in shapely.get_parts(blob)])
    path = path_of(whole)
    shift = (text_width(text, size) / 2, BASELINE * size)
    return Path(np.asarray(path.vertices) - shift, path.codes)
