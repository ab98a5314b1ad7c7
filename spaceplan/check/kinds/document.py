"""Departments without a document, or with one that is out of date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spaceplan.check.day_counts import days_gone
from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.months import add_months
from spaceplan.check.outcomes import about_department
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import blocked_portfolio
from spaceplan.i18n import N_, Message
from spaceplan.model import Department
from spaceplan.model.naming import named
from spaceplan.rules.kinds import Document
from spaceplan.things import DAYS, number_of


@dataclass(frozen=True)
class _Words:
    """What is said of one document."""

    nobody: str
    absent: str
    later: str
    overdue: str
    running: str


_WORDS = {
    "certificate": _Words(
        N_("{portfolio}: of no department is a certificate of use stated"),
        N_("department {department} has no certificate of use"),
        N_("department {department}: its certificate of use is dated {done}, after the check"),
        N_("department {department}: its certificate of use of {done} ran out on {due}"),
        N_("department {department}: its certificate of use of {done} runs out on {due}"),
    ),
    "published": _Words(
        N_("{portfolio}: of no department is stated when its rooms were published"),
        N_("department {department} never published who has which room"),
        N_("department {department}: its rooms were published on {done}, after the check"),
        N_("department {department} last published its rooms on {done}; due by {due}"),
        N_("department {department} last published its rooms on {done}; due by {due}, {days}"),
    ),
    "filed": _Words(
        N_("{portfolio}: of no department is stated when its leaders' offices were filed"),
        N_("department {department} never filed its leaders' offices with the bureau"),
        N_("department {department}: its leaders' offices were filed on {done}, after the check"),
        N_("department {department} last filed its leaders' offices on {done}; due by {due}"),
        N_(
            "department {department} last filed its leaders' offices on {done}; due by {due}, "
            "{days}"
        ),
    ),
}


def evaluate_document(kind: Document, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a department: as of date <= day on which the document is due again.

    Where the portfolio states the document of some departments, one without it has none. Where it
    states it of none, nobody keeps that register, and the rule is blocked as a whole.
    """
    departments = situation.portfolio.departments
    asked = [d for d in departments if d.kind not in kind.exempt_kinds]
    if asked and not any(_done(kind, department) for department in asked):
        yield blocked_portfolio(_WORDS[kind.document].nobody, situation)
        asked = []
    elsewhere = {department.id for department in asked}
    for department in departments:
        if department.id in elsewhere:
            yield _judge(kind, department, situation.as_of)
        elif department.kind in kind.exempt_kinds:
            yield not_applicable("department", department.id)


def _done(kind: Document, department: Department) -> date | None:
    day: date | None = getattr(department, kind.document)
    return day


def _judge(kind: Document, department: Department, as_of: date) -> Outcome:
    words, done = _WORDS[kind.document], _done(kind, department)
    if done is None:
        message = Message.of(words.absent, department=named(department.name, department.id))
        return about_department(
            State.FAIL,
            department,
            message,
            measured=1,
            unit="documents",
            evidence=counted([(message, department.source)], "documents"),
        )
    if done > as_of:
        return _about(State.BLOCKED, words.later, department, (done, done), as_of)
    due = _due(kind, done)
    if due is not None and as_of > due:
        return _about(State.FAIL, words.overdue, department, (done, due), as_of)
    if due is not None and kind.yearly and done.year < as_of.year:
        outcome = _about(State.FAIL, words.running, department, (done, due), as_of)
        return replace(outcome, severity="notice")
    return passed("department", department.id)


def _due(kind: Document, done: date) -> date | None:
    """Return the last day on which the document is still good, None where it is good for ever."""
    days = []
    if kind.yearly:
        days.append(date(min(done.year + 1, 9999), 12, 31))
    if kind.max_age_months is not None:
        days.append(add_months(done, kind.max_age_months))
    return min(days, default=None)


def _about(
    state: State, template: str, department: Department, days: tuple[date, date], as_of: date
) -> Outcome:
    done, due = days
    failed = state == State.FAIL
    message = Message.of(
        template,
        department=named(department.name, department.id),
        done=done.isoformat(),
        due=due.isoformat(),
        days=number_of(DAYS, abs((due - as_of).days)),
    )
    return about_department(
        state,
        department,
        message,
        measured=(as_of - done).days if failed else 0,
        limit=(due - done).days if failed else 0,
        unit="days" if failed else "",
        evidence=days_gone(done, due, as_of, department.source) if failed else (),
    )
