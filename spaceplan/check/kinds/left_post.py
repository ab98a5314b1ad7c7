"""People who retired or were transferred and still have an office."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.finding import Outcome, not_applicable
from spaceplan.check.kinds.persons import (
    Term,
    judge_term,
    without_names,
    worst,
)
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_
from spaceplan.rules.kinds import LeftPost

_OVERDUE = N_(
    "person {person} left on {until} and still has room {room}; it was due back by {last}, "
    "{days} ago"
)
_RUNNING = N_(
    "person {person} left on {until} and still has room {room}; it is due back by {last}, in {days}"
)
_UNDATED = N_("person {person} left and still has room {room}; the day of leaving is not stated")


def evaluate_left_post(kind: LeftPost, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a person: as of date <= day of leaving + the term, for who has left."""
    if not situation.names_known:
        yield from without_names(situation)
        return
    term = Term(kind.months, _OVERDUE, _RUNNING, _UNDATED)
    for person, offices in situation.offices_of_people.items():
        kept = [entry for entry in offices if entry.status in kind.statuses]
        if kept:
            yield worst([judge_term(term, entry, situation) for entry in kept])
        else:
            yield not_applicable("person", person)
