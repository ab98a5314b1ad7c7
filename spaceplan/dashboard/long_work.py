"""Work of a minute that a page has done elsewhere: begun, watched, ended, found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import streamlit as st

from spaceplan.dashboard import cached
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError
from spaceplan.i18n import N_, Message, in_language
from spaceplan.jobs import (
    Job,
    JobState,
    ShortRequest,
    end_job,
    list_jobs,
    read_job,
    start_job,
)
from spaceplan.saving import plan_files

_EVERY = 1.0
#: So many faults are told; what is wrong is mostly the same in all.
_MOST_ERRORS = 5


def name_of_shown(session: Session) -> str:
    """Return a name of what is shown, another one where files, changes or the plan are others."""
    parts = (session.loaded.key, cached.allocation_key(session.shown.allocation))
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def find_work(session: Session, request: ShortRequest) -> Job | None:
    """Return the last job that was asked the same of the same, whoever began it."""
    asked = replace(request, portfolio=request.portfolio.absolute())
    return next((job for job in list_jobs(session.workspace) if job.request == asked), None)


def begin_work(session: Session, request: ShortRequest) -> None:
    """Begin work on what is shown; where it cannot begin, say why."""
    plan = plan_files(session.prepared, session.shown.allocation) if session.is_plan else None
    try:
        start_job(session.workspace, request, plan=plan)
    except SpaceplanError as error:
        show_faults(error, session.language)


@st.fragment(run_every=_EVERY)
def watch_work(session: Session, id: str) -> None:
    """Show how work goes, anew every second, until it is over; let it be stopped."""
    _ = session.t
    try:
        job = read_job(session.workspace, id)
    except SpaceplanError:
        st.rerun(scope="app")
    if job.state.is_over:
        st.rerun(scope="app")
    progress = job.progress
    share = min(1.0, progress.done / progress.total) if progress.total else 0.0
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share, text=f"{_step(session, job)} · {_seconds(job):,.0f} s")
        st.button(
            _("Stop"),
            icon=":material/stop_circle:",
            key=f"stop_{id}",
            on_click=end_job,
            args=(job,),
        )
    st.caption(_("It goes on whether or not this page is open."))


def _step(session: Session, job: Job) -> str:
    _ = session.t
    if job.progress.heartbeat is None:
        return _("Starting ...")
    if job.state is JobState.WAITING:
        return _("Waiting: other work is going on on this machine, and this comes after it.")
    step = job.progress.step or N_("Reading the files")
    said = in_language(step, session.language) if isinstance(step, Message) else session.t(step)
    return plain(said)


def _seconds(job: Job) -> float:
    return max(0.0, (datetime.now(UTC) - job.created).total_seconds())


def show_failure(session: Session, job: Job) -> None:
    """Say why work came to nothing; nothing is said where the planner stopped it himself."""
    if job.asked_to_stop:
        st.caption(session.t("It was stopped."))
    elif job.state is JobState.FAILED:
        said = [plain(in_language(error, session.language)) for error in job.errors[:_MOST_ERRORS]]
        if len(job.errors) > _MOST_ERRORS:
            more = session.t("and {n:,} more")
            said.append(more.format(n=len(job.errors) - _MOST_ERRORS))
        st.error("\n\n".join(said) or session.t("The work failed."))
