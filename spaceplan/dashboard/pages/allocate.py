"""Allocate: have a plan searched for, watch it, stop it, keep what comes of it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.run_save import kept_by_run
from spaceplan.dashboard.run_settings import show_settings, start_run
from spaceplan.dashboard.run_view import show_outcome, show_progress
from spaceplan.dashboard.saving import who_asks
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, choose_row
from spaceplan.errors import SpaceplanError
from spaceplan.i18n import N_
from spaceplan.jobs import AllocateRequest, Job, JobState, list_jobs, read_job
from spaceplan.report.safe import visible

_STATES = {
    JobState.WAITING: N_("waiting"),
    JobState.RUNNING: N_("running"),
    JobState.DONE: N_("finished"),
    JobState.FAILED: N_("failed"),
    JobState.CANCELLED: N_("stopped"),
}


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Allocate"))
    job = _chosen_job(session)
    if job is None:
        _show_form(session)
    else:
        if st.button(_("New run"), icon=":material/add:", key="allocate_new", type="tertiary"):
            address.put("job", None)
            st.rerun()
        if job.state.is_over:
            show_outcome(session, job)
        else:
            st.caption(
                _("It goes on whether or not this page is open; its address leads back to it.")
            )
            show_progress(session, job.id)
    _show_runs(session, job)


def _chosen_job(session: Session) -> Job | None:
    """Return the run of the address; none where it is gone."""
    _ = session.t
    asked = address.get("job")
    if asked is None:
        return None
    try:
        job = read_job(session.workspace, asked)
    except SpaceplanError as error:
        address.put("job", None)
        show_faults(error, session.language)
        return None
    return job if isinstance(job.request, AllocateRequest) else None


def _show_form(session: Session) -> None:
    _ = session.t
    if show_what_is_missing(session, people=True):
        return
    st.markdown(
        _(
            "The allocator seats as many people as can be, then looks for the plan that costs the "
            "fewest points, and proves how far it is from the best possible."
        )
    )
    settings = show_settings(session)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=220):
            who = who_asks(session, key="allocate_who")
        if not st.button(
            _("Start"), icon=":material/play_arrow:", type="primary", key="allocate_start_run"
        ):
            return
    try:
        job = start_run(session, settings, who)
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    address.put("job", job.id)
    st.rerun()


def _show_runs(session: Session, shown: Job | None) -> None:
    """Show the runs of this portfolio; one is opened by its line."""
    _ = session.t
    jobs = [job for job in list_jobs(session.workspace) if isinstance(job.request, AllocateRequest)]
    if not jobs:
        return
    title = _("Runs of this portfolio: {n:,}").format(n=len(jobs))
    kept = kept_by_run(session.store)
    under_way = any(not job.state.is_over for job in jobs)
    with st.expander(title, icon=":material/history:", expanded=under_way and shown is None):
        rows = [
            {
                _("Begun"): job.created.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
                _("Made by"): visible(job.who),
                _("State"): _(_STATES[job.state]),
                _("Total (points)"): job.progress.value,
                _("Without a seat"): job.progress.unseated,
                _("Time limit (s)"): job.request.time_limit
                if isinstance(job.request, AllocateRequest)
                else None,
                _("Kept as"): visible(", ".join(one.name for one in kept.get(job.id, ()))),
            }
            for job in jobs
        ]
        formats = {
            _("Total (points)"): M2,
            _("Without a seat"): WHOLE,
            _("Time limit (s)"): WHOLE,
        }
        opened = None if shown is None else shown.id
        choose_row(
            rows,
            [job.id for job in jobs],
            partial(address.put, "job"),
            key=f"allocate_runs_{opened}",  # another one opened: nothing of the old selection
            chosen=opened,
            formats=formats,
        )
        st.caption(_("Select a row to open the run."))
