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
from spaceplan.store import STATUS_QUO, Details, Scenario, ScenarioStore


def kept_by_run(store: ScenarioStore) -> dict[str, list[Scenario]]:
    """Return the scenarios in which plans of runs are kept, by the id of the run."""
    kept: dict[str, list[Scenario]] = {}
    for one in store.list_scenarios():
        if isinstance(one, Scenario) and one.details.run:
            kept.setdefault(one.details.run, []).append(one)
    return kept


def show_run_save(
    session: Session, job: Job, allocation: Allocation, summary: Mapping[str, Any] | None
) -> None:
    """Show how the plan is kept; show where it was kept, whoever did it."""
    _ = session.t
    kept = kept_by_run(session.store).get(job.id, [])
    for scenario in kept:
        _say_kept(session, scenario)
    if kept:
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


def _say_kept(session: Session, scenario: Scenario) -> None:
    _ = session.t
    saved = _("Saved as {name}.").format(name=plain(scenario.name))
    when = scenario.created.astimezone().strftime("%Y-%m-%d %H:%M")
    who = plain(scenario.details.who)
    st.success(f"{saved} {' · '.join(filter(None, (who, when)))}")
    if scenario.id != session.scenario and st.button(
        _("Show this scenario"), icon=":material/visibility:", key=f"allocate_kept_{scenario.id}"
    ):
        address.put("scenario", scenario.id)
        st.rerun()


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
        run=job.id,
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
    address.put("scenario", scenario.id)
    st.rerun()
