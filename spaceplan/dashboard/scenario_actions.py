"""What can be done with a scenario: show it, rename it, copy it, delete it and have it back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.saving import who_asks
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError
from spaceplan.report.safe import visible
from spaceplan.store import DeletedScenario, Scenario

_DELETED, _SAID = "scenarios_deleted", "scenarios_said"


def show_said(session: Session) -> None:
    """Say what was just done; what was deleted can be had back at once."""
    _ = session.t
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(said)
    deleted: DeletedScenario | None = st.session_state.get(_DELETED)
    if deleted is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("{name} lies in the trash.").format(name=plain(deleted.name)))
        if st.button(_("Undo"), key="scenarios_undo", icon=":material/undo:"):
            _restore(session, deleted)


def show_actions(session: Session, scenarios: tuple[Scenario, ...]) -> None:
    """Show what can be done with one scenario."""
    _ = session.t
    by_id = {one.id: one for one in scenarios}
    ids = list(by_id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Scenario"),
            ids,
            index=ids.index(session.scenario) if session.scenario in by_id else len(ids) - 1,
            format_func=lambda id: visible(by_id[id].name),
            key="scenarios_chosen",
            width=320,
        )
        scenario = by_id[chosen]
        shown = session.scenario == scenario.id
        if st.button(
            _("Shown everywhere") if shown else _("Show everywhere"),
            icon=":material/visibility:",
            type="primary",
            disabled=shown,
            key="scenarios_show",
        ):
            address.put("scenario", scenario.id)
            st.rerun()
        with st.popover(_("Rename"), icon=":material/edit:"):
            name = st.text_input(
                _("Name"), value=scenario.name, max_chars=120, key=f"scenarios_name_{scenario.id}"
            )
            if st.button(_("Rename"), key="scenarios_rename"):
                _do(session, lambda: session.store.rename_scenario(scenario, name))
        with st.popover(_("Duplicate"), icon=":material/content_copy:"):
            copy = st.text_input(
                _("Name of the copy"), max_chars=120, key=f"scenarios_copy_{scenario.id}"
            )
            who = who_asks(session, key="scenarios_who")
            if st.button(_("Duplicate"), key="scenarios_duplicate"):
                _do(session, lambda: session.store.duplicate_scenario(scenario, copy, who))
        if st.button(_("Delete"), icon=":material/delete:", key="scenarios_delete"):
            _delete(session, scenario)


def _do(session: Session, change: Callable[[], Scenario]) -> None:
    """Change something in the store; say what came of it, or why nothing did."""
    _ = session.t
    try:
        scenario = change()
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    st.session_state[_SAID] = _("Saved as {name}.").format(name=plain(scenario.name))
    st.rerun()


def _delete(session: Session, scenario: Scenario) -> None:
    try:
        st.session_state[_DELETED] = session.store.delete_scenario(scenario)
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    if session.scenario == scenario.id:
        address.put("scenario", None)
    st.rerun()


def _restore(session: Session, deleted: DeletedScenario) -> None:
    st.session_state.pop(_DELETED, None)
    _do(session, lambda: session.store.restore_scenario(deleted))


def show_trash(session: Session) -> None:
    """Show what was deleted, and let it be had back."""
    _ = session.t
    deleted = session.store.list_deleted()
    if not deleted:
        return
    with st.expander(
        _("Trash: {n:,}").format(n=len(deleted)), icon=":material/delete:", expanded=False
    ):
        names = {
            one.id: f"{visible(one.name)} · {one.deleted.astimezone():%Y-%m-%d %H:%M}"
            for one in deleted
        }
        chosen = st.selectbox(
            _("Deleted scenario"), list(names), format_func=names.__getitem__, key="trash_chosen"
        )
        if st.button(_("Take it back"), key="trash_restore", icon=":material/undo:"):
            _restore(session, next(one for one in deleted if one.id == chosen))
