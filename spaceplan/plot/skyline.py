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
from spaceplan.plot.ground import (
    MARGIN,
    NAME_SIZE,
    NUMBER,
    SITE_SIZE,
    Ground,
    Sites,
    Standing,
    StandingSite,
)
from spaceplan.plot.page import BASELINE, Box, Page
from spaceplan.plot.scene import Scene
from spaceplan.plot.site_map import draw_site_map
from spaceplan.plot.wording import clean, short_name, shorten
from spaceplan.things import PEOPLE, number_of

#: What lies around the bars, points: title and legend.
_TITLE, LEGEND = 66.0, 34.0
#: From line to line of names, and what names take beside their lines.
_LINE, _SITE_LINE, _AROUND_NAMES = 10.0, 11.0, 34.0
_TALLEST_ROW, _BAR_SHARE = 32.0, 0.82
_LABEL_SIZES = (8.5, 7.5, 6.5, 5.8)
_SEAM_GAP = 0.8
#: The least sky that a map of the site needs, points, and how much wider than tall it may be.
_MAP_WIDTH, _MAP_HEIGHT, _MAP_FLATNESS = 150.0, 100.0, 2.4


def height_for(scene: Scene, sites: Sites, width: float) -> float:
    """Return how tall a page of a width wants to be for the storeys of some sites, points."""
    rows = len(_rows_of([stack for _, stacks in sites for stack in stacks]))
    names = _names_height(Ground(scene, sites, width))
    return rows * _TALLEST_ROW + 2 * MARGIN + _TITLE + LEGEND + names


def _names_height(ground: Ground) -> float:
    """Return what the names of buildings and sites take under the bars, points."""
    return _AROUND_NAMES + _LINE * ground.building_lines + _SITE_LINE * ground.site_lines


@dataclass(frozen=True)
class _Seam:
    """Pieces of one department on storeys that follow each other: labelled once."""

    department: str
    boxes: tuple[Box, ...]


class Skyline:
    """The buildings on their common ground."""

    def __init__(self, scene: Scene, sites: Sites, page: Page) -> None:
        self.scene = scene
        self.page = page
        self.ground = Ground(scene, sites, page.width)
        self.scale = self.ground.scale
        self.standings = [s for site in self.ground.sites for s in site.standings]
        self.rows = _rows_of([standing.stack for standing in self.standings])
        self.low = MARGIN + LEGEND + _names_height(self.ground)
        tall = page.height - MARGIN - _TITLE - self.low
        self.row = min(tall / len(self.rows), _TALLEST_ROW)

    def level(self, number: int) -> float:
        """Return the lower edge of a storey's row."""
        return self.low + self.rows[number] * self.row

    def draw(self) -> None:
        """Draw every site from left to right."""
        for site in self.ground.sites:
            for standing in site.standings:
                self._building(standing.stack, standing.left)
                self._building_name(standing)
            self._site_name(site)
        self._map()

    def _map(self) -> None:
        """Draw the site with most buildings into the sky, where there is enough of it."""
        top = self.page.height - MARGIN - _TITLE
        free = Box(0.0, 0.0, 0.0, 0.0)
        starts = [(s.left - NUMBER, self._top_of(s.stack)) for s in self.standings]
        for i, (left, _) in enumerate(starts):
            low = max(height for _, height in starts[i:]) + 12.0
            width = min(self.page.width - MARGIN - left, _MAP_FLATNESS * (top - low))
            if width * (top - low) > free.width * free.height:
                free = Box(self.page.width - MARGIN - width, low, width, top - low)
        site = max(self.ground.sites, key=lambda site: len(site.standings), default=None)
        if site is None or len(site.standings) < 2:
            return
        if free.width >= _MAP_WIDTH and free.height >= _MAP_HEIGHT:
            draw_site_map(self.scene, self.page, free, site.site)

    def _top_of(self, stack: Stack) -> float:
        """Return the upper edge of a building's highest row."""
        rows = [self.rows[bar.storey.number] for bar in stack.bars]
        return self.low + (max(rows, default=0) + 1) * self.row

    def _building(self, stack: Stack, start: float) -> None:
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
            self._number(bar, start - 3.5, box)
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

    def _building_name(self, standing: Standing) -> None:
        """Write a building's name and its people under it, in as many lines as all names have."""
        page, x = self.page, standing.left
        floor = min((n for n in self.rows if n >= 0), default=None)
        ground = self.low if floor is None else self.level(floor)
        end = x + standing.stack.width * self.scale
        page.line([(x, ground - 0.5), (end, ground - 0.5)], WALL, 1.3)
        y = self.low - 14.0
        for i, line in enumerate(standing.name):
            page.text(x, y - _LINE * i, line, size=NAME_SIZE, colour=INK)
        number = number_of(PEOPLE, standing.stack.people)
        people = shorten(in_language(number, self.scene.language), 7.0, standing.place + NUMBER)
        below = y - _LINE * len(standing.name)
        page.text(x, below, people, size=7.0, colour=SOFT_INK)

    def _site_name(self, site: StandingSite) -> None:
        """Write a site's name under its buildings, under a line that joins them."""
        y = self.low - 20.0 - _LINE * self.ground.building_lines
        self.page.line([(site.left, y), (site.right, y)], FAINT_INK, 0.5)
        for i, line in enumerate(site.name):
            self.page.text(site.start, y - 12.0 - _SITE_LINE * i, line, size=SITE_SIZE, colour=INK)


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
