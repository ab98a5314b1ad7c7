"""The stack: all storeys of all sites as one figure, buildings side by side, storeys above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.path import Path

from spaceplan.entitlement import Entitlements
from spaceplan.i18n import N_, translator
from spaceplan.model import Allocation, Portfolio
from spaceplan.plot.bars import Bar, Segment, Stack, stack_buildings
from spaceplan.plot.colours import (
    ABOVE,
    FAINT_INK,
    INK,
    SOFT_INK,
    UNHELD,
    VACANT_FILL,
    WALL,
    Fill,
)
from spaceplan.plot.fonts import text_width
from spaceplan.plot.page import BASELINE, Box, Page, new_page
from spaceplan.plot.palette import Palette
from spaceplan.plot.scene import Scene
from spaceplan.plot.stack_legend import draw_stack_legend
from spaceplan.plot.wording import building_name, clean, short_name, shorten, site_name
from spaceplan.rules import RuleBook

#: Size of a new figure, points; what lies around the bars.
WIDTH, HEIGHT, MARGIN = 1240.0, 700.0, 30.0
_TITLE, _LEGEND, _NAMES = 62.0, 60.0, 46.0
#: Space between buildings and between sites, and what the storey's number takes.
_BETWEEN_BUILDINGS, _BETWEEN_SITES, _NUMBER = 12.0, 26.0, 12.0
_TALLEST_ROW, _BAR_SHARE = 34.0, 0.86
_LABEL_SIZES = (8.5, 7.5, 6.5, 5.8)
_SEAM_GAP = 0.8


def plot_stack(
    portfolio: Portfolio,
    rulebook: RuleBook,
    *,
    allocation: Allocation,
    entitlements: Entitlements | None = None,
    language: str = "zh",
    palette: Palette | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw all storeys of all buildings as bars of departments, to scale of office area.

    Parameters
    ----------
    entitlements
        With them a line on every storey shows what the departments there are entitled to.
    palette
        Colours of departments; without one they are chosen for this allocation.
    ax
        Axes to draw into, as a page of their size; without them a new figure is made.

    Returns
    -------
    Axes
        In points of the page.
    """
    scene = Scene.of(portfolio, rulebook, allocation=allocation, language=language, palette=palette)
    page = new_page(ax, WIDTH, HEIGHT)
    page.ax.set_xlim(0.0, page.width)
    page.ax.set_ylim(0.0, page.height)
    sites = stack_buildings(scene, entitlements)
    _write_title(scene, sites, page)
    _Skyline(scene, sites, page).draw()
    draw_stack_legend(
        scene,
        page,
        Box(MARGIN, MARGIN - 8.0, page.width - 2 * MARGIN, _LEGEND),
        entitled=entitlements is not None,
    )
    return page.ax


def _write_title(scene: Scene, sites: Sequence[tuple[str, tuple[Stack, ...]]], page: Page) -> None:
    """Write what is shown, and the figures that sum it up, largest."""
    _ = translator(scene.language)
    y = page.height - MARGIN - 20.0
    name = clean(scene.portfolio.name.text(scene.language) or scene.portfolio.id)
    page.text(MARGIN, y, name, size=21.0)
    rest = [_(N_("all storeys to scale of their offices, by department"))]
    if scene.portfolio.as_of is not None:
        rest.insert(0, scene.portfolio.as_of.isoformat())
    page.text(MARGIN, y - 18.0, "·".join(rest), size=9.5, colour=SOFT_INK)
    bars = [bar for _, stacks in sites for stack in stacks for bar in stack.bars]
    held = {segment.department for bar in bars for segment in bar.segments}
    facts = (
        (f"{len(held):,}", _(N_("departments"))),
        (f"{sum(bar.people for bar in bars):,}", _(N_("people seated"))),
        (f"{sum(bar.held for bar in bars):,.0f}", _(N_("m² of offices held"))),
        (f"{sum(bar.vacant for bar in bars):,.0f}", _(N_("m² vacant"))),
    )
    x = page.width - MARGIN
    for number, unit in reversed(facts):
        wide = max(text_width(number, 19.0), text_width(unit, 8.5))
        page.text(x, y, number, size=19.0, align="right")
        page.text(x, y - 18.0, unit, size=8.5, colour=SOFT_INK, align="right")
        x -= wide + 26.0


@dataclass(frozen=True)
class _Seam:
    """Pieces of one department on storeys that follow each other: labelled once."""

    department: str
    boxes: tuple[Box, ...]


