"""Which room, unit and division a line means: by id, by name, by the number on the door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from spaceplan.errors import Fault
from spaceplan.files.nearest import Suggester, one_of
from spaceplan.formats.xlsx.tables import Line
from spaceplan.formats.xlsx.values import folded
from spaceplan.i18n import N_, Message
from spaceplan.model import Building, Department, Portfolio, Room, Storey
from spaceplan.model.common import Name

_STOREY = re.compile(r"(?:第|f|l)?(-?\d+)(?:层|楼|f)?")
_BELOW = re.compile(r"(?:b|地下|负)(\d+)(?:层|楼)?")


class Places:
    """Finds rooms, units and divisions of a portfolio in lines of forms."""

    def __init__(self, portfolio: Portfolio, departments: Iterable[Department]) -> None:
        self._portfolio = portfolio
        self.departments = {department.id: department for department in departments}
        former = {id for d in self.departments.values() for id in d.succeeds}
        self._holders = former | set(self.departments)
        self._units: dict[str, tuple[str, ...]] = {}
        for department in self.departments.values():
            self._name(department)

    def take_up(self, department: Department) -> None:
        """Find a new department as well from now on."""
        self.departments[department.id] = department
        self._holders.add(department.id)
        self._name(department)

    def _name(self, department: Department) -> None:
        for text in _names(department.id, department.name, department.short):
            ids = (*self._units.get(text, ()), department.id)
            self._units[text] = tuple(dict.fromkeys(ids))

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(room.id for room in self._portfolio.rooms)

    @cached_property
    def _rooms(self) -> Mapping[str, tuple[tuple[Room, Storey, Building], ...]]:
        """Rooms by everything that they may be called, with where they are."""
        found: dict[str, list[tuple[Room, Storey, Building]]] = {}
        for building in self._portfolio.buildings:
            for storey in building.storeys:
                for room in storey.rooms:
                    rest = room.id.removeprefix(building.id).strip("-")
                    for text in _names(room.id, room.name or Name(), Name(rest, rest.lstrip("0"))):
                        found.setdefault(text, []).append((room, storey, building))
        return {text: tuple(rooms) for text, rooms in found.items()}

    def room(self, line: Line) -> Room | Fault:
        """Return the room of a line, or what is wrong: unknown, or one of several."""
        id = line.text("room_id")
        if id and self._portfolio.has_room(id):
            return self._portfolio.room(id)
        number = folded(line.text("room_no") or id).removesuffix("室").removesuffix("房间")
        known = self._rooms.get(number) or self._rooms.get(number.lstrip("0")) or ()
        building, storey = folded(line.text("building")), line.text("storey")
        fitting = [p for p in known if not building or building in _names(p[2].id, p[2].name)]
        if len(fitting) > 1:
            fitting = [p for p in fitting if not storey or _is_storey(storey, p[1])]
        where = line.column("room_no", "room_id")
        found = Message.of(
            N_("room '{room}' in building '{building}'"),
            room=line.text("room_no") or id,
            building=line.text("building"),
        )
        if len(fitting) == 1:
            return fitting[0][0]
        if fitting:
            listed = ", ".join(room.id for room, _, _ in fitting[:5])
            expected = Message.of(N_("a room that one can tell apart; it may be {ids}"), ids=listed)
            return line.grid.fault(line.row, where, found, expected)
        if known:
            listed = ", ".join(dict.fromkeys(b.name.zh or b.id for _, _, b in known[:5]))
            expected = Message.of(N_("its building: {names}"), names=listed)
            return line.grid.fault(line.row, line.column("building", "room_no"), found, expected)
        near = self._suggester.nearest(line.text("room_no"))
        expected = (
            Message.of(N_("'{word}'"), word=near)
            if near
            else Message.of(N_("a room of the portfolio, by its id, its name or its number"))
        )
        return line.grid.fault(line.row, where, found, expected)

    def unit(self, line: Line) -> str | Fault:
        """Return the id of the unit of a line, or what is wrong."""
        id, text = line.text("unit_id"), line.text("unit")
        if id in self._holders:
            return id
        known = self._units.get(folded(text), ())
        if len(known) == 1:
            return known[0]
        found = Message.of(N_("unit '{unit}'"), unit=text or id)
        names = [d.name.zh or d.name.en or d.id for d in self.departments.values()]
        expected = (
            Message.of(N_("one that one can tell apart; it may be {ids}"), ids=", ".join(known))
            if known
            else one_of(names, text or id)
        )
        return line.grid.fault(line.row, line.column("unit", "unit_id"), found, expected)

    def division(self, line: Line, unit: str) -> str | Fault:
        """Return the id of the division of a line, '' where none is named, or what is wrong."""
        id, text = line.text("division_id"), line.text("division")
        if not id and not text:
            return ""
        department = self.departments.get(unit)
        divisions = department.divisions if department else ()
        for division in divisions:
            if id == division.id or (not id and folded(text) in _names(division.id, division.name)):
                return division.id
        if department is None and id:
            return id
        found = Message.of(N_("division '{division}' of '{unit}'"), division=text or id, unit=unit)
        expected = one_of([d.name.zh or d.name.en or d.id for d in divisions], text or id)
        return line.grid.fault(line.row, line.column("division", "division_id"), found, expected)


def _names(id: str, *names: Name) -> frozenset[str]:
    texts = (id, *(text for name in names for text in (name.zh, name.en)))
    return frozenset(folded(text) for text in texts if text)


def _is_storey(text: str, storey: Storey) -> bool:
    wanted = folded(text)
    below, above = _BELOW.fullmatch(wanted), _STOREY.fullmatch(wanted)
    if below:
        return storey.number == -int(below[1])
    if above:
        return storey.number == int(above[1])
    return wanted in _names(storey.id, storey.name or Name())
