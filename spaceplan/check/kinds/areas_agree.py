"""Rooms to which plan, survey, ledger or certificate give different areas."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, Side, allowed
from spaceplan.check.finding import Outcome, State, passed
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import judge_stated
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules.amounts import exact_dm2
from spaceplan.rules.kinds import AreasAgree
from spaceplan.units import half_up, to_dm2, to_m2

_NAMES = {
    "plan": N_("drawn"),
    "survey": N_("surveyed"),
    "counted": N_("usable"),
    "ledger": N_("in the ledger"),
    "certificate": N_("by the certificate"),
}
_BUILDING = {
    "plan": N_("building {building}: no room is drawn"),
    "survey": N_("building {building}: no room has a surveyed area"),
    "counted": N_("building {building}: no room has an area"),
    "ledger": N_("building {building}: no room has an area in the ledger"),
    "certificate": N_("building {building}: no room has an area by the certificate"),
}
_ROOM = {
    "plan": N_("room {room}: it is not drawn"),
    "survey": N_("room {room}: it has no surveyed area"),
    "counted": N_("room {room}: it has no area"),
    "ledger": N_("room {room}: it has no area in the ledger"),
    "certificate": N_("room {room}: it has no area by the certificate"),
}


def evaluate_areas_agree(kind: AreasAgree, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room but circulation: | one area - the other | <= tolerance."""

    def judge(room: Room) -> Outcome:
        return _judge(kind, room, situation)

    needed = kind.record if kind.record != "plan" else kind.against
    yield from judge_stated(
        situation.rooms_but_circulation,
        lambda room: area_by(needed, room) is not None,
        judge,
        situation,
        template=_BUILDING[needed],
    )


def area_by(record: str, room: Room) -> int | None:
    """Return the area that a record gives to a room, whole dm²; None where it gives none."""
    if record == "counted":
        return room.area_dm2
    stated = {
        "plan": room.drawn_area,
        "survey": room.area,
        "ledger": room.ledger_area,
        "certificate": room.certificate_area,
    }[record]
    return None if stated is None else to_dm2(stated)


def _judge(kind: AreasAgree, room: Room, situation: Situation) -> Outcome:
    areas = {record: area_by(record, room) for record in (kind.record, kind.against)}
    for record, area in areas.items():
        if area is None:
            message = Message.of(_ROOM[record], room=room.id)
            return about_room(State.BLOCKED, room, message, situation)
    one, other = (areas[kind.record] or 0), (areas[kind.against] or 0)
    if one == other:  # most rooms: spares them the exact arithmetic
        return passed("room", room.id)
    limit = _tolerated_dm2(kind, other)
    if abs(one - other) <= limit:
        return passed("room", room.id)
    return _differs(kind, room, (one, other), limit, situation)


def _tolerated_dm2(kind: AreasAgree, other: int) -> int:
    """Return the difference that is tolerated, whole dm²: exact, half up, without fractions."""
    part, whole = kind.tolerance.as_integer_ratio()
    share = (2 * part * other + whole) // (2 * whole)
    least = half_up(exact_dm2(kind.tolerance_m2)) if kind.tolerance_m2 else 0
    return max(share, least)


def _differs(
    kind: AreasAgree, room: Room, areas_dm2: tuple[int, int], limit: int, situation: Situation
) -> Outcome:
    one, other = areas_dm2
    message = Message.of(
        N_(
            "room {room}: {one:.2f} m² {record}, {other:.2f} m² {against}: {measured:.2f} m² "
            "apart, at most {limit:.2f} m²"
        ),
        room=room.id,
        one=to_m2(one),
        record=Message.of(_NAMES[kind.record]),
        other=to_m2(other),
        against=Message.of(_NAMES[kind.against]),
        measured=to_m2(abs(one - other)),
        limit=to_m2(limit),
    )
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=to_m2(abs(one - other)),
        limit=to_m2(limit),
        unit="m²",
        evidence=_subtraction(kind, room, areas_dm2, limit),
    )


def _subtraction(
    kind: AreasAgree, room: Room, areas_dm2: tuple[int, int], limit: int
) -> tuple[Evidence, ...]:
    """Return the larger area, the smaller one taken from it, and what is tolerated."""
    records = sorted(
        zip((kind.record, kind.against), areas_dm2, strict=True), key=lambda pair: -pair[1]
    )
    parts = [
        Evidence(
            Side.MEASURED,
            Message.of(
                N_("area of room {room}, {record}"),
                room=room.id,
                record=Message.of(_NAMES[record]),
            ),
            sign * to_m2(area),
            "m²",
            room.source,
        )
        for sign, (record, area) in zip((1, -1), records, strict=True)
    ]
    label = Message.of(
        N_("tolerated: {share} of the area, at least {least} m²"),
        share=f"{float(kind.tolerance):.1%}",
        least=kind.tolerance_m2,
    )
    return (*parts, allowed(label, to_m2(limit), "m²"))
