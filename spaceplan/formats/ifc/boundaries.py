"""What the file says about which spaces a door, an opening or an open border bounds."""

from __future__ import annotations

from typing import Any

from spaceplan.formats.ifc.opening import IfcModel


class Boundaries:
    """The ``IfcRelSpaceBoundary`` of a file by the element that bounds; spaces by number.

    Parameters
    ----------
    rooms
        Numbers of the spaces that are rooms; what others say about doors is not heard.
    part_of
        From a part of a room to the room, by number.
    """

    def __init__(self, model: IfcModel, rooms: frozenset[int], part_of: dict[int, int]) -> None:
        self._rooms = rooms
        self._part_of = part_of
        self._doors: dict[int, dict[int, None]] = {}
        self._outside: set[int] = set()
        self._open_elements: dict[int, dict[int, None]] = {}
        self._open_spaces: set[int] = set()
        for relation in model.file.by_type("IfcRelSpaceBoundary"):
            self._add(relation)

    def _add(self, relation: Any) -> None:
        space, element = relation.RelatingSpace, relation.RelatedBuildingElement
        if space is None:
            return
        number = self._part_of.get(space.id(), space.id())
        doors = _doors_in(element)
        if number not in self._rooms:
            if space.is_a("IfcExternalSpatialElement"):
                self._outside.update(door.id() for door in doors)
            return
        for door in doors:
            self._doors.setdefault(door.id(), {})[number] = None
        if element is not None and element.is_a("IfcVirtualElement"):
            self._open_elements.setdefault(element.id(), {})[number] = None
        elif element is None and relation.PhysicalOrVirtualBoundary == "VIRTUAL":
            self._open_spaces.add(number)

    def spaces_at(self, door: Any) -> tuple[int, ...]:
        """Return the spaces that a door bounds, in the order of the file."""
        return tuple(self._doors.get(door.id(), ()))

    def is_outside(self, door: Any) -> bool:
        """Return whether a door bounds the outside."""
        return door.id() in self._outside

    @property
    def open_pairs(self) -> tuple[tuple[int, ...], ...]:
        """Spaces on the two sides of a border that is no wall, where the file has both on one."""
        return tuple(tuple(pair) for pair in self._open_elements.values() if len(pair) == 2)

    @property
    def open_spaces(self) -> frozenset[int]:
        """Spaces with a border that is no wall, where the file does not say what lies beyond."""
        return frozenset(self._open_spaces)


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
