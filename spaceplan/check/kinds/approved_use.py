"""Rooms that are used for something else than was approved."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, passed
from spaceplan.check.outcomes import about_room, use_of
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import judge_stated
from spaceplan.i18n import N_, Message, Named
from spaceplan.model import Room
from spaceplan.rules.kinds import ApprovedUse


def evaluate_approved_use(kind: ApprovedUse, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room but circulation: its use = the approved one."""

    def judge(room: Room) -> Outcome:
        return _judge(kind, room, situation)

    yield from judge_stated(
        situation.rooms_but_circulation,
        lambda room: room.approved_use is not None,
        judge,
        situation,
        template=N_("building {building}: of no room is stated what it was approved for"),
    )


def _judge(kind: ApprovedUse, room: Room, situation: Situation) -> Outcome:
    approved = room.approved_use
    if approved is None:
        text = N_("room {room}: it is not stated what it was approved for")
        return about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
    category = situation.rulebook.category(approved)
    same = category == situation.categories[room.id]
    if approved == room.use or (kind.within_category and same):
        return passed("room", room.id)
    name = situation.rulebook.use_name(approved)
    message = Message.of(
        N_("room {room} is used as {use}; it was approved as {approved}"),
        room=room.id,
        use=use_of(room, situation),
        approved=Named.of(name.text("zh"), name.text("en")),
    )
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=1,
        unit="rooms",
        evidence=counted([(message, room.source)], "rooms"),
    )
