"""People with more than one office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.check.evidence import (
    Evidence,
    allowed,
    area_of,
    by_figure,
    counted,
    quota_figure,
    rank_named,
)
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.kinds.persons import without_names
from spaceplan.check.outcomes import about_person
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import LedgerEntry
from spaceplan.rules.kinds import OneOffice
from spaceplan.units import to_m2


def evaluate_one_office(kind: OneOffice, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a person: one office, or ``most`` where each further one may be.

    A further one may be where it is approved and smaller than the person's quota.
    """
    if not situation.names_known:
        yield from without_names(situation)
        return
    for person, entries in situation.offices_of_people.items():
        offices = _distinct(entries) if len(entries) > 1 else list(entries)
        if len(offices) > 1:
            yield _judge(kind, person, offices, situation)
        else:
            yield passed("person", person) if offices else not_applicable("person", person)


def _distinct(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return one entry a room, that of the main post first, then approved ones, then by room."""
    first_of_room: dict[str, LedgerEntry] = {}
    for entry in sorted(entries, key=lambda e: (e.post != "main", e.approval == "", e.room)):
        first_of_room.setdefault(entry.room, entry)
    return list(first_of_room.values())


def _judge(
    kind: OneOffice, person: str, offices: list[LedgerEntry], situation: Situation
) -> Outcome:
    main, *further = offices
    if len(offices) > kind.most:
        text = N_("person {person} has {measured} offices ({rooms}); never more than {limit}")
        return _too_many(text, offices, kind.most, further[-1], situation)
    unapproved = [entry for entry in further if not entry.approval]
    if unapproved:
        text = N_("person {person} has {measured} offices ({rooms}); {room} is not approved")
        return _too_many(text, offices, 1, unapproved[0], situation)
    if not kind.second_below_quota:
        return passed("person", person)
    largest = max(further, key=lambda e: (situation.portfolio.room(e.room).area_dm2, e.room))
    ranked = largest if kind.quota_of == "concurrent" else main
    if not situation.rulebook.knows_rank(ranked.rank):
        text = N_("person {person} has a second office {room}; the person's rank is not known")
        message = Message.of(text, person=person, room=further[0].room)
        return about_person(State.BLOCKED, further[0], message, situation)
    return _judge_size(ranked, largest, situation)


def _judge_size(ranked: LedgerEntry, largest: LedgerEntry, situation: Situation) -> Outcome:
    """Return whether the largest further office is smaller than the quota of a post."""
    quota = situation.rulebook.quota_dm2(ranked.rank)
    area = situation.portfolio.room(largest.room).area_dm2
    if area < quota:
        return passed("person", ranked.person)
    message = Message.of(
        N_(
            "person {person}: the second office {room} has {measured:.2f} m²; it must be smaller "
            "than the quota of {limit:.2f} m²"
        ),
        person=ranked.person,
        room=largest.room,
        measured=to_m2(area),
        limit=to_m2(quota),
    )
    return about_person(
        State.FAIL,
        largest,
        message,
        situation,
        measured=to_m2(area),
        limit=to_m2(quota),
        unit="m²",
        related=(largest.room,),
        evidence=(
            area_of(situation.portfolio.room(largest.room)),
            _quota_of(ranked, quota, situation),
        ),
    )


def _quota_of(ranked: LedgerEntry, quota_dm2: int, situation: Situation) -> Evidence:
    book = situation.rulebook
    rank = rank_named(book, ranked.rank)
    label = Message.of(N_("quota of {rank}, for person {person}"), rank=rank, person=ranked.person)
    figure = quota_figure(book, ranked.rank)
    return by_figure(label, to_m2(quota_dm2), "m²", figure, ranked.source)


def _too_many(
    template: str,
    offices: list[LedgerEntry],
    limit: int,
    entry: LedgerEntry,
    situation: Situation,
) -> Outcome:
    message = Message.of(
        template,
        person=entry.person,
        room=entry.room,
        rooms=", ".join(office.room for office in offices),
        measured=len(offices),
        limit=limit,
    )
    return about_person(
        State.FAIL,
        entry,
        message,
        situation,
        measured=len(offices),
        limit=limit,
        unit="offices",
        related=tuple(office.room for office in offices),
        evidence=(
            *counted(((_office(office), office.source) for office in offices), "offices"),
            allowed(Message.of(N_("offices that one person may have")), limit, "offices"),
        ),
    )


def _office(office: LedgerEntry) -> Message:
    """Return what an office is for its holder: main post, approved or not."""
    if office.post == "main":
        return Message.of(N_("office {room} of the main post"), room=office.room)
    if office.approval:
        text = N_("further office {room}, approved by {approval}")
        return Message.of(text, room=office.room, approval=office.approval)
    return Message.of(N_("further office {room}, without approval"), room=office.room)
