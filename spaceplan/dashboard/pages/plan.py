"""Plan: one storey; a room is clicked, exactly, and says everything about itself."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from spaceplan.check import Finding, LineArea
from spaceplan.dashboard import address, cached
from spaceplan.dashboard.downloads import download
from spaceplan.dashboard.first_look import first_look, stage_to_draw
from spaceplan.dashboard.fragments import runs_alone
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.places import choose_storey
from spaceplan.dashboard.plan_files import storey_file
from spaceplan.dashboard.plan_view import Layers
from spaceplan.dashboard.plans import (
    CHANGE,
    WALK,
    View,
    choose_colouring,
    scene_of,
    select,
    selected_on,
    show_plan,
)
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, choose_row
from spaceplan.model import Room, Storey
from spaceplan.report import labels
from spaceplan.things import ROOMS

#: The plan's key, and where the session counts how often a selection on it passed the table by.
_PLAN, _TURN = "plan_view", "plan_turn"


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Plan"))
    _follow_address()
    storey = choose_storey(session, key="plan")
    if storey is None:
        return
    with first_look(session):
        _show_storey(session, storey)
        _show_downloads(session, storey)


@runs_alone
def _show_storey(session: Session, storey: Storey) -> None:
    """Show the plan, what is selected on it, and the same as a table."""
    _ = session.t
    view = _choose_view(session)
    with st.container(key="plan_sheet"):
        left, right = st.columns([7, 3], gap="medium")
    with left:
        stage = stage_to_draw(session, view.by)
        events = show_plan(session, storey, stage=stage, key=_PLAN, view=view, in_address="room")
        _open(session, events.opened)
        selected = events.selected
        _remember(selected)
    with right:
        rooms = [session.portfolio.room(id) for id in selected if session.portfolio.has_room(id)]
        if not rooms:
            st.info(_("Click a room, or walk with the arrow keys, to see who is in it and why."))
        for room in rooms[:4]:
            _show_room(session, room)
        if len(rooms) > 1:
            _show_sum(session, rooms)
    _show_table(session, storey)


def _choose_view(session: Session) -> View:
    """Show what the colours mean and what lies over the plan."""
    _ = session.t
    left, right = st.columns([7, 3], gap="medium", vertical_alignment="bottom")
    with left:
        by = choose_colouring(session, key="plan_by", but=() if session.is_plan else (CHANGE,))
    rooms = selected_on(_PLAN)
    room = rooms[-1] if rooms else ""
    with right, st.container(horizontal=True):
        graph = st.toggle(_("Graph"), help=_("Walls and doors as edges"), key="plan_graph")
        zones = st.toggle(
            _("Zones"),
            help=_("Zones and hub of the department that holds the selected room"),
            key="plan_zones",
        )
    if by == WALK and not room:
        st.info(_("Click a room: the colours then say how far it is from there."))
    holders = session.plan.of_room(room) if zones and room else ()
    if zones and not holders:
        st.info(_("Click a room that somebody holds: its zones and hub are then marked."))
    department = holders[0].department if holders else ""
    return View(by, room if by == WALK else "", Layers(graph=graph, department=department))


def _follow_address() -> None:
    """Select the room of the address where another page, or the browser's history, chose one."""
    room, selected = address.get("room"), selected_on(_PLAN)
    if room != (selected[-1] if selected else None):
        _pick(room)


def _open(session: Session, room: str | None) -> None:
    """Go to the department that holds a room that was opened."""
    holders = session.plan.of_room(room) if room else ()
    if holders:
        address.put("room", room)
        go_to("departments", department=holders[0].department)


def _remember(selected: tuple[str, ...]) -> None:
    """Have the address, and by a new turn the table, follow what was selected on the plan."""
    room = selected[-1] if selected else None
    if room != address.get("room"):
        address.put("room", room)
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _show_room(session: Session, room: Room) -> None:
    """Show everything about one room."""
    _ = session.t
    scene = scene_of(session, session.shown)
    with st.container(border=True):
        name = room.name.text(session.language) if room.name else ""
        st.markdown(f"**{plain(room.id)}** {plain(name)}")
        st.caption(
            " · ".join(
                (
                    plain(session.use_name(room.use)),
                    _("{m2:,.1f} m²").format(m2=room.area_dm2 / 100),
                    *map(plain, session.tag_names(room)),
                )
            )
        )
        holders = scene.holders(room.id)
        if not holders:
            st.markdown(_("Held by nobody."))
        for item in holders:
            _show_holder(session, item)
        _show_people(session, room)
        for finding in _findings_of(session, room):
            _show_finding(session, finding)


