"""How the gap of each size of a city shrinks over time; both scales are logarithmic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log10

from matplotlib.figure import Figure

from spaceplan.plot.colours import FAINT_INK, INK, SOFT_INK
from spaceplan.plot.page import Box, Page, new_page
from tests.benchmarks.quality.growth import Size
from tests.benchmarks.quality.measured import Run

_WIDTH, _HEIGHT = 720.0, 400.0
_BOX = Box(66.0, 52.0, 500.0, 270.0)
_FIRST, _SECONDS = 2.0, (2, 5, 10, 20, 60, 120, 300, 480)
_LEAST, _MOST, _GAPS = 0.02, 0.4, (0.02, 0.05, 0.10, 0.20, 0.40)
#: From the smallest size to the largest, and one more if there are many.
_SHADES = (INK, "#3F5468", SOFT_INK, "#8FA0AE", FAINT_INK)
#: Labels at the right end are so far apart, points.
_APART = 27.0


def draw_growth(sizes: Sequence[tuple[Size, Run]]) -> Figure:
    """Return the figure; sizes without a bound have no line."""
    page = new_page(None, _WIDTH, _HEIGHT)
    page.ax.set_xlim(0.0, page.width)
    page.ax.set_ylim(0.0, page.height)
    last = max(run.seconds for _, run in sizes)
    page.text(28.0, page.height - 38.0, "Gap over time, by size of the city", size=15.0)
    words = "gap between the best plan and what is proven, over seconds; two cores, from nothing"
    page.text(28.0, page.height - 55.0, words, size=9.0, colour=SOFT_INK)
    _draw_scales(page, last)
    ends: list[tuple[float, str, str]] = []
    for (size, run), shade in zip(sizes, _SHADES, strict=False):
        stairs = [(_x(s, last), _y(gap)) for s, gap in _stairs(run)]
        name = f"{size.scale:g}× · {size.rooms:,} rooms"
        if not stairs:
            continue
        page.line(stairs, shade, 2.0)
        ends.append((stairs[-1][1], f"{run.gap_at(run.seconds) or 0.0:.1%}", name))
        page.line([stairs[-1], (_BOX.right + 6.0, stairs[-1][1])], shade, 0.5, dashes=(1.5, 2.0))
    below = _BOX.low - _APART
    for y, gap, name in sorted(ends):
        below = max(y - 4.0, below + _APART)
        page.text(_BOX.right + 10.0, below, gap, size=12.0)
        page.text(_BOX.right + 10.0, below - 11.0, name, size=8.5, colour=SOFT_INK)
    figure = page.ax.get_figure(root=True)
    assert figure is not None
    return figure


def _stairs(run: Run) -> Iterator[tuple[float, float]]:
    """Yield seconds and gap, each twice, of complete plans once there is a bound."""
    before: float | None = None
    for step in run.steps:
        gap = run.gap_at(step.seconds)
        if gap is None or gap >= 1.0 or (before is not None and gap >= before):
            continue
        if before is not None:
            yield step.seconds, before
        yield step.seconds, gap
        before = gap
    if before is not None:
        yield run.seconds, before


def _draw_scales(page: Page, last: float) -> None:
    for seconds in (s for s in _SECONDS if s <= last + 1.0):
        x = _x(seconds, last)
        page.line([(x, _BOX.low), (x, _BOX.low - 4.0)], FAINT_INK, 0.6)
        page.text(x, _BOX.low - 16.0, f"{seconds:g}", size=8.0, colour=SOFT_INK, align="center")
    page.text(_BOX.right + 10.0, _BOX.low - 16.0, "seconds", size=8.0, colour=SOFT_INK)
    for gap in _GAPS:
        y, asked = _y(gap), gap == 0.05
        page.line([(_BOX.left, y), (_BOX.right, y)], FAINT_INK, 1.0 if asked else 0.3)
        label = f"{gap:.0%}" + (" asked" if asked else "")
        page.text(_BOX.left - 6.0, y - 3.0, label, size=8.0, colour=SOFT_INK, align="right")


def _x(seconds: float, last: float) -> float:
    share = log10(max(seconds, _FIRST) / _FIRST) / log10(last / _FIRST)
    return _BOX.left + _BOX.width * share


def _y(gap: float) -> float:
    share = log10(min(max(gap, _LEAST), _MOST) / _LEAST) / log10(_MOST / _LEAST)
    return _BOX.low + _BOX.height * share
