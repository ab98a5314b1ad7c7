"""Which rooms serve one office alone: as stated, or because they open on nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from spaceplan.check.openings import stated_openings
from spaceplan.check.situation import Situation
from spaceplan.model import Room
from spaceplan.rules import Category


def office_served_alone(
    room: Room, openings: Mapping[str, frozenset[str]], situation: Situation
) -> str | None:
    """Return the office whose user alone may use a room, None where it serves others too.

    Stated by ``private_to``; else a room whose stated doors all lead to one office.
    """
    if room.private_to is not None:
        return room.private_to if situation.portfolio.has_room(room.private_to) else None
    behind = openings.get(room.id, frozenset())
    (only,) = behind if len(behind) == 1 else (None,)
    return only if only and situation.categories[only] == Category.OFFICE else None


def private_rooms(situation: Situation, toilets: tuple[str, ...]) -> Mapping[str, tuple[Room, ...]]:
    """Return the service rooms that serve one office alone, by office.

    Other rooms than toilets only where ``private_to`` says so: what a service room behind an
    office means is for another rule to say.
    """
    openings = stated_openings(situation)
    found: dict[str, tuple[Room, ...]] = {}
    for room in situation.rooms_of(Category.SERVICE):
        if room.private_to is not None or room.use in toilets:
            office = office_served_alone(room, openings, situation)
            if office is not None:
                found[office] = (*found.get(office, ()), room)
    return found
