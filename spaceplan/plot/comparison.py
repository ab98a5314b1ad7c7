"""Runs side by side: a panel a portfolio, a line a setting, the proven part of each bar dark.

Above the settings stands the status quo. Bars are to scale inside a panel's column, not from one
portfolio to the next: what is compared is settings, and cities differ in size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from spaceplan.i18n import N_, translator
from spaceplan.plot.colours import (
    ABOVE,
    FAINT_INK,
    INK,
    NEAR,
    SHORTAGE,
    SOFT_INK,
    WALL,
    Fill,
    lighter,
)
from spaceplan.plot.compared import ComparedPortfolio, ComparedRun
from spaceplan.plot.fonts import text_width
from spaceplan.plot.page import Box, Page, new_page
from spaceplan.plot.wording import clean, shorten

#: Width of a new figure, points; it is as tall as its panels need.
WIDTH = 1120.0
_MARGIN, _HEAD, _FOOT = 36.0, 92.0, 40.0
_TITLE, _CAPTIONS, _ROW, _BAR, _BETWEEN = 24.0, 20.0, 19.0, 11.0, 22.0
_NAMES, _POINTS, _GAP = 170.0, 300.0, 16.0
#: Place for the number behind a bar.
_NUMBER = 52.0
_POINTS_NUMBER = 128.0
#: More lines than this are in the tables only.
MOST_LINES = 240


@dataclass(frozen=True)
class _Measure:
    """A column of bars: its caption, the figure, the proven part of it, its colour."""

    caption: str
    figure: str
    colour: str
    proven: str = ""


_MEASURES = (
    _Measure(N_("Without a seat"), "unseated", SHORTAGE),
    _Measure(N_("m² above entitlement"), "excess", ABOVE, "unavoidable"),
    _Measure(N_("People who move"), "moved", NEAR),
    _Measure(N_("Violations"), "violations", WALL),
)


def plot_comparison(
    portfolios: Sequence[ComparedPortfolio],
    *,
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw the runs of each portfolio beside each other.

    Parameters
    ----------
    portfolios
        At least one; beyond ``MOST_LINES`` lines the rest is only counted.
    ax
        Axes to draw into, as a page of their size; without them a new figure is made.

    Returns
    -------
    Axes
        In points of the page.
    """
    if not portfolios:
        raise ValueError("a comparison needs at least one portfolio")
    shown, left_out = _shown(portfolios)
    tall = _HEAD + _FOOT + sum(map(_height, shown)) + _BETWEEN * (len(shown) - 1)
    page = new_page(ax, WIDTH, tall)
    page.ax.set_xlim(0.0, page.width)
    page.ax.set_ylim(0.0, page.height)
    _Comparison(page, language).draw(portfolios, shown, left_out)
    return page.ax


def _height(portfolio: ComparedPortfolio) -> float:
    return _TITLE + _CAPTIONS + _ROW * len(portfolio.lines)


def _shown(portfolios: Sequence[ComparedPortfolio]) -> tuple[list[ComparedPortfolio], int]:
    """Return the portfolios that have room, and how many runs have none."""
    shown: list[ComparedPortfolio] = []
    lines = 0
    for portfolio in portfolios:
        lines += len(portfolio.lines)
        if lines > MOST_LINES:
            break
        shown.append(portfolio)
    if not shown:
        first = portfolios[0]
        shown.append(_cut(first, MOST_LINES))
    drawn = sum(len(portfolio.runs) for portfolio in shown)
    return shown, sum(len(portfolio.runs) for portfolio in portfolios) - drawn


def _cut(portfolio: ComparedPortfolio, lines: int) -> ComparedPortfolio:
    return ComparedPortfolio(
        portfolio.name,
        portfolio.about,
        portfolio.runs[: lines - 1],
        portfolio.today,
        portfolio.same_prices,
    )


