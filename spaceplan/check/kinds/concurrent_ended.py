"""People who keep a second office after the post that it was for."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.finding import Outcome, not_applicable, passed
from spaceplan.check.kinds.persons import (
    Term,
    judge_term,
    without_names,
    worst,
)
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_
from spaceplan.model import LedgerEntry
from spaceplan.rules.kinds import ConcurrentEnded

_OVERDUE = N_(
    "person {person}: the concurrent post ended on {until}, room {room} was due back by {last}, "
    "{days} ago"
)
_RUNNING = N_(
    "person {person}: the concurrent post ended on {until}, room {room} is due back by {last}, "
    "in {days}"
)


def evaluate_concurrent_ended(kind: ConcurrentEnded, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a person: as of date <= end of the concurrent post + the term.

    A concurrent post without an end goes on, and the rule is met.
    """
    if not situation.names_known:
        yield from without_names(situation)
        return
    term = Term(kind.months, _OVERDUE, _RUNNING, undated="")
    for person, offices in situation.offices_of_people.items():
        second = [entry for entry in offices if entry.post == "concurrent"]
        if second:
            yield worst([_judge(term, entry, situation) for entry in second])
        else:
            yield not_applicable("person", person)


def _judge(term: Term, entry: LedgerEntry, situation: Situation) -> Outcome:
    if entry.until is None:
        return passed("person", entry.person)
    return judge_term(term, entry, situation)
