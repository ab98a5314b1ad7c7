"""Waivers whose last day has gone by: to be renewed, or struck out where the cure is done."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, Side
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Portfolio, Waiver
from spaceplan.rules.kinds import WaiverExpired
from spaceplan.things import DAYS, number_of


def evaluate_waiver_expired(_kind: WaiverExpired, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a (rule, subject) with a waiver: as of date <= last day of the last one."""
    portfolio = situation.portfolio
    last: dict[tuple[str, str], Waiver] = {}
    for waiver in sorted(portfolio.waivers, key=lambda waiver: waiver.until):
        last[waiver.rule, waiver.subject] = waiver
    if not last:
        yield not_applicable("portfolio", portfolio.id)
    for rule, subject in sorted(last):
        yield _judge(last[rule, subject], situation)


def _judge(waiver: Waiver, situation: Situation) -> Outcome:
    subject = f"{waiver.rule}/{waiver.subject}"
    days = (situation.as_of - waiver.until).days
    if days <= 0:
        return passed("waiver", subject)
    message = Message.of(
        N_("the waiver of {rule} for {subject} by {approver} ended on {until}, {days} ago"),
        rule=waiver.rule,
        subject=waiver.subject,
        approver=waiver.approver,
        until=waiver.until.isoformat(),
        days=number_of(DAYS, days),
    )
    label = Message.of(
        N_("days from {since} to {as_of}, the day of the check"),
        since=waiver.until.isoformat(),
        as_of=situation.as_of.isoformat(),
    )
    return Outcome(
        State.FAIL,
        "waiver",
        subject,
        measured=float(days),
        unit="days",
        message=message,
        department=_department(waiver.subject, situation),
        source=waiver.source,
        evidence=(Evidence(Side.MEASURED, label, float(days), "days", waiver.source),),
    )


def _department(subject: str, situation: Situation) -> str | None:
    """Return to whom the subject of a waiver belongs, where that is known."""
    portfolio: Portfolio = situation.portfolio
    if portfolio.has_department(subject):
        return subject
    return situation.holder(subject) if portfolio.has_room(subject) else None