class _Comparison:
    """One figure on its page."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.say = translator(language)
        wide = page.width - 2 * _MARGIN - _NAMES - _POINTS - _GAP * len(_MEASURES)
        self.points = Box(_MARGIN + _NAMES, 0.0, _POINTS, _BAR)
        self.width = wide / len(_MEASURES)

    def draw(
        self,
        portfolios: Sequence[ComparedPortfolio],
        shown: Sequence[ComparedPortfolio],
        left_out: int,
    ) -> None:
        """Draw everything, from the top down."""
        top = self.page.height - _MARGIN
        self._title(portfolios, top)
        top = self.page.height - _HEAD
        for portfolio in shown:
            self._panel(portfolio, top)
            top -= _height(portfolio) + _BETWEEN
        self._foot(shown, left_out)

    def _title(self, portfolios: Sequence[ComparedPortfolio], top: float) -> None:
        settings = dict.fromkeys(run.setting for p in portfolios for run in p.runs)
        title = self.say(N_("Portfolios compared: {portfolios:,} × settings: {settings:,}"))
        text = title.format(portfolios=len(portfolios), settings=len(settings))
        self.page.text(_MARGIN, top - 14.0, text, size=19.0)
        x, y = _MARGIN, top - 36.0
        for fill, label in (
            (_proven(SOFT_INK), self.say(N_("proven: no plan has less"))),
            (_open(SOFT_INK), self.say(N_("gap: at most this could still be saved"))),
        ):
            self.page.swatch(Box(x, y - 1.0, 26.0, 10.0), fill, SOFT_INK, 0.4)
            self.page.text(x + 32.0, y, label, size=9.0, colour=SOFT_INK)
            x += 32.0 + text_width(label, 9.0) + 22.0

    def _panel(self, portfolio: ComparedPortfolio, top: float) -> None:
        """Draw a portfolio: its name, the captions, its lines."""
        y = top - 14.0
        name = shorten(clean(portfolio.name), 13.0, self.page.width / 2)
        self.page.text(_MARGIN, y, name, size=13.0)
        x = _MARGIN + text_width(name, 13.0) + 12.0
        self.page.text(x, y, clean(portfolio.about), size=9.0, colour=SOFT_INK)
        edge = [(_MARGIN, top - _TITLE + 3.0), (self.page.width - _MARGIN, top - _TITLE + 3.0)]
        self.page.line(edge, FAINT_INK, 0.6)
        y = top - _TITLE - 11.0
        self._caption(self.points.left, y, self.say(N_("Points of the plan, and gap")), _POINTS)
        for box, measure in self._columns():
            self._caption(box.left, y, self.say(measure.caption), box.width)
        y = top - _TITLE - _CAPTIONS
        for line in portfolio.lines:
            y -= _ROW
            self._line(portfolio, line, y + (_ROW - _BAR) / 2)

    def _caption(self, x: float, y: float, text: str, wide: float) -> None:
        self.page.text(x, y, shorten(text, 8.5, wide), size=8.5, colour=SOFT_INK)

    def _columns(self) -> list[tuple[Box, _Measure]]:
        left = self.points.right + _GAP
        return [
            (Box(left + i * (self.width + _GAP), 0.0, self.width, _BAR), measure)
            for i, measure in enumerate(_MEASURES)
        ]

    def _line(self, portfolio: ComparedPortfolio, line: ComparedRun, y: float) -> None:
        is_today = line is portfolio.today
        colour = SOFT_INK if is_today else INK
        name = shorten(clean(line.setting), 9.5, _NAMES - 12.0)
        self.page.text(_MARGIN, y + 2.0, name, size=9.5, colour=colour)
        if line.failed:
            words = f"{self.say(N_('failed'))}: {clean(line.failed)}"
            wide = self.page.width - _MARGIN - self.points.left
            said = shorten(words, 9.0, wide)
            self.page.text(self.points.left, y + 2.0, said, size=9.0, colour=ABOVE)
            return
        if not is_today:
            self._gap(portfolio, line, y)
        for box, measure in self._columns():
            most = max((_of(other, measure.figure) or 0.0 for other in portfolio.lines), default=0)
            self._bar(Box(box.left, y, box.width, _BAR), line, measure, most, pale=is_today)

    def _gap(self, portfolio: ComparedPortfolio, line: ComparedRun, y: float) -> None:
        """Draw the points of a plan, the proven part dark."""
        if line.total is None or line.bound is None:
            return
        most = max((run.total or 0.0 for run in portfolio.runs), default=0.0)
        scale = (self.points.width - _POINTS_NUMBER) / max(
            most if portfolio.same_prices else line.total, 1e-9
        )
        end = self._two(self.points.left, y, line.bound * scale, line.total * scale, SOFT_INK)
        gap = max(0.0, line.total - line.bound) / line.total if line.total > 0 else 0.0
        said = N_("{total:,.0f}  gap {gap:.1%}") if gap < 1 else N_("{total:,.0f}  nothing proven")
        words = self.say(said).format(total=line.total, gap=gap)
        self.page.text(end + 6.0, y + 2.0, words, size=9.0)

    def _bar(
        self, box: Box, line: ComparedRun, measure: _Measure, most: float, *, pale: bool
    ) -> None:
        value = _of(line, measure.figure)
        if value is None:
            self.page.text(box.left, box.low + 2.0, "–", size=9.0, colour=FAINT_INK)
            return
        scale = (box.width - _NUMBER) / most if most > 0 else 0.0
        known = _of(line, measure.proven) if measure.proven else None
        colour = lighter(measure.colour, 0.55) if pale else measure.colour
        if pale or not measure.proven:
            end = self._two(box.left, box.low, value * scale, value * scale, colour)
        else:
            end = self._two(box.left, box.low, (known or 0.0) * scale, value * scale, colour)
        ink = SOFT_INK if pale else INK
        self.page.text(end + 5.0, box.low + 2.0, f"{value:,.0f}", size=9.0, colour=ink)

    def _two(self, x: float, y: float, proven: float, whole: float, colour: str) -> float:
        """Draw a bar, its proven part solid and the rest open; return where it ends."""
        proven = min(max(proven, 0.0), whole)
        if whole - proven > 0.2:
            self.page.swatch(Box(x + proven, y, whole - proven, _BAR), _open(colour), colour, 0.5)
        if proven > 0:
            self.page.swatch(Box(x, y, proven, _BAR), _proven(colour))
        return x + whole

    def _foot(self, shown: Sequence[ComparedPortfolio], left_out: int) -> None:
        said = [self.say(N_("Bars are to scale inside a column of one portfolio."))]
        if not all(portfolio.same_prices for portfolio in shown):
            said.append(
                self.say(
                    N_(
                        "Where settings differ in prices, points are no common measure: there each "
                        "bar of points has its own scale."
                    )
                )
            )
        if left_out:
            more = self.say(N_("Further runs, in the tables only: {n:,}."))
            said.append(more.format(n=left_out))
        self.page.text(_MARGIN, _FOOT - 18.0, " ".join(said), size=8.5, colour=SOFT_INK)


def _proven(colour: str) -> Fill:
    return Fill(colour)


def _open(colour: str) -> Fill:
    return Fill(lighter(colour, 0.85), "////", colour, 0.5)


def _of(line: ComparedRun, figure: str) -> float | None:
    value: float | None = getattr(line, figure)
    return value
