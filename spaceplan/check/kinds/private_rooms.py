"""Offices that are too large once the rooms private to them are counted."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, area_of
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.justified import justified_by
from spaceplan.check.outcomes import about_room
from spaceplan.check.private import private_rooms
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules import Category
from spaceplan.rules.amounts import exact_dm2
from spaceplan.rules.kinds import PrivateRooms
from spaceplan.units import half_up, to_m2


def evaluate_private_rooms(kind: PrivateRooms, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome an office: its area and that of its private rooms <= Σ allowances.

    Who is no leader, of a rank that sits alone, may have none: for him their area <= 0. Does not
    apply to offices without private rooms, and to those in which nobody sits.
    """
    private = private_rooms(situation, kind.toilets)
    for office in situation.rooms_of(Category.OFFICE):
        rooms = private.get(office.id, ())
        if rooms:
            yield _judge(kind, office, rooms, situation)
        else:
            yield not_applicable("room", office.id)


def _judge(
    kind: PrivateRooms, office: Room, rooms: tuple[Room, ...], situation: Situation
) -> Outcome:
    if not situation.occupants_known and situation.allocation.of_room(office.id):
        text = N_("room {room} with its private rooms {rooms}: no ledger says who sits there")
        return _blocked(text, office, rooms, situation)
    occupants = situation.occupants(office.id)
    if not occupants:
        return not_applicable("room", office.id)
    allowance = situation.allowance_dm2(office.id)
    if allowance is None:
        text = N_("room {room} with its private rooms {rooms}: an occupant's rank is not known")
        return _blocked(text, office, rooms, situation)
    parts = tuple(area_of(room, _counted_dm2(kind, room)) for room in rooms)
    counted = sum(_counted_dm2(kind, room) for room in rooms)
    if not any(occupant.sits_alone for occupant in occupants):
        text = N_(
            "room {room}: its private rooms {rooms} have {measured:.2f} m²; nobody who sits there "
            "may have any"
        )
        return _above(text, office, rooms, (counted, 0), situation, parts)
    text = N_(
        "room {room} and its private rooms {rooms} have {measured:.2f} m² together, {excess:.2f} "
        "m² above the {limit:.2f} m² that its occupants justify"
    )
    return _above(
        text,
        office,
        rooms,
        (office.area_dm2 + counted, allowance),
        situation,
        (*(area_of(office), *parts), *justified_by(office.id, situation)),
    )


def _counted_dm2(kind: PrivateRooms, room: Room) -> int:
    """Return how much of a private room counts: of a toilet only what lies above the free part."""
    free = half_up(exact_dm2(kind.free_toilet_m2))
    return max(0, room.area_dm2 - free) if room.use in kind.toilets else room.area_dm2


def _above(
    template: str,
    office: Room,
    rooms: tuple[Room, ...],
    areas_dm2: tuple[int, int],
    situation: Situation,
    evidence: tuple[Evidence, ...],
) -> Outcome:
    measured, limit = areas_dm2
    if measured <= limit:
        return passed("room", office.id)
    message = Message.of(
        template,
        room=office.id,
        rooms=_listed(rooms),
        measured=to_m2(measured),
        limit=to_m2(limit),
        excess=to_m2(measured - limit),
    )
    return about_room(
        State.FAIL,
        office,
        message,
        situation,
        measured=to_m2(measured),
        limit=to_m2(limit),
        unit="m²",
        related=tuple(room.id for room in rooms),
        evidence=evidence,
    )


def _blocked(template: str, office: Room, rooms: tuple[Room, ...], situation: Situation) -> Outcome:
    message = Message.of(template, room=office.id, rooms=_listed(rooms))
    return about_room(State.BLOCKED, office, message, situation)


def _listed(rooms: tuple[Room, ...]) -> str:
    return ", ".join(room.id for room in rooms)
