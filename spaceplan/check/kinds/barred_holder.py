"""Bodies that may not occupy office space, and what they have of it."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import area_of
from spaceplan.check.excess import LineArea
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.outcomes import about_department
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import without_holders
from spaceplan.i18n import N_, Message
from spaceplan.model import Department
from spaceplan.model.naming import named
from spaceplan.rules.kinds import BarredHolder
from spaceplan.things import ROOMS, number_of
from spaceplan.units import to_m2


def evaluate_barred_holder(kind: BarredHolder, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a department: area that it holds <= 0, if it is of a barred kind."""
    unknown = without_holders(situation)
    if unknown is not None:
        yield unknown
        return
    held = _held(kind, situation)
    for department in situation.portfolio.departments:
        if department.kind not in kind.kinds:
            yield not_applicable("department", department.id)
        elif department.id not in held:
            yield passed("department", department.id)
        else:
            yield _occupies(department, held[department.id], situation)


def _held(kind: BarredHolder, situation: Situation) -> dict[str, list[LineArea]]:
    """Return what barred departments hold of the categories."""
    barred = {d.id for d in situation.portfolio.departments if d.kind in kind.kinds}
    held: dict[str, list[LineArea]] = {}
    if barred:
        for item in situation.line_areas:
            if item.category in kind.categories:
                for id in barred.intersection(situation.current.get(item.line.department, ())):
                    held.setdefault(id, []).append(item)
    return held


def _occupies(department: Department, items: list[LineArea], situation: Situation) -> Outcome:
    area = to_m2(sum(item.area_dm2 for item in items))
    message = Message.of(
        N_(
            "department {department} may not occupy office space; it has {rooms} with "
            "{measured:.2f} m²"
        ),
        department=named(department.name, department.id),
        rooms=number_of(ROOMS, len(items)),
        measured=area,
    )
    rooms = situation.portfolio.room
    return about_department(
        State.FAIL,
        department,
        message,
        measured=area,
        unit="m²",
        related=tuple(sorted({item.line.room for item in items})),
        evidence=tuple(area_of(rooms(item.line.room), item.area_dm2) for item in items),
    )
