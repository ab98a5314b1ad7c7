"""What can be laid over a plan: the spatial graph, and one department's zones with its hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from spaceplan.check.offices import find_hub, held_offices
from spaceplan.dashboard.plan_view.neighbours import middle_of
from spaceplan.dashboard.plan_view.payload import Json
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, NN_, Message, in_language, translator
from spaceplan.model import Storey
from spaceplan.model.common import Point
from spaceplan.model.uses import CORRIDOR_USES
from spaceplan.plot.colourings.department import department_label
from spaceplan.plot.geometry import StoreyShapes, turned
from spaceplan.plot.scene import Scene
from spaceplan.plot.svg_path import Sheet

_BEYOND_M = 0.12
#: How far inside the edge of a corridor, too long for one point, a way to it ends, metres.
_BESIDE_M = 0.5


@dataclass(frozen=True)
class Layers:
    """What to lay over a plan.

    Parameters
    ----------
    graph
        Whether to draw walls and doors as edges between rooms.
    department
        Id of the department whose zones and hub are marked; empty: none.
    """

    graph: bool = False
    department: str = ""


NO_LAYERS = Layers()


def graph_layer(
    graph: SpatialGraph, storey: Storey, shapes: StoreyShapes, sheet: Sheet, language: str
) -> Json:
    """Return the edges of a storey by kind, its nodes, and what the lines mean."""
    _ = translator(language)
    numbers = {graph.index(room.id): room.id for room in storey.rooms}
    middles = {
        room.id: middle_of(shapes.by_room[room.id])
        for room in storey.rooms
        if room.id in shapes.by_room and room.use not in CORRIDOR_USES
    }

    def ways(table: Any, chosen: Any) -> str:
        lines: list[list[Point]] = []
        for i in np.flatnonzero(chosen & np.isin(table.a, list(numbers))).tolist():
            at = turned((float(table.x[i]), float(table.y[i])), shapes.turn)
            ends = [numbers.get(int(t[i]), "") for t in (table.a, table.b)]
            if all(end in shapes.by_room for end in ends):
                a, b = (middles.get(end) or _within(shapes.by_room[end], at) for end in ends)
                lines.append([a, at, b])
        return sheet.lines(lines)

    walls, doors = graph.walls, graph.doors
    drawn = {
        "wall": (ways(walls, np.ones(len(walls.a), bool)), _(N_("wall in common"))),
        "door": (ways(doors, ~doors.inferred), _(N_("door"))),
        "inferred": (ways(doors, doors.inferred), _(N_("door, inferred"))),
    }
    edges = [[kind, d, label] for kind, (d, label) in drawn.items() if d]
    long = [shapes.by_room[id] for id in shapes.by_room if id not in middles]
    return {
        "edges": edges,
        "nodes": [sheet.at(middle) for middle in middles.values()],
        "long": "".join(sheet.shapes(long)),
    }


def _within(polygon: Any, at: Point) -> Point:
    """Return a point of a corridor next to a door or wall: it is one node, as long as it is."""
    met = shapely.shortest_line(polygon.buffer(-_BESIDE_M), shapely.Point(at))
    if met.is_empty:
        return middle_of(polygon)
    x, y = shapely.get_coordinates(met)[0].tolist()
    return (x, y)


def zone_layer(
    scene: Scene,
    graph: SpatialGraph,
    shapes: StoreyShapes,
    sheet: Sheet,
    department: str,
) -> Json:
    """Return the outlines of a department's zones on a storey, and its hub where it is here."""
    held = [
        id
        for id in shapes.by_room
        if any(item.line.department == department for item in scene.holders(id))
    ]
    beyond = shapes.wall_m / 2 + _BEYOND_M
    zones = [
        shapely.union_all(
            shapely.buffer([shapes.by_room[id] for id in zone], beyond, join_style="mitre")
        )
        for zone in (graph.zones(held) if held else ())
    ]
    offices = held_offices(scene.portfolio, scene.rulebook, scene.allocation)
    hub = find_hub(graph, offices[department]) if department in offices else None
    here = hub is not None and hub.room in shapes.by_room
    templates = NN_("{zones} zone of {department} here", "{zones} zones of {department} here")
    label = department_label(scene, department)
    said = Message.counted(templates, "zones", zones=len(zones), department=label)
    return {
        "zones": "".join(sheet.shapes(zones)),
        "hub": sheet.at(_beside_words(shapes.by_room[hub.room])) if hub and here else None,
        "label": in_language(said, scene.language),
        "hub_label": _hub_label(scene, hub.room) if hub else "",
    }


def _beside_words(polygon: Any) -> Point:
    """Return a place in a room for a sign: above or below its middle, where the words stand."""
    x, y = middle_of(polygon)
    left, low, right, high = polygon.bounds
    shifts = ((0.0, 0.32 * (high - low)), (0.0, -0.32 * (high - low)), (0.32 * (right - left), 0.0))
    places = [(x + dx, y + dy) for dx, dy in shifts]
    return next((p for p in places if polygon.covers(shapely.Point(p))), (x, y))


def _hub_label(scene: Scene, room: str) -> str:
    return translator(scene.language)(N_("hub: {room}")).format(room=room)
