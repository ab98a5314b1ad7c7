"""People who sit in a room that their department does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import blocked_portfolio
from spaceplan.i18n import N_, Message
from spaceplan.model import LedgerEntry, is_approved_second_office
from spaceplan.rules.kinds import ForeignRoom
from spaceplan.things import PEOPLE, number_of


def evaluate_foreign_room(_kind: ForeignRoom, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room in which somebody has a place: people of other departments <= 0.

    Second offices that were approved are no trespass. In an allocation whoever sits somewhere
    holds it: the rule does not apply.
    """
    portfolio = situation.portfolio
    if situation.planned is not None:
        yield not_applicable("portfolio", portfolio.id)
        return
    if not portfolio.holdings or portfolio.ledger is None:
        text = N_("{portfolio}: holdings.csv and the ledger are not both there to be compared")
        yield blocked_portfolio(text, situation)
        return
    holders = _holders(situation)
    strangers: dict[str, list[LedgerEntry]] = {}
    for entry in situation.entries():
        found = strangers.setdefault(entry.room, [])
        own = situation.current.get(entry.department, (entry.department,))
        stranger = holders.get(entry.room, set()).isdisjoint((*own, entry.department))
        if stranger and not is_approved_second_office(entry):
            found.append(entry)
    for room, entries in strangers.items():
        yield _judge(room, entries, holders, situation)


def _holders(situation: Situation) -> dict[str, set[str]]:
    """Return who holds each room today, by the names of then and of now."""
    found: dict[str, set[str]] = {}
    for holding in situation.portfolio.holdings:
        names = situation.current.get(holding.department, ())
        found.setdefault(holding.room, set()).update((*names, holding.department))
    return found


def _judge(
    room: str, entries: list[LedgerEntry], holders: dict[str, set[str]], situation: Situation
) -> Outcome:
    if not entries:
        return passed("room", room)
    values = {
        "room": room,
        "measured": number_of(PEOPLE, len(entries)),
        "departments": ", ".join(sorted({entry.department for entry in entries})),
        "holders": ", ".join(sorted(holders.get(room, ()))),
    }
    if room in holders:
        text = N_("room {room}: {measured} of {departments}; it is held by {holders}")
    else:
        text = N_("room {room}: {measured} of {departments}; nobody holds it")
    text_of_one = N_("person {person} of {department}")
    people = (
        (Message.of(text_of_one, person=e.person, department=e.department), e.source)
        for e in entries
    )
    return about_room(
        State.FAIL,
        situation.portfolio.room(room),
        Message.of(text, **values),
        situation,
        measured=len(entries),
        unit="persons",
        evidence=counted(people, "persons"),
    )
