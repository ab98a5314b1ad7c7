"""Rooms with a tag beside rooms of holders that must not be next to them."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import without_holders
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules.kinds import Separation


def evaluate_separation(kind: Separation, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room: its neighbours held by the kind of holder <= 0, if it is tagged.

    Neighbours have a wall or a door in common.
    """
    unknown = without_holders(situation)
    if unknown is not None:
        yield unknown
        return
    for room in situation.portfolio.rooms:
        if kind.tag not in room.tags:
            yield not_applicable("room", room.id)
            continue
        beside = sorted(
            other
            for other in situation.graph.neighbours(room.id)
            if _is_held_by(kind.holder_kind, other, situation)
        )
        yield _beside(room, beside, situation) if beside else passed("room", room.id)


def _is_held_by(holder_kind: str, room: str, situation: Situation) -> bool:
    portfolio = situation.portfolio
    return any(
        portfolio.department(department).kind == holder_kind
        for line in situation.allocation.of_room(room)
        for department in situation.current.get(line.department, ())
    )


def _beside(room: Room, beside: list[str], situation: Situation) -> Outcome:
    message = Message.of(
        N_("room {room} has a wall or door in common with {rooms}, held by {holder}"),
        room=room.id,
        rooms=", ".join(beside),
        holder=situation.holder(beside[0]),
    )
    text = N_("room {room} beside it, held by {holder}")
    found = (
        (
            Message.of(text, room=other, holder=situation.holder(other)),
            situation.portfolio.room(other).source,
        )
        for other in beside
    )
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=len(beside),
        unit="rooms",
        related=tuple(beside),
        evidence=counted(found, "rooms"),
    )
