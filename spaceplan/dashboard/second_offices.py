"""Approved second offices: in a plan everybody has one seat, so they justify nothing there."""

from __future__ import annotations

from spaceplan.dashboard import cached
from spaceplan.dashboard.session import Session


def say_second_offices(session: Session) -> str:
    """Say why what holds the same rooms has more excess as a plan; empty where it has not.

    Of a scenario those count that their departments hold there as well.
    """
    _ = session.t
    approved = cached.today(session.base).second_offices
    if session.is_plan:
        held = {(line.room, line.department) for line in session.plan.lines}
        approved = tuple(one for one in approved if one[:2] in held)
    if not approved:
        return ""
    return _("in a plan the {n:,} approved second offices do not count").format(n=len(approved))