class _Skyline:
    """The buildings on their common ground."""

    def __init__(
        self, scene: Scene, sites: Sequence[tuple[str, tuple[Stack, ...]]], page: Page
    ) -> None:
        self.scene = scene
        self.sites = [(site, stacks) for site, stacks in sites if stacks]
        self.page = page
        stacks = [stack for _, group in self.sites for stack in group]
        gaps = _BETWEEN_BUILDINGS * (len(stacks) - len(self.sites))
        gaps += _BETWEEN_SITES * max(len(self.sites) - 1, 0) + _NUMBER * len(stacks)
        area = sum(stack.width for stack in stacks) or 1.0
        self.scale = max(page.width - 2 * MARGIN - gaps, 50.0) / area
        numbers = [bar.storey.number for stack in stacks for bar in stack.bars] or [1]
        self.lowest = min(min(numbers), 1)
        rows = max(numbers) - self.lowest + 1
        self.low = MARGIN + _LEGEND + _NAMES
        tall = page.height - MARGIN - _TITLE - self.low
        self.row = min(tall / rows, _TALLEST_ROW)

    def level(self, number: int) -> float:
        """Return the lower edge of a storey's row; there is no storey 0 where 1 is the ground."""
        return self.low + (number - self.lowest) * self.row

    def draw(self) -> None:
        """Draw every site from left to right."""
        x = MARGIN
        for site, stacks in self.sites:
            start = x
            for stack in stacks:
                width = _NUMBER + stack.width * self.scale
                self._building(stack, x)
                self._building_name(site, stack, x + _NUMBER, width - _NUMBER)
                x += width + _BETWEEN_BUILDINGS
            x -= _BETWEEN_BUILDINGS
            self._site(site, start + _NUMBER, x)
            x += _BETWEEN_SITES

    def _building(self, stack: Stack, left: float) -> None:
        start = left + _NUMBER
        line: list[Path] = []
        seams: dict[str, list[tuple[int, Box]]] = {}
        for bar in stack.bars:
            box = self._bar_box(bar, start)
            self._number(bar, left + _NUMBER - 3.5, box)
            self._bar(bar, box)
            for segment in bar.segments:
                piece = self._piece(segment, box)
                seams.setdefault(segment.department, []).append((bar.storey.number, piece))
            if bar.entitled is not None and bar.segments:
                line.append(self._entitled(bar, box))
        self.page.lines(line, INK, 1.1)
        for seam in _seams(seams):
            self._label(seam)

    def _bar_box(self, bar: Bar, start: float) -> Box:
        height = self.row * _BAR_SHARE
        low = self.level(bar.storey.number) + (self.row - height) / 2
        return Box(start, low, bar.length * self.scale, height)

    def _piece(self, segment: Segment, box: Box) -> Box:
        width = max(segment.area * self.scale - _SEAM_GAP, 0.3)
        return Box(box.left + segment.start * self.scale, box.low, width, box.height)

    def _number(self, bar: Bar, x: float, box: Box) -> None:
        y = box.low + box.height / 2 - BASELINE * 6.0
        self.page.text(x, y, str(bar.storey.number), size=6.0, colour=FAINT_INK, align="right")

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

    def _entitled(self, bar: Bar, box: Box) -> Path:
        """Return the mark of what the departments here are entitled to; redden what is above."""
        entitled = bar.entitled or 0.0
        x = box.left + entitled * self.scale
        if bar.held > entitled:
            above = Box(x, box.low, (bar.held - entitled) * self.scale, 2.2)
            self.page.swatch(above, Fill(ABOVE))
        return Path([(x, box.low - 1.0), (x, box.top + 1.0)])

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

    def _building_name(self, site: str, stack: Stack, x: float, width: float) -> None:
        language = self.scene.language
        name = building_name(stack.building, language)
        whose = site_name(self.scene.portfolio, site, language)
        name = name.removeprefix(whose).strip() or name
        y = self.low - 14.0
        page = self.page
        page.line([(x, self.low - 2.0), (x + width, self.low - 2.0)], WALL, 1.2)
        page.text(x, y, shorten(name, 8.5, width), size=8.5, colour=INK)
        template = translator(language)(N_("{people} people"))
        people = template.format(people=f"{stack.people:,}")
        page.text(x, y - 10.0, shorten(people, 7.0, width), size=7.0, colour=SOFT_INK)

    def _site(self, site: str, x: float, end: float) -> None:
        y = self.low - 38.0
        name = shorten(site_name(self.scene.portfolio, site, self.scene.language), 10.0, end - x)
        self.page.line([(x, y + 10.0), (end, y + 10.0)], FAINT_INK, 0.5)
        self.page.text(x, y - 2.0, name, size=10.0, colour=INK)


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
