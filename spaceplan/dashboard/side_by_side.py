"""One storey in two scenarios, beside each other, and the rooms that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from spaceplan.dashboard import cached
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.places import choose_storey
from spaceplan.dashboard.plans import CHANGE, View, colouring_of, show_plan
from spaceplan.dashboard.scenario_rows import names_of
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError
from spaceplan.model import AllocationLine, Storey
from spaceplan.plot import Colouring
from spaceplan.report import Stage
from spaceplan.report.safe import visible
from spaceplan.store import STATUS_QUO, Scenario


def show_side_by_side(session: Session, scenarios: tuple[Scenario, ...]) -> None:
    """Show one storey in two scenarios."""
    _ = session.t
    st.subheader(_("One storey in two scenarios"))
    names = names_of(scenarios, _("Status quo"), STATUS_QUO)
    ids = list(names)
    other = session.scenario if session.is_plan else ids[-1]
    picked = []
    for column, key, id in zip(
        st.columns(2), ("scenarios_left", "scenarios_right"), (STATUS_QUO, other), strict=True
    ):
        chosen = column.selectbox(
            _("Left") if key.endswith("left") else _("Right"),
            ids,
            index=ids.index(id) if id in names else 0,
            format_func=lambda id: visible(names[id]),
            key=session.key_of(key),
        )
        picked.append(next((one for one in scenarios if one.id == chosen), None))
    with st.container(horizontal=True):
        if not st.toggle(_("Show the plans"), value=True, key="scenarios_plans"):
            return
        mark = st.toggle(_("Mark what differs"), value=True, key="scenarios_mark")
    storey = choose_storey(session, key="scenarios")
    if storey is None:
        return
    views = []
    for scenario in picked:
        try:
            view = view_of(session, scenario)
            view.plan  # noqa: B018 - whether it can be read is known once it has been
            views.append(view)
        except SpaceplanError as error:
            show_faults(error, session.language)
            return
    by = colouring_of()
    plain = View(by if by in set(Colouring) else Colouring.DEPARTMENT)
    left, right = views
    before, after = (_as_shown(view, by) for view in views)
    here, beside = st.columns(2)
    with here:
        show_plan(left, storey, stage=before, key="scenarios_plan_left", view=plain, height=360)
    with beside:
        show_plan(
            right,
            storey,
            stage=after,
            key="scenarios_plan_right",
            view=View(CHANGE) if mark else plain,
            before=left.plan,
            height=360,
        )
    _show_differences(session, left, right, storey)


def view_of(session: Session, scenario: Scenario | None) -> Session:
    """Return the same planner's view of another scenario."""
    if scenario is None:
        return replace(session, kept=None, loaded=session.base)
    changed = cached.changed(session.base, scenario.details.changes)
    return replace(session, kept=scenario, loaded=changed)


def _as_shown(view: Session, by: str) -> Stage:
    """Return a scenario as its plan shows it: checked only where the colours mean findings."""
    return view.shown if by == Colouring.FINDING else view.unchecked()


def _show_differences(session: Session, left: Session, right: Session, storey: Storey) -> None:
    """Show the storey's rooms that another department holds, or other people use."""
    _ = session.t
    rows = []
    for room in storey.rooms:
        before = left.plan.of_room(room.id)
        after = right.plan.of_room(room.id)
        if before != after:
            rows.append(
                {
                    _("Room"): room.id,
                    _("Area (m²)"): room.area_dm2 / 100,
                    f"{_('Left')}: {visible(left.scenario_name)}": _holders(session, before),
                    f"{_('Right')}: {visible(right.scenario_name)}": _holders(session, after),
                }
            )
    if not rows:
        st.caption(_("On this storey both are the same."))
        return
    st.caption(_("Rooms that differ on this storey: {n:,}").format(n=len(rows)))
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            _("Area (m²)"): st.column_config.NumberColumn(_("Area (m²)"), format="%,.1f")
        },
        key="scenarios_differences",
    )


def _holders(session: Session, lines: Sequence[AllocationLine]) -> str:
    _ = session.t
    empty = _("nobody sits there")
    return visible(
        "; ".join(
            f"{session.department_name(line.department)}: "
            f"{session.occupancy_text(line.occupancy) or empty}"
            for line in lines
        )
        or _("held by nobody")
    )
