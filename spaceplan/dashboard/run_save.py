"""Keeping the plan of a run as a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from spaceplan.dashboard import address, cached
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.saving import who_asks
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError
from spaceplan.jobs import AllocateRequest, Job
from spaceplan.model import Allocation
from spaceplan.saving import save_plan
from spaceplan.store import STATUS_QUO, Details

#: The names under which this session kept plans, by run.
_SAVED = "allocate_saved"


def show_run_save(
    session: Session, job: Job, allocation: Allocation, summary: Mapping[str, Any] | None
) -> None:
    """Show how the plan is kept; show where it was kept just now."""
    _ = session.t
    saved = st.session_state.get(_SAVED, {}).get(job.id)
    if saved is not None:
        st.success(_("Saved as {name}.").format(name=plain(saved)))
        return
    with st.form("allocate_save"):
        st.markdown(_("Keep this plan as a scenario"))
        left, right = st.columns(2)
        name = left.text_input(_("Name"), max_chars=120, key="allocate_name")
        note = st.text_input(_("Note"), max_chars=400, key="allocate_note")
        with right:
            who = who_asks(session, key="allocate_save_who")
        if not st.form_submit_button(_("Save"), icon=":material/save:", type="primary"):
            return
    _save(session, job, allocation, summary, (name, note, who))


def _save(
    session: Session,
    job: Job,
    allocation: Allocation,
    summary: Mapping[str, Any] | None,
    said: tuple[str, str, str],
) -> None:
    """Keep the plan under a name, with a note and by whom, and show it from now on."""
    _ = session.t
    name, note, who = said
    if not name.strip():
        st.warning(_("A scenario needs a name."))
        return
    request = job.request
    assert isinstance(request, AllocateRequest)
    details = Details(
        name=name,
        note=note,
        who=who,
        parent=session.scenario if request.start == "plan" else STATUS_QUO,
        changes=request.effective_changes,
        order=request.order,
        start=request.start or "",
    )
    try:
        with st.spinner(_("Checking the whole plan ...")):
            scenario, stage = save_plan(
                session.store, session.base.prepared, allocation, details, summary=summary
            )
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    changed = cached.changed(session.base, details.changes)
    cached.scenario_stage(changed, session.store, scenario, known=stage)
    st.session_state.setdefault(_SAVED, {})[job.id] = scenario.name
    address.put("scenario", scenario.id)
    st.rerun()
