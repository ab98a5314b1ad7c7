"""Departments that hold more area a head than the figure for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.check.evidence import area_of, by_figure, figure_of
from spaceplan.check.excess import LineArea
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.held import held_lines
from spaceplan.check.outcomes import about_department
from spaceplan.check.situation import Situation
from spaceplan.entitlement import posts_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Department
from spaceplan.model.naming import named
from spaceplan.rules.kinds import AreaPerHead
from spaceplan.rules.shapes import FlatPerHead
from spaceplan.things import PEOPLE, number_of
from spaceplan.units import to_m2

_HEADS = N_("{heads}, {each:.2f} m² each")


def evaluate_area_per_head(kind: AreaPerHead, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a department: area held <= heads times the area a head.

    Without a figure that is the same for all heads every department is blocked.
    """
    table = situation.rulebook.per_head
    held, divided = held_lines(table.categories if table else (), situation)
    for department in situation.portfolio.departments:
        name = named(department.name, department.id)
        if department.kind in kind.exempt_kinds:
            yield not_applicable("department", department.id)
        elif table is None:
            text = N_("department {department}: the rule sets state no area a head")
            message = Message.of(text, department=name)
            yield about_department(State.BLOCKED, department, message)
        elif department.id in divided:
            text = N_("department {department}: what its predecessor held is not yet divided")
            message = Message.of(text, department=name)
            yield about_department(State.BLOCKED, department, message)
        else:
            yield _judge(department, held.get(department.id, ()), table, situation)


def _judge(
    department: Department, held: Sequence[LineArea], table: FlatPerHead, situation: Situation
) -> Outcome:
    name = named(department.name, department.id)
    heads = posts_of(department, situation.rulebook).total
    area_dm2 = sum(item.area_dm2 for item in held)
    limit = table.area_dm2 * heads
    if area_dm2 <= limit:
        return passed("department", department.id)
    if not heads:
        text = N_("department {department}: nobody is stated whose area could be counted")
        message = Message.of(text, department=name)
        return about_department(State.BLOCKED, department, message)
    message = Message.of(
        N_(
            "department {department}: {measured:.2f} m² for {heads}, {each:.2f} m² a head; "
            "at {limit_each:.2f} m² a head {limit:.2f} m²"
        ),
        department=name,
        measured=to_m2(area_dm2),
        heads=number_of(PEOPLE, heads),
        each=to_m2(area_dm2) / heads,
        limit_each=float(table.exact_m2),
        limit=to_m2(limit),
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
            by_figure(
                Message.of(_HEADS, heads=heads, each=float(table.exact_m2)),
                to_m2(limit),
                "m²",
                figure_of(situation.rulebook, "office"),
                department.source,
            ),
        ),
    )
