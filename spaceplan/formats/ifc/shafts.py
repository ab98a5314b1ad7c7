"""Stairs and lifts: rooms that lie above each other get one shaft, which joins their storeys."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.formats.ifc.notes import Notes, listed
from spaceplan.formats.ifc.rooms import PlacedRoom, RoomPlan
from spaceplan.i18n import N_, Message
from spaceplan.model.uses import LIFT, STAIR

#: Rooms on neighbouring storeys are one shaft from this share of the smaller one in common.
_IN_COMMON = 0.3


def join_shafts(plans: tuple[RoomPlan, ...], notes: Notes) -> tuple[RoomPlan, ...]:
    """Return the plans with a shaft for every stair and lift.

    A stair goes on in the stair above that covers most of it; where a storey has none there, the
    shaft ends.
    """
    shafts: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    below: list[PlacedRoom] = []
    building = None
    for plan in plans:
        if plan.building.id != building:
            building, below = plan.building.id, []
        own = [placed for placed in plan.rooms if placed.room.use in (STAIR, LIFT)]
        free = list(below)
        for placed in sorted(own, key=lambda p: -_best_overlap(p, free)):
            under = max(free, key=lambda p: _overlap(p, placed), default=None)
            if under is not None and _overlap(under, placed) >= _IN_COMMON:
                free.remove(under)
                shafts[placed.room.id] = shafts[under.room.id]
                continue
            key = (building, placed.room.use)
            counts[key] = counts.get(key, 0) + 1
            shafts[placed.room.id] = f"{placed.room.use}-{counts[key]}"
        below = own
    _note_short(plans, shafts, notes)
    return tuple(
        replace(plan, rooms=tuple(_with_shaft(placed, shafts) for placed in plan.rooms))
        for plan in plans
    )


def share_shaft(lower: RoomPlan, upper: RoomPlan) -> bool:
    """Return whether a stair or lift of one storey lies above one of the storey below."""
    stairs = [placed for placed in lower.rooms if placed.room.use in (STAIR, LIFT)]
    return any(
        _best_overlap(placed, stairs) >= _IN_COMMON
        for placed in upper.rooms
        if placed.room.use in (STAIR, LIFT)
    )


def _overlap(one: PlacedRoom, other: PlacedRoom) -> float:
    if one.room.use != other.room.use:
        return 0.0
    common = one.polygon.intersection(other.polygon).area
    return float(common / min(one.polygon.area, other.polygon.area))


def _best_overlap(placed: PlacedRoom, rooms: list[PlacedRoom]) -> float:
    return max((_overlap(room, placed) for room in rooms), default=0.0)


def _with_shaft(placed: PlacedRoom, shafts: dict[str, str]) -> PlacedRoom:
    shaft = shafts.get(placed.room.id)
    return placed if shaft is None else replace(placed, room=replace(placed.room, shaft=shaft))


def _note_short(plans: tuple[RoomPlan, ...], shafts: dict[str, str], notes: Notes) -> None:
    """Report stairs and lifts of buildings with several storeys that join nothing."""
    several = {
        plan.building.id
        for plan in plans
        if sum(other.building.id == plan.building.id for other in plans) > 1
    }
    by_shaft: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        for placed in plan.rooms if plan.building.id in several else ():
            if placed.room.id in shafts:
                key = (plan.building.id, shafts[placed.room.id])
                by_shaft.setdefault(key, []).append(placed.room.id)
    alone = [rooms[0] for rooms in by_shaft.values() if len(rooms) == 1]
    if alone:
        found = Message.of(
            N_("stairs and lifts without one above or below: {number} ({names})"),
            number=len(alone),
            names=listed(alone),
        )
        notes.add(found, Message.of(N_("a room on each storey; they join no storeys")))
