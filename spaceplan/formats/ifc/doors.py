"""Doors: which rooms each one joins, and where it is; open borders between rooms as well."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely import Point

from spaceplan.formats.ifc.boundaries import Boundaries
from spaceplan.formats.ifc.opening import IfcModel
from spaceplan.formats.ifc.placements import Matrix, PlacementError
from spaceplan.formats.ifc.properties import is_external, property_sets
from spaceplan.formats.ifc.rooms import RoomPlan
from spaceplan.formats.ifc.spaces import parents
from spaceplan.formats.readable_ids import slug, unique_ids
from spaceplan.model import Door

#: From the middle of a door to the rooms that it joins: at most half a thick wall, metres.
_REACH = 0.6
#: Steps from a door to either side at which a room is looked for, metres.
_STEPS = (0.1, 0.2, 0.35, 0.5, 0.65)
_USUAL_WIDTH = 0.9
#: A door on no storey belongs to the one whose floor is this near, metres.
_ONE_STOREY = 1.0


@dataclass(frozen=True)
class DoorFound:
    """A door with the evidence for what it joins.

    Parameters
    ----------
    stated
        How many rooms the file says that it bounds.
    evidence
        ``stated``, ``position`` (rooms on both sides of it) or ``nothing``.
    external
        Whether the file says that it leads outside.
    """

    door: Door
    storey: str
    instance: Any
    stated: int
    evidence: str
    external: bool


class DoorReader:
    """Finds the rooms that doors join, on plans that are already made."""

    def __init__(
        self, model: IfcModel, plans: tuple[RoomPlan, ...], boundaries: Boundaries
    ) -> None:
        self._model = model
        self._plans = plans
        self._boundaries = boundaries

    @cached_property
    def _settings(self) -> Any:
        from ifcopenshell import geom

        settings = geom.settings()
        settings.set("use-world-coords", True)
        return settings

    def read(self) -> tuple[DoorFound, ...]:
        """Return all doors of storeys that have rooms."""
        doors = self._model.file.by_type("IfcDoor")
        ids = unique_ids([(slug(door.GlobalId or "") or f"door-{door.id()}",) for door in doors])
        found = (self._door(id, door) for id, door in zip(ids, doors, strict=True))
        return tuple(door for door in found if door is not None)

    def _door(self, id: str, door: Any) -> DoorFound | None:
        spaces = self._boundaries.spaces_at(door)
        try:
            matrix = self._model.placements.of(door)
        except (PlacementError, AttributeError, TypeError, ValueError):
            matrix = None
        plan = self._plan(door, spaces, matrix)
        if plan is None:
            return None
        own = None if matrix is None else plan.building.to_plane @ matrix
        joined, evidence, middle = self._joined(plan, door, plan.rooms_of(spaces), own)
        return DoorFound(
            door=Door(between=joined, at=middle, id=id),
            storey=plan.storey.id,
            instance=door,
            stated=len(spaces),
            evidence=evidence,
            external=is_external(property_sets(door)) or self._boundaries.is_outside(door),
        )

    def _plan(self, door: Any, spaces: tuple[int, ...], matrix: Matrix | None) -> RoomPlan | None:
        """Return the storey of most of a door's rooms, else the one it lies in, or by its height.

        None where it lies on a storey without rooms.
        """
        above = [parent.id() for parent in parents(door)]

        def evidence(plan: RoomPlan) -> tuple[int, bool]:
            storey = plan.storey.instance
            return len(plan.rooms_of(spaces)), storey is not None and storey.id() in above

        best = max(self._plans, key=evidence)
        if any(evidence(best)):
            return best
        if matrix is None or any(p.is_a("IfcBuildingStorey") for p in parents(door)):
            return None
        off = {
            plan.storey.id: abs(_height_above(plan, float(matrix[2, 3]))) for plan in self._plans
        }
        near = [plan for plan in self._plans if off[plan.storey.id] < _ONE_STOREY]
        return min(near, key=lambda plan: off[plan.storey.id], default=None)

    def _joined(
        self, plan: RoomPlan, door: Any, here: tuple[str, ...], own: Matrix | None
    ) -> tuple[tuple[str, ...], str, tuple[float, float] | None]:
        """Return the rooms that a door joins, the evidence, and its middle."""
        if own is None:
            return here[:2], "stated" if here else "nothing", None
        middle = self._middle(plan, door, here, own)
        if len(here) == 2:
            return here, "stated", _rounded(middle)
        sides = _sides(plan, middle, own)
        if len(here) > 2:
            chosen = (
                sides
                if len(sides) == 2 and set(sides) <= set(here)
                else _nearest(plan, middle, here)
            )
            return chosen, "stated", _rounded(middle)
        if len(sides) == 2 and set(here) <= set(sides):
            return sides, "position", _rounded(middle)
        if here:
            return here, "stated", _rounded(middle)
        return (sides, "position", _rounded(middle)) if sides else ((), "nothing", _rounded(middle))

    def _middle(self, plan: RoomPlan, door: Any, rooms: tuple[str, ...], own: Matrix) -> Point:
        """Return a door's middle: half its width along its x axis, as the standard places it.

        Some programs place a door by its middle, others by a corner of its wall; so that point is
        taken which lies nearest to the rooms that it joins, and its shape where none is near.
        """
        width = (door.OverallWidth or 0.0) * self._model.metre or _USUAL_WIDTH
        middle, corner = own @ (width / 2, 0.0, 0.0, 1.0), own[:, 3]
        points = [Point(middle[:2]), Point(corner[:2])]
        if not rooms:
            return points[0]

        def off(point: Point) -> float:
            distances = sorted(float(plan.polygon(id).distance(point)) for id in rooms)
            return distances[:2][-1]

        best = min(points, key=lambda point: (round(off(point), 2), points.index(point)))
        if off(best) <= _REACH:
            return best
        drawn = self._drawn_middle(plan, door)
        if drawn is not None and off(drawn) <= _REACH:
            return drawn
        if len(rooms) != 2:
            return best
        between = shapely.shortest_line(plan.polygon(rooms[0]), plan.polygon(rooms[1]))
        return between.centroid if between.length <= 2 * _REACH else best

    def _drawn_middle(self, plan: RoomPlan, door: Any) -> Point | None:
        from ifcopenshell import geom

        try:
            verts = geom.create_shape(self._settings, door).geometry.verts
        except RuntimeError:  # no shape, or one that the kernel cannot make
            return None
        points = np.array(verts, dtype=np.float64).reshape(-1, 3)
        middle = (points.min(axis=0) + points.max(axis=0)) / 2
        x, y = (plan.building.to_plane @ np.append(middle, 1.0))[:2]
        return Point(float(x), float(y))


def _height_above(plan: RoomPlan, height: float) -> float:
    return height - float(plan.building.from_plane[2, 3]) - plan.storey.elevation


def _rounded(point: Point) -> tuple[float, float]:
    return round(point.x, 3) + 0.0, round(point.y, 3) + 0.0


def _nearest(plan: RoomPlan, middle: Point, rooms: tuple[str, ...]) -> tuple[str, ...]:
    ordered = sorted(rooms, key=lambda id: (round(plan.polygon(id).distance(middle), 3), id))
    return tuple(ordered[:2])


def _sides(plan: RoomPlan, middle: Point, own: Matrix) -> tuple[str, ...]:
    """Return the rooms on both sides of a door: across its y axis, else its x axis.

    Two rooms, one where the other side is none, or none where both sides are the same room.
    """
    for axis in (own[:2, 1], own[:2, 0]):
        length = float(np.hypot(*axis))
        if length < 0.1:  # the axis points up: the door lies, or its placement is turned
            continue
        sides = [_first_room(plan, middle, axis / length * way) for way in (1.0, -1.0)]
        found = [room for room in sides if room is not None]
        if len(found) == 2 and found[0] == found[1]:
            return ()
        if found:
            return tuple(found)
    near = tuple(id for _, id in plan.near(middle, _REACH))
    return near[:2] if len(near) >= 2 else ()


def _first_room(plan: RoomPlan, middle: Point, step: Matrix) -> str | None:
    for length in _STEPS:
        point = Point(middle.x + step[0] * length, middle.y + step[1] * length)
        found = plan.near(point, 0.0)
        if found:
            return found[0][1]
    return None
