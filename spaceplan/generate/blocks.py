"""Blocks: a building laid out storey by storey along its corridor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.generate.drafts import BuildingDraft, RoomDraft, StoreyDraft
from spaceplan.generate.frames import Frame, Span, outlines
from spaceplan.generate.patterns import Slot
from spaceplan.model import Door
from spaceplan.model.common import Point
from spaceplan.model.places import ring_area, storey_id

#: Half the thickness of walls that carry, metres.
HEAVY_HALF_M = 0.15
#: Rooms at least so many modules wide have two doors.
TWO_DOORS = 14
#: The letter in the ids of rooms that carry no office number.
LETTERS = {
    "corridor": "c",
    "lobby": "h",
    "stair": "s",
    "lift": "e",
    "toilet": "t",
    "switch": "p",
    "plant": "p",
    "pump": "p",
    "telecom": "p",
}
#: Uses whose drawn area counts as it is: nobody surveys them.
UNSURVEYED = frozenset({"corridor", "lobby", "stair", "lift"})


@dataclass(frozen=True)
class Shape:
    """What all storeys of a building have in common.

    Parameters
    ----------
    modules, module_m
        Length of the corridor in modules of the façade, and what a module is, metres.
    corridor_m, outer_m, inner_m
        Width of the corridor and depth of the two rows, between wall centres, metres.
    half_m
        Half the thickness of ordinary walls, metres.
    """

    frame: Frame
    modules: int
    module_m: float = 0.75
    corridor_m: float = 2.4
    outer_m: float = 6.15
    inner_m: float = 5.8
    half_m: float = 0.075
    lifts: bool = True

    @property
    def length_m(self) -> float:
        """Length of the corridor, metres."""
        return self.modules * self.module_m

    def reach(self, row: int) -> tuple[float, float]:
        """Return from where to where a row reaches across the corridor, metres."""
        half = self.corridor_m / 2
        return (half, half + self.outer_m) if row > 0 else (-half - self.inner_m, -half)


def lay_storey(
    building: BuildingDraft,
    shape: Shape,
    number: int,
    elevation: float,
    rows: dict[int, Sequence[Slot]],
    rng: np.random.Generator,
) -> StoreyDraft:
    """Lay out a storey and add it to its building.

    Parameters
    ----------
    rows
        The slots of each row, from left to right: 1 is the outer one, -1 the inner one.
    """
    storey = StoreyDraft(storey_id(building.id, number), number, elevation, building)
    place = _Numbering(storey)
    half = shape.corridor_m / 2
    end = shape.length_m / 2
    corridor = place.room("corridor", Span(-end, end, -half, half), 0, shape.modules, shape.half_m)
    for row, slots in rows.items():
        _lay_row(place, shape, row, slots, corridor)
    building.storeys.append(storey)
    _draw(storey, shape, rng)
    return storey


class _Numbering:
    """Gives the rooms of a storey their ids: odd numbers outside, even numbers inside."""

    def __init__(self, storey: StoreyDraft) -> None:
        self.storey = storey
        number = storey.number
        floor = f"{number:02d}" if number > 0 else f"b{-number}"
        self.prefix = f"{storey.building.id}-{floor}"
        self.counts: dict[str, int] = {}

    def room(self, use: str, span: Span, row: int, modules: int, half: float) -> RoomDraft:
        """Add a room to the storey and return it."""
        letter = LETTERS.get(use)
        key = letter or f"row {row}"
        self.counts[key] = count = self.counts.get(key, 0) + 1
        own = f"{letter}{count}" if letter else f"{2 * count - (row > 0):02d}"
        room = RoomDraft(f"{self.prefix}{own}", use, span, row, modules, half, self.storey)
        self.storey.rooms.append(room)
        return room


def _lay_row(
    place: _Numbering, shape: Shape, row: int, slots: Sequence[Slot], corridor: RoomDraft
) -> None:
    """Lay out one row from left to right."""
    if sum(slot.modules for slot in slots) != shape.modules:
        raise ValueError("the rooms of a row must be as wide as the building is long")
    start = -shape.length_m / 2
    t0, t1 = shape.reach(row)
    for slot in slots:
        end = start + slot.modules * shape.module_m
        span = Span(start, end, t0, t1)
        if slot.kind == "lifts":
            _lay_lifts(place, span, row, slot, corridor)
        else:
            half = HEAVY_HALF_M if slot.heavy else shape.half_m
            room = place.room(slot.kind, span, row, slot.modules, half)
            room.shaft, room.flexible, room.opens_on = slot.shaft, slot.flexible, corridor
            room.tags |= slot.tags
        start = end


def _lay_lifts(place: _Numbering, span: Span, row: int, slot: Slot, corridor: RoomDraft) -> None:
    """Lay out a lift lobby on the corridor with the lifts behind it."""
    depth = 0.45 * (span.t1 - span.t0)
    near, far = (span.t0, span.t1) if row > 0 else (span.t1, span.t0)
    split = near + depth if row > 0 else near - depth
    front = Span(span.s0, span.s1, min(near, split), max(near, split))
    back = Span(span.s0, span.s1, min(split, far), max(split, far))
    lobby = place.room("lobby", front, row, slot.modules, HEAVY_HALF_M)
    lobby.opens_on = corridor
    lift = place.room("lift", back, row, slot.modules, HEAVY_HALF_M)
    lift.shaft, lift.opens_on = "e1", lobby


def _draw(storey: StoreyDraft, shape: Shape, rng: np.random.Generator) -> None:
    """Draw the outlines of a storey and survey its rooms."""
    cells = [shape.frame.cell(room.span) for room in storey.rooms]
    drawn = outlines(cells, [room.half for room in storey.rooms])
    errors = np.clip(rng.normal(0.0, 0.008, len(drawn)), -0.03, 0.03)
    exact = rng.random(len(drawn)) < 0.7
    for room, outline, error, right in zip(storey.rooms, drawn, errors, exact, strict=True):
        room.outline = outline
        area = ring_area(outline)
        surveyed = round(area if right else area * (1 + float(error)), 2)
        room.survey(None if room.use in UNSURVEYED else surveyed, area)


def add_doors(storey: StoreyDraft, frame: Frame) -> None:
    """Put the doors into a storey, in the middle of the walls, once all rooms have their use."""
    for room in storey.rooms:
        if room.opens_on is not None:
            between = (room.id, room.opens_on.id)
            storey.doors.extend(
                Door(between, at) for at in _door_places(room, room.opens_on.span, frame)
            )


def _door_places(room: RoomDraft, other: Span, frame: Frame) -> list[Point]:
    """Return where the doors between a room and the one that it opens on are."""
    own = room.span
    if own.s0 >= other.s1 or own.s1 <= other.s0:
        s = own.s0 if own.s0 >= other.s1 else own.s1
        places = [(s, (own.t0 + own.t1) / 2)]
    else:
        t = own.t0 if own.t0 >= other.t1 else own.t1
        low, high = max(own.s0, other.s0), min(own.s1, other.s1)
        aside = min(0.9, (high - low) / 2)
        ends = [low + aside, high - aside] if room.modules >= TWO_DOORS else [low + aside]
        places = [(s, t) for s in ends]
    return [_to_centimetres(frame.point(s, t)) for s, t in places]


def _to_centimetres(point: Point) -> Point:
    x, y = point
    return (round(x, 2) + 0.0, round(y, 2) + 0.0)
