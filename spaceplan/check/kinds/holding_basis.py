"""Rooms that are rented, borrowed or lent: without approval, or beyond their term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spaceplan.check.day_counts import days_gone
from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.months import add_months
from spaceplan.check.outcomes import about_room
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import blocked_portfolio
from spaceplan.i18n import N_, Message
from spaceplan.model import Holding
from spaceplan.rules.kinds import HoldingBasis
from spaceplan.things import DAYS, number_of

_BARRED = {
    "rented": N_("room {room} is rented by {holder}, which nothing can approve"),
    "borrowed": N_("room {room} is borrowed by {holder}, which nothing can approve"),
    "lent": N_("room {room} is lent out by {holder}, which nothing can approve"),
}
_UNAPPROVED = {
    "rented": N_("room {room} is rented by {holder} without approval"),
    "borrowed": N_("room {room} is borrowed by {holder} without approval"),
    "lent": N_("room {room} is lent out by {holder} without approval"),
}
_ENDLESS = {
    "rented": N_("room {room} is rented by {holder}; the end of the term is not stated"),
    "borrowed": N_("room {room} is borrowed by {holder}; the end of the term is not stated"),
    "lent": N_("room {room} is lent out by {holder}; the end of the term is not stated"),
}
_OVERDUE = {
    "rented": N_("room {room} is rented by {holder}; the term ended on {until}, {days} ago"),
    "borrowed": N_("room {room} is borrowed by {holder}; the term ended on {until}, {days} ago"),
    "lent": N_("room {room} is lent out by {holder}; the term ended on {until}, {days} ago"),
}
_RUNNING = {
    "rented": N_("room {room} is rented by {holder}; the term ends on {until}, in {days}"),
    "borrowed": N_("room {room} is borrowed by {holder}; the term ends on {until}, in {days}"),
    "lent": N_("room {room} is lent out by {holder}; the term ends on {until}, in {days}"),
}


def evaluate_holding_basis(kind: HoldingBasis, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room held today: approved, and as of date <= end of the term.

    Of several holdings of a room the worst counts. An allocation says nothing of leases: there
    the rule does not apply.
    """
    portfolio = situation.portfolio
    if situation.planned is not None:
        yield not_applicable("portfolio", portfolio.id)
        return
    if not portfolio.holdings:
        text = N_("{portfolio}: no holdings.csv says on which basis rooms are held")
        yield blocked_portfolio(text, situation)
        return
    concerned: dict[str, list[Holding]] = {}
    for holding in portfolio.holdings:
        asked = concerned.setdefault(holding.room, [])
        if holding.basis in kind.bases and (
            kind.tag is None or kind.tag in portfolio.room(holding.room).tags
        ):
            asked.append(holding)
    for room, holdings in concerned.items():
        if holdings:
            yield max((_judge(kind, holding, situation) for holding in holdings), key=_gravity)
        else:
            yield not_applicable("room", room)


def _gravity(outcome: Outcome) -> tuple[int, float]:
    if outcome.state == State.FAIL:
        return (3 if outcome.severity is None else 1, outcome.excess)
    return (2 if outcome.state == State.BLOCKED else 0, 0.0)


def _judge(kind: HoldingBasis, holding: Holding, situation: Situation) -> Outcome:
    if not kind.approvable:
        return _about(State.FAIL, _BARRED[holding.basis], holding, situation)
    if not holding.approval:
        return _about(State.FAIL, _UNAPPROVED[holding.basis], holding, situation)
    if holding.until is None:
        return _about(State.BLOCKED, _ENDLESS[holding.basis], holding, situation)
    days = (situation.as_of - holding.until).days
    if days > 0:
        return _of_term(_OVERDUE[holding.basis], holding, situation)
    if situation.as_of >= add_months(holding.until, -kind.notice_months):
        return replace(_of_term(_RUNNING[holding.basis], holding, situation), severity="notice")
    return passed("room", holding.room)


def _of_term(template: str, holding: Holding, situation: Situation) -> Outcome:
    """Return a finding in days: since the term began, and how long it was."""
    until = holding.until
    assert until is not None, "a term without an end was judged before"
    began = until if holding.since is None else holding.since
    outcome = _about(State.FAIL, template, holding, situation)
    return replace(
        outcome,
        measured=float((situation.as_of - began).days),
        limit=float((until - began).days),
        unit="days",
        evidence=days_gone(began, until, situation.as_of, holding.source),
    )


def _about(state: State, template: str, holding: Holding, situation: Situation) -> Outcome:
    until = holding.until
    message = Message.of(
        template,
        room=holding.room,
        holder=holding.department,
        until="" if until is None else until.isoformat(),
        days=number_of(DAYS, 0 if until is None else abs((situation.as_of - until).days)),
    )
    failed = state == State.FAIL
    outcome = about_room(
        state,
        situation.portfolio.room(holding.room),
        message,
        situation,
        measured=float(failed),
        unit="rooms" if failed else "",
        department=situation.current.get(holding.department, (holding.department,))[0],
        evidence=counted([(message, holding.source)], "rooms") if failed else (),
    )
    return replace(outcome, source=holding.source or outcome.source)
