"""One storey as data for the browser: what is drawn, what is said of it, where keys lead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spaceplan.dashboard.plan_view.facts import findings_of_rooms, room_card
from spaceplan.dashboard.plan_view.layers import NO_LAYERS, Layers, graph_layer, zone_layer
from spaceplan.dashboard.plan_view.neighbours import middle_of, steps_of
from spaceplan.dashboard.plan_view.payload import Fills, Json, Payload
from spaceplan.dashboard.plan_view.words import WORDS, say_all
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.plot.colours import HALO
from spaceplan.plot.geometry import StoreyShapes, draw_shapes, slices
from spaceplan.plot.labels import Line
from spaceplan.plot.plan_words import NamedZone, PlanWords, find_zones, set_words
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading, square_metres
from spaceplan.plot.storey_words import north_angle, storey_facts, storey_title
from spaceplan.plot.svg_path import Sheet, door_paths, symbol_paths

#: The sheet on which a storey is set, points, with the free margin around the plan.
_WIDE, _TALL, _MARGIN = 720.0, 430.0, 10.0
#: Words are set anew for so many times the scale of the whole storey: there is more space for them.
ZOOMS = (0.5, 1.0, 1.5, 2.25, 3.4, 5.0)


@dataclass(frozen=True)
class StoreyDrawing:
    """A storey with its colours, to be turned into a payload."""

    scene: Scene
    graph: SpatialGraph
    storey: Storey
    shading: Shading

    @cached_property
    def shapes(self) -> StoreyShapes:
        """What is drawn, in metres."""
        return draw_shapes(self.storey, self.graph)

    @cached_property
    def sheet(self) -> Sheet:
        """Where it lies on the sheet."""
        left, low, right, high = self.shapes.bounds
        wide, tall = max(right - left, 0.1), max(high - low, 0.1)
        scale = min((_WIDE - 2 * _MARGIN) / wide, (_TALL - 2 * _MARGIN) / tall)
        return Sheet(scale, left - _MARGIN / scale, high + _MARGIN / scale)

    @cached_property
    def zones(self) -> tuple[NamedZone, ...]:
        """The zones whose names are written, found once for all scales."""
        if not self.shading.zones:
            return ()
        return find_zones(self.scene, self.graph, self.storey, self.shapes)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every drawn room in the payload."""
        return {id: i for i, id in enumerate(self.shapes.by_room)}


def draw_plan(
    scene: Scene,
    graph: SpatialGraph,
    storey_id: str,
    shading: Shading,
    layers: Layers = NO_LAYERS,
) -> Payload:
    """Return a storey as a payload for ``plan_view``.

    Parameters
    ----------
    shading
        What the colours mean: ``shade(scene, storey, by)``, or another of ``plot.colourings``.
    layers
        What lies over the plan.
    """
    storey = scene.portfolio.storey(storey_id)
    drawing = StoreyDrawing(scene, graph, storey, shading)
    fills = Fills()
    rooms = _rooms(drawing, fills)
    legend = _legend(drawing, fills)
    left, low, right, high = drawing.shapes.bounds
    sheet = drawing.sheet
    return Payload.of(
        {
            "storey": storey.id,
            "language": scene.language,
            "title": storey_title(scene, storey),
            "when": scene.when,
            "facts": storey_facts(scene, storey),
            "width": round((right - left) * sheet.scale + 2 * _MARGIN, 2),
            "height": round((high - low) * sheet.scale + 2 * _MARGIN, 2),
            "scale": round(sheet.scale, 4),
            "north": round(north_angle(scene.portfolio, storey, drawing.shapes.turn), 2),
            "lines": _lines(drawing),
            "rooms": rooms,
            "outlined": [drawing.numbers[id] for id in shading.outlined if id in drawing.numbers],
            **_layers(drawing, layers),
            "levels": [_level(drawing, zoom) for zoom in ZOOMS],
            "legend": legend,
            "fills": fills.listed(),
            "words": say_all(WORDS, scene.language),
            "empty": "" if rooms else _nothing(scene),
        }
    )


