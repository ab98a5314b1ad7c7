"""Zones of a file as departments and holdings: who seems to have which rooms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from spaceplan.formats.ifc.notes import Notes, listed
from spaceplan.formats.ifc.opening import IfcModel
from spaceplan.formats.ifc.properties import text_of
from spaceplan.formats.ifc.rooms import PlacedRoom, RoomPlan, name_of
from spaceplan.formats.readable_ids import slug, unique_ids
from spaceplan.i18n import N_, Message
from spaceplan.model import Department, Holding
from spaceplan.model.uses import CIRCULATION_USES

#: Properties of a space that name who uses it, the most telling first.
_PROPERTIES = (
    "Department",
    "使用单位",
    "使用部门",
    "部门",
    "Abteilung",
    "OccupancyZoneName",
)
#: Words that say no more than that a label is a zone's.
_GENERIC = re.compile(r"(?i)\b(occupancy)?[\s_-]*zone[\s_-]*(name)?\b|occupancyzonename")
#: Groups of spaces that are made for something else than occupants.
_TECHNICAL = re.compile(
    r"(?i)fire|smoke|alarm|hvac|thermal|heat|cool|vent|light|acoust|security|circulation|preserv"
    r"|energy|system|brand|klima|防火|空调|照明|报警"
)
#: Uses of rooms in which somebody has a desk: without one a zone is a part of the building.
_OFFICE_USES = frozenset({"office", "open_office"})
_ALIKE = 0.8
_SHORTEST_TYPO = 5


@dataclass(frozen=True)
class Zones:
    """Departments made of zones, and the rooms that they hold."""

    departments: tuple[Department, ...]
    holdings: tuple[Holding, ...]


def read_zones(model: IfcModel, plans: tuple[RoomPlan, ...], site_of: dict[str, str]) -> Zones:
    """Return one department for each zone with an office in it; it holds the zone's rooms.

    Circulation is held by nobody. Zones without an office (stairs, plant, toilets) are parts of
    the building.

    Parameters
    ----------
    site_of
        The site of each building.
    """
    groups = _rooms_of_groups(model)
    rooms: dict[str, list[tuple[RoomPlan, PlacedRoom]]] = {}
    for plan in plans:
        for placed in plan.rooms:
            zone = text_of(placed.space.sets, _PROPERTIES)
            zone = zone or groups.get(placed.space.instance.id(), "")
            if zone:
                rooms.setdefault(zone, []).append((plan, placed))
    labels = sorted(rooms)
    _note_alike(labels, rooms, model.notes)
    occupants = [zone for zone in labels if any(_is_office(p) for _, p in rooms[zone])]
    ids = dict(zip(occupants, unique_ids([_candidates(zone) for zone in occupants]), strict=True))
    _note_zones(model.notes, labels, occupants)
    departments = tuple(
        Department(
            id=ids[zone],
            home_site=site_of[_main_building([plan for plan, _ in rooms[zone]])],
            name=name_of(zone),
        )
        for zone in occupants
    )
    holdings = tuple(
        Holding(placed.room.id, ids[zone])
        for zone in occupants
        for _, placed in rooms[zone]
        if placed.room.use not in CIRCULATION_USES
    )
    return Zones(departments, tuple(sorted(holdings, key=lambda h: (h.room, h.department))))


def _is_office(placed: PlacedRoom) -> bool:
    return placed.room.use in _OFFICE_USES


def core_of(zone: str) -> str:
    """Return what is left of a label without the words that only say that it is a zone's.

    Examples
    --------
    >>> core_of("CMD Occupancy Zone"), core_of("Unit A OccupancyZoneName"), core_of("Zone 3")
    ('CMD', 'Unit A', '3')
    """
    return _GENERIC.sub(" ", zone).strip(" -_:") or zone


def _candidates(zone: str) -> tuple[str, str, str]:
    core = slug(core_of(zone)).lower()
    return core, slug(zone).lower(), f"zone-{core}" if core else "zone"


def _main_building(plans: list[RoomPlan]) -> str:
    ids = [plan.building.id for plan in plans]
    return max(dict.fromkeys(ids), key=ids.count)


def _rooms_of_groups(model: IfcModel) -> dict[int, str]:
    """Return for each space the zone or group that it is assigned to, if that names occupants."""
    found: dict[int, str] = {}
    relations = [
        (relation.RelatingGroup, relation.RelatedObjects)
        for relation in model.file.by_type("IfcRelAssignsToGroup")
    ]
    if model.file.schema != "IFC2X3":
        relations += [
            (relation.RelatingStructure, relation.RelatedElements)
            for relation in model.file.by_type("IfcRelReferencedInSpatialStructure")
            if relation.RelatingStructure is not None
            and relation.RelatingStructure.is_a("IfcSpatialZone")
        ]
    for group, members in relations:
        zone = _occupant_label(group)
        for member in members or () if zone else ():
            if member is not None and member.is_a("IfcSpace"):
                found.setdefault(member.id(), zone)
    return found


def _occupant_label(group: Any) -> str:
    """Return a group's label, '' where it is made for fire, heating or the like."""
    if group is None or (group.is_a("IfcSystem") and not group.is_a("IfcZone")):
        return ""  # a zone is a kind of system since IFC4
    kind = getattr(group, "PredefinedType", None)
    if kind not in (None, "OCCUPANCY", "USERDEFINED", "NOTDEFINED"):
        return ""
    name = (group.Name or getattr(group, "LongName", None) or "").strip()
    about = " ".join((name, group.ObjectType or "", group.Description or ""))
    return "" if _TECHNICAL.search(about) else name


