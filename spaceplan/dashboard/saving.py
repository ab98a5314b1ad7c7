"""Keeping a draft as a scenario: name, note, who; the checker looks at it first."""

from __future__ import annotations

import os

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.draft import Draft, put_draft
from spaceplan.dashboard.draft_offer import keep_draft
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError
from spaceplan.replan.by_hand import Hand
from spaceplan.saving import save_plan
from spaceplan.store import STATUS_QUO, Details

_WHO = "who"
#: Who has just saved what: said once, after the page was shown anew.
_SAID = "saved_as"


def who_asks(session: Session, *, key: str) -> str:
    """Ask who the planner is, once a session; return the answer."""
    _ = session.t
    known = st.session_state.get(_WHO, os.environ.get("USER", ""))
    who = st.text_input(_("Your name"), value=known, max_chars=80, key=key)
    st.session_state[_WHO] = who
    return str(who)


def show_save(session: Session, hand: Hand, draft: Draft) -> None:
    """Show how a draft is kept; show where it was kept just now."""
    _ = session.t
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(_("Saved as {name}.").format(name=plain(said)))
    if draft.is_saved:
        st.caption(_("There is nothing to save."))
        return
    with st.form("edit_save"):
        st.markdown(_("Keep this plan as a scenario"))
        left, middle, right = st.columns([2, 3, 1])
        name = left.text_input(_("Name"), max_chars=80, key="edit_name")
        note = middle.text_input(_("Note"), max_chars=400, key="edit_note")
        with right:
            who = who_asks(session, key="edit_who")
        over = session.kept is not None and st.checkbox(
            _("Replace {name}").format(name=plain(session.scenario_name)), key="edit_over"
        )
        if not st.form_submit_button(_("Save"), icon=":material/save:", type="primary"):
            return
    _save(session, hand, draft, name.strip(), note, who, over=over)


def _save(
    session: Session, hand: Hand, draft: Draft, name: str, note: str, who: str, *, over: bool
) -> None:
    _ = session.t
    kept = session.kept if over else None
    if not name and kept is None:
        st.warning(_("A scenario needs a name."))
        return
    details = Details(
        name=name or session.scenario_name,
        note=note,
        who=who,
        parent=session.scenario if session.is_plan else STATUS_QUO,
        changes=session.changes,
    )
    try:
        with st.spinner(_("Checking the whole plan ...")):
            scenario, _stage = save_plan(
                session.store,
                session.base.prepared,
                hand.named(draft.allocation),
                details,
                over=kept,
            )
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    put_draft(draft.kept())
    keep_draft(session, hand, draft.kept())
    address.put("scenario", scenario.id)
    st.session_state[_SAID] = scenario.name
    st.rerun()
