"""The curve of a run: what the best plan costs and what is proven of it, over time.

Seconds are drawn to a logarithmic scale, for most happens at once; points to a linear one from 0,
so that the gap is as tall as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from spaceplan.i18n import N_, translator
from spaceplan.plot.colours import CIRCULATION, FAINT_INK, INK, SHORTAGE, SOFT_INK
from spaceplan.plot.fonts import text_width
from spaceplan.plot.page import Box, Page, new_page
from spaceplan.plot.wording import clean

if TYPE_CHECKING:  # with the solver, which no drawing needs
    from spaceplan.allocate.result import Step

#: Size of a new figure, points.
WIDTH, HEIGHT = 720.0, 400.0
_MARGIN, _AXIS, _LABELS, _TITLE = 28.0, 34.0, 104.0, 64.0
#: The first second that is drawn; what was found before stands there.
_FIRST = 0.3
_SECONDS = (0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600)
_POINTS = (1, 2, 2.5, 5, 10)


def plot_curve(
    steps: Sequence[Step],
    *,
    until: float | None = None,
    title: str = "",
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw the cost of the best plan and its lower bound after each second of a run.

    Parameters
    ----------
    steps
        The trajectory of a result, at least one step; times ascend.
    until
        When the run ended, seconds; else with the last step.
    title
        What was run.
    ax
        Axes to draw into, as a page of their size; without them a new figure is made.

    Returns
    -------
    Axes
        In points of the page.
    """
    if not steps:
        raise ValueError("a curve needs at least one step")
    page = new_page(ax, WIDTH, HEIGHT)
    page.ax.set_xlim(0.0, page.width)
    page.ax.set_ylim(0.0, page.height)
    wide = page.width - 2 * _MARGIN - _AXIS - _LABELS
    box = Box(_MARGIN + _AXIS, _MARGIN + 18.0, wide, page.height - 2 * _MARGIN - _TITLE)
    _Curve(steps, until or steps[-1].seconds, page, box, language).draw(title)
    return page.ax


class _Curve:
    """One curve on its page."""

    def __init__(
        self, steps: Sequence[Step], until: float, page: Page, box: Box, language: str
    ) -> None:
        self.steps = steps
        self.until = max(until, steps[-1].seconds, 2 * _FIRST)
        self.page = page
        self.box = box
        self.say = translator(language)
        self.fewest = steps[-1].unseated
        complete = [step.value for step in steps if step.unseated == self.fewest]
        self.top = 1.08 * max(*complete, steps[-1].bound, 1e-6)

    def x(self, seconds: float) -> float:
        """Return where a second stands on the page."""
        share = log10(max(seconds, _FIRST) / _FIRST) / log10(self.until / _FIRST)
        return self.box.left + self.box.width * share

    def y(self, points: float) -> float:
        """Return how high points stand on the page, at most at the top."""
        return self.box.low + self.box.height * min(1.0, max(0.0, points / self.top))

    def stairs(
        self, heights: Sequence[tuple[float, float]], end: float
    ) -> list[tuple[float, float]]:
        """Return the corners of a line that keeps each height from its second on."""
        corners: list[tuple[float, float]] = []
        for seconds, points in heights:
            if corners:
                corners.append((self.x(seconds), corners[-1][1]))
            corners.append((self.x(seconds), self.y(points)))
        return [*corners, (self.x(end), corners[-1][1])]

    def draw(self, title: str) -> None:
        """Draw everything, the gap below the lines."""
        complete = [s for s in self.steps if s.unseated == self.fewest]
        before = [s for s in self.steps if s.unseated != self.fewest]
        value = self.stairs([(s.seconds, s.value) for s in complete], self.until)
        bound = self.stairs([(s.seconds, s.bound) for s in self.steps], self.until)
        proven = self.stairs(_since(self.steps, complete[0].seconds), self.until)
        self.page.polygon([*value, *reversed(proven)], CIRCULATION)
        self._scales()
        self.page.line(bound, SOFT_INK, 1.6)
        if before:
            early = self.stairs([(s.seconds, s.value) for s in before], complete[0].seconds)
            self.page.line(early, SHORTAGE, 1.6, dashes=(2.0, 1.5))
            words = self.say(N_("{n:,} without a seat")).format(n=before[0].unseated)
            highest = max(y for _, y in (*early, value[0]))  # clear of both lines
            at = min(highest, self.box.top) + 6.0
            self.page.text(early[0][0], at, words, size=8.0, colour=SHORTAGE)
        self.page.line(value, INK, 2.2)
        self._ends(complete[-1].value, self.steps[-1].bound)
        self._title(title, complete[-1].value, self.steps[-1].bound)

    def _scales(self) -> None:
        """Write seconds below and points at the left, with faint lines across."""
        box = self.box
        for seconds in (s for s in _SECONDS if _FIRST <= s <= self.until):
            x = self.x(seconds)
            self.page.line([(x, box.low), (x, box.low - 4.0)], FAINT_INK, 0.6)
            label = f"{seconds:g}"
            self.page.text(x, box.low - 14.0, label, size=8.0, colour=SOFT_INK, align="center")
        unit = self.say(N_("seconds"))
        self.page.text(box.right + 10.0, box.low - 14.0, unit, size=8.0, colour=SOFT_INK)
        step = _round_step(self.top / 4)
        for i in range(int(self.top / step) + 1):
            y = self.y(i * step)
            self.page.line([(box.left, y), (box.right, y)], FAINT_INK, 0.8 if i == 0 else 0.3)
            label = f"{i * step:,.10g}"
            self.page.text(box.left - 6.0, y - 3.0, label, size=8.0, colour=SOFT_INK, align="right")

    def _ends(self, value: float, bound: float) -> None:
        """Write at the right end what each line is and where it ends."""
        x = self.box.right + 10.0
        low = self.y(bound)
        high = max(self.y(value), low + 30.0)
        for y, points, name, colour in (
            (high, value, self.say(N_("best plan")), INK),
            (low, bound, self.say(N_("proven bound")), SOFT_INK),
        ):
            self.page.text(x, y, f"{points:,.0f}", size=12.0, colour=colour)
            self.page.text(x, y - 11.0, name, size=8.5, colour=colour)

    def _title(self, title: str, value: float, bound: float) -> None:
        """Write what was run, and the gap, largest."""
        y = self.page.height - _MARGIN - 16.0
        gap = max(0.0, (value - bound) / value) if value else 0.0
        number, left = f"{gap:.1%}", _MARGIN
        self.page.text(left, y, number, size=21.0)
        words = self.say(N_("gap between the best plan and what is proven, points over seconds"))
        self.page.text(left, y - 18.0, words, size=9.0, colour=SOFT_INK)
        x = left + text_width(number, 21.0) + 14.0
        self.page.text(x, y, clean(title), size=11.0, colour=SOFT_INK)


def _since(steps: Sequence[Step], seconds: float) -> list[tuple[float, float]]:
    """Return the bounds that hold from a second on."""
    known = [step.bound for step in steps if step.seconds <= seconds]
    later = [(step.seconds, step.bound) for step in steps if step.seconds > seconds]
    return [(seconds, known[-1]), *later]


def _round_step(least: float) -> float:
    """Return the next round number that is no less."""
    scale: float = 10.0 ** floor(log10(least))
    return next(f * scale for f in _POINTS if f * scale >= least)
