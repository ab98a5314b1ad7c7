"""Departments that state other people than the ledger has."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, Side, allowed, rank_named
from spaceplan.check.finding import Outcome, State, passed
from spaceplan.check.outcomes import about_department
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import blocked_portfolio
from spaceplan.i18n import N_, Message
from spaceplan.model import Counts, Department, occupant_kind
from spaceplan.model.naming import named
from spaceplan.rules.kinds import Headcount
from spaceplan.things import PEOPLE, number_of


def evaluate_headcount(kind: Headcount, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a department: Σ ranks | stated - in the ledger | <= most.

    The ledger wins wherever people count; this says where the department's own file is behind.
    """
    ledger = situation.portfolio.ledger
    if ledger is None:
        text = N_("{portfolio}: no ledger to compare with what departments state")
        yield blocked_portfolio(text, situation)
        return
    present = {
        id
        for entry in ledger
        if occupant_kind(entry) is not None
        for id in situation.current.get(entry.department, ())
    }
    for department in situation.portfolio.departments:
        stated = department.stated_people
        if stated is None:
            stated = department.people
        counted = department.people if department.id in present else Counts()
        yield _judge(kind, department, stated, counted, situation)


def _judge(
    kind: Headcount, department: Department, stated: Counts, counted: Counts, situation: Situation
) -> Outcome:
    name = named(department.name, department.id)
    if not stated:
        text = N_("department {department}: no headcount is stated")
        return about_department(State.BLOCKED, department, Message.of(text, department=name))
    ranks = dict.fromkeys(rank for counts in (stated, counted) for rank, _ in counts)
    apart = {rank: abs(stated[rank] - counted[rank]) for rank in ranks}
    if sum(apart.values()) <= kind.most:
        return passed("department", department.id)
    message = Message.of(
        N_("department {department} states {stated} ({ranks}); the ledger has {counted}"),
        department=name,
        stated=number_of(PEOPLE, stated.total),
        ranks=stated,
        counted=f"{counted.total} ({counted})" if counted else "0",
    )
    return about_department(
        State.FAIL,
        department,
        message,
        measured=sum(apart.values()),
        limit=kind.most,
        unit="persons",
        grade_base=max(stated.total, counted.total),
        evidence=(
            *(
                Evidence(
                    Side.MEASURED,
                    Message.of(
                        N_("{rank}: {stated} stated, {counted} in the ledger"),
                        rank=rank_named(situation.rulebook, rank),
                        stated=stated[rank],
                        counted=counted[rank],
                    ),
                    float(number),
                    "persons",
                    department.source,
                )
                for rank, number in apart.items()
                if number
            ),
            allowed(Message.of(N_("difference allowed")), float(kind.most), "persons"),
        ),
    )
