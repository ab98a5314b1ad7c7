"""The validator: what of the rooms and doors cannot be reached, joined or believed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from spaceplan.errors import Severity
from spaceplan.graph.doors import DoorTable, known_rooms
from spaceplan.graph.findings import GraphFinding, some_ids
from spaceplan.graph.outlines import IntArray
from spaceplan.graph.places import Places
from spaceplan.graph.walls import WallTable
from spaceplan.graph.ways import WayTable
from spaceplan.i18n import N_
from spaceplan.model import Door, Storey
from spaceplan.model.uses import LIFT, STAIR


def report_doors(places: Places, entrances: Iterable[int]) -> list[GraphFinding]:
    """Report stated doors that join nothing, one room only, or rooms of different sites.

    A door of one room is its outer door where the room is an entrance of its building.
    """
    outer = set(entrances)
    found = []
    for storey in places.storeys:
        for door in storey.doors:
            rooms = known_rooms(door, places)
            unknown = tuple(id for id in door.between if id not in places.number)
            if unknown:
                found.append(_door_finding(storey, door, "door-unknown-room", unknown))
            elif not rooms:
                found.append(_door_finding(storey, door, "door-joins-nothing", ()))
            elif len(rooms) == 1 and rooms[0] not in outer:
                found.append(_door_finding(storey, door, "door-joins-one-room", door.between[:1]))
            elif len({places.site_of_room(room) for room in rooms}) > 1:
                found.append(_door_finding(storey, door, "door-between-sites", door.between))
    return found


_DOOR_MESSAGES = {
    "door-unknown-room": N_("storey {storey}: door {door} names a room that is not there: {rooms}"),
    "door-joins-nothing": N_("storey {storey}: door {door} joins no rooms"),
    "door-joins-one-room": N_("storey {storey}: door {door} joins one room only: {rooms}"),
    "door-between-sites": N_("storey {storey}: door {door} joins rooms of two sites: {rooms}"),
}


def _door_finding(storey: Storey, door: Door, kind: str, rooms: tuple[str, ...]) -> GraphFinding:
    at = "" if door.at is None else f"({door.at[0]:.2f}, {door.at[1]:.2f})"
    values = {"storey": storey.id, "door": door.id or at or "?", "rooms": ", ".join(rooms)}
    severity = Severity.ERROR if kind == "door-between-sites" else Severity.WARNING
    return GraphFinding(kind, severity, storey.id, rooms, _DOOR_MESSAGES[kind], values, door.source)


def report_outlines(places: Places, mended: IntArray) -> list[GraphFinding]:
    """Report rooms whose outlines cross themselves or enclose nothing."""
    found = []
    for room in mended.tolist():
        storey = places.storey_of_room(room)
        id = places.rooms[room].id
        found.append(
            GraphFinding(
                "broken-outline",
                Severity.ERROR,
                storey.id,
                (id,),
                N_(
                    "storey {storey}: the outline of {room} crosses itself or encloses nothing; "
                    "its walls are taken from what could be mended"
                ),
                {"storey": storey.id, "room": id},
                places.rooms[room].source,
            )
        )
    return found


def report_isolated(places: Places, walls: WallTable, doors: DoorTable) -> list[GraphFinding]:
    """Report rooms that have neither a wall nor a door in common with another one."""
    alone = np.ones(len(places.rooms), bool)
    for rooms in (walls.a, walls.b, doors.a, doors.b):
        alone[rooms] = False
    return [
        _rooms_finding(
            places,
            "isolated-rooms",
            storey,
            rooms,
            N_(
                "storey {storey}: rooms without a wall or a door in common with another one: "
                "{count} ({rooms})"
            ),
        )
        for storey, rooms in _by_storey(places, np.flatnonzero(alone))
    ]


def report_unreachable(
    places: Places, doors: DoorTable, ways: Iterable[WayTable]
) -> list[GraphFinding]:
    """Report rooms from which one cannot walk to the largest connected part of their site."""
    tables = [(doors.a, doors.b), *((way.a, way.b) for way in ways)]
    rows = np.concatenate([a for a, _ in tables])
    columns = np.concatenate([b for _, b in tables])
    count = len(places.rooms)
    graph = coo_array((np.ones(len(rows)), (rows, columns)), shape=(count, count))
    _, part = connected_components(graph, directed=False)
    site = places.site_of[places.building_of[places.storey_of]]
    size = np.bincount(part, minlength=count)[part]
    lost = np.zeros(count, bool)
    for number in np.unique(site).tolist():
        own = np.flatnonzero(site == number)
        lost[own] = part[own] != part[own[np.argmax(size[own])]]
    return [
        _rooms_finding(
            places,
            "unreachable-rooms",
            storey,
            rooms,
            N_(
                "storey {storey}: rooms from which one cannot walk to the rest of the site, walks "
                "count as 1000 m: {count} ({rooms})"
            ),
            Severity.ERROR,
        )
        for storey, rooms in _by_storey(places, np.flatnonzero(lost))
    ]


def report_shafts(places: Places) -> list[GraphFinding]:
    """Report stairs and lifts of buildings with several storeys that name no shaft."""
    nameless = [
        i
        for i, room in enumerate(places.rooms)
        if room.shaft is None
        and room.use in (STAIR, LIFT)
        and len(places.building_of_room(i).storeys) > 1
    ]
    return [
        _rooms_finding(
            places,
            "stair-without-shaft",
            storey,
            rooms,
            N_(
                "storey {storey}: stairs and lifts that name no shaft and lead nowhere: {count} "
                "({rooms})"
            ),
        )
        for storey, rooms in _by_storey(places, np.array(nameless, dtype=np.intp))
    ]


def _by_storey(places: Places, rooms: IntArray) -> list[tuple[int, IntArray]]:
    storey = places.storey_of[rooms]
    return [(s, rooms[storey == s]) for s in np.unique(storey).tolist()]


def _rooms_finding(
    places: Places,
    kind: str,
    storey: int,
    rooms: IntArray,
    message: str,
    severity: Severity = Severity.WARNING,
) -> GraphFinding:
    ids, name = places.ids(rooms.tolist()), places.storeys[storey].id
    values = {"storey": name, "count": len(ids), "rooms": some_ids(ids)}
    source = places.rooms[rooms[0]].source
    return GraphFinding(kind, severity, name, ids, message, values, source)
