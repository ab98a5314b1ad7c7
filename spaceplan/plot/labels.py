"""Words on a plan: each zone's department once, room numbers where they fit, nothing on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import shapely

from spaceplan.plot.fonts import text_width
from spaceplan.plot.wording import break_in_two

#: Sizes of zone labels, points, largest first, and how much of a label must lie in its zone.
LABEL_SIZES = (11.0, 9.5, 8.0, 7.0)
_INSIDE, _INSIDE_AT_LEAST = 0.97, 0.72
#: Sizes of room numbers; what stands under them is a little smaller.
NUMBER_SIZES = (7.0, 6.0)
NOTE_SHARE, LEADING = 0.9, 1.18
#: Free space around words, points: inside rooms, and around a zone's label.
_MARGIN, _APART = 1.2, 1.5
#: How far above and below its middle a zone's label may stand, as shares of the zone's height.
_SHIFTS = (0.0, 0.22, -0.22, 0.3, -0.3)
_MOST_SPOTS = 14
#: A room of at least this share of its zone carries the name.
_MUCH = 0.3


@dataclass(frozen=True)
class Line:
    """One line of text with its middle at (x, y), metres on the plan; size in points."""

    x: float
    y: float
    text: str
    size: float
    colour: str = ""


class Area(NamedTuple):
    """An upright rectangle on the plan, metres."""

    left: float
    low: float
    right: float
    high: float

    @classmethod
    def around(cls, x: float, y: float, wide: float, tall: float) -> Area:
        """Return the rectangle of a size around a point."""
        return cls(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)

    def meets(self, other: Area) -> bool:
        """Return whether two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )

    def grown(self, by: float) -> Area:
        """Return the rectangle with a margin around it."""
        return Area(self.left - by, self.low - by, self.right + by, self.high + by)


Wording = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """What is to be written into a room: wordings (text and colour by line), the best first."""

    wordings: tuple[Wording, ...]
    anchor: tuple[float, float]


class LabelSetter:
    """Sets words on a plan of a scale (points a metre); what was set is kept free of more."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.taken: list[Area] = []

    def keep_free(self, area: Area) -> None:
        """Let nothing be set on an area any more."""
        self.taken.append(area)

    def is_free(self, area: Area) -> bool:
        """Return whether nothing was set on an area."""
        return not any(area.meets(other) for other in self.taken)

    def zone(self, text: str, zone: Any, spots: Sequence[tuple[float, float]]) -> tuple[Line, ...]:
        """Set a zone's name where most of it lies in the zone; nothing: there is no place."""
        best: tuple[float, Area, tuple[Line, ...]] | None = None
        for size in LABEL_SIZES:
            for lines in _one_line_or_two(text):
                for inside, area, label in self._zone_tries(lines, size, zone, spots):
                    if best is None or inside > best[0] + 0.01:
                        best = (inside, area, label)
                    if inside >= _INSIDE:
                        break
            if best is not None and best[0] >= _INSIDE:
                break
        if best is None or best[0] < _INSIDE_AT_LEAST:
            return ()
        self.keep_free(best[1].grown(_APART / self.scale))
        return best[2]

    def _zone_tries(
        self, lines: Sequence[str], size: float, zone: Any, spots: Sequence[tuple[float, float]]
    ) -> Iterator[tuple[float, Area, tuple[Line, ...]]]:
        """Yield every free place for a name with the share of it that lies in the zone."""
        wide = (max(text_width(line, size) for line in lines) + 2 * _MARGIN) / self.scale
        tall = (size * LEADING * len(lines) + 2 * _MARGIN) / self.scale
        step = size * LEADING / self.scale
        for x, y in spots:
            area = Area.around(x, y, wide, tall)
            if self.is_free(area):
                inside = shapely.clip_by_rect(zone, *area).area / (wide * tall)
                top = y + step * (len(lines) - 1) / 2
                label = tuple(Line(x, top - i * step, t, size) for i, t in enumerate(lines))
                yield inside, area, label

    def room(self, words: Words, polygon: Any) -> tuple[Line, ...]:
        """Set the best wording that fits into a room, as near to the anchor as it fits."""
        shapely.prepare(polygon)
        for wording in words.wordings:
            for size in NUMBER_SIZES:
                lines = self._room_try(wording, size, words.anchor, polygon)
                if lines:
                    return lines
        return ()

    def _room_try(
        self, wording: Wording, size: float, anchor: tuple[float, float], polygon: Any
    ) -> tuple[Line, ...]:
        sizes = [size if i == 0 else size * NOTE_SHARE for i in range(len(wording))]
        width = max(text_width(text, s) for (text, _), s in zip(wording, sizes, strict=True))
        wide = (width + 2 * _MARGIN) / self.scale
        tall = (sum(sizes) * LEADING + 2 * _MARGIN) / self.scale
        bounds = Area(*polygon.bounds)
        if wide > bounds.right - bounds.left or tall > bounds.high - bounds.low:
            return ()
        for x, y in _spots_near(anchor, bounds, wide, tall):
            area = Area.around(x, y, wide, tall)
            if self.is_free(area) and polygon.covers(shapely.box(*area)):
                self.keep_free(area)
                return self._stacked(wording, sizes, x, y)
        return ()

    def _stacked(
        self, wording: Wording, sizes: Sequence[float], x: float, y: float
    ) -> tuple[Line, ...]:
        """Return lines under each other, as a whole centred on a point."""
        top = y + sum(sizes) * LEADING / self.scale / 2
        lines: list[Line] = []
        for (text, colour), size in zip(wording, sizes, strict=True):
            step = size * LEADING / self.scale
            lines.append(Line(x, top - step / 2, text, size, colour))
            top -= step
        return tuple(lines)


