"""Cases to draw, and readers of what was drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from math import cos, radians, sin
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.model import Allocation, AllocationLine, Building, Counts, Portfolio, Room, Storey
from spaceplan.plot import plot_storey
from spaceplan.rules import RuleBook, load_rules
from tests.cases import tiny_portfolio


@cache
def rulebook() -> RuleBook:
    return load_rules(("cn-2014", "cn-management-2017"))


def line(room: str, department: str, **people: int) -> AllocationLine:
    return AllocationLine(room, department, Counts.of(people))


def tiny_plan() -> Allocation:
    """Finance: its head in 101, two staff in 102, one in 103 (9 m² above); archives: two in 104."""
    return Allocation(
        (
            line("hq-101", "finance", city_bureau_head=1),
            line("hq-102", "finance", city_staff=2),
            line("hq-103", "finance", city_staff=1),
            line("hq-104", "archives", city_staff=2),
        )
    )


def with_storey(portfolio: Portfolio, storey: Storey) -> Portfolio:
    """Return the portfolio with one storey in place of its first building's."""
    first = replace(portfolio.buildings[0], storeys=(storey,), entrances=())
    return replace(portfolio, buildings=(first, *portfolio.buildings[1:]))


def with_rooms(*rooms: Room) -> Portfolio:
    return with_storey(tiny_portfolio(), Storey("hq-L01", 1, 0.0, rooms))


def arc_room(id: str, start: float, end: float, use: str = "office") -> Room:
    """Return a room between two angles (degrees), 40 to 46 m from (0, 0), a point a degree."""
    steps = [start + i for i in range(int(end - start) + 1)]

    def ring(radius: float, angles: Iterable[float]) -> list[tuple[float, float]]:
        return [(radius * sin(radians(a)), radius * cos(radians(a))) for a in angles]

    return Room(id=id, use=use, outline=tuple(ring(46.0, steps) + ring(40.0, reversed(steps))))


def curved_portfolio() -> Portfolio:
    """Return a storey of six rooms along an arc, each of nine degrees, 0.2 degrees between."""
    return with_rooms(*(arc_room(f"hq-{101 + i}", -30 + i * 9.3, -21 + i * 9.3) for i in range(6)))


NOBODY = Allocation(())


def draw(portfolio: Portfolio, allocation: Allocation = NOBODY, **options: Any) -> Axes:
    graph: SpatialGraph = build_graph(portfolio)
    storey = options.pop("storey", portfolio.storeys[0].id)
    return plot_storey(
        portfolio, graph, storey, allocation=allocation, rulebook=rulebook(), **options
    )


def figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def rendered(ax: Axes) -> Any:
    """Render the figure and return the canvas, which matplotlib leaves untyped."""
    canvas: Any = FigureCanvasAgg(figure_of(ax))
    canvas.draw()
    return canvas


def boxes(ax: Axes) -> list[tuple[Text, Any]]:
    """Return every text with its box as the renderer measures it, pixels."""
    renderer = rendered(ax).get_renderer()
    return [(text, text.get_window_extent(renderer)) for text in ax.texts]


def room_patches(ax: Axes) -> dict[str, PathPatch]:
    """Return the patch of every room by its id."""
    return {
        gid.removeprefix("room-"): patch
        for patch in ax.patches
        if isinstance(patch, PathPatch) and (gid := patch.get_gid() or "").startswith("room-")
    }


def colour_at(ax: Axes, x: float, y: float) -> str:
    """Return the colour in which a point of the plan (metres) is rendered."""
    canvas = rendered(ax)
    across, up = ax.transData.transform((x, y))
    pixels = np.asarray(canvas.buffer_rgba())
    red, green, blue = pixels[pixels.shape[0] - 1 - round(up), round(across), :3].tolist()
    return f"#{red:02X}{green:02X}{blue:02X}"


def tower(id: str, x: float, storeys: int = 1, bays: int = 6) -> Building:
    """Return a copy of the tiny building elsewhere on the site, with ids of its own."""
    building = tiny_portfolio(storeys, bays).buildings[0]

    def renamed(text: str) -> str:
        return text.replace("hq", id, 1)

    return replace(
        building,
        id=id,
        origin=(x, 0.0),
        entrances=(),
        storeys=tuple(
            replace(
                storey,
                id=renamed(storey.id),
                rooms=tuple(replace(r, id=renamed(r.id)) for r in storey.rooms),
                doors=tuple(
                    replace(d, between=tuple(renamed(r) for r in d.between)) for d in storey.doors
                ),
            )
            for storey in building.storeys
        ),
    )
