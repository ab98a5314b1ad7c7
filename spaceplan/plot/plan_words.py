"""What is written on a plan, and where: notes first, then zones, then numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from spaceplan.graph import SpatialGraph
from spaceplan.model import Room, Storey
from spaceplan.plot.colours import INK, SOFT_INK
from spaceplan.plot.geometry import StoreyShapes
from spaceplan.plot.labels import Area, LabelSetter, Line, Wording, Words, zone_spots
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading
from spaceplan.plot.wording import clean, room_number, short_name
from spaceplan.rules import Category

#: Notes stand so much lower than a room's middle (share of its depth): the zone's name is above.
_LOWER = 0.12


@dataclass(frozen=True)
class PlanWords:
    """All words of a plan as set: by room, and zone by zone."""

    rooms: tuple[tuple[str, tuple[Line, ...]], ...]
    zones: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class NamedZone:
    """A zone with its name: all of it as one outline, and its rooms."""

    name: str
    whole: Any
    rooms: tuple[Any, ...]


def set_words(
    scene: Scene,
    graph: SpatialGraph,
    storey: Storey,
    shapes: StoreyShapes,
    shading: Shading,
    scale: float,
    details: Mapping[str, str] | None = None,
    zones: Sequence[NamedZone] | None = None,
) -> PlanWords:
    """Set all words of a plan, none over another or over the swing of a door.

    Parameters
    ----------
    scale
        Points a metre.
    details
        What stands below the number of a room where there is space for it (its area).
    zones
        What ``find_zones`` returns, where words are set at several scales; None: looked for.
    """
    setter = LabelSetter(scale)
    polygons = shapes.by_room
    rooms = [room for room in storey.rooms if room.id in polygons and _has_words(scene, room)]
    noted = [room for room in rooms if room.id in shading.notes]
    plain = [room for room in rooms if room.id not in shading.notes]
    written: list[tuple[str, tuple[Line, ...]]] = []

    def write(some: list[Room]) -> None:
        for room in some:
            detail = (details or {}).get(room.id, "")
            words = _room_words(scene, storey, room, polygons[room.id], shading, detail)
            written.append((room.id, setter.room(words, polygons[room.id])))

    write(noted)
    if zones is None:
        zones = find_zones(scene, graph, storey, shapes) if shading.zones else ()
    named = tuple(_set_zones(zones, setter))
    for door in shapes.doors:
        setter.keep_free(_swing(door.hinge, door.tip, door.jamb))
    write(plain)
    return PlanWords(tuple(written), named)


def _has_words(scene: Scene, room: Room) -> bool:
    return scene.category(room) != Category.CIRCULATION


def _swing(*corners: tuple[float, float]) -> Area:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _room_words(
    scene: Scene, storey: Storey, room: Room, polygon: Any, shading: Shading, detail: str
) -> Words:
    """Return what is written in a room: its number, and under it a note or its use, a detail."""
    middle = polygon.centroid
    if not polygon.covers(middle):
        middle = polygon.representative_point()
    building = scene.portfolio.building_of_storey(storey.id)
    colour = shading.fills[room.id][0][0].text
    number = (room_number(room, building), colour)
    note = shading.notes.get(room.id)
    wordings: tuple[Wording, ...] = ((number,),)
    anchor = (middle.x, middle.y)
    if note is not None:
        bare = (note[0].removesuffix(" m²"), note[1])
        wordings = ((number, note), (number, bare), (bare,), (number,))
        anchor = (middle.x, middle.y - _LOWER * (polygon.bounds[3] - polygon.bounds[1]))
    elif scene.category(room) != Category.OFFICE:
        use = clean(scene.rulebook.use_name(room.use).text(scene.language))
        wordings = ((number, (use, SOFT_INK if colour == INK else colour)), (number,))
    if detail:
        below = (detail, colour)
        wordings = ((*wordings[0], below), (number, below), *wordings)
    return Words(wordings, anchor)


def find_zones(
    scene: Scene, graph: SpatialGraph, storey: Storey, shapes: StoreyShapes
) -> tuple[NamedZone, ...]:
    """Return every zone of a storey with the short name of its department, the largest first."""
    named: list[NamedZone] = []
    for id in scene.departments_on(storey):
        for zone in graph.zones(_rooms_of(scene, storey, shapes, id)):
            rooms = [shapes.by_room[room] for room in zone]
            half = shapes.wall_m / 2 + 0.05
            whole = shapely.union_all(shapely.buffer(rooms, half, join_style="mitre"))
            named.append(NamedZone(department_short(scene, id), whole, tuple(rooms)))
    return tuple(sorted(named, key=lambda zone: (-zone.whole.area, zone.name)))


def _set_zones(zones: Sequence[NamedZone], setter: LabelSetter) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of every zone's name."""
    for zone in zones:
        lines = setter.zone(zone.name, zone.whole, zone_spots(list(zone.rooms), zone.whole))
        if lines:
            yield lines


def _rooms_of(scene: Scene, storey: Storey, shapes: StoreyShapes, department: str) -> list[str]:
    """Return the drawn rooms that a department holds alone, or any where it has no such."""
    held = [
        room.id
        for room in storey.rooms
        if room.id in shapes.by_room
        and any(item.line.department == department for item in scene.holders(room.id))
    ]
    alone = [room for room in held if len(scene.holders(room)) == 1]
    return alone or held


def department_short(scene: Scene, department: str) -> str:
    """Return the short name of a department, its id where it is not described."""
    if scene.portfolio.has_department(department):
        return short_name(scene.portfolio.department(department), scene.language)
    return clean(department)
