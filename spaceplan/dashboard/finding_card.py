"""Everything about one finding: what was found, by which clause, from which inputs, and where."""

from __future__ import annotations

from math import fsum
from typing import Any

import streamlit as st

from spaceplan.check import Evidence, Finding, Side, State
from spaceplan.dashboard.finding_cure import show_cure
from spaceplan.dashboard.finding_filter import rooms_of
from spaceplan.dashboard.finding_waiver import show_waiver
from spaceplan.dashboard.in_sight import bring_into_sight
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.plans import View, select, show_plan
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import show_table
from spaceplan.i18n import in_language
from spaceplan.plot import Colouring
from spaceplan.report import labels
from spaceplan.report.found.text import place_text
from spaceplan.report.found.why import amount, arithmetic, clause_text
from spaceplan.report.safe import visible

#: Key of the card's head, of which the style knows how much below it is to be seen with it.
_CARD = "finding_card"


def show_finding(session: Session, finding: Finding) -> None:
    """Show one finding below the table."""
    _ = session.t
    rule = session.prepared.rulebook.rule(finding.rule)
    with st.container(key=_CARD):
        st.subheader(plain(rule.title.text(session.language) or rule.id), divider="gray")
        _show_message(session, finding)
    names = [_("Why"), _("Where"), _("What would cure it"), _("Leave it for now")]
    why, where, cure, waiver = st.tabs(names)
    with why:
        _show_why(session, finding)
    with where:
        _show_where(session, finding)
    with cure:
        show_cure(session, finding)
    with waiver:
        show_waiver(session, finding)
    bring_into_sight(_CARD, finding.fingerprint)


def _show_message(session: Session, finding: Finding) -> None:
    _ = session.t
    open_as = {"error": st.error, "warning": st.warning} if finding.state is State.FAIL else {}
    told = open_as.get(finding.severity, st.info)
    told(plain(finding.text(session.language)))
    words = [
        labels.word(labels.SEVERITIES, finding.severity, session.language),
        labels.word(labels.STATES, finding.state, session.language),
        f"{labels.word(labels.SUBJECTS, finding.subject_kind, session.language)} {finding.subject}",
    ]
    if finding.department:
        words.append(session.department_name(finding.department))
    words.append(place_text(finding.file, finding.line))
    st.caption(plain(" · ".join(filter(None, words))))
    _show_ways(session, finding)


def _show_ways(session: Session, finding: Finding) -> None:
    """Show where one can go from here."""
    _ = session.t
    rooms = rooms_of(session, finding)
    with st.container(horizontal=True):
        if rooms and st.button(
            _("Show {room} on the plan").format(room=plain(rooms[0])),
            icon=":material/map:",
            key="finding_to_plan",
        ):
            storey = session.portfolio.storey_of(rooms[0])
            go_to("plan", storey=storey.id, room=rooms[0], by="finding")
        department = finding.department
        if (
            department
            and session.portfolio.has_department(department)
            and st.button(
                _("Open the department"), icon=":material/groups:", key="finding_to_department"
            )
        ):
            go_to("departments", department=department)


def _show_where(session: Session, finding: Finding) -> None:
    """Show the storey of a finding with its rooms marked."""
    _ = session.t
    rooms = rooms_of(session, finding)
    if not rooms:
        st.info(_("It is about no single room."))
        return
    storey = session.portfolio.storey_of(rooms[0])
    st.caption(plain(session.room_place(session.portfolio.room(rooms[0]))))
    key = f"finding_plan_{finding.fingerprint}"
    if f"{key}_chosen" not in st.session_state:
        select(key, *rooms)
    view = View(Colouring.FINDING)
    show_plan(session, storey, stage=session.shown, key=key, view=view, height=420)
    elsewhere = [room for room in rooms if session.portfolio.storey_of(room) is not storey]
    if elsewhere:
        st.caption(_("Also on other storeys: {rooms}").format(rooms=plain(", ".join(elsewhere))))


def _show_why(session: Session, finding: Finding) -> None:
    """Show the clause, then every input of the arithmetic and what they add up to."""
    _ = session.t
    rule = session.prepared.rulebook.rule(finding.rule)
    cited = clause_text(rule.citation or finding.clause, rule.verified, session.language)
    st.markdown(f"**{_('Clause')}** {plain(cited)}")
    if note := rule.note.text(session.language):
        st.caption(plain(note))
    rows = [_evidence_row(session, item) for item in finding.evidence]
    if rows:
        show_table(
            rows,
            key=f"evidence_{finding.fingerprint}",
            formats={_("Value"): "%,.2f"},
            select="none",
        )
    sums = [
        f"{word} **{plain(_sum(session, finding, side))}**"
        for side, word in ((Side.MEASURED, _("Measured")), (Side.LIMIT, _("Allowed")))
        if any(item.side is side and item.value is not None for item in finding.evidence)
    ]
    if sums:
        st.markdown(" · ".join(sums))
    if said := arithmetic(finding, session.language):
        st.markdown("  \n".join(plain(line.strip()) for line in said.splitlines()))
    st.caption(plain(f"{rule.id} · {finding.fingerprint}"))


def _evidence_row(session: Session, item: Evidence) -> dict[str, Any]:
    _ = session.t
    sides = {
        Side.MEASURED: _("Measured"),
        Side.LIMIT: _("Allowed"),
        Side.GIVEN: _("Looked at"),
    }
    place = place_text(item.source.file, item.source.line) if item.source else ""
    cited = clause_text(item.citation, item.verified, session.language) if item.citation else ""
    return {
        _("Side"): sides[item.side],
        _("Input"): visible(in_language(item.label, session.language)),
        _("Value"): item.value,
        _("Unit"): labels.word(labels.UNITS, item.unit, session.language),
        _("Stands in"): visible(place),
        _("Clause"): visible(cited),
    }


def _sum(session: Session, finding: Finding, side: Side) -> str:
    whole = fsum(item.value or 0.0 for item in finding.evidence if item.side is side)
    return f"{amount(whole)} {labels.word(labels.UNITS, finding.unit, session.language)}"
