"""Toilets of one office: for whom they are not meant, and those that are too large."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, area_of, by_figure, figure_of
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.openings import stated_openings
from spaceplan.check.outcomes import about_room
from spaceplan.check.private import office_served_alone
from spaceplan.check.situation import Occupant, Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules.kinds import PrivateToilets
from spaceplan.units import to_m2


def evaluate_private_toilets(kind: PrivateToilets, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a toilet: area <= what the user of the office may have, else 0.

    Does not apply to toilets that serve more than one office, and where nobody sits in the office.
    """
    openings = stated_openings(situation)
    for room in situation.portfolio.rooms:
        if room.use in kind.uses:
            office = office_served_alone(room, openings, situation)
            if office is None:
                yield not_applicable("room", room.id)
            else:
                yield _judge(room, office, situation)


def _judge(room: Room, office: str, situation: Situation) -> Outcome:
    if not situation.occupants_known and situation.allocation.of_room(office):
        text = N_("room {room}, a toilet for {office} alone: no ledger says who sits there")
        return _about(State.BLOCKED, text, room, office, situation)
    users = [occupant for occupant in situation.occupants(office) if occupant.seats]
    if not users:
        return not_applicable("room", room.id)
    if any(user.kind in situation.rulebook.private_toilet_ranks for user in users):
        return _judge_size(room, office, situation)
    if any(map(_is_unknown, users)):
        text = N_("room {room}, a toilet for {office} alone: an occupant's rank is not known")
        return _about(State.BLOCKED, text, room, office, situation)
    text = N_(
        "room {room}, {measured:.2f} m², is a toilet for {office} alone, whose occupants have no "
        "claim to one"
    )
    return _about(State.FAIL, text, room, office, situation)


def _is_unknown(occupant: Occupant) -> bool:
    return occupant.allowance_dm2 is None


def _judge_size(room: Room, office: str, situation: Situation) -> Outcome:
    limit = situation.rulebook.private_toilet_dm2
    if room.area_dm2 <= limit:
        return passed("room", room.id)
    text = N_(
        "room {room}, a toilet for {office} alone, has {measured:.2f} m²; at most {limit:.2f} m² "
        "are allowed"
    )
    label = Message.of(N_("largest toilet inside a leader's office"))
    figure = figure_of(situation.rulebook, "private_toilet")
    allowed = by_figure(label, to_m2(limit), "m²", figure)
    return _about(State.FAIL, text, room, office, situation, limit_dm2=limit, allowed=(allowed,))


def _about(
    state: State,
    template: str,
    room: Room,
    office: str,
    situation: Situation,
    *,
    limit_dm2: int = 0,
    allowed: tuple[Evidence, ...] = (),
) -> Outcome:
    area, limit = to_m2(room.area_dm2), to_m2(limit_dm2)
    message = Message.of(template, room=room.id, office=office, measured=area, limit=limit)
    failed = state == State.FAIL
    return about_room(
        state,
        room,
        message,
        situation,
        measured=area if failed else 0.0,
        limit=limit,
        unit="m²" if failed else "",
        department=situation.holder(office),
        related=(office,),
        evidence=(area_of(room), *allowed) if failed else (),
    )
