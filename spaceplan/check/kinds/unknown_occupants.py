"""Offices that are held, and nobody knows by whom they are used."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import blocked_portfolio
from spaceplan.i18n import N_, Message
from spaceplan.rules import Category
from spaceplan.rules.kinds import UnknownOccupants


def evaluate_unknown_occupants(_kind: UnknownOccupants, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome an office that is held today: somebody is in the ledger, or it is vacant.

    An allocation says of every room who sits there: the rule does not apply to it.
    """
    portfolio = situation.portfolio
    if situation.planned is not None:
        yield not_applicable("portfolio", portfolio.id)
        return
    if not situation.occupants_known:
        yield blocked_portfolio(N_("{portfolio}: no ledger says who sits where"), situation)
        return
    for room in situation.rooms_of(Category.OFFICE):
        if not situation.allocation.of_room(room.id):
            yield not_applicable("room", room.id)
        elif situation.occupants(room.id) or room.vacant_since is not None:
            yield passed("room", room.id)
        else:
            message = Message.of(
                N_(
                    "room {room} is held by {holder}; the ledger has nobody there, nor is it vacant"
                ),
                room=room.id,
                holder=situation.holder(room.id),
            )
            yield about_room(
                State.FAIL,
                room,
                message,
                situation,
                measured=1,
                unit="rooms",
                evidence=counted([(message, room.source)], "rooms"),
            )
