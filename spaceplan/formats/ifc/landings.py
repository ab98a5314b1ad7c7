"""Stairs and lifts drawn as one tall room: the storeys that they pass get a room of theirs too."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from spaceplan.formats.ifc.notes import Notes, listed
from spaceplan.formats.ifc.rooms import PlacedRoom, RoomPlan
from spaceplan.formats.ifc.shafts import share_shaft
from spaceplan.formats.readable_ids import LONGEST
from spaceplan.i18n import N_, Message
from spaceplan.model.uses import LIFT, STAIR

#: A room reaches into the storey above when it ends this far above its floor, metres.
_HEADROOM = 1.0
#: Share of the tall room that rooms of the storey above may cover; else it is drawn there.
_COVERED = 0.2


def add_landings(plans: tuple[RoomPlan, ...], notes: Notes) -> tuple[RoomPlan, ...]:
    """Return the plans with a room on storeys that a tall stair or lift passes.

    It is added where nobody could walk down otherwise: where the storey has no stair or lift that
    lies above one of the storey below.
    """
    taken = {placed.room.id for plan in plans for placed in plan.rooms}
    added: list[str] = []
    result: list[RoomPlan] = []
    for _, group in groupby(plans, key=lambda plan: plan.building.id):
        own = list(group)
        for i, plan in enumerate(own):
            joined = i > 0 and share_shaft(own[i - 1], plan)
            new = [
                _landing(placed, plan, taken)
                for lower in own[:i]
                for placed in lower.rooms
                if not joined and _passes(placed, plan)
            ]
            added += [placed.room.id for placed in new]
            rooms = tuple(sorted((*plan.rooms, *new), key=lambda p: p.room.id))
            result.append(replace(plan, rooms=rooms))
    if added:
        found = Message.of(
            N_("stairs and lifts drawn through several storeys: {number} ({names})"),
            number=len(added),
            names=listed(added),
        )
        notes.add(found, Message.of(N_("a room on each storey; these were added")))
    return tuple(result)


def _passes(placed: PlacedRoom, plan: RoomPlan) -> bool:
    if placed.room.use not in (STAIR, LIFT):
        return False
    top = placed.space.footprint.top - float(plan.building.from_plane[2, 3])
    if top < plan.storey.elevation + _HEADROOM:
        return False
    covered = sum(other.polygon.intersection(placed.polygon).area for other in plan.rooms)
    return bool(covered <= _COVERED * placed.polygon.area)


def _landing(placed: PlacedRoom, plan: RoomPlan, taken: set[str]) -> PlacedRoom:
    level = plan.storey.id.removeprefix(f"{plan.building.id}-")
    id = f"{placed.room.id[: LONGEST - 12]}-{level}"
    while id in taken:
        id += "x"
    taken.add(id)
    return replace(placed, room=replace(placed.room, id=id, area=None))
