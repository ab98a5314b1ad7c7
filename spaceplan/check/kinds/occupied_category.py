"""People who have a place in rooms that are not for offices."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.justified import places_taken
from spaceplan.check.outcomes import about_room, use_of
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.rules.kinds import OccupiedCategory


def evaluate_occupied_category(kind: OccupiedCategory, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room of the category: people who have a place in it <= 0.

    Does not apply to exempt uses.
    """
    for room in situation.rooms_of(kind.category):
        if room.use in kind.exempt_uses:
            yield not_applicable("room", room.id)
            continue
        people = sum(occupant.number for occupant in situation.occupants(room.id))
        if not situation.occupants_known and situation.allocation.of_room(room.id):
            text = N_("room {room}: no ledger says whether anybody sits there")
            yield about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
        elif not people:
            yield passed("room", room.id)
        else:
            message = Message.of(
                N_("room {room}, used as {use}, has a place for {measured}; it is not an office"),
                room=room.id,
                use=use_of(room, situation),
                measured=people,
            )
            yield about_room(
                State.FAIL,
                room,
                message,
                situation,
                measured=people,
                unit="persons",
                evidence=places_taken(room.id, situation),
            )