def _nothing(scene: Scene) -> str:
    return translator(scene.language)(N_("no room is drawn on this storey"))


def _lines(drawing: StoreyDrawing) -> Json:
    """Return what is drawn and not clicked: walls, doors, symbols."""
    return {
        "walls": "".join(drawing.sheet.shapes([drawing.shapes.walls])),
        **door_paths(drawing.shapes, drawing.sheet),
        **symbol_paths(drawing.storey, drawing.shapes, drawing.sheet),
    }


def _layers(drawing: StoreyDrawing, layers: Layers) -> Json:
    """Return the layers that are asked for; null for the others."""
    scene, graph, shapes, sheet = drawing.scene, drawing.graph, drawing.shapes, drawing.sheet
    return {
        "graph": graph_layer(graph, drawing.storey, shapes, sheet, scene.language)
        if layers.graph
        else None,
        "marked": zone_layer(scene, graph, shapes, sheet, layers.department)
        if layers.department
        else None,
    }


def _rooms(drawing: StoreyDrawing, fills: Fills) -> list[Json]:
    steps = steps_of(drawing.graph, drawing.shapes.by_room)
    findings = findings_of_rooms(drawing.scene, drawing.storey)
    rooms = {room.id: room for room in drawing.storey.rooms}
    return [
        {
            "id": id,
            "parts": _parts(drawing, id, polygon, fills),
            "at": drawing.sheet.at(middle_of(polygon)),
            "steps": [None if to is None else drawing.numbers[to] for to in steps[id]],
            **room_card(
                drawing.scene,
                drawing.storey,
                rooms[id],
                findings.get(id, ()),
                drawing.shading.facts.get(id),
            ),
        }
        for id, polygon in drawing.shapes.by_room.items()
    ]


def _parts(drawing: StoreyDrawing, id: str, polygon: Any, fills: Fills) -> list[list[Any]]:
    """Return the pieces of a room, one a holder: number of the fill, path."""
    parts = drawing.shading.fills[id]
    pieces = slices(polygon, tuple(share for _, share in parts))
    paths = drawing.sheet.shapes(pieces)
    return [[fills.number(fill), path] for (fill, _), path in zip(parts, paths, strict=True)]


def _level(drawing: StoreyDrawing, zoom: float) -> Json:
    """Return the words for a zoom, sizes and places in units of the sheet."""
    details = {} if zoom <= 1.0 else _areas(drawing)
    words = set_words(
        drawing.scene,
        drawing.graph,
        drawing.storey,
        drawing.shapes,
        drawing.shading,
        drawing.sheet.scale * zoom,
        details,
        drawing.zones,
    )
    return {"zoom": zoom, **_placed(drawing, words, zoom)}


def _areas(drawing: StoreyDrawing) -> dict[str, str]:
    return {room.id: f"{square_metres(room.area_dm2)} m²" for room in drawing.storey.rooms}


def _placed(drawing: StoreyDrawing, words: PlanWords, zoom: float) -> Json:
    def put(line: Line, plate: str) -> list[Any]:
        x, y = drawing.sheet.at((line.x, line.y))
        return [x, y, line.text, round(line.size / zoom, 2), line.colour, plate]

    rooms: list[Any] = []
    for id, lines in words.rooms:
        fill = drawing.shading.fills[id][0][0]
        for line in lines:
            ground = fill.face if line.colour == fill.text else HALO
            rooms.append([drawing.numbers[id], *put(line, ground if fill.hatch else "")])
    return {"rooms": rooms, "zones": [put(line, HALO) for lines in words.zones for line in lines]}


def _legend(drawing: StoreyDrawing, fills: Fills) -> Json:
    shading, numbers = drawing.shading, drawing.numbers
    return {
        "title": shading.title,
        "headings": list(shading.headings),
        "entries": [
            {
                "fill": fills.number(entry.fill),
                "label": entry.label,
                "numbers": list(entry.numbers),
                "subject": entry.subject,
                "rooms": sorted({numbers[id] for id in entry.rooms if id in numbers}),
            }
            for entry in shading.entries
        ],
    }
