"""Days that have gone and days that were allowed, as evidence."""

from __future__ import annotations

from datetime import date

from spaceplan.check.evidence import Evidence, Side
from spaceplan.i18n import N_, Message
from spaceplan.model import Source


def days_gone(
    since: date, last: date, as_of: date, source: Source | None
) -> tuple[Evidence, Evidence]:
    """Return the days from a day to that of the check, and those to the last day allowed."""
    gone = Message.of(
        N_("days from {since} to {as_of}, the day of the check"),
        since=since.isoformat(),
        as_of=as_of.isoformat(),
    )
    allowed = Message.of(
        N_("days from {since} to {last}, the last day allowed"),
        since=since.isoformat(),
        last=last.isoformat(),
    )
    return (
        Evidence(Side.MEASURED, gone, float((as_of - since).days), "days", source),
        Evidence(Side.LIMIT, allowed, float((last - since).days), "days"),
    )
