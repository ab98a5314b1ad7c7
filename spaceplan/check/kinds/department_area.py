"""Departments that hold more area of a category than they are entitled to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.check.entitled import entitled_by
from spaceplan.check.evidence import area_of
from spaceplan.check.excess import LineArea
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.held import held_lines
from spaceplan.check.outcomes import about_department
from spaceplan.check.situation import Situation
from spaceplan.entitlement import Entitlement, posts_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Department
from spaceplan.model.naming import named
from spaceplan.rules import Category
from spaceplan.rules.kinds import DepartmentArea
from spaceplan.units import to_m2

_TEMPLATES = {
    Category.OFFICE: N_(
        "department {department}: {measured:.2f} m² of offices, {excess:.2f} m² above its "
        "entitlement of {limit:.2f} m²"
    ),
    Category.SERVICE: N_(
        "department {department}: {measured:.2f} m² of service rooms, {excess:.2f} m² above its "
        "entitlement of {limit:.2f} m²"
    ),
    Category.EQUIPMENT: N_(
        "department {department}: {measured:.2f} m² of equipment rooms, {excess:.2f} m² above its "
        "entitlement of {limit:.2f} m²"
    ),
}


def evaluate_department_area(kind: DepartmentArea, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a department: area held of the category <= entitlement.

    All rooms held count, empty ones too; a room with several holders is split among them.
    """
    held, divided = held_lines((Category(kind.category),), situation)
    for department in situation.portfolio.departments:
        lines = held.get(department.id, ())
        area = sum(item.area_dm2 for item in lines)
        if department.kind in kind.exempt_kinds or (kind.only_where_held and not area):
            yield not_applicable("department", department.id)
        elif department.id in divided:
            text = N_("department {department}: what its predecessor held is not yet divided")
            message = Message.of(text, department=named(department.name, department.id))
            yield about_department(State.BLOCKED, department, message)
        elif area and not posts_of(department, situation.rulebook):
            text = N_("department {department}: no establishment is stated")
            message = Message.of(text, department=named(department.name, department.id))
            yield about_department(State.BLOCKED, department, message)
        else:
            entitlement = situation.entitlements.of(department.id)
            yield _judge(department, Category(kind.category), lines, entitlement, situation)


def _judge(
    department: Department,
    category: Category,
    held: Sequence[LineArea],
    entitlement: Entitlement,
    situation: Situation,
) -> Outcome:
    area_dm2 = sum(item.area_dm2 for item in held)
    limit = entitlement.category_dm2(category)
    if area_dm2 <= limit:
        return passed("department", department.id)
    message = Message.of(
        _TEMPLATES[category],
        department=named(department.name, department.id),
        measured=to_m2(area_dm2),
        limit=to_m2(limit),
        excess=to_m2(area_dm2 - limit),
    )
    return about_department(
        State.FAIL,
        department,
        message,
        measured=to_m2(area_dm2),
        limit=to_m2(limit),
        unit="m²",
        related=tuple(sorted({item.line.room for item in held})),
        evidence=(
            *(area_of(situation.portfolio.room(item.line.room), item.area_dm2) for item in held),
            *entitled_by(department, category, limit, situation),
        ),
    )
