"""Remedies in words, in both languages: what is done, what it costs, or what was tried in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.i18n import N_, NN_, Message, Named
from spaceplan.model.remedy import Answer, Move, Obstacle, Remedy, Restored, Scope, Searched, Tried
from spaceplan.report import labels
from spaceplan.things import FINDINGS, PEOPLE, number_of
from spaceplan.units import to_m2

SCOPES = {
    Scope.STOREY: N_("on the storey"),
    Scope.BUILDING: N_("in the building"),
    Scope.SITE: N_("on the site"),
    Scope.PORTFOLIO: N_("in the portfolio"),
}
OBSTACLES = {
    Obstacle.TOO_LARGE: N_("too large for their quotas"),
    Obstacle.TOO_SMALL: N_("too small for so many"),
    Obstacle.PARTNER_OVER: N_("the others would be above quota"),
    Obstacle.PARTNER_CROWDED: N_("the others would lack seats"),
    Obstacle.SITS_ALONE: N_("a rank that sits alone"),
    Obstacle.OTHER_HOLDERS: N_("held by others"),
    Obstacle.NOBODY_KNOWN: N_("unknown who sits there"),
    Obstacle.STAYS: N_("somebody must stay"),
    Obstacle.LOCKED: N_("must be kept"),
    Obstacle.REQUIREMENT: N_("against a hard requirement"),
    Obstacle.ENTITLEMENT: N_("a department would be above its entitlement"),
    Obstacle.STILL_OVER: N_("still above quota"),
    Obstacle.LEAVES_EXCESS: N_("leaves a room above quota"),
    Obstacle.NO_SEAT: N_("no seat for everybody"),
    Obstacle.NO_COMMON_ROOM: N_("no common space beside it"),
    Obstacle.NO_QUOTA: N_("nobody there has a quota"),
    Obstacle.NOT_ENOUGH: N_("too few can leave"),
    Obstacle.NEEDED: N_("a need would be unmet"),
    Obstacle.USE_UNKNOWN: N_("its use before is not written down"),
    Obstacle.NOT_LOOKED_FOR: N_("not looked for"),
    Obstacle.CHECKER: N_("would make other findings"),
}
_MOST_NAMED = 3
_AND = N_("{text}; {more}")


def answer_message(answer: Answer) -> Message:
    """Return what became of a finding in one sentence."""
    return remedy_message(answer.remedy) if answer.remedy is not None else none_message(answer)


def remedy_message(remedy: Remedy) -> Message:
    """Return what is done and what it costs."""
    return _joined([_done(remedy), *_costs(remedy)])


def none_message(answer: Answer) -> Message:
    """Return that there is no remedy, what was tried, and whether that is a proof."""
    tried = [_tried(kind) for kind in answer.tried]
    return _joined([_none(answer), *tried])


def _none(answer: Answer) -> Message:
    """Return how far it is proven that there is no remedy."""
    if answer.proven_none:
        return Message.of(N_("no remedy exists, every candidate was judged"))
    searched = [t for t in answer.tried if not _is_left_out(t)]
    if searched and all(tried.complete for tried in searched):
        text = N_("no remedy exists of the kinds that were looked for, every candidate was judged")
        return Message.of(text)
    return Message.of(N_("no remedy found, not every candidate was judged"))


def _is_left_out(tried: Tried) -> bool:
    return any(o == Obstacle.NOT_LOOKED_FOR for s in tried.searched for o, _ in s.obstacles)


def _done(remedy: Remedy) -> Message:
    """Return what is done, without what it costs."""
    if remedy.works:
        work = remedy.works[0]
        return Message.of(
            N_("simple works: open {area:.2f} m² of {room} to {common}"),
            area=to_m2(work.surplus_dm2),
            room=work.room,
            common=work.common,
        )
    if remedy.restored:
        return _restored(remedy.restored[0])
    if remedy.kind == "vacate":
        return _vacated(remedy)
    if remedy.kind == "hand_back":
        back = [transfer for transfer in remedy.transfers if transfer.taker is None]
        return Message.of(
            N_("hand back {rooms} ({area:.2f} m²)"),
            rooms=_rooms(t.room for t in back),
            area=to_m2(sum(t.area_dm2 for t in back)),
        )
    return _moved(remedy)


def _restored(restored: Restored) -> Message:
    return Message.of(
        N_("restore the use: {room} ({area:.2f} m²) becomes {use}, for one office alone no longer"),
        room=restored.room,
        area=to_m2(restored.area_dm2),
        use=Named.of(restored.name.text("zh"), restored.name.text("en")),
    )


def _vacated(remedy: Remedy) -> Message:
    values = {
        "people": _people(remedy.moves),
        "rooms": _rooms(move.start for move in remedy.moves),
    }
    if remedy.due is None:
        return Message.of(N_("{people} gives up {rooms}"), **values)
    text = N_("{people} gives up {rooms}, due by {day}")
    return Message.of(text, **values, day=remedy.due.isoformat())


def _moved(remedy: Remedy) -> Message:
    """Return who moves where: a swap with a partner, with a vacant office, sharing, relocation."""
    starts, ends = {m.start for m in remedy.moves}, {m.end for m in remedy.moves}
    first = remedy.moves[0]
    going = [move for move in remedy.moves if move.end == first.end]
    coming = [move for move in remedy.moves if move.end != first.end]
    values = {"people": _people(going), "rooms": _rooms(ends), "room": first.end}
    if remedy.kind == "swap" and coming and starts == ends:
        text = N_("swap: {people} and {partner} in {room} change places, both then within quota")
        return Message.of(text, **values, partner=_people(coming))
    if remedy.kind == "swap":
        return Message.of(N_("swap: {people} to the vacant office {room}, within quota"), **values)
    if remedy.kind == "share":
        text = N_("share: {people} to {rooms}, together within quota")
        return Message.of(text, people=_people(remedy.moves), rooms=_rooms(ends))
    return Message.of(N_("{people} to {rooms}"), people=_people(remedy.moves), rooms=_rooms(ends))


def _costs(remedy: Remedy) -> Iterator[Message]:
    """Yield what a remedy costs and gains, as far as there is anything to say."""
    if remedy.people_moved:
        yield Message.of(
            N_("{n:,} move {walk:,.0f} m in all"), n=remedy.people_moved, walk=remedy.walk_m
        )
    if remedy.regained_dm2:
        text = N_("{area:,.2f} m² above the limit go")
        yield Message.of(text, area=to_m2(remedy.regained_dm2))
    back = remedy.handed_back_dm2
    if back > 0 and remedy.kind != "hand_back":
        yield Message.of(N_("{area:,.2f} m² are handed back"), area=to_m2(back))
    if back < 0:
        yield Message.of(N_("{area:,.2f} m² more are held"), area=to_m2(-back))
    if remedy.new_zones:
        yield Message.counted(NN_("{n:,} zone more", "{n:,} zones more"), "n", n=remedy.new_zones)
    if remedy.unmet_needs:
        yield Message.of(N_("unmet needs rise by {n:,}"), n=remedy.unmet_needs)
    if len(remedy.cures) > 1:
        yield Message.of(N_("cures {findings}"), findings=number_of(FINDINGS, len(remedy.cures)))


def _tried(tried: Tried) -> Message:
    """Return one kind that was tried in vain, by what was in the way in the widest scope."""
    searched: Searched = tried.searched[-1]
    reasons = [
        Message.of(N_("{what} {n:,}"), what=Message.of(OBSTACLES[obstacle]), n=number)
        for obstacle, number in searched.obstacles
    ]
    kind = Message.of(labels.REMEDIES.get(tried.kind, tried.kind))
    if not searched.candidates or not reasons:
        only = (
            Message.of(OBSTACLES[searched.obstacles[0][0]]) if reasons else Message.of(N_("none"))
        )
        return Message.of(N_("{kind}: {reasons}"), kind=kind, reasons=Message.of(only))
    return Message.of(
        N_("{kind}: none of {n:,} {scope} ({reasons})"),
        kind=kind,
        n=searched.candidates,
        scope=Message.of(SCOPES[searched.scope]),
        reasons=_joined(reasons),
    )


def _people(moves: Sequence[Move]) -> Message:
    """Return who moves: up to three by name, else how many."""
    named = [move.person for move in moves if move.person is not None]
    if len(named) == len(moves) <= _MOST_NAMED:
        return Message.of(N_("person {names}"), names=", ".join(named))
    if not named:
        return number_of(PEOPLE, len(moves))
    others = NN_("person {names} and {n:,} other", "person {names} and {n:,} others")
    first = ", ".join(named[: _MOST_NAMED - 1])
    return Message.counted(others, "n", names=first, n=len(moves) - (_MOST_NAMED - 1))


def _rooms(rooms: Iterator[str | None] | set[str | None]) -> str:
    return ", ".join(sorted({room for room in rooms if room}))


def _joined(messages: Sequence[Message]) -> Message:
    joined = messages[0]
    for message in messages[1:]:
        joined = Message.of(_AND, text=joined, more=message)
    return joined
