"""Offices that are held and have stood empty for too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spaceplan.check.day_counts import days_gone
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.months import add_months
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import blocked_portfolio
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules import Category
from spaceplan.rules.kinds import Vacancy
from spaceplan.things import DAYS, number_of


def evaluate_vacancy(kind: Vacancy, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome an office: as of date <= first day without people + the term.

    Does not apply where somebody has a place, nor, with ``held_only``, to what nobody holds. An
    empty office of which the first day is not stated is blocked; without a ledger all those
    together are one outcome, for they may well be in use.
    """
    in_the_dark = 0
    for room in situation.rooms_of(Category.OFFICE):
        held = bool(situation.allocation.of_room(room.id))
        if situation.occupants(room.id) or (kind.held_only and not held):
            yield not_applicable("room", room.id)
        elif room.vacant_since is not None:
            yield _judge(kind, room, room.vacant_since, situation)
        elif situation.occupants_known:
            text = N_("room {room} stands empty; it is not stated since when")
            yield about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
        else:
            in_the_dark += 1
    if in_the_dark:
        text = N_("{portfolio}: no ledger says which offices stand empty")
        yield blocked_portfolio(text, situation)


def _judge(kind: Vacancy, room: Room, since: date, situation: Situation) -> Outcome:
    last = add_months(since, kind.months)
    if situation.as_of <= last:
        return passed("room", room.id)
    message = Message.of(
        N_("room {room} has stood empty since {since}, {measured}; at most {limit}"),
        room=room.id,
        since=since.isoformat(),
        measured=number_of(DAYS, (situation.as_of - since).days),
        limit=number_of(DAYS, (last - since).days),
    )
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=(situation.as_of - since).days,
        limit=(last - since).days,
        unit="days",
        evidence=days_gone(since, last, situation.as_of, room.source),
    )
