"""Rooms in which more people need a seat than the physical minimum lets sit there."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import by_figure, figure_of
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.justified import seats_needed
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules import Category
from spaceplan.rules.kinds import PhysicalMinimum
from spaceplan.units import to_m2

_SEATS = N_("whole seats in {area:.2f} m²: {one:.2f} m² for one person, {each:.2f} m² a person")
_FURTHER_SEATS = N_(
    "whole seats in {area:.2f} m²: {one:.2f} m² for the first person, {each:.2f} m² for each "
    "further one"
)


def evaluate_physical_minimum(_kind: PhysicalMinimum, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room: people who need a seat there <= seats of its area."""
    for room in situation.portfolio.rooms:
        people = sum(occupant.seats for occupant in situation.occupants(room.id))
        seats = situation.rulebook.seats(room.area_dm2)
        if people:
            yield (
                passed("room", room.id)
                if people <= seats
                else _crowded(room, people, seats, situation)
            )
        elif _unknown(room, situation):
            text = N_("room {room}: no ledger says how many sit there")
            yield about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
        else:
            yield not_applicable("room", room.id)


def _unknown(room: Room, situation: Situation) -> bool:
    """Return whether people may sit in an office of whom nobody has written."""
    held = bool(situation.allocation.of_room(room.id))
    is_office = situation.categories[room.id] == Category.OFFICE
    return held and is_office and not situation.occupants_known


def _crowded(room: Room, people: int, seats: int, situation: Situation) -> Outcome:
    message = Message.of(
        N_("room {room}: {measured} need a seat, {area:.2f} m² have room for {limit}"),
        room=room.id,
        measured=people,
        area=to_m2(room.area_dm2),
        limit=seats,
    )
    book = situation.rulebook
    fits = Message.of(
        _SEATS if not book.minimum_extra_dm2 else _FURTHER_SEATS,
        area=to_m2(room.area_dm2),
        one=to_m2(book.minimum_alone_dm2),
        each=to_m2(book.minimum_dm2),
    )
    limit = by_figure(fits, float(seats), "persons", figure_of(book, "minimum"), room.source)
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=people,
        limit=seats,
        unit="persons",
        evidence=(*seats_needed(room.id, situation), limit),
    )
