"""Rooms that are reached only through a room of another department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.openings import stated_openings, storeys_without_doors
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import without_holders
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules import Category
from spaceplan.rules.kinds import ThroughDepartment

Openings = Mapping[str, frozenset[str]]


def evaluate_through_department(kind: ThroughDepartment, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a held room: some way to circulation stays out of others' rooms.

    Rooms that nobody holds, and those of any holder of the room, may be walked through. Does not
    apply to rooms that nobody holds, nor where there is no way to circulation at all. Only stated
    doors count; a storey that states none is blocked once.
    """
    unknown = without_holders(situation)
    if unknown is not None:
        yield unknown
        return
    openings, dark = stated_openings(situation), storeys_without_doors(situation)
    blocked: set[str] = set()
    for room in situation.portfolio.rooms:
        if situation.categories[room.id] not in kind.categories:
            continue
        storey = situation.portfolio.storey_of(room.id)
        if not situation.allocation.of_room(room.id):
            yield not_applicable("room", room.id)
        elif storey.id in dark:
            if storey.id not in blocked:
                text = N_(
                    "storey {storey}: no doors are stated; how rooms are reached is not known"
                )
                message = Message.of(text, storey=storey.id)
                blocked.add(storey.id)
                yield Outcome(
                    State.BLOCKED, "storey", storey.id, message=message, source=storey.source
                )
        else:
            yield _judge(room, openings, situation)


def _judge(room: Room, openings: Openings, situation: Situation) -> Outcome:
    if room.id not in openings:
        text = N_("room {room}: no door of it is stated")
        return about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
    own = _holders(room.id, situation)
    passed_through, foreign = _walk(room.id, openings, own, situation)
    if passed_through:
        return passed("room", room.id)
    if not foreign:
        return not_applicable("room", room.id)
    message = Message.of(
        N_("room {room} is reached only through {through}, held by {holder}"),
        room=room.id,
        through=foreign[0],
        holder=situation.holder(foreign[0]),
    )
    text = N_("room {room} on the way, held by {holder}")
    rooms = situation.portfolio.room
    bars = (
        (Message.of(text, room=id, holder=situation.holder(id)), rooms(id).source) for id in foreign
    )
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=len(foreign),
        unit="rooms",
        related=tuple(foreign),
        evidence=counted(bars, "rooms"),
    )


def _walk(
    start: str, openings: Openings, own: frozenset[str], situation: Situation
) -> tuple[bool, list[str]]:
    """Walk from a room until circulation; return whether it is reached, and what bars the way.

    What bars the way are rooms of others, by id, behind which there is more than this room.
    """
    seen, left = {start}, [start]
    foreign: set[str] = set()
    while left:
        for other in openings.get(left.pop(), ()):
            if situation.categories[other] == Category.CIRCULATION:
                return True, []
            if other in seen:
                continue
            seen.add(other)
            holders = _holders(other, situation)
            if holders and holders.isdisjoint(own):
                foreign.add(other)
            else:
                left.append(other)
    return False, sorted(foreign)


def _holders(room: str, situation: Situation) -> frozenset[str]:
    """Return the departments of today that hold a room."""
    return frozenset(
        id
        for line in situation.allocation.of_room(room)
        for id in situation.current.get(line.department, (line.department,))
    )
