"""A sheet of paper in points on which a figure is set: one Axes without axis, box or tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from spaceplan.plot.colours import GROUND, INK, Fill
from spaceplan.plot.fonts import font

POINTS_PER_INCH = 72.0
#: Where the baseline lies below the middle of a line of figures or Chinese, in em.
BASELINE = 0.36


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, points from its lower left corner."""

    left: float
    low: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.low + self.height


@dataclass(frozen=True)
class Page:
    """An Axes as a sheet of paper: coordinates are points from the lower left corner."""

    ax: Axes
    width: float
    height: float

    @property
    def transform(self) -> Transform:
        """From points on the page to the display."""
        return Affine2D().scale(1 / self.width, 1 / self.height) + self.ax.transAxes

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str = INK,
        align: str = "left",
        transform: Transform | None = None,
    ) -> Any:
        """Write one line with its baseline at ``y``; never read as mathematics."""
        return self.ax.text(
            x,
            y,
            text,
            color=colour,
            ha=align,
            va="baseline",
            fontproperties=font(size),
            parse_math=False,
            usetex=False,
            transform=transform or self.transform,
        )

    def swatch(self, box: Box, fill: Fill, edge: str = "none", weight: float = 0.0) -> None:
        """Draw a small rectangle with a fill."""
        patch = Rectangle(
            (box.left, box.low), box.width, box.height, transform=self.transform, clip_on=False
        )
        self.add(patch, fill)
        if edge != "none":
            self.line(
                [
                    (box.left, box.low),
                    (box.right, box.low),
                    (box.right, box.top),
                    (box.left, box.top),
                    (box.left, box.low),
                ],
                edge,
                weight,
            )

    def add(self, patch: Any, fill: Fill, gid: str | None = None) -> None:
        """Add a patch with a fill: its colour, and its pattern without an edge."""
        patch.set_facecolor(fill.face)
        patch.set_linewidth(0.0)
        patch.set_edgecolor("none")
        patch.set_antialiased(True)
        if fill.hatch:
            patch.set_hatch(fill.hatch)
            patch.set_edgecolor(fill.ink)
            patch.set_hatch_linewidth(fill.weight)
        if gid:
            patch.set_gid(gid)
        patch.set_clip_on(False)
        self.ax.add_artist(patch)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        weight: float,
        *,
        dashes: tuple[float, ...] = (),
        transform: Transform | None = None,
    ) -> None:
        """Draw a line through points."""
        self.lines([Path(points)], colour, weight, dashes=dashes, transform=transform)

    def lines(
        self,
        paths: Sequence[Path],
        colour: str,
        weight: float,
        *,
        dashes: tuple[float, ...] = (),
        transform: Transform | None = None,
    ) -> None:
        """Draw several lines as one, which keeps files small."""
        if not paths:
            return
        patch = PathPatch(
            Path.make_compound_path(*paths),
            facecolor="none",
            edgecolor=colour,
            linewidth=weight,
            linestyle=(0, dashes) if dashes else "solid",
            capstyle="butt",
            joinstyle="round",
            transform=transform or self.transform,
            clip_on=False,
        )
        self.ax.add_artist(patch)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        *,
        transform: Transform | None = None,
    ) -> None:
        """Draw a filled polygon."""
        patch = Polygon(points, closed=True, transform=transform or self.transform, clip_on=False)
        self.add(patch, Fill(colour))


def new_page(ax: Axes | None, width: float, height: float) -> Page:
    """Return a page: on a new figure of this size (points), or as large as the given Axes."""
    if ax is None:
        size = (width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        figure = Figure(figsize=size, facecolor=GROUND)
        ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    else:
        width, height = size_of(ax)
        ax.clear()
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    page = Page(ax, width, height)
    page.swatch(Box(0.0, 0.0, width, height), Fill(GROUND))
    return page


def size_of(ax: Axes) -> tuple[float, float]:
    """Return width and height of an Axes on its figure, points."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("the Axes belong to no figure")
    width, height = figure.get_size_inches()
    position = ax.get_position()
    return (
        float(width * position.width * POINTS_PER_INCH),
        float(height * position.height * POINTS_PER_INCH),
    )


@dataclass(frozen=True)
class Placement:
    """Where the plan lies on the page: points a metre, and the page point of (0, 0)."""

    scale: float
    left: float
    low: float

    def on_page(self, x: float, y: float) -> tuple[float, float]:
        """Return the page point of a plan point."""
        return (self.left + x * self.scale, self.low + y * self.scale)


def place_plan(page: Page, bounds: tuple[float, float, float, float], box: Box) -> Placement:
    """Scale the Axes in metres so that the bounds lie in the middle of a box of the page."""
    left, low, right, high = bounds
    wide, tall = max(right - left, 0.1), max(high - low, 0.1)
    scale = min(box.width / wide, box.height / tall)
    x = box.left + (box.width - wide * scale) / 2 - left * scale
    y = box.low + (box.height - tall * scale) / 2 - low * scale
    page.ax.set_xlim(-x / scale, (page.width - x) / scale)
    page.ax.set_ylim(-y / scale, (page.height - y) / scale)
    return Placement(scale, x, y)
