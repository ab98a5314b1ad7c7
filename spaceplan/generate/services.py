"""Services: which service rooms departments need, hold, and would hold in a good plan."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np

from spaceplan.generate import quotas
from spaceplan.generate.drafts import RoomDraft
from spaceplan.generate.layout import Home
from spaceplan.generate.planning import Plan
from spaceplan.generate.staffing import Staffed
from spaceplan.model import Need

#: Service rooms that a department may hold for itself.
HELD = ("meeting", "archive", "filing", "reception", "duty", "print", "server", "storage")
#: What departments with a role need: use, smallest area (m²), rooms, highest storey.
BY_ROLE: dict[str, tuple[tuple[str, float, int, int | None], ...]] = {
    "hall": (("service_hall", 150.0, 1, 1), ("reception", 15.0, 1, None)),
    "archive": (("archive", 20.0, 3, None),),
    "petitions": (("reception", 20.0, 1, 2),),
    "server": (("server", 15.0, 1, None),),
}
#: What the larger departments need, by size, each by a chance: use, smallest area (m²), chance.
BY_SIZE: dict[str, tuple[tuple[str, float, float], ...]] = {
    "XXL": (("meeting", 30.0, 1.0), ("archive", 15.0, 0.8), ("duty", 12.0, 0.4)),
    "XL": (("meeting", 24.0, 0.8), ("archive", 15.0, 0.5), ("filing", 12.0, 0.4)),
    "L": (("meeting", 20.0, 0.4), ("filing", 12.0, 0.4), ("archive", 12.0, 0.3)),
    "M": (("archive", 12.0, 0.15), ("reception", 15.0, 0.1)),
}
#: A room on the storey of a department is within so many metres of any other one there.
WITHIN_M = 150.0
#: Departments hold at most this share of the service area that they are entitled to.
HELD_SHARE = 0.8


def state_needs(home: Home, plan: Plan, rng: np.random.Generator) -> None:
    """Give departments needs for which there are rooms, and plan those rooms, each the nearest."""
    rooms = service_rooms(home)
    for department in home.departments:
        for use, least, count, highest in _wishes(department, rng):
            found = _nearest(department, plan, rooms, (use, least, highest), count)
            if len(found) < count:
                continue
            near = all(_same_storey(room, department, plan) for room in found)
            within = WITHIN_M if near and rng.random() < 0.5 else None
            department.needs.append(Need(use, least, count, within, highest))
            for room in found:
                plan.hold(room, department.id)


def service_rooms(home: Home) -> list[RoomDraft]:
    """Return the service rooms of a site that a department may hold."""
    return [
        room
        for storey in home.site.storeys
        for room in storey.rooms
        if room.use in (*HELD, "service_hall") and "pooled" not in room.tags
    ]


def _wishes(
    department: Staffed, rng: np.random.Generator
) -> list[tuple[str, float, int, int | None]]:
    """Return what a department wishes for: use, smallest area, rooms, highest storey."""
    wishes = list(BY_ROLE.get(department.entry.role, ()))
    for use, least, chance in BY_SIZE.get(department.entry.size, ()):
        if rng.random() < chance:
            wishes.append((use, least, 1, None))
    return wishes


def _nearest(
    department: Staffed,
    plan: Plan,
    rooms: Sequence[RoomDraft],
    wish: tuple[str, float, int | None],
    count: int,
) -> list[RoomDraft]:
    """Return the free rooms that meet a wish, those nearest to the department's offices."""
    use, least, highest = wish
    fitting = [
        room
        for room in rooms
        if room.use == use
        and room.area_dm2 >= least * 100
        and (highest is None or room.storey.number <= highest)
        and room not in plan
    ]
    if not fitting:
        return []
    home = _main_storey(department, plan)
    return sorted(fitting, key=lambda room: (_far(room, home), room.id))[:count]


def _main_storey(department: Staffed, plan: Plan) -> RoomDraft:
    """Return an office on the storey on which most of a department's people sit."""
    lines = [line for line in plan.of(department.id) if line.people]
    by_storey: dict[str, int] = {}
    for line in lines:
        id = line.room.storey.id
        by_storey[id] = by_storey.get(id, 0) + line.people.total()
    main = max(by_storey, key=lambda id: (by_storey[id], id))
    return next(line.room for line in lines if line.room.storey.id == main)


def _far(room: RoomDraft, other: RoomDraft) -> int:
    away = 100 if room.storey.building is not other.storey.building else 0
    return away + abs(room.storey.number - other.storey.number)


def _same_storey(room: RoomDraft, department: Staffed, plan: Plan) -> bool:
    storeys = {line.room.storey for line in plan.of(department.id) if line.people}
    return storeys == {room.storey}


def hold_services(home: Home, today: Plan, rng: np.random.Generator) -> None:
    """Let departments hold service rooms of their own, well within what they may have."""
    rooms = [room for room in service_rooms(home) if room.use != "service_hall"]
    order = [rooms[int(i)] for i in rng.permutation(len(rooms))]
    for department in home.departments:
        limit = floor(HELD_SHARE * quotas.service_entitlement("city", department.people))
        wanted = [need.use for need in department.needs for _ in range(need.count)]
        if rng.random() < 0.5:
            wanted.append(str(rng.choice(HELD)))
        for use in wanted:
            room = next((r for r in order if r.use == use and r not in today), None)
            if room is not None and room.area_dm2 <= limit:
                today.hold(room, department.id)
                limit -= room.area_dm2
    _hold_halls(home, today)


def _hold_halls(home: Home, today: Plan) -> None:
    halls = [room for room in service_rooms(home) if room.use == "service_hall"]
    for department in home.departments:
        if department.entry.role == "hall" and halls:
            today.hold(halls.pop(0), department.id)


def lock_technical_rooms(home: Home, plans: Sequence[Plan]) -> None:
    """Lock courtrooms, laboratories and other technical rooms for the departments that use them."""
    roles = {
        "courtroom": "court",
        "hearing": "court",
        "laboratory": "laboratory",
        "technical": "laboratory",
    }
    for storey in home.site.storeys:
        for room in storey.rooms:
            if room.use in roles:
                users = [d for d in home.departments if d.entry.role == roles[room.use]]
                users = users or [max(home.departments, key=lambda d: (d.people, d.id))]
                user = min(users, key=lambda d: (len(d.locked), d.id))
                user.locked.append(room.id)
                for plan in plans:
                    plan.hold(room, user.id)
