"""The skyline of the stack: buildings on common ground, their storeys as bars, seams named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.path import Path

from spaceplan.i18n import in_language
from spaceplan.plot.bars import Bar, Segment, Stack
from spaceplan.plot.colours import (
    ABOVE,
    FAINT_INK,
    INK,
    SOFT_INK,
    UNHELD,
    VACANT_FILL,
    WALL,
    Fill,
    lighter,
)
from spaceplan.plot.fonts import text_width
from spaceplan.plot.page import BASELINE, Box, Page
from spaceplan.plot.scene import Scene
from spaceplan.plot.site_map import draw_site_map
from spaceplan.plot.wording import break_in_two, clean, short_name, shorten, site_name, within_site
from spaceplan.things import PEOPLE, number_of

#: What lies around the bars, points: the margin, title, legend, names of buildings and sites.
MARGIN, _TITLE, LEGEND, _NAMES = 30.0, 66.0, 34.0, 62.0
#: Space between buildings and between sites, and what the storey's number takes.
_BETWEEN_BUILDINGS, _BETWEEN_SITES, _NUMBER = 12.0, 26.0, 12.0
_TALLEST_ROW, _BAR_SHARE = 32.0, 0.82
_LABEL_SIZES = (8.5, 7.5, 6.5, 5.8)
_SEAM_GAP = 0.8
#: The least sky that a map of the site needs, points, and how much wider than tall it may be.
_MAP_WIDTH, _MAP_HEIGHT, _MAP_FLATNESS = 150.0, 100.0, 2.4

Sites = Sequence[tuple[str, tuple[Stack, ...]]]


def height_for(sites: Sites) -> float:
    """Return how tall a page wants to be for the storeys of some sites, points."""
    rows = len(_rows_of([stack for _, stacks in sites for stack in stacks]))
    return rows * _TALLEST_ROW + 2 * MARGIN + _TITLE + LEGEND + _NAMES


@dataclass(frozen=True)
class _Seam:
    """Pieces of one department on storeys that follow each other: labelled once."""

    department: str
    boxes: tuple[Box, ...]


class Skyline:
    """The buildings on their common ground."""

    def __init__(self, scene: Scene, sites: Sites, page: Page) -> None:
        self.scene = scene
        self.sites = [(site, stacks) for site, stacks in sites if stacks]
        self.page = page
        stacks = [stack for _, group in self.sites for stack in group]
        gaps = _BETWEEN_BUILDINGS * (len(stacks) - len(self.sites))
        gaps += _BETWEEN_SITES * max(len(self.sites) - 1, 0) + _NUMBER * len(stacks)
        area = sum(stack.width for stack in stacks) or 1.0
        self.scale = max(page.width - 2 * MARGIN - gaps, 50.0) / area
        self.rows = _rows_of(stacks)
        self.low = MARGIN + LEGEND + _NAMES
        tall = page.height - MARGIN - _TITLE - self.low
        self.row = min(tall / len(self.rows), _TALLEST_ROW)

    def level(self, number: int) -> float:
        """Return the lower edge of a storey's row."""
        return self.low + self.rows[number] * self.row

    def draw(self) -> None:
        """Draw every site from left to right."""
        x = MARGIN
        for i, (site, stacks) in enumerate(self.sites):
            start = x
            for stack in stacks:
                width = _NUMBER + stack.width * self.scale
                self._building(stack, x)
                self._building_name(stack, x + _NUMBER, width - _NUMBER)
                x += width + _BETWEEN_BUILDINGS
            x -= _BETWEEN_BUILDINGS
            room = _BETWEEN_SITES if i + 1 < len(self.sites) else 0.0
            self._site(site, start + _NUMBER, x, x + room)
            x += _BETWEEN_SITES
        self._map()

    def _map(self) -> None:
        """Draw the site with most buildings into the sky, where there is enough of it."""
        top = self.page.height - MARGIN - _TITLE
        x, free = MARGIN, Box(0.0, 0.0, 0.0, 0.0)
        starts: list[tuple[float, float]] = []
        for _, stacks in self.sites:
            for stack in stacks:
                row = max(self.rows[bar.storey.number] for bar in stack.bars) if stack.bars else 0
                starts.append((x, self.low + (row + 1) * self.row))
                x += _NUMBER + stack.width * self.scale + _BETWEEN_BUILDINGS
            x += _BETWEEN_SITES - _BETWEEN_BUILDINGS
        for i, (left, _) in enumerate(starts):
            low = max(height for _, height in starts[i:]) + 12.0
            width = min(self.page.width - MARGIN - left, _MAP_FLATNESS * (top - low))
            if width * (top - low) > free.width * free.height:
                free = Box(self.page.width - MARGIN - width, low, width, top - low)
        site, stacks = max(self.sites, key=lambda item: len(item[1]), default=("", ()))
        if len(stacks) > 1 and free.width >= _MAP_WIDTH and free.height >= _MAP_HEIGHT:
            draw_site_map(self.scene, self.page, free, site)

    def _building(self, stack: Stack, left: float) -> None:
        start = left + _NUMBER
        pieces: dict[str, list[tuple[int, Box]]] = {}
        boxes = [self._bar_box(bar, start) for bar in stack.bars]
        for bar, box in zip(stack.bars, boxes, strict=True):
            for segment in bar.segments:
                piece = (self.rows[bar.storey.number], self._piece(segment, box))
                pieces.setdefault(segment.department, []).append(piece)
        seams = _seams(pieces)
        for seam in seams:
            self._ribbons(seam)
        for bar, box in zip(stack.bars, boxes, strict=True):
            self._number(bar, left + _NUMBER - 3.5, box)
            self._bar(bar, box)
        self._entitled(stack.bars, boxes)
        for seam in seams:
            self._label(seam)

    def _ribbons(self, seam: _Seam) -> None:
        """Join the pieces of a seam where one lies above the other."""
        colour = lighter(self.scene.palette.fill(seam.department).face, 0.45)
        for lower, upper in pairwise(seam.boxes):
            if min(lower.right, upper.right) > max(lower.left, upper.left):
                corners = [(lower.left, lower.top), (lower.right, lower.top)]
                corners += [(upper.right, upper.low), (upper.left, upper.low)]
                self.page.polygon(corners, colour)

    def _bar_box(self, bar: Bar, start: float) -> Box:
        height = self.row * _BAR_SHARE
        low = self.level(bar.storey.number) + (self.row - height) / 2
        return Box(start, low, bar.length * self.scale, height)

    def _piece(self, segment: Segment, box: Box) -> Box:
        width = max(segment.area * self.scale - _SEAM_GAP, 0.3)
        return Box(box.left + segment.start * self.scale, box.low, width, box.height)

    def _number(self, bar: Bar, x: float, box: Box) -> None:
        y = box.low + box.height / 2 - BASELINE * 6.0
        number = str(bar.storey.number).replace("-", "−")
        self.page.text(x, y, number, size=6.0, colour=FAINT_INK, align="right")

    def _bar(self, bar: Bar, box: Box) -> None:
        for segment in bar.segments:
            fill = self.scene.palette.fill(segment.department)
            self.page.swatch(self._piece(segment, box), fill)
        if bar.vacant:
            left = box.left + bar.held * self.scale
            self.page.swatch(
                Box(left, box.low, bar.vacant * self.scale, box.height), VACANT_FILL, "#C9CDD0", 0.4
            )
        if bar.other:
            use = clean(self.scene.rulebook.use_name(bar.main_use).text(self.scene.language))
            self.page.swatch(Box(box.left, box.low, 46.0, box.height), Fill(UNHELD), "#D8D4CA", 0.5)
            y = box.low + box.height / 2 - BASELINE * 6.5
            self.page.text(box.left + 4.0, y, shorten(use, 6.5, 40.0), size=6.5, colour=SOFT_INK)

    def _entitled(self, bars: Sequence[Bar], boxes: Sequence[Box]) -> None:
        """Mark on every bar what its departments are entitled to; redden what lies above."""
        marks: list[Path] = []
        for bar, box in zip(bars, boxes, strict=True):
            if bar.entitled is None or not bar.segments:
                continue
            x = box.left + bar.entitled * self.scale
            if bar.held > bar.entitled:
                above = (bar.held - bar.entitled) * self.scale
                self.page.swatch(Box(x, box.low - 2.4, above, 2.4), Fill(ABOVE))
            marks.append(Path([(x, box.low - 2.6), (x, box.low + 5.0)]))
        self.page.lines(marks, INK, 1.0)

    def _label(self, seam: _Seam) -> None:
        """Write a department's short name once on a seam, on its widest piece."""
        box = max(seam.boxes, key=lambda b: (b.width, -b.low))
        portfolio = self.scene.portfolio
        known = portfolio.has_department(seam.department)
        text = (
            short_name(portfolio.department(seam.department), self.scene.language)
            if known
            else clean(seam.department)
        )
        for size in _LABEL_SIZES:
            if text_width(text, size) + 3.0 <= box.width and size + 2.0 <= box.height:
                y = box.low + box.height / 2 - BASELINE * size
                middle = box.left + box.width / 2
                fill = self.scene.palette.fill(seam.department)
                self.page.text(middle, y, text, size=size, colour=fill.text, align="center")
                return

    def _building_name(self, stack: Stack, x: float, width: float) -> None:
        language = self.scene.language
        name = within_site(self.scene.portfolio, stack.building, language)
        y = self.low - 14.0
        page = self.page
        ground = (
            self.level(min(n for n in self.rows if n >= 0)) if max(self.rows) >= 0 else self.low
        )
        page.line([(x, ground - 0.5), (x + width, ground - 0.5)], WALL, 1.3)
        page.text(x, y, shorten(name, 8.5, width + _NUMBER), size=8.5, colour=INK)
        people = in_language(number_of(PEOPLE, stack.people), language)
        page.text(x, y - 10.5, shorten(people, 7.0, width + _NUMBER), size=7.0, colour=SOFT_INK)

    def _site(self, site: str, x: float, end: float, limit: float) -> None:
        """Write a site's name under its buildings, on two lines where one is too long."""
        y = self.low - 38.0
        self.page.line([(x, y + 8.0), (end, y + 8.0)], FAINT_INK, 0.5)
        name = site_name(self.scene.portfolio, site, self.scene.language)
        lines = (name,) if text_width(name, 10.0) <= limit - x else break_in_two(name) or (name,)
        size = 10.0 if len(lines) == 1 else 8.5
        for i, line in enumerate(lines):
            text = shorten(line, size, limit - x)
            self.page.text(x, y - 4.0 - 11.0 * i, text, size=size, colour=INK)


def _rows_of(stacks: Sequence[Stack]) -> dict[int, int]:
    """Return the row of every storey number that occurs anywhere, the lowest in row 0."""
    numbers = sorted({bar.storey.number for stack in stacks for bar in stack.bars} or {1})
    return {number: row for row, number in enumerate(numbers)}


def _seams(pieces: dict[str, list[tuple[int, Box]]]) -> list[_Seam]:
    """Return runs of pieces on storeys that follow each other."""
    seams: list[_Seam] = []
    for department, placed in pieces.items():
        run: list[Box] = []
        last: int | None = None
        for number, box in placed:
            if run and last is not None and number - last > 1:
                seams.append(_Seam(department, tuple(run)))
                run = []
            run.append(box)
            last = number
        seams.append(_Seam(department, tuple(run)))
    return seams
