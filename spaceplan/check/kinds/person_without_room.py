"""People of the ledger who need a seat and have no room."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.kinds.persons import without_names
from spaceplan.check.outcomes import about_person
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import LedgerEntry, occupant_kind
from spaceplan.model.naming import named
from spaceplan.rules.kinds import PersonWithoutRoom


def evaluate_person_without_room(
    _kind: PersonWithoutRoom, situation: Situation
) -> Iterator[Outcome]:
    """Yield one outcome a person of the ledger: rooms where he has a seat >= 1.

    Does not apply to who retired or was transferred.
    """
    if not situation.names_known:
        yield from without_names(situation)
        return
    seated = {entry.person for entry in situation.entries() if occupant_kind(entry) is not None}
    people: dict[str, LedgerEntry] = {}
    for entry in situation.portfolio.ledger or ():
        if entry.person not in people or occupant_kind(people[entry.person]) is None:
            people[entry.person] = entry
    for person, entry in people.items():
        if person in seated:
            yield passed("person", person)
        elif occupant_kind(entry) is None:
            yield not_applicable("person", person)
        else:
            yield _unseated(entry, situation)


def _unseated(entry: LedgerEntry, situation: Situation) -> Outcome:
    department = situation.current.get(entry.department, (entry.department,))[0]
    portfolio = situation.portfolio
    known = portfolio.has_department(department)
    name = named(portfolio.department(department).name, department) if known else department
    message = Message.of(
        N_("person {person} of {department} has no room"), person=entry.person, department=name
    )
    return about_person(
        State.FAIL,
        entry,
        message,
        situation,
        measured=1,
        unit="persons",
        evidence=counted([(message, entry.source)], "persons"),
    )
