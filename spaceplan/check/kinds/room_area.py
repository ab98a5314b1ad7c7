"""Offices larger than what their occupants justify together."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import area_of
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.justified import justified_by
from spaceplan.check.outcomes import about_room
from spaceplan.check.shares import shared_by
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules import Category
from spaceplan.rules.kinds import RoomArea
from spaceplan.units import to_m2


def evaluate_room_area(_kind: RoomArea, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome an office: area <= Σ allowances, where anybody has a place in it.

    People who left and second offices without approval are occupants that justify nothing.
    """
    for room in situation.rooms_of(Category.OFFICE):
        yield _judge(room, situation)


def _judge(room: Room, situation: Situation) -> Outcome:
    if not situation.occupants_known and situation.allocation.of_room(room.id):
        text = N_("room {room}: no ledger says who sits there")
        return about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
    occupants = situation.occupants(room.id)
    if not occupants:
        return not_applicable("room", room.id)
    allowance = situation.allowance_dm2(room.id)
    if allowance is None:
        text = N_("room {room}: an occupant's rank is not known")
        return about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
    if room.area_dm2 <= allowance:
        return passed("room", room.id)
    message = Message.of(
        N_(
            "room {room}: {measured:.2f} m², {excess:.2f} m² above the {limit:.2f} m² that its "
            "occupants justify (occupants: {people})"
        ),
        room=room.id,
        measured=to_m2(room.area_dm2),
        limit=to_m2(allowance),
        excess=to_m2(room.area_dm2 - allowance),
        people=sum(occupant.number for occupant in occupants),
    )
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=to_m2(room.area_dm2),
        limit=to_m2(allowance),
        unit="m²",
        evidence=(
            area_of(room),
            *justified_by(room.id, situation),
            *shared_by(room, situation),
        ),
    )
