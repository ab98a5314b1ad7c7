"""Scenarios: the status quo, the goals and every plan beside each other; two of them as plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.navigate import page_button
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.scenario_actions import show_actions, show_said, show_trash
from spaceplan.dashboard.scenario_rows import (
    GOALS,
    ScenarioRow,
    Standing,
    names_of,
    row_of_stage,
    row_of_summary,
    standing,
)
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.side_by_side import show_side_by_side
from spaceplan.errors import InputError, SpaceplanError
from spaceplan.i18n import N_
from spaceplan.report.safe import visible
from spaceplan.store import STATUS_QUO, BrokenScenario, Scenario

_HEADINGS = {
    "unseated": N_("Without a seat"),
    "excess": N_("Excess (m²)"),
    "moved": N_("People who move"),
    "storeys": N_("Departments × storeys"),
    "findings": N_("Findings"),
    "total": N_("Total (points)"),
}
_DECIMALS = {"excess": 1, "total": 1}
#: Grounds of cells near a goal and beyond it, words of changes for the better and the worse.
_GROUNDS = {Standing.NEAR: "rgba(224,161,0,.28)", Standing.MISSED: "rgba(200,64,27,.25)"}
_WORDS = {False: ("#00796B", "#B83712"), True: ("#4DB6A9", "#FF8A65")}
_CHANGE = "Δ"


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Scenarios"))
    entries = session.store.list_scenarios()
    scenarios = tuple(one for one in entries if isinstance(one, Scenario))
    show_said(session)
    if scenarios:
        _show_table(session, scenarios)
        _show_goals(session)
        show_actions(session, scenarios)
        show_side_by_side(session, scenarios)
    else:
        _show_empty(session)
    _show_broken(session, [one for one in entries if isinstance(one, BrokenScenario)])
    show_trash(session)


def _show_empty(session: Session) -> None:
    _ = session.t
    st.info(
        _(
            "There is no scenario yet: only the status quo. A scenario is a plan with a name; have "
            "one searched for, or change rooms by hand and save what comes of it."
        )
    )
    page_button(
        _("Allocate"), "allocate", key="scenarios_to_allocate", icon=":material/play_circle:"
    )
    page_button(_("Edit by hand"), "edit", key="scenarios_to_edit", icon=":material/edit_square:")


def _show_table(session: Session, scenarios: tuple[Scenario, ...]) -> None:
    """Show the status quo, the goals and every scenario, a line each."""
    _ = session.t
    import pandas as pd  # Streamlit has loaded it already

    today = row_of_stage(session.today)
    if not session.knows_today:
        today = replace(today, unseated=None, total=None)
    goals = session.store.load_goals()
    rows = {
        one.id: row_of_summary(session.store.load_summary(one), session.base.prepared)
        for one in scenarios
    }
    lines = [_line(session, session.t("Status quo"), today, None)]
    lines += [_goals_line(session, goals)] if goals else []
    first = len(lines)
    lines += [
        _line(session, visible(one.name), rows[one.id], today)
        | {
            _("Made from"): _parent(session, one, scenarios),
            _("Made by"): visible(one.details.who),
            _("Saved"): one.changed.astimezone().strftime("%Y-%m-%d %H:%M"),
            _("Note"): visible(one.details.note),
        }
        for one in scenarios
    ]
    frame = pd.DataFrame(lines)
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    for number, one in enumerate(scenarios, start=first):
        for heading, style in _styles(session, rows[one.id], today, goals).items():
            styles.loc[number, heading] = style
    st.dataframe(
        frame.style.apply(lambda _: styles, axis=None),
        hide_index=True,
        column_config=_columns(session),
        key="scenarios_table",
        placeholder="",
    )
    st.caption(
        _(
            "Δ: against the status quo. Amber: up to a tenth above the goal; red: further above. "
            "Points are by the prices of each scenario."
        )
    )
    if any(row.is_old for row in rows.values()):
        names = ", ".join(plain(one.name) for one in scenarios if rows[one.id].is_old)
        st.warning(
            _(
                "The portfolio's files have changed since these were saved, so their figures are "
                "of then: {names}. Open one to see it counted anew."
            ).format(names=names)
        )


def _line(
    session: Session, name: str, row: ScenarioRow, today: ScenarioRow | None
) -> dict[str, Any]:
    _ = session.t
    line: dict[str, Any] = {_("Scenario"): name}
    for figure, heading in _HEADINGS.items():
        value = row.figure(figure)
        line[_(heading)] = value
        if figure != "moved":
            before = None if today is None else today.figure(figure)
            change = None if value is None or before is None else value - before
            line[f"{_CHANGE} {_(heading)}"] = change
    line[_("Gap (%)")] = None if row.gap is None else 100 * row.gap
    return line


def _goals_line(session: Session, goals: Mapping[str, float]) -> dict[str, Any]:
    _ = session.t
    return {_("Scenario"): _("Goals")} | {
        _(_HEADINGS[figure]): goals.get(figure) for figure in GOALS
    }


def _parent(session: Session, scenario: Scenario, scenarios: tuple[Scenario, ...]) -> str:
    names = names_of(scenarios, session.t("Status quo"), STATUS_QUO)
    return visible(names.get(scenario.details.parent, scenario.details.parent))


def _styles(
    session: Session, row: ScenarioRow, today: ScenarioRow, goals: Mapping[str, float]
) -> dict[str, str]:
    _ = session.t
    styles: dict[str, str] = {}
    better, worse = _WORDS[session.dark]
    for figure, heading in _HEADINGS.items():
        ground = _GROUNDS.get(standing(row.figure(figure), goals.get(figure)))
        if ground is not None:
            styles[_(heading)] = f"background-color: {ground}"
        value, before = row.figure(figure), today.figure(figure)
        if figure != "moved" and value is not None and before is not None and value != before:
            colour = better if value < before else worse
            styles[f"{_CHANGE} {_(heading)}"] = f"color: {colour}"
    return styles


def _columns(session: Session) -> dict[str, Any]:
    _ = session.t
    columns: dict[str, Any] = {
        _("Scenario"): st.column_config.TextColumn(_("Scenario"), pinned=True),
        _("Gap (%)"): st.column_config.NumberColumn(_("Gap (%)"), format="%.2f"),
    }
    for figure, heading in _HEADINGS.items():
        digits = _DECIMALS.get(figure, 0)
        columns[_(heading)] = st.column_config.NumberColumn(_(heading), format=f"%,.{digits}f")
        columns[f"{_CHANGE} {_(heading)}"] = st.column_config.NumberColumn(
            _CHANGE, format=f"%+,.{digits}f", width="small"
        )
    return columns


def _show_goals(session: Session) -> None:
    """Let the goals be changed; they are everybody's."""
    _ = session.t
    goals = session.store.load_goals()
    with (
        st.expander(_("Goals"), icon=":material/flag:", expanded=False),
        st.form("scenarios_goals", border=False),
    ):
        st.caption(_("What a plan should not exceed; empty: no goal. Everybody sees the same."))
        given = {}
        for column, figure in zip(st.columns(len(GOALS)), GOALS, strict=True):
            given[figure] = column.number_input(
                _(_HEADINGS[figure]),
                min_value=0.0,
                value=goals.get(figure),
                step=None,
                format="%.1f" if figure in _DECIMALS else "%.0f",
                key=f"scenarios_goal_{figure}",
            )
        if st.form_submit_button(_("Keep the goals"), icon=":material/save:"):
            try:
                session.store.save_goals({k: v for k, v in given.items() if v is not None})
            except SpaceplanError as error:
                show_faults(error, session.language)
            else:
                st.rerun()


def _show_broken(session: Session, broken: list[BrokenScenario]) -> None:
    """Show folders that cannot be read, each fault with its place."""
    _ = session.t
    if not broken:
        return
    title = _("Scenarios that cannot be read: {n:,}").format(n=len(broken))
    with st.expander(title, icon=":material/error:"):
        for one in broken:
            show_faults(InputError(one.faults), session.language)
