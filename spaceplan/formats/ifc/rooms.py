"""Spaces as rooms of the model: id, name, use, outline, stated area."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shapely import Point, Polygon, STRtree

from spaceplan.formats.ifc.buildings import PlacedBuilding
from spaceplan.formats.ifc.notes import listed
from spaceplan.formats.ifc.opening import IfcModel
from spaceplan.formats.ifc.placements import in_plan
from spaceplan.formats.ifc.properties import stated_area
from spaceplan.formats.ifc.spaces import DrawnSpace, label
from spaceplan.formats.ifc.storeys import PlacedStorey
from spaceplan.formats.ifc.uses import UseFound, classification_of, use_of_space
from spaceplan.formats.outlines import SimpleOutline, simple_outline
from spaceplan.formats.readable_ids import slug, unique_ids
from spaceplan.i18n import N_, Message
from spaceplan.model import Name, Room

_CHINESE = re.compile(r"[\u3400-\u9fff]")
#: A stated area this many times larger or smaller than the drawn one is in another unit.
_OTHER_UNIT = 3.0
#: Parts of a room that do not hang together with it are reported from here, m².
_LOST_AREA = 0.05


@dataclass(frozen=True)
class PlacedRoom:
    """A room of the model and the space that it was made of."""

    room: Room
    space: DrawnSpace
    polygon: Polygon
    use: UseFound


@dataclass(frozen=True)
class RoomPlan:
    """The rooms of one storey, to be asked what lies where."""

    building: PlacedBuilding
    storey: PlacedStorey
    rooms: tuple[PlacedRoom, ...]

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([placed.polygon for placed in self.rooms])

    @cached_property
    def _by_id(self) -> dict[str, PlacedRoom]:
        return {placed.room.id: placed for placed in self.rooms}

    @cached_property
    def _by_space(self) -> dict[int, str]:
        return {placed.space.instance.id(): placed.room.id for placed in self.rooms}

    def rooms_of(self, spaces: Iterable[int]) -> tuple[str, ...]:
        """Return the rooms of this storey that were made of spaces, given by number."""
        return tuple(self._by_space[space] for space in spaces if space in self._by_space)

    def polygon(self, id: str) -> Polygon:
        """Return a room's polygon; raises KeyError."""
        return self._by_id[id].polygon

    def near(self, point: Point, reach: float) -> list[tuple[float, str]]:
        """Return rooms within a reach (m) of a point with their distance, the nearest first."""
        found = self._tree.query(point, predicate="dwithin", distance=reach)
        rooms = (self.rooms[int(i)] for i in found)
        return sorted((float(p.polygon.distance(point)), p.room.id) for p in rooms)

    def touching(self, id: str, gap: float) -> list[str]:
        """Return the other rooms within a gap (m) of a room."""
        found = self._tree.query(self.polygon(id), predicate="dwithin", distance=gap)
        return sorted(other for i in found if (other := self.rooms[int(i)].room.id) != id)


def name_of(text: str) -> Name:
    """Return a text as a name in the language that its letters show."""
    return Name(zh=text) if _CHINESE.search(text) else Name(en=text)


def make_rooms(model: IfcModel, buildings: tuple[PlacedBuilding, ...]) -> tuple[RoomPlan, ...]:
    """Return the rooms of all storeys; what is odd about them becomes notes."""
    places = [(b, s, space) for b in buildings for s in b.storeys for space in s.spaces]
    ids = unique_ids([_candidates(*place) for place in places])
    by_storey: dict[str, list[PlacedRoom]] = {}
    for id, (building, storey, space) in zip(ids, places, strict=True):
        placed = _place(model, id, building, space)
        if placed is not None:
            by_storey.setdefault(storey.id, []).append(placed)
    plans = tuple(
        RoomPlan(building, storey, tuple(sorted(by_storey[storey.id], key=lambda p: p.room.id)))
        for building in buildings
        for storey in building.storeys
        if storey.id in by_storey
    )
    _note_uses(model, plans)
    return plans


