"""What filled forms say that a portfolio holds: taken over; every fault is kept with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from spaceplan.model import Portfolio
from spaceplan.report.forms.filled.match import Filled
from spaceplan.report.forms.filled.state import Taken, Taking
from spaceplan.report.forms.filled.take_people import take_people, take_posts
from spaceplan.report.forms.filled.take_places import take_projects, take_reporting, take_sites

__all__ = ["Taken", "take_over"]


def take_over(filled: Iterable[Filled], into: Portfolio) -> Taken:
    """Return a portfolio as filled forms change it.

    National tables give who fills them in (1), land, and posts by rank and kinds of units (2) and
    projects (4); the computation posts by rank; the county register people by rank. Sheets that
    sum up by site or division, or list rooms, give nothing that is not in these.
    """
    state = Taking(into)
    takers = [(one, taker) for one in filled if (taker := _taker(one)) is not None]
    for one, taker in takers:
        taker(one, state)
    departments = tuple(state.departments.values())
    portfolio = replace(state.portfolio, departments=departments)
    return Taken(
        portfolio, tuple(state.faults), {one.name: state.given[one.name] for one, _ in takers}
    )


def _taker(filled: Filled) -> Callable[[Filled, Taking], None] | None:
    keys = {column.key for column in filled.own.columns}
    key, labels = filled.form.key, filled.keys.labels
    if key == "national":
        tables = (
            ("filled_by_unit", take_reporting),
            ("office_use", take_sites),
            ("project", take_projects),
        )
        return next((taker for column, taker in tables if column in keys), None)
    if labels != ("unit",):
        return None
    return {"county": take_people, "entitlement": take_posts}.get(key)
