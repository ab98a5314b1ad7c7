"""Departments that hold more area of a category than they are entitled to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spaceplan.check.excess import line_areas
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.outcomes import about_department, named
from spaceplan.check.situation import Situation
from spaceplan.entitlement import Entitlement
from spaceplan.i18n import N_, Message
from spaceplan.model import Department
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
    held, divided = _held_dm2(Category(kind.category), situation)
    for department in situation.portfolio.departments:
        area = held[department.id]
        if department.kind in kind.exempt_kinds or (kind.only_where_held and not area):
            yield not_applicable("department", department.id)
        elif department.id in divided:
            text = N_("department {department}: what its predecessor held is not yet divided")
            message = Message.of(text, department=named(department.name, department.id))
            yield about_department(State.BLOCKED, department, message)
        elif area and not department.establishment:
            text = N_("department {department}: no establishment is stated")
            message = Message.of(text, department=named(department.name, department.id))
            yield about_department(State.BLOCKED, department, message)
        else:
            entitlement = situation.entitlements.of(department.id)
            yield _judge(department, Category(kind.category), area, entitlement)


def _judge(
    department: Department, category: Category, area_dm2: int, entitlement: Entitlement
) -> Outcome:
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
    )


def _held_dm2(category: Category, situation: Situation) -> tuple[Counter[str], frozenset[str]]:
    """Return dm² of the category by department, and who shares a predecessor's with others."""
    held: Counter[str] = Counter()
    divided: set[str] = set()
    for item in line_areas(situation.portfolio, situation.rulebook, situation.allocation):
        if item.category == category:
            holders = situation.current.get(item.line.department, ())
            divided.update(holders if len(holders) > 1 else ())
            for department in holders:
                held[department] += item.area_dm2
    return held, frozenset(divided)
