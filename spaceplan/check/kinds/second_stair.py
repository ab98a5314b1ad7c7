"""Storeys that one can leave by one stair only."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, Side
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Building, Storey
from spaceplan.model.uses import STAIR
from spaceplan.rules import Category
from spaceplan.rules.amounts import exact_dm2
from spaceplan.rules.kinds import SecondStair


def evaluate_second_stair(kind: SecondStair, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a storey: stairs that lead to another storey >= least.

    Does not apply to storeys with an entrance, and to small storeys of low buildings. Blocked
    where too few lead anywhere and the shaft of another stair is not stated.
    """
    climbs = situation.graph.climbs
    ends = (*climbs.a.tolist(), *climbs.b.tolist())
    leading = {situation.graph.rooms[end] for end in ends}
    for building in situation.portfolio.buildings:
        for storey in building.storeys:
            if _is_exempt(kind, building, storey, situation):
                yield not_applicable("storey", storey.id)
            else:
                yield _judge(kind, storey, leading)


def _is_exempt(kind: SecondStair, building: Building, storey: Storey, situation: Situation) -> bool:
    if any(room.id in building.entrances for room in storey.rooms):
        return True
    if storey.number < 0 and not kind.below_ground:
        return True
    usable = [
        room.area_dm2
        for room in storey.rooms
        if situation.categories[room.id] != Category.CIRCULATION
    ]
    above = sum(s.number > 0 for s in building.storeys)
    low = above <= kind.exempt_storeys and sum(usable) <= exact_dm2(kind.exempt_m2)
    return low or not usable


def _judge(kind: SecondStair, storey: Storey, leading: set[str]) -> Outcome:
    stairs = [room for room in storey.rooms if room.use == STAIR]
    found = [room for room in stairs if room.id in leading]
    if len(found) >= kind.least:
        return passed("storey", storey.id)
    if len(stairs) >= kind.least and any(room.shaft is None for room in stairs):
        text = N_("storey {storey}: it is not stated to which shafts its stairs belong")
        message = Message.of(text, storey=storey.id)
        return Outcome(State.BLOCKED, "storey", storey.id, message=message, source=storey.source)
    missing = kind.least - len(found)
    message = Message.of(
        N_("storey {storey}: stairs that lead to another storey: {stairs}; at least {least}"),
        storey=storey.id,
        stairs=len(found),
        least=kind.least,
    )
    return Outcome(
        State.FAIL,
        "storey",
        storey.id,
        measured=float(missing),
        unit="stairs",
        message=message,
        source=storey.source,
        grade_base=float(kind.least),
        related=tuple(room.id for room in stairs),
        evidence=(
            Evidence(
                Side.MEASURED,
                Message.of(N_("stairs that a storey must have")),
                float(kind.least),
                "stairs",
                storey.source,
            ),
            *(
                Evidence(
                    Side.MEASURED,
                    Message.of(N_("less stair {room}"), room=room.id),
                    -1.0,
                    "stairs",
                    room.source,
                )
                for room in found
            ),
        ),
    )
