"""Who has a place in a room, as evidence: what each justifies, and who needs a seat."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import (
    Evidence,
    Side,
    by_figure,
    figure_of,
    quota_figure,
    rank_named,
)
from spaceplan.check.situation import Occupant, Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import LedgerEntry
from spaceplan.model.people import UNESTABLISHED
from spaceplan.rules import Figure, RuleBook
from spaceplan.things import PEOPLE, number_of
from spaceplan.units import to_m2

_QUOTA = N_("quota of {rank}, for person {person}")
_SECOND = N_("quota of {rank}, for the approved second office of person {person}")
_NOTHING = {
    "retired": N_("person {person}, retired, justifies no area"),
    "transferred": N_("person {person}, transferred away, justifies no area"),
    "concurrent": N_("person {person}, with no approved second office here, justifies no area"),
    "seconded": N_("person {person}, seconded, justifies no area by the portfolio's settings"),
    "contract": N_("person {person}, on contract, justifies no area by the portfolio's settings"),
}
_MINIMUM = {
    "seconded": N_("person {person}, seconded: the physical minimum"),
    "contract": N_("person {person}, on contract: the physical minimum"),
}
_HEAD = N_("person {person}: the area of a head")
_QUOTAS = N_("{number} × {each:.2f} m², quota of {rank}")
_MINIMA = {
    "seconded": N_("{number} × {each:.2f} m², what seconded people justify"),
    "contract": N_("{number} × {each:.2f} m², what people on contract justify"),
}
_NEEDS_SEAT = N_("person {person} needs a seat")
_HAS_PLACE = N_("person {person} has a place here")
_PLANNED = {
    "seconded": N_("{number} on secondment in the plan"),
    "contract": N_("{number} on contract in the plan"),
    "": N_("{number} of rank {rank} in the plan"),
}


def justified_by(room: str, situation: Situation) -> tuple[Evidence, ...]:
    """Return what each occupant of an office justifies, m²; together the room's allowance."""
    return tuple(_justifies(occupant, situation) for occupant in situation.occupants(room))


def seats_needed(room: str, situation: Situation) -> tuple[Evidence, ...]:
    """Return who needs a seat in a room, a person or a group of a plan each."""
    return tuple(_people(room, situation, _NEEDS_SEAT, only_seats=True))


def places_taken(room: str, situation: Situation) -> tuple[Evidence, ...]:
    """Return who has a place in a room, whether or not he needs a seat there."""
    return tuple(_people(room, situation, _HAS_PLACE, only_seats=False))


def _justifies(occupant: Occupant, situation: Situation) -> Evidence:
    if occupant.entry is not None:
        return _entry_justifies(occupant.entry, occupant, situation)
    book, kind = situation.rulebook, occupant.kind
    value = to_m2(occupant.allowance_dm2 or 0)
    values = {"number": occupant.number, "each": value / occupant.number}
    if kind in UNESTABLISHED:
        label = Message.of(_MINIMA[kind], **values)
        return by_figure(label, value, "m²", _figure_without_post(book))
    label = Message.of(_QUOTAS, **values, rank=rank_named(book, kind))
    return by_figure(label, value, "m²", quota_figure(book, kind))


def _entry_justifies(entry: LedgerEntry, occupant: Occupant, situation: Situation) -> Evidence:
    """Return what one line of the ledger justifies; nothing needs no figure of the rules."""
    book, who = situation.rulebook, {"person": entry.person}
    value = to_m2(occupant.allowance_dm2 or 0)
    if not value:
        why = entry.status if entry.status in _NOTHING else "concurrent"
        label = Message.of(_NOTHING[why], **who)
        return Evidence(Side.LIMIT, label, 0.0, "m²", entry.source)
    if entry.status in _MINIMUM:
        template = _HEAD if book.counts_people else _MINIMUM[entry.status]
        label = Message.of(template, **who)
        return by_figure(label, value, "m²", _figure_without_post(book), entry.source)
    template = _QUOTA if entry.post == "main" else _SECOND
    label = Message.of(template, **who, rank=rank_named(book, entry.rank))
    return by_figure(label, value, "m²", quota_figure(book, entry.rank), entry.source)


def _figure_without_post(book: RuleBook) -> Figure | None:
    """Return the figure by which people without an established post justify area."""
    return figure_of(book, "office" if book.counts_people else "minimum")


def _people(
    room: str, situation: Situation, template: str, *, only_seats: bool
) -> Iterator[Evidence]:
    for occupant in situation.occupants(room):
        number = occupant.seats if only_seats else occupant.number
        if not number:
            continue
        if occupant.entry is not None:
            label = Message.of(template, person=occupant.entry.person)
            source = occupant.entry.source
        else:
            label, source = _planned(occupant.kind, number, situation.rulebook), None
        yield Evidence(Side.MEASURED, label, float(number), "persons", source)


def _planned(kind: str, number: int, rulebook: RuleBook) -> Message:
    """Return what a group of people in a plan is called."""
    counted = number_of(PEOPLE, number)
    if kind in _PLANNED:
        return Message.of(_PLANNED[kind], number=counted)
    return Message.of(_PLANNED[""], number=counted, rank=rank_named(rulebook, kind))
