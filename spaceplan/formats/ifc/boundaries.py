"""What the file says about which rooms a door, an opening or an open border bounds."""

from __future__ import annotations

from typing import Any

from spaceplan.formats.ifc.opening import IfcModel
from spaceplan.formats.ifc.rooms import RoomPlan


class Boundaries:
    """The ``IfcRelSpaceBoundary`` of a file by the element that bounds.

    Parameters
    ----------
    part_of
        From a part of a room to the room, by instance number.
    """

    def __init__(
        self, model: IfcModel, plans: tuple[RoomPlan, ...], part_of: dict[int, int]
    ) -> None:
        self._part_of = part_of
        self._room_of = {
            placed.space.instance.id(): placed.room.id for plan in plans for placed in plan.rooms
        }
        self._doors: dict[int, dict[str, None]] = {}
        self._outside: set[int] = set()
        self._open_elements: dict[int, dict[str, None]] = {}
        self._open_rooms: dict[str, None] = {}
        for relation in model.file.by_type("IfcRelSpaceBoundary"):
            self._add(relation)

    def _add(self, relation: Any) -> None:
        space, element = relation.RelatingSpace, relation.RelatedBuildingElement
        if space is None:
            return
        room = self._room_of.get(self._part_of.get(space.id(), space.id()))
        doors = _doors_in(element)
        if room is None:
            if space.is_a("IfcExternalSpatialElement"):
                self._outside.update(door.id() for door in doors)
            return
        for door in doors:
            self._doors.setdefault(door.id(), {})[room] = None
        if element is not None and element.is_a("IfcVirtualElement"):
            self._open_elements.setdefault(element.id(), {})[room] = None
        elif element is None and relation.PhysicalOrVirtualBoundary == "VIRTUAL":
            self._open_rooms[room] = None

    def rooms_at(self, door: Any) -> tuple[str, ...]:
        """Return the rooms that a door bounds, in the order of the file."""
        return tuple(self._doors.get(door.id(), ()))

    def is_outside(self, door: Any) -> bool:
        """Return whether a door bounds the outside."""
        return door.id() in self._outside

    @property
    def open_pairs(self) -> tuple[tuple[str, ...], ...]:
        """Rooms on the two sides of a border that is no wall, where the file has both on one."""
        return tuple(tuple(rooms) for rooms in self._open_elements.values() if len(rooms) == 2)

    @property
    def open_rooms(self) -> frozenset[str]:
        """Rooms with a border that is no wall, where the file does not say what lies beyond."""
        return frozenset(self._open_rooms)


def _doors_in(element: Any) -> list[Any]:
    """Return the doors that a bounding element is, or that fill it where it is an opening."""
    if element is None:
        return []
    if element.is_a("IfcDoor"):
        return [element]
    if element.is_a("IfcOpeningElement"):
        fillings = (relation.RelatedBuildingElement for relation in element.HasFillings or ())
        return [filling for filling in fillings if filling is not None and filling.is_a("IfcDoor")]
    return []
