"""Departments with people for whom no seat is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, Side
from spaceplan.check.finding import Outcome, State, passed
from spaceplan.check.outcomes import about_department
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Department, occupant_kind
from spaceplan.model.naming import named
from spaceplan.rules.kinds import SeatForEveryone


def evaluate_seat_for_everyone(_kind: SeatForEveryone, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a department: people who need a seat − people who have one <= 0.

    Of a department that holds rooms today and states no people, nobody knows whom to seat.
    """
    seated = _seated(situation)
    holders = {holding.department for holding in situation.portfolio.holdings}
    for department in situation.portfolio.departments:
        missing = department.people.total - seated[department.id]
        if not situation.occupants_known:
            text = N_("department {department}: no ledger says who has a seat")
            message = Message.of(text, department=named(department.name, department.id))
            yield about_department(State.BLOCKED, department, message)
        elif department.id in holders and not department.people.total:
            text = N_("department {department}: no headcount is stated")
            message = Message.of(text, department=named(department.name, department.id))
            yield about_department(State.BLOCKED, department, message)
        elif missing <= 0:
            yield passed("department", department.id)
        else:
            yield _unseated(department, missing)


def _unseated(department: Department, missing: int) -> Outcome:
    people = department.people.total
    message = Message.of(
        N_("department {department}: no seat for {measured} of {people}"),
        department=named(department.name, department.id),
        measured=missing,
        people=people,
    )
    needed, seated = Message.of(N_("people who need a seat")), Message.of(N_("people with a seat"))
    source = department.source
    return about_department(
        State.FAIL,
        department,
        message,
        measured=missing,
        unit="persons",
        grade_base=people,
        evidence=(
            Evidence(Side.MEASURED, needed, float(people), "persons", source),
            Evidence(Side.MEASURED, seated, float(missing - people), "persons"),
        ),
    )


def _seated(situation: Situation) -> Counter[str]:
    """Return how many people of each department have a seat."""
    seated: Counter[str] = Counter()
    if situation.planned is not None:
        for line in situation.planned.lines:
            seated[line.department] += line.occupancy.total
        return seated
    for entry in situation.entries():
        if occupant_kind(entry) is not None:
            for department in situation.current.get(entry.department, ()):
                seated[department] += 1
    return seated
