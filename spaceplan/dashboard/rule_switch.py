"""What other rule sets would find in the same portfolio; the portfolio itself stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from spaceplan.dashboard.long_work import (
    begin_work,
    find_work,
    name_of_shown,
    show_failure,
    watch_work,
)
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import WHOLE, show_table
from spaceplan.files.lookup import rule_set_files
from spaceplan.jobs import (
    Job,
    JobState,
    RulesRequest,
    Switched,
    SwitchedFinding,
    list_jobs,
    read_switched,
)
from spaceplan.report import labels
from spaceplan.report.safe import visible

_ASKED = "rules_asked"


def show_switch(session: Session) -> None:
    """Let other rule sets be chosen, and show what they change."""
    _ = session.t
    st.caption(_("The same rooms and people, judged by other rules. Nothing is changed."))
    names = list(rule_set_files(session.prepared.folder))
    today = session.portfolio.rule_sets
    st.caption(_("Judged now by: {sets}").format(sets=plain(", ".join(today))))
    with st.form("rule_switch", border=False):
        chosen = st.multiselect(
            _("Rule sets, the later ones over the earlier"),
            [*dict.fromkeys((*today, *names))],
            placeholder=_("Choose rule sets"),
            format_func=visible,
            key="rule_switch_sets",
        )
        pressed = st.form_submit_button(_("See what changes"), icon=":material/compare_arrows:")
    asked = tuple(chosen)
    if pressed:
        st.session_state[_ASKED] = asked
    if pressed and asked in ((), tuple(today)):
        own = _("These are the portfolio's own rule sets. Choose others.")
        st.info(own if asked else _("Choose rule sets first."))
        st.session_state[_ASKED] = ()
    elif pressed:
        _ask(session, _request(session, asked))
    _show_asked(session)


def _request(session: Session, asked: tuple[str, ...]) -> RulesRequest:
    return RulesRequest(
        session.base.prepared.folder,
        asked,
        of=name_of_shown(session),
        changes=session.changes,
    )


def _ask(session: Session, request: RulesRequest) -> None:
    """Have the rules judged by others, unless that was done or is going on."""
    job = find_work(session, request)
    if job is None or (job.state.is_over and read_switched(job) is None):
        begin_work(session, request)


def _show_asked(session: Session) -> None:
    """Show what the rule sets say that were asked for last, or how far the work is."""
    _ = session.t
    asked: tuple[str, ...] = st.session_state.get(_ASKED, ())
    request = _request(session, asked)
    job = find_work(session, request) if asked else _going_on(session, request)
    if job is None:
        return
    switched = read_switched(job)
    if not job.state.is_over:
        watch_work(session, job.id)
    elif switched is None:
        show_failure(session, job)
        if job.state is JobState.FAILED and len(request.other) > 1:
            st.caption(_("Sets that state the same exclude each other: take all but one out."))
    else:
        _show_difference(session, switched)


def _going_on(session: Session, request: RulesRequest) -> Job | None:
    """Return work on other rules that goes on: begun before the page was loaded anew."""
    for job in list_jobs(session.workspace):
        asked = job.request
        if isinstance(asked, RulesRequest) and asked.of == request.of and not job.state.is_over:
            st.session_state[_ASKED] = asked.other
            return job
    return None


def _show_difference(session: Session, switched: Switched) -> None:
    _ = session.t
    st.markdown(
        _("Findings that would be new: **{new:,}**, that would be gone: **{gone:,}**.").format(
            new=len(switched.new), gone=len(switched.gone)
        )
    )
    rows = [
        {
            _("Rule"): visible(one.title.text(session.language) or one.id),
            _("Failed now"): one.before,
            _("Failed by the others"): one.after,
            _("Id"): visible(one.id),
        }
        for one in switched.rules
    ]
    if rows:
        formats = {_("Failed now"): WHOLE, _("Failed by the others"): WHOLE}
        show_table(rows, key="switch_rules", formats=formats, select="none")
        st.caption(_("An empty cell: these rules do not have it."))
    for title, findings, key in (
        (_("New findings"), switched.new, "switch_new"),
        (_("Findings that would be gone"), switched.gone, "switch_gone"),
    ):
        if findings:
            st.subheader(f"{title} · {len(findings):,}")
            show_table(_rows(session, findings), key=key, select="none", height=280)


def _rows(session: Session, findings: Sequence[SwitchedFinding]) -> list[dict[str, Any]]:
    _ = session.t
    return [
        {
            _("Severity"): labels.word(labels.SEVERITIES, finding.severity, session.language),
            _("Finding"): visible(finding.text.text(session.language)),
            _("Department"): visible(session.department_name(finding.department))
            if finding.department
            else "",
            _("Clause"): visible(finding.clause),
        }
        for finding in findings
    ]