def _candidates(
    building: PlacedBuilding, storey: PlacedStorey, space: DrawnSpace
) -> tuple[str, ...]:
    """Return what a room may be called: its number, with its storey, building, or its GlobalId."""
    instance = space.instance
    own = slug(instance.Name or "") or slug(instance.LongName or "")
    level = storey.id.removeprefix(f"{building.id}-")
    global_id = slug(instance.GlobalId or "") or f"space-{instance.id()}"
    if not own:
        return "", "", "", global_id
    return own, slug(f"{level}-{own}"), slug(f"{building.id}-{level}-{own}"), global_id


def _place(
    model: IfcModel, id: str, building: PlacedBuilding, space: DrawnSpace
) -> PlacedRoom | None:
    instance = space.instance
    found = simple_outline(in_plan(space.footprint.area, building.to_plane))
    if found is None:
        message = Message.of(N_("room '{room}' without an area"), room=label(instance))
        model.notes.add(message, Message.of(N_("a ground plan; the room was left out")), instance)
        return None
    _note_outline(model, id, instance, found)
    use = use_of_space(instance, space.sets)
    text = (instance.LongName or "").strip()
    room = Room(
        id=id,
        use=use.use,
        outline=found.outline,
        holes=found.holes,
        area=_area(model, id, space, found.polygon.area),
        name=name_of(text) if text else None,
    )
    return PlacedRoom(room, space, found.polygon, use)


def _note_outline(model: IfcModel, id: str, instance: Any, found: SimpleOutline) -> None:
    if found.mended:
        message = Message.of(N_("room '{room}' with an outline that crosses itself"), room=id)
        model.notes.add(message, Message.of(N_("a simple outline; it was mended")), instance)
    if found.lost_m2 > _LOST_AREA:
        message = Message.of(
            N_("room '{room}' in parts, {area:.1f} m² apart from the largest"),
            room=id,
            area=found.lost_m2,
        )
        expected = Message.of(N_("one outline; the largest part was taken"))
        model.notes.add(message, expected, instance)


def _area(model: IfcModel, id: str, space: DrawnSpace, drawn: float) -> float | None:
    stated = stated_area(space.sets, model.square_metre)
    if stated is None or 1 / _OTHER_UNIT < stated / drawn < _OTHER_UNIT:
        return stated
    found = Message.of(
        N_("room '{room}' with a stated area of {stated:,.2f} m², drawn {drawn:,.2f} m²"),
        room=id,
        stated=stated,
        drawn=drawn,
    )
    expected = Message.of(N_("areas of one size; the stated one was left out"))
    model.notes.add(found, expected, space.instance)
    return None


def _note_uses(model: IfcModel, plans: tuple[RoomPlan, ...]) -> None:
    rooms = [placed for plan in plans for placed in plan.rooms]
    unknown = [placed for placed in rooms if not placed.use.known]
    if unknown:
        names = listed(
            [f"{p.room.id} {(p.space.instance.LongName or '')}".strip() for p in unknown]
        )
        found = Message.of(
            N_("rooms of unknown use, taken as {use}: {number} ({names})"),
            number=len(unknown),
            use=unknown[0].use.use,
            names=names,
        )
        expected = Message.of(N_("a name or class that says what they are for; check 'use'"))
        model.notes.add(found, expected, unknown[0].space.instance)
    for placed in rooms:
        if placed.use.coded is not None:
            code, title = classification_of(placed.space.instance, placed.space.sets)
            found = Message.of(
                N_("room '{room}' is called '{name}' and classified as '{title}'"),
                room=placed.room.id,
                name=placed.space.instance.LongName or placed.space.instance.Name,
                title=f"{code} {title}".strip(),
            )
            expected = Message.of(N_("one of the two; taken as {use}"), use=placed.room.use)
            model.notes.add(found, expected, placed.space.instance)
