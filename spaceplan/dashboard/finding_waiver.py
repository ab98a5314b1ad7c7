"""Leaving a finding for now: with a reason, who allowed it, and until when."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from spaceplan.check import Finding, State
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError
from spaceplan.files.waivers import add_waiver
from spaceplan.model import Waiver

_USUAL = timedelta(days=183)
_DONE = "waiver_done"


def show_waiver(session: Session, finding: Finding) -> None:
    """Show the permission that there is, or the form to record one."""
    _ = session.t
    done = st.session_state.pop(_DONE, None)
    if done == finding.fingerprint:
        st.success(_("Recorded in the portfolio's waivers; every scenario is judged with it."))
    if finding.waiver is not None:
        _show_given(session, finding.waiver)
    if finding.state is not State.FAIL:
        if finding.state is State.BLOCKED:
            st.info(_("What cannot be judged cannot be waived. Its data has to be completed."))
        return
    with st.form("waive", border=False):
        st.markdown(
            _("The finding stays listed as waived until the day you name; then it counts again.")
        )
        reason = st.text_input(_("Reason"), max_chars=400, key="waiver_reason")
        left, right = st.columns(2)
        approver = left.text_input(_("Approved by"), max_chars=100, key="waiver_approver")
        until = right.date_input(
            _("Until"),
            value=session.prepared.as_of + _USUAL,
            min_value=session.prepared.as_of,
            key="waiver_until",
        )
        pressed = st.form_submit_button(_("Leave it for now"), icon=":material/event_upcoming:")
    if pressed:
        _record(session, finding, reason.strip(), approver.strip(), until)


def _show_given(session: Session, waiver: Waiver) -> None:
    _ = session.t
    text = _("By {approver} until {until}: {reason}")
    st.info(
        text.format(
            approver=plain(waiver.approver), until=waiver.until, reason=plain(waiver.reason)
        )
    )


def _record(
    session: Session, finding: Finding, reason: str, approver: str, until: date | None
) -> None:
    _ = session.t
    if not reason or not approver or until is None:
        st.error(_("A waiver needs a reason, who approved it, and a day."))
        return
    waiver = Waiver(finding.rule, finding.subject, reason, approver, until)
    try:
        with st.spinner(_("Writing, and judging again")):
            add_waiver(session.prepared.folder, waiver)
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    st.session_state[_DONE] = finding.fingerprint
    st.rerun()
