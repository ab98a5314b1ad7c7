"""What the kinds about people have in common: terms for giving an office back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spaceplan.check.evidence import Evidence, Side
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.months import add_months
from spaceplan.check.outcomes import about_person
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import LedgerEntry
from spaceplan.things import DAYS, MONTHS, number_of


def without_names(situation: Situation) -> Iterator[Outcome]:
    """Yield what a rule about people gives where nobody is known by name.

    Blocked for the portfolio as a whole in the status quo: no person is known of whom to say it.
    In an allocation it does not apply.
    """
    portfolio = situation.portfolio
    if situation.planned is not None:
        yield not_applicable("portfolio", portfolio.id)
        return
    yield Outcome(
        State.BLOCKED,
        "portfolio",
        portfolio.id,
        message=Message.of(N_("no ledger (people.csv) says which person has which room")),
        source=portfolio.source,
    )


@dataclass(frozen=True)
class Term:
    """The words of a rule by which an office is given back some months after a day."""

    months: int
    overdue: str
    running: str
    undated: str


def judge_term(term: Term, entry: LedgerEntry, situation: Situation) -> Outcome:
    """Return how one office stands: not yet due, counting down (a notice), overdue or blocked."""
    if entry.until is None:
        message = Message.of(term.undated, **_who(entry))
        return about_person(State.BLOCKED, entry, message, situation)
    if situation.as_of < entry.until:
        return passed("person", entry.person)
    last = add_months(entry.until, term.months)
    overdue = situation.as_of > last
    message = Message.of(
        term.overdue if overdue else term.running,
        until=entry.until.isoformat(),
        last=last.isoformat(),
        days=number_of(DAYS, abs((situation.as_of - last).days)),
        **_who(entry),
    )
    return about_person(
        State.FAIL,
        entry,
        message,
        situation,
        measured=(situation.as_of - entry.until).days,
        limit=(last - entry.until).days,
        unit="days",
        severity=None if overdue else "notice",
        related=(entry.room,),
        evidence=_days(term, entry.until, last, entry, situation),
    )


def _days(
    term: Term, since: date, last: date, entry: LedgerEntry, situation: Situation
) -> tuple[Evidence, Evidence]:
    """Return the days since the ground for the office ended, and those that the term allows."""
    gone = Message.of(
        N_("days from {since} to {as_of}, the day of the check"),
        since=since.isoformat(),
        as_of=situation.as_of.isoformat(),
    )
    due = Message.of(
        N_("days from {since} to {last}, {months} later"),
        since=since.isoformat(),
        last=last.isoformat(),
        months=number_of(MONTHS, term.months),
    )
    return (
        Evidence(Side.MEASURED, gone, float((situation.as_of - since).days), "days", entry.source),
        Evidence(Side.LIMIT, due, float((last - since).days), "days"),
    )


def worst(outcomes: list[Outcome]) -> Outcome:
    """Return the gravest outcome of one person: overdue, blocked, counting down, met."""

    def gravity(outcome: Outcome) -> tuple[int, float]:
        if outcome.state == State.FAIL:
            return (3 if outcome.severity is None else 1, outcome.excess)
        return (2 if outcome.state == State.BLOCKED else 0, 0.0)

    return max(outcomes, key=gravity)


def _who(entry: LedgerEntry) -> dict[str, str]:
    return {"person": entry.person, "room": entry.room}