def _one_line_or_two(text: str) -> Iterable[tuple[str, ...]]:
    yield (text,)
    broken = break_in_two(text)
    if broken is not None:
        yield broken


def _spots_near(
    anchor: tuple[float, float], bounds: Area, wide: float, tall: float
) -> list[tuple[float, float]]:
    """Return places for a box within bounds, the anchor first, then by distance from it."""
    x0, x1 = bounds.left + wide / 2, bounds.right - wide / 2
    y0, y1 = bounds.low + tall / 2, bounds.high - tall / 2
    ax, ay = min(max(anchor[0], x0), x1), min(max(anchor[1], y0), y1)
    columns = (ax, (x0 + x1) / 2, (3 * x0 + x1) / 4, (x0 + 3 * x1) / 4)
    grid = [(x, y0 + (y1 - y0) * j / 6) for x in columns for j in range(7)]
    return [(ax, ay), *sorted(grid, key=lambda p: abs(p[1] - ay) + 1.5 * abs(p[0] - ax))]


def zone_spots(rooms: Sequence[Any], zone: Any) -> list[tuple[float, float]]:
    """Return where a zone's name may stand, the best place first.

    Along the zone: the middle of a room that is much of it, of its largest part, of its rooms, and
    between these; at each of them in the middle of the depth, then above and below.
    """
    whole = max(shapely.get_parts(zone), key=lambda part: part.area)
    middle = whole.centroid
    if not whole.covers(middle):
        middle = shapely.maximum_inscribed_circle(whole, tolerance=0.5).interpolate(0.0)
    centres = sorted((p.centroid.x, p.centroid.y) for p in rooms)
    between = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(centres)]
    along = sorted(
        [*centres, *between], key=lambda p: (p[0] - middle.x) ** 2 + (p[1] - middle.y) ** 2
    )
    places = [(middle.x, middle.y), *along[:_MOST_SPOTS]]
    largest = max(rooms, key=lambda room: room.area)
    if largest.area > _MUCH * zone.area:
        places.insert(0, (largest.centroid.x, largest.centroid.y))
    tall = min(p.bounds[3] - p.bounds[1] for p in rooms)
    return [(x, y + shift * tall) for shift in _SHIFTS for x, y in places]
