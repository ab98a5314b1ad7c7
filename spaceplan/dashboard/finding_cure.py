"""What would cure a finding: the kinds that the rule allows, and the cheapest concrete one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from spaceplan.check import Finding, State
from spaceplan.dashboard import address, cached
from spaceplan.dashboard.broken_plan import broken_today
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.in_sight import bring_into_sight
from spaceplan.dashboard.long_work import (
    begin_work,
    find_work,
    name_of_shown,
    show_failure,
    watch_work,
)
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.saving import who_asks
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import show_table
from spaceplan.errors import SpaceplanError
from spaceplan.i18n import in_language
from spaceplan.jobs import CureRequest, read_answer
from spaceplan.judging import has_search
from spaceplan.model.remedy import Remedy
from spaceplan.replan.remedies import allocation_after
from spaceplan.report import labels
from spaceplan.report.remedy_words import answer_message, remedy_message
from spaceplan.report.safe import visible
from spaceplan.saving import save_plan
from spaceplan.store import Details

#: The scenario in which a remedy was carried out just now, said once the page is shown anew.
_SAVED = "cure_saved"


def show_cure(session: Session, finding: Finding) -> None:
    """Show the remedies allowed, and on demand the cheapest concrete one."""
    _ = session.t
    allowed = [labels.word(labels.REMEDIES, str(r), session.language) for r in finding.remedies]
    if not allowed:
        st.info(_("The rule names no remedy."))
        return
    st.markdown(
        "\n".join(f"{i}. {plain(text)}" for i, text in enumerate(allowed, start=1)),
        help=_("In the order in which the rules want them tried. Walling off is never one."),
    )
    if finding.state is not State.FAIL:
        st.caption(_("Cures are looked for where a rule is not met and not waived."))
        return
    if not has_search(session.prepared, finding):
        st.caption(
            _("This is mended in the records or by a decision; there is nothing to compute.")
        )
        return
    answered = _answered(session, finding)
    if answered is not None:
        _show_answer(session, answered)


def _answered(session: Session, finding: Finding) -> Finding | None:
    """Return the finding with its answer; begin, or show, the search for it where none is known."""
    _ = session.t
    known = cached.remedies(session.loaded, session.shown)
    if finding.fingerprint in known:
        return known[finding.fingerprint]
    request = CureRequest(
        session.base.prepared.folder,
        finding.fingerprint,
        of=name_of_shown(session),
        changes=session.changes,
    )
    job = find_work(session, request)
    if job is not None and not job.state.is_over:
        watch_work(session, job.id)
        return None
    answer = None if job is None else read_answer(job)
    if answer is not None:
        known[finding.fingerprint] = replace(finding, answer=answer)
        return known[finding.fingerprint]
    if job is not None:
        show_failure(session, job)
    st.button(
        _("Look for the cheapest cure"),
        icon=":material/healing:",
        type="primary",
        key="look_for_cure",
        on_click=begin_work,
        args=(session, request),
    )
    st.caption(
        _("Each candidate is judged by all rules, which takes seconds; crowded rooms take longest.")
    )
    return None


def _show_answer(session: Session, finding: Finding) -> None:
    _ = session.t
    answer = finding.answer
    assert answer is not None
    said = plain(in_language(answer_message(answer), session.language))
    if answer.remedy is None:
        st.warning(said)
        return
    st.success(said)
    remedy = answer.remedy
    moves = _moves(session, remedy)
    if moves:
        show_table(moves, key="cure_moves", formats={_("Walk (m)"): "%,.0f"}, select="none")
    rooms = _rooms(session, remedy)
    if rooms:
        show_table(rooms, key="cure_rooms", formats={_("Area (m²)"): "%,.1f"}, select="none")
    _show_cured(session, remedy.cures[1:])
    _show_try(session, finding, remedy)


def _moves(session: Session, remedy: Remedy) -> list[dict[str, Any]]:
    _ = session.t
    return [
        {
            _("Person"): visible(move.person or "–"),
            _("Department"): visible(session.department_name(move.department)),
            _("Rank"): session.rank_name(move.kind) if move.kind else "",
            _("From"): visible(move.start or ""),
            _("To"): visible(move.end or ""),
            _("Walk (m)"): move.walk_m,
        }
        for move in remedy.moves
    ]


def _rooms(session: Session, remedy: Remedy) -> list[dict[str, Any]]:
    _ = session.t
    return [
        {
            _("Room"): visible(transfer.room),
            _("Held until now by"): visible(
                session.department_name(transfer.giver) if transfer.giver else _("nobody")
            ),
            _("Held then by"): visible(
                session.department_name(transfer.taker) if transfer.taker else _("nobody")
            ),
            _("Area (m²)"): transfer.area_dm2 / 100,
        }
        for transfer in remedy.transfers
    ]


def _show_cured(session: Session, others: Sequence[str]) -> None:
    """Show which other findings go with it, and that none comes."""
    _ = session.t
    by_id = {f.fingerprint: f for f in session.shown.check.findings}
    cured = [by_id[id].text(session.language) for id in others if id in by_id]
    if cured:
        st.markdown(_("It also cures:") + "\n" + "\n".join(f"- {plain(text)}" for text in cured))
    st.caption(_("The checker has confirmed that it makes no other finding and breaks nothing."))


def _show_try(session: Session, finding: Finding, remedy: Remedy) -> None:
    """Let the remedy be carried out in a scenario of its own."""
    _ = session.t
    if remedy.changes_places:
        st.caption(
            _("Works change the building, which a scenario does not: order them.")
            if remedy.works
            else _("It changes what rooms are for, which a scenario does not: order it.")
        )
        return
    with st.form("try_cure"):
        st.markdown(_("Try it in a scenario: everything else stays as it is now"))
        left, right = st.columns([3, 1])
        name = left.text_input(
            _("Name"), value=_("Cure of {what}").format(what=finding.subject), max_chars=80
        )
        with right:
            who = who_asks(session, key="cure_who")
        if not st.form_submit_button(_("Try it"), icon=":material/science:", type="primary"):
            return
    _try(session, finding, remedy, name.strip(), who)


def _try(session: Session, finding: Finding, remedy: Remedy, name: str, who: str) -> None:
    """Carry the remedy out, keep the result as a scenario, and show that from now on."""
    _ = session.t
    details = Details(
        name=name,
        note=in_language(remedy_message(remedy), session.language),
        who=who,
        parent=session.scenario,
        changes=session.changes,
    )
    plan = session.shown.allocation if session.is_plan else None
    try:
        with st.spinner(_("Checking the whole plan ...")):
            allocation = allocation_after(session.portfolio, (remedy,), plan)
            scenario, stage = save_plan(session.store, session.base.prepared, allocation, details)
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    left = {f.fingerprint for f in stage.check.findings if f.state is State.FAIL}
    address.put("scenario", scenario.id)
    st.session_state[_SAVED] = (scenario.name, finding.fingerprint not in left)
    st.rerun()


def show_saved(session: Session) -> None:
    """Show where a remedy was carried out just now."""
    _ = session.t
    name, cured = st.session_state.pop(_SAVED, ("", False))
    if not name:
        return
    with st.container(key=_SAVED):
        text = _("{name} is shown from now on: the remedy is carried out there.")
        st.success(text.format(name=plain(name)))
        if not cured:
            st.warning(_("The finding is still open there; see its arithmetic."))
        old = len(broken_today(session, cached.broken(session.loaded, session.plan)))
        if old:
            text = _(
                "A scenario is judged by what every plan must keep, and the status quo is not: of "
                "the violations here {n:,} requirements are broken today as well."
            )
            st.caption(text.format(n=old))
    bring_into_sight(_SAVED, name)