def _note_zones(notes: Notes, labels: list[str], occupants: list[str]) -> None:
    if not labels:
        found = Message.of(N_("no zones that name who uses the rooms"))
        notes.add(found, Message.of(N_("departments; write them into departments.yaml")))
        return
    others = [zone for zone in labels if zone not in occupants]
    if others:
        found = Message.of(
            N_("zones without an office: {number} ({names})"),
            number=len(others),
            names=listed(others),
        )
        notes.add(found, Message.of(N_("occupants; taken as parts of the building")))
    if occupants:
        found = Message.of(
            N_("departments made of zones, without people: {number} ({names})"),
            number=len(occupants),
            names=listed(occupants),
        )
        expected = Message.of(N_("establishment and headcount; write them into departments.yaml"))
        notes.add(found, expected)


def _note_alike(
    labels: list[str], rooms: dict[str, list[tuple[RoomPlan, PlacedRoom]]], notes: Notes
) -> None:
    """Report labels that differ so little that one is probably a slip; both are kept."""
    for i, one in enumerate(labels):
        for other in labels[i + 1 :]:
            if _probably_same(core_of(one), core_of(other)):
                rare, usual = sorted((one, other), key=lambda zone: len(rooms[zone]))
                if len(rooms[one]) == len(rooms[other]):
                    rare, usual = one, other
                found = Message.of(N_("zones called '{one}' and '{other}'"), one=rare, other=usual)
                expected = Message.of(N_("one spelling, if they are the same; both were kept"))
                notes.add(found, expected, rooms[rare][0][1].space.instance)


def _probably_same(one: str, other: str) -> bool:
    """Return whether labels differ in letters of one long word only, not in a number or letter.

    Examples
    --------
    >>> _probably_same("Elevation", "Elevator"), _probably_same("Stair 1", "Stair 2")
    (True, False)
    >>> _probably_same("Unit A", "Unit B"), _probably_same("BOC", "NOC")
    (False, False)
    """
    words, others = one.casefold().split(), other.casefold().split()
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(differing) <= 1 and all(
        min(len(a), len(b)) >= _SHORTEST_TYPO
        and a.isalpha()
        and b.isalpha()
        and SequenceMatcher(None, a, b).ratio() >= _ALIKE
        for a, b in differing
    )