def _show_holder(session: Session, item: LineArea) -> None:
    _ = session.t
    line = item.line
    if st.button(
        plain(session.department_name(line.department)),
        key=f"plan_department_{line.room}_{line.department}",
        type="tertiary",
        icon=":material/groups:",
    ):
        go_to("departments", department=line.department)
    nobody = (
        _("Nobody sits there.") if session.knows_occupants else _("No ledger says who sits there.")
    )
    st.markdown(plain(session.occupancy_text(line.occupancy)) or nobody)
    if item.allowance_dm2 is None:
        return
    text = _("justified {allowance:,.1f} m² of {area:,.1f} m²").format(
        allowance=item.allowance_dm2 / 100, area=item.area_dm2 / 100
    )
    if item.excess_dm2:
        text += " · " + _(":red[{m2:,.1f} m² too much]").format(m2=item.excess_dm2 / 100)
    st.caption(text)


def _show_people(session: Session, room: Room) -> None:
    _ = session.t
    people = cached.people_of_rooms(session.loaded, session.shown).get(room.id, ())
    if people:
        st.caption(_("People: {ids}").format(ids=plain(", ".join(people))))


def _findings_of(session: Session, room: Room) -> list[Finding]:
    scene = scene_of(session, session.shown)
    return [
        finding
        for finding in session.shown.check.findings
        if room.id in (*scene.rooms_of(finding), *finding.related)
    ][:8]


def _show_finding(session: Session, finding: Finding) -> None:
    severity = labels.word(labels.SEVERITIES, finding.severity, session.language)
    if st.button(
        f"{severity}: {plain(finding.text(session.language))}",
        key=f"plan_finding_{finding.fingerprint}_{finding.subject}",
        type="tertiary",
        icon=":material/report:" if finding.severity == "error" else ":material/info:",
    ):
        go_to("findings", finding=finding.fingerprint)


def _show_sum(session: Session, rooms: list[Room]) -> None:
    _ = session.t
    st.caption(
        _("{rooms} selected, {m2:,.1f} m² together").format(
            rooms=session.number_of(ROOMS, len(rooms)),
            m2=sum(room.area_dm2 for room in rooms) / 100,
        )
    )


def _show_table(session: Session, storey: Storey) -> None:
    """Show the storey's rooms as a table: the same, without a picture; counted once it is open."""
    _ = session.t
    table = st.expander(_("The rooms as a table"), key="plan_table", on_change="rerun")
    if not table.open:
        return
    with table:
        if not storey.rooms:
            st.info(_("No room is on this storey."))
            return
        choose_row(
            [_row(session, room) for room in storey.rooms],
            [room.id for room in storey.rooms],
            _pick,
            key=f"plan_rooms_{st.session_state.get(_TURN, 0)}",
            chosen=address.get("room"),
            formats={
                _("Area (m²)"): M2,
                _("Justified (m²)"): M2,
                _("Excess (m²)"): M2,
                _("People"): WHOLE,
            },
            pinned=(_("Room"),),
            height=360,
        )


def _row(session: Session, room: Room) -> dict[str, Any]:
    _ = session.t
    holders = scene_of(session, session.shown).holders(room.id)
    people = sum(h.line.occupancy.total for h in holders)
    return {
        _("Room"): room.id,
        _("Use"): session.use_name(room.use),
        _("Area (m²)"): room.area_dm2 / 100,
        _("Held by"): ", ".join(session.department_name(h.line.department) for h in holders),
        _("People"): people if session.knows_occupants else None,
        _("Justified (m²)"): _sum_m2([h.allowance_dm2 for h in holders]),
        _("Excess (m²)"): _sum_m2([h.excess_dm2 for h in holders]),
    }


def _pick(room: str | None) -> None:
    """Select on the plan what was selected in the table."""
    select(_PLAN, *([room] if room else []))
    address.put("room", room)


def _sum_m2(areas: list[int | None]) -> float | None:
    known = [area for area in areas if area is not None]
    return sum(known) / 100 if known else None


def _show_downloads(session: Session, storey: Storey) -> None:
    _ = session.t
    with st.container(horizontal=True):
        for ending in ("svg", "pdf", "png"):
            download(
                ending.upper(),
                f"{storey.id}.{ending}",
                partial(storey_file, session, storey, ending),
                key=f"plan_{ending}",
            )
