"""The curve of a run: one, or where terms have an order one a level, each in its own unit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from spaceplan.dashboard.curve import show_curve
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.jobs import CurvePoint
from spaceplan.report import labels


def by_level(points: Sequence[CurvePoint]) -> tuple[tuple[CurvePoint, ...], ...]:
    """Return the points of each level of an order in turn; without an order all are of one.

    What one level counts cannot be compared with what another counts.
    """
    return tuple(tuple(group) for _level, group in groupby(points, key=lambda p: p.level))


def level_name(session: Session, level: str | None) -> str:
    """Return what is worked on where terms have an order; empty without one."""
    return "" if level is None else labels.word(labels.LEVELS, level, session.language)


def level_unit(session: Session, level: str | None) -> str:
    """Return what value and bound are counted in: points, or what a level of an order counts."""
    unit = labels.LEVEL_UNITS.get(level or "", "points")
    return labels.word(labels.UNITS, unit, session.language)


def show_level(session: Session, points: Sequence[CurvePoint]) -> None:
    """Show best plan and bound over time, of one level where terms have an order."""
    _ = session.t
    level = points[0].level
    title = _("Points over time")
    if level is not None:
        name, unit = level_name(session, level), level_unit(session, level)
        title = _("{level} over time ({unit})").format(level=plain(name), unit=plain(unit))
    show_curve(points, value=_("best plan"), bound=_("proven bound"), title=title)
