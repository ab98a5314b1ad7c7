"""A run while it goes on, and what came of it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from spaceplan.dashboard import cached
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.places import choose_storey, chosen_storey
from spaceplan.dashboard.plans import WALK, View, choose_colouring, show_plan
from spaceplan.dashboard.run_curve import by_level, level_name, level_unit, show_level
from spaceplan.dashboard.run_save import show_run_save
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.errors import InputError, SpaceplanError
from spaceplan.files.allocation import ALLOCATION
from spaceplan.i18n import N_, Message, in_language
from spaceplan.jobs import (
    AllocateRequest,
    Job,
    JobState,
    best_plan,
    cancel_job,
    end_job,
    read_curve,
    read_job,
    result_folder,
)
from spaceplan.judging import stage_of
from spaceplan.model import Allocation
from spaceplan.prepared import Prepared
from spaceplan.report import Stage, gap_of, labels

_EVERY = 2.0


@st.fragment(run_every=_EVERY)
def show_progress(session: Session, id: str) -> None:
    """Show how a run goes, anew every two seconds, until it is over."""
    _ = session.t
    job = read_job(session.workspace, id)
    if job.state.is_over:
        st.rerun(scope="app")
    _show_step(session, job)
    _show_reached(session, job)
    for points in by_level(read_curve(job))[-1:]:
        show_level(session, points)
    _show_stop(session, job)
    _show_best(session, job)


def _show_reached(session: Session, job: Job) -> None:
    """Show the best plan so far and what is proven, in figures."""
    _ = session.t
    progress = job.progress
    known = progress.value is not None
    unit = level_unit(session, progress.level)
    gap = 100 * gap_of(progress.value or 0.0, progress.bound or 0.0) if progress.bound else None
    show_figures(
        [
            Figure(
                _("Best plan so far"),
                progress.value,
                unit,
                decimals=1,
                note=level_name(session, progress.level) if known else _("none yet"),
            ),
            Figure(
                _("Proven bound"),
                progress.bound or None,
                unit,
                decimals=1,
                note=_("no plan can cost less"),
            ),
            Figure(_("Gap"), gap, "%", decimals=2),
            Figure(_("Without a seat"), progress.unseated, _("persons")),
            Figure(_("Time left"), _seconds_left(job), _("s")),
        ]
    )


def _show_step(session: Session, job: Job) -> None:
    _ = session.t
    progress = job.progress
    if progress.heartbeat is None:
        st.info(_("Starting ..."))
        return
    if job.state is JobState.WAITING:
        st.info(_("Waiting: other work is going on on this machine, and this comes after it."))
        return
    step = progress.step or N_("Reading the files")
    said = in_language(step, session.language) if isinstance(step, Message) else session.t(step)
    tried = labels.word(labels.TRIED, progress.trying, session.language)
    text = plain(" · ".join(filter(None, (said, tried))))
    if progress.total:
        st.progress(min(1.0, progress.done / progress.total), text=text)
    else:
        assert isinstance(job.request, AllocateRequest)
        left = _seconds_left(job)
        limit = job.request.time_limit
        st.progress(0.0 if left is None else min(1.0, max(0.0, 1 - left / limit)), text=text)


def _seconds_left(job: Job) -> float | None:
    until = job.progress.until
    return None if until is None else max(0.0, (until - datetime.now(UTC)).total_seconds())


def _show_stop(session: Session, job: Job) -> None:
    _ = session.t
    if not job.asked_to_stop:
        if st.button(
            _("Stop with the best so far"), icon=":material/stop_circle:", key="allocate_stop"
        ):
            cancel_job(job)
            st.rerun(scope="fragment")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Stopping; the best plan so far is kept."))
        if st.button(_("End at once"), key="allocate_end", type="tertiary"):
            end_job(job)
            st.rerun(scope="app")


def _show_best(session: Session, job: Job) -> None:
    """Show the best plan so far on the storey chosen."""
    _ = session.t
    storey = chosen_storey(session)
    if storey is None or not st.toggle(
        _("Show the best plan so far"), value=True, key="allocate_show_best"
    ):
        return
    try:
        allocation = best_plan(job, session.portfolio)
    except InputError:  # it is being replaced at this moment, or the portfolio was
        allocation = None
    if allocation is None:
        st.caption(_("There is no plan yet."))
        return
    stage = session.unchecked(allocation)
    show_plan(session, storey, stage=stage, key="allocate_best", view=View(), height=360)


def show_outcome(session: Session, job: Job) -> None:
    """Show what came of a run that is over: figures beside the status quo, plan, saving."""
    _ = session.t
    _show_state(session, job)
    request = job.request
    assert isinstance(request, AllocateRequest)
    view = replace(session, loaded=cached.changed(session.base, request.effective_changes))
    try:
        allocation = best_plan(job, view.portfolio)
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    if allocation is None:
        return
    summary = _summary(job)
    with st.spinner(_("Checking the rules")):
        key = f"{view.loaded.key}\0{cached.allocation_key(allocation)}"
        stage = _stage(key, view.prepared, allocation)
    _show_figures(session, stage, summary)
    left, right = st.columns(2, gap="large")
    with left:
        for points in by_level(read_curve(job)):
            show_level(session, points)
    with right:
        show_run_save(session, job, allocation, summary)
    storey = choose_storey(session, key="allocate")
    if storey is None:
        return
    by = choose_colouring(session, key="allocate_by", but=(WALK,))
    show_plan(view, storey, stage=stage, key="allocate_result", view=View(by), height=420)


@st.cache_resource(max_entries=8, show_spinner=False)
def _stage(key: str, _prepared: Prepared, _allocation: Allocation) -> Stage:
    del key
    return stage_of(_prepared, _allocation)


def _show_state(session: Session, job: Job) -> None:
    _ = session.t
    if job.state is JobState.FAILED:
        lines = [plain(in_language(error, session.language)) for error in job.errors]
        st.error("\n\n".join(lines) or _("The run failed."))
        if result_folder(job) is None and (job.folder / "best" / ALLOCATION).is_file():
            st.info(_("This is the best plan until then; the checker has counted it."))
    elif job.state is JobState.CANCELLED:
        has_plan = result_folder(job) is not None
        st.info(
            _("The run was stopped; this is the best plan until then.")
            if has_plan
            else _("The run was stopped before there was a plan.")
        )


def _summary(job: Job) -> dict[str, Any] | None:
    """Return what the search says of its plan; None where it did not come to its end."""
    folder = result_folder(job)
    if folder is None:
        return None
    with suppress(OSError, ValueError):
        content = json.loads(Path(folder, "summary.json").read_text("utf-8"))
        return content if isinstance(content, dict) else None
    return None


def _proof(session: Session, total: float, bound: float) -> str:
    """Say how far a total may be from the best: the gap is a share of the total."""
    _ = session.t
    if total - bound <= 1e-6:
        return _("proven best")
    if bound <= 0:
        return _("no bound was proven in the time")
    return _("at most {gap:.2f} % of it could be saved").format(gap=100 * gap_of(total, bound))


def _show_figures(session: Session, stage: Stage, summary: dict[str, Any] | None) -> None:
    """Show the plan beside the status quo."""
    _ = session.t
    before = session.today
    bound = None if summary is None else float(summary["objective"]["bound"])
    total = stage.objective.total
    note = "" if bound is None else _proof(session, total, bound)
    show_figures(
        [
            Figure(
                _("Without a seat"),
                stage.objective.unseated,
                _("persons"),
                before=before.objective.unseated if session.knows_today else None,
            ),
            Figure(
                _("Excess over entitlement"),
                _quantity(stage, "excess"),
                _("m²"),
                before=_quantity(before, "excess"),
                decimals=1,
            ),
            Figure(_("People who move"), _quantity(stage, "moved"), _("persons")),
            Figure(
                _("Findings"),
                stage.check.by_state()["fail"],
                before=before.check.by_state()["fail"],
            ),
            Figure(_("Total"), total, _("points"), decimals=1, note=note),
        ]
    )


def _quantity(stage: Stage, name: str) -> float | None:
    return next((t.quantity for t in stage.objective.terms if t.name == name), None)
