"""Names of rooms, sites, departments and divisions that name nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spaceplan.errors import Fault, Severity
from spaceplan.files.known import Known, fault_at
from spaceplan.files.nearest import nearest, one_of
from spaceplan.files.yaml_reader import YamlDocument
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Source
from spaceplan.model.people import Department, LedgerEntry
from spaceplan.model.places import Building, Storey
from spaceplan.model.portfolio import Portfolio

_NOWHERE = Source("", 1)


@dataclass(frozen=True)
class Register:
    """All ids of a portfolio, and the documents for the lines of lists in them.

    ``holders`` are the departments of today and those that today's departments succeed, ``people``
    those in the ledger, ``tags`` those that some room carries.
    """

    rooms: Known
    storeys: Known
    buildings: Known
    sites: Known
    departments: Known
    holders: Known
    people: Known
    tags: Known
    documents: dict[str, YamlDocument]

    def is_sound(self, entry: LedgerEntry) -> bool:
        """Return whether a line of the ledger has no fault that says whose it is or what for."""
        has_rank = entry.status != "active" or bool(entry.rank)
        return has_rank and entry.department in self.holders.ids

    def line(self, source: Source | None, *path: str | int) -> int:
        """Return the line of a part of a file."""
        return self.documents[(source or _NOWHERE).file].line_of(path)


def check_references(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    """Yield a fault for every reference to nothing, with the nearest id that exists."""
    for building in portfolio.buildings:
        yield from _building(building, register)
    yield from _outdoor(portfolio, register)
    for index, department in enumerate(portfolio.departments):
        yield from _department(department, index, register)
        yield from _tags(department, index, register)
    yield from _holdings(portfolio, register)
    yield from _ledger(portfolio, register)
    yield from _waivers(portfolio, register)


def _building(building: Building, register: Register) -> Iterator[Fault]:
    place = building.source or _NOWHERE
    if register.sites.lacks(building.site):
        found = N_("building on site '{id}', which does not exist")
        yield register.sites.fault(place.file, register.line(place, "site"), found, building.site)
    own = Known((room.id for s in building.storeys for room in s.rooms), frozenset())
    for i, entrance in enumerate(building.entrances):
        if entrance in own.ids:
            continue
        line = register.line(place, "entrances", i)
        if entrance in register.rooms.ids:
            found = N_("entrance '{id}', a room of another building")
            yield own.fault(place.file, line, found, entrance)
        elif register.rooms.lacks(entrance):
            found = N_("entrance '{id}', a room that does not exist")
            yield own.fault(place.file, line, found, entrance)
    for storey in building.storeys:
        yield from _storey(storey, register)


def _storey(storey: Storey, register: Register) -> Iterator[Fault]:
    rooms = register.rooms
    own = {room.id for room in storey.rooms}
    for room in storey.rooms:
        if room.private_to is not None and rooms.lacks(room.private_to):
            place = room.source or _NOWHERE
            found = N_("room '{room}' private to room '{id}', which does not exist")
            yield rooms.fault(place.file, place.line, found, room.private_to, room=room.id)
    for door in storey.doors:
        for id in door.between:
            if id in own:
                continue
            place = door.source or _NOWHERE
            if rooms.lacks(id):
                found = N_("door to room '{id}', which does not exist")
                yield rooms.fault(place.file, place.line, found, id)
            elif id in rooms.ids:
                found = N_("door on storey '{storey}' to room '{id}' of another storey")
                expected = N_("rooms of one storey")
                values = {"storey": storey.id, "id": id}
                yield fault_at(place, found, expected, Severity.WARNING, **values)


def _outdoor(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    for site in portfolio.sites:
        for way in site.outdoor:
            place = way.source or _NOWHERE
            for id in way.between:
                if register.rooms.lacks(id):
                    found = N_("way outside to room '{id}', which does not exist")
                    yield register.rooms.fault(place.file, place.line, found, id)


def _department(department: Department, index: int, register: Register) -> Iterator[Fault]:
    place = department.source or _NOWHERE

    def line(*path: str | int) -> int:
        return register.line(place, "departments", index, *path)

    sites = [("home_site", 0, department.home_site), ("prefer_site", 0, department.prefer_site)]
    sites += [("sites", i, site) for i, site in enumerate(department.sites)]
    for key, i, id in sites:
        if id is not None and register.sites.lacks(id):
            found = N_("{key} '{id}' of '{department}', a site that does not exist")
            yield register.sites.fault(
                place.file, line(key, i), found, id, key=key, department=department.id
            )
    rooms = [("locked", i, id) for i, id in enumerate(department.locked)]
    rooms += [("forbidden", i, id) for i, id in enumerate(department.forbidden)]
    for key, i, id in rooms:
        if register.rooms.lacks(id):
            found = N_("{key} room '{id}' of '{department}', which does not exist")
            yield register.rooms.fault(
                place.file, line(key, i), found, id, key=key, department=department.id
            )
    for i, relation in enumerate(department.relations):
        if register.departments.lacks(relation.department):
            found = N_("'{department}' works with department '{id}', which does not exist")
            yield register.departments.fault(
                place.file,
                line("relations", i, "with"),
                found,
                relation.department,
                department=department.id,
            )


def _tags(department: Department, index: int, register: Register) -> Iterator[Fault]:
    """Yield a warning for each required tag that no room carries: nobody can be seated then."""
    place = department.source or _NOWHERE
    document = register.documents[place.file]
    stated = document.data["departments"][index].get("requires", ())
    for i, tag in enumerate([stated] if isinstance(stated, str) else stated):
        if register.tags.lacks(tag):
            yield Fault(
                place.file,
                register.line(place, "departments", index, "requires", i),
                Message.of(
                    N_("'{department}' requires tag '{tag}', which no room carries"),
                    department=department.id,
                    tag=tag,
                ),
                _carried(sorted(register.tags.ids), tag),
                Severity.WARNING,
            )


def _carried(tags: Sequence[str], tag: str) -> Message:
    """Say which tags there are, the nearest one alone where one is near."""
    close = nearest(tag, tags)
    if close is not None:
        return Message.of(N_("a tag that some room carries, such as '{tag}'"), tag=close)
    if not tags:
        return Message.of(N_("a tag that some room carries; no room carries any"))
    return Message.of(N_("a tag that some room carries: {tags}"), tags=one_of(tags))


def _holdings(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    for holding in portfolio.holdings:
        place = holding.source or _NOWHERE
        if holding.room not in register.rooms.ids and register.rooms.lacks(holding.room):
            found = N_("room '{id}', which does not exist")
            yield register.rooms.fault(place.file, place.line, found, holding.room)
        if register.holders.lacks(holding.department):
            found = N_("department '{id}', which does not exist")
            yield register.holders.fault(place.file, place.line, found, holding.department)


def _ledger(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    parts: dict[str, list[str]] = {}
    for department in portfolio.departments:
        parts.setdefault(department.id, []).extend(part.id for part in department.divisions)
    divisions = {id: Known(own, register.people.excused) for id, own in parts.items()}
    for entry in portfolio.ledger or ():
        place = entry.source or _NOWHERE
        if entry.room and register.rooms.lacks(entry.room):
            found = N_("room '{id}', which does not exist")
            yield register.rooms.fault(place.file, place.line, found, entry.room)
        if register.holders.lacks(entry.department):
            found = N_("department '{id}', which does not exist")
            yield register.holders.fault(place.file, place.line, found, entry.department)
        known = divisions.get(entry.department) if entry.division else None
        if known is not None and known.lacks(entry.division):
            found = N_("division '{id}', which department '{department}' does not have")
            yield known.fault(
                place.file, place.line, found, entry.division, department=entry.department
            )


def _waivers(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    if not portfolio.waivers:
        return
    people = {entry.person for entry in portfolio.ledger or ()}
    for waiver in portfolio.waivers:
        known = (register.rooms, register.holders)
        if waiver.subject not in people and all(ids.lacks(waiver.subject) for ids in known):
            found = N_("a waiver for '{subject}', which is no room, department or person")
            expected = N_("the id of one that exists")
            values = {"subject": waiver.subject}
            yield fault_at(waiver.source, found, expected, Severity.WARNING, **values)
