"""Entrances: the rooms through which one walks into a building."""

from __future__ import annotations

from spaceplan.formats.ifc.doors import DoorFound
from spaceplan.formats.ifc.notes import Notes
from spaceplan.formats.ifc.rooms import RoomPlan
from spaceplan.i18n import N_, Message
from spaceplan.model.uses import CIRCULATION_USES, CORRIDOR_USES


def find_entrances(
    building: str, plans: tuple[RoomPlan, ...], doors: tuple[DoorFound, ...], notes: Notes
) -> tuple[str, ...]:
    """Return the entrances of a building.

    They are the rooms with a door that leads outside: corridors, lobbies and stairs, or whatever
    there is where none of these has one. Where the file calls no door external, the doors of the
    ground floor that bound one room only are taken, and at last the largest lobby or corridor.
    """
    own = tuple(plan for plan in plans if plan.building.id == building)
    ground = min(own, key=lambda plan: (plan.storey.number < 0, abs(plan.storey.number)))
    uses = {placed.room.id: placed.room.use for plan in own for placed in plan.rooms}
    single = [d for d in doors if len(d.door.between) == 1 and d.door.between[0] in uses]
    outside = [d.door.between[0] for d in single if d.external] or [
        d.door.between[0] for d in single if d.storey == ground.storey.id
    ]
    rooms = tuple(dict.fromkeys(outside))
    if rooms:
        return tuple(room for room in rooms if uses[room] in CIRCULATION_USES) or rooms
    halls = [placed for placed in ground.rooms if placed.room.use in CORRIDOR_USES]
    largest = max(halls or ground.rooms, key=lambda placed: placed.polygon.area)
    found = Message.of(N_("building '{building}' without a door to the outside"), building=building)
    expected = Message.of(
        N_("an entrance; room '{room}' was taken, the largest that leads on"), room=largest.room.id
    )
    notes.add(found, expected)
    return (largest.room.id,)
