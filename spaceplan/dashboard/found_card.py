"""What there is to say of a room or a person, with ways to plan, department and findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from spaceplan.check import Finding, State
from spaceplan.dashboard import cached
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import show_table
from spaceplan.i18n import N_, NN_, Message, in_language
from spaceplan.model import LedgerEntry, Room
from spaceplan.report import labels
from spaceplan.report.safe import visible

_STATUSES = {
    "active": N_("active"),
    "seconded": N_("seconded staff"),
    "contract": N_("contract staff"),
    "retired": N_("retired"),
    "transferred": N_("transferred"),
}
_POSTS = {"main": N_("main post"), "concurrent": N_("concurrent post")}
#: Findings named below a room or a person.
_MOST = 6


def show_room(session: Session, room: Room) -> None:
    """Show a room: where, how large, who holds it, who sits there, what is found."""
    _ = session.t
    with st.container(border=True):
        name = room.name.text(session.language) if room.name else ""
        st.markdown(f"**{plain(room.id)}** {plain(name)}")
        area = _("{m2:,.1f} m²").format(m2=room.area_dm2 / 100)
        since = room.vacant_since
        words = (
            *(session.use_name(room.use), area, session.room_place(room), *session.tag_names(room)),
            _("vacant since {day}").format(day=since) if since else "",
        )
        st.caption(plain(" · ".join(filter(None, words))))
        lines = session.shown.allocation.of_room(room.id)
        if not lines:
            st.markdown(_("Held by nobody."))
        for line in lines:
            held = plain(session.department_name(line.department))
            st.markdown(f"{held}: {plain(session.occupancy_text(line.occupancy)) or '–'}")
        people = cached.people_of_rooms(session.loaded, session.shown).get(room.id, ())
        if people:
            st.caption(_("People: {ids}").format(ids=plain(", ".join(people))))
        with st.container(horizontal=True):
            _way_to_plan(session, room.id, key="room_to_plan")
            for line in lines:
                _way_to_department(session, line.department, key=f"room_to_{line.department}")
        _show_findings(session, _about(session, room.id), key="room")


def show_person(session: Session, person: str) -> None:
    """Show a person: every line of the ledger, the place in the plan shown, what is found."""
    _ = session.t
    entries = [e for e in session.portfolio.ledger or () if e.person == person]
    if not entries:
        return
    with st.container(border=True):
        st.markdown(f"**{plain(person)}** {plain(entries[0].name)}")
        show_table(
            [_ledger_row(session, entry) for entry in entries],
            key=f"ledger_of_{person}",
            select="none",
        )
        rooms = cached.places_of_people(session.loaded, session.shown).get(person, ())
        if session.is_plan:
            text = _("In the scenario shown: {rooms}")
            st.markdown(text.format(rooms=plain(", ".join(rooms)) or _("no room")))
        with st.container(horizontal=True):
            for room in rooms:
                if session.portfolio.has_room(room):
                    _way_to_plan(session, room, key=f"person_to_{room}")
            for department in dict.fromkeys(entry.department for entry in entries):
                _way_to_department(session, department, key=f"person_to_{department}")
        _show_findings(session, _about(session, person), key="person")


def _ledger_row(session: Session, entry: LedgerEntry) -> dict[str, Any]:
    _ = session.t
    return {
        _("Department"): visible(session.department_name(entry.department)),
        _("Division"): visible(_division(session, entry)),
        _("Rank"): session.rank_name(entry.rank) if entry.rank else "",
        _("Status"): labels.word(_STATUSES, entry.status, session.language),
        _("Post"): labels.word(_POSTS, entry.post, session.language),
        _("Room in the ledger"): visible(entry.room),
        _("Since"): entry.since,
        _("Until"): entry.until,
    }


def _division(session: Session, entry: LedgerEntry) -> str:
    if not session.portfolio.has_department(entry.department):
        return entry.division
    divisions = session.portfolio.department(entry.department).divisions
    names = {division.id: division.name.text(session.language) for division in divisions}
    return names.get(entry.division) or entry.division


def _way_to_plan(session: Session, room: str, *, key: str) -> None:
    _ = session.t
    label = _("Show {room} on the plan").format(room=plain(room))
    if st.button(label, icon=":material/map:", key=key):
        go_to("plan", storey=session.portfolio.storey_of(room).id, room=room)


def _way_to_department(session: Session, department: str, *, key: str) -> None:
    if not session.portfolio.has_department(department):
        return
    name = plain(session.department_name(department))
    if st.button(name, icon=":material/groups:", key=key):
        go_to("departments", department=department)


def _about(session: Session, id: str) -> list[Finding]:
    """Return the open findings about a room or a person."""
    return [
        finding
        for finding in session.shown.check.findings
        if finding.state is State.FAIL and (finding.subject == id or id in finding.related)
    ]


def _show_findings(session: Session, findings: Sequence[Finding], *, key: str) -> None:
    _ = session.t
    for finding in findings[:_MOST]:
        severity = labels.word(labels.SEVERITIES, finding.severity, session.language)
        if st.button(
            f"{severity}: {plain(finding.text(session.language))}",
            key=f"{key}_to_{finding.fingerprint}",
            type="tertiary",
            icon=":material/rule:",
        ):
            go_to("findings", finding=finding.fingerprint)
    if len(findings) > _MOST:
        more = NN_("and {n:,} more finding", "and {n:,} more findings")
        said = Message.counted(more, "n", n=len(findings) - _MOST)
        st.caption(in_language(said, session.language))
