"""Service rooms that can only be entered past a leader whose office is too large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spaceplan.check.evidence import Evidence, area_of, given
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.openings import rooms_open_to_circulation
from spaceplan.check.outcomes import about_room, use_of
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules import Category
from spaceplan.rules.kinds import HiddenSuite
from spaceplan.units import to_m2


def evaluate_hidden_suite(kind: HiddenSuite, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a service room without a door to circulation.

    Leaders' offices above their allowance that have a wall or door in common with it <= 0, where
    a leader is an occupant of a rank that sits alone. Does not apply to exempt uses, to rooms
    that are private to another one, and to rooms with a door to circulation. Only stated doors
    count, not those that the graph infers; on a storey that states none the rule is blocked where
    it would not be met.
    """
    open_rooms = rooms_open_to_circulation(situation)
    for room in situation.rooms_of(Category.SERVICE):
        exempt = room.use in kind.exempt_uses or room.private_to is not None
        if exempt or room.id in open_rooms:
            yield not_applicable("room", room.id)
        else:
            yield _judge(room, situation)


def _judge(room: Room, situation: Situation) -> Outcome:
    offices = sorted(
        other
        for other in situation.graph.neighbours(room.id)
        if situation.categories[other] == Category.OFFICE
    )
    if not situation.occupants_known and any(map(situation.allocation.of_room, offices)):
        text = N_("room {room} has no door to circulation; no ledger says who sits beside it")
        return about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
    led = [office for office in offices if _has_leader(office, situation)]
    above = [office for office in led if _is_above_allowance(office, situation)]
    if above and not situation.portfolio.storey_of(room.id).doors:
        text = N_(
            "room {room} lies beside {office}, a leader's office above its allowance; no doors "
            "are stated on its storey"
        )
        message = Message.of(text, room=room.id, office=above[0])
        return about_room(State.BLOCKED, room, message, situation)
    if above:
        return _suite(room, above, situation)
    if any(situation.allowance_dm2(office) is None for office in led):
        text = N_("room {room} has no door to circulation; a rank beside it is not known")
        return about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
    return passed("room", room.id)


def _has_leader(office: str, situation: Situation) -> bool:
    return any(occupant.sits_alone for occupant in situation.occupants(office))


def _is_above_allowance(office: str, situation: Situation) -> bool:
    allowance = situation.allowance_dm2(office)
    return allowance is not None and situation.portfolio.room(office).area_dm2 > allowance


def _suite(room: Room, offices: list[str], situation: Situation) -> Outcome:
    office = offices[0]
    message = Message.of(
        N_(
            "room {room} ({use}, {measured:.2f} m²) has no door to circulation and lies beside "
            "{office}, a leader's office above its allowance"
        ),
        room=room.id,
        use=use_of(room, situation),
        measured=to_m2(room.area_dm2),
        office=office,
    )
    found = about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=to_m2(room.area_dm2),
        unit="m²",
        related=tuple(offices),
        evidence=(area_of(room), *(_beside(other, situation) for other in offices)),
    )
    return replace(found, department=situation.holder(office))


def _beside(office: str, situation: Situation) -> Evidence:
    """Return a leader's office as something that was looked at, with why it is too large."""
    room = situation.portfolio.room(office)
    label = Message.of(
        N_("office {room} beside it: {area:.2f} m², its occupants justify {allowance:.2f} m²"),
        room=office,
        area=to_m2(room.area_dm2),
        allowance=to_m2(situation.allowance_dm2(office) or 0),
    )
    return given(label, room.source)
