"""Rooms and people: whatever has a name or an id is found here, and every room is listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from spaceplan.dashboard import address, cached
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.found_card import show_person, show_room
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.room_filter import choose_rooms, held_by
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, choose_row
from spaceplan.model import Room
from spaceplan.report.by_site import site_figures
from spaceplan.report.directory import Entry, Kind
from spaceplan.report.safe import visible

#: Rows shown of one kind; whoever finds more had better say more.
_MOST_ROWS = 300
_WANTED = "search_text"


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Rooms and people"))
    if not session.portfolio.departments and show_what_is_missing(session, people=True):
        return
    show_figures(_figures(session))
    text = st.text_input(
        _("Find"),
        placeholder=_("Room, use, department, division, person: an id or a part of a name"),
        key=_WANTED,
    )
    found = cached.directory(session.loaded).find(text) if text.strip() else None
    if found is not None:
        if not any(found.values()):
            st.info(_("Nothing has these words. Try an id, or fewer words."))
            return
        _show_departments(session, (*found[Kind.DEPARTMENT], *found[Kind.DIVISION]))
        _show_people(session, found[Kind.PERSON])
        rooms = [session.portfolio.room(entry.id) for entry in found[Kind.ROOM]]
    else:
        rooms = list(session.portfolio.rooms)
        if (person := address.get("person")) is not None:
            show_person(session, person)
    _show_rooms(session, rooms, searched=found is not None)


def _figures(session: Session) -> list[Figure]:
    _ = session.t
    now = site_figures(session.report, session.shown)
    before = site_figures(session.report, session.today) if session.is_plan else None

    def total(name: str) -> int:
        return sum(getattr(site, name) for site in now)

    def earlier(name: str) -> int | None:
        return None if before is None else sum(getattr(site, name) for site in before)

    return [
        Figure(_("Rooms"), total("rooms")),
        Figure(
            _("Offices that nobody holds"),
            total("vacant_rooms"),
            _("rooms"),
            before=earlier("vacant_rooms"),
            lower_is_better=None,
            note=_("{m2:,.1f} m²").format(m2=total("vacant_dm2") / 100),
        ),
        Figure(_("People"), total("people")),
        Figure(
            _("Without a seat"),
            total("unseated") if session.knows_occupants else None,
            before=earlier("unseated") if session.knows_today else None,
            note="" if session.knows_occupants else _("not known without a ledger"),
        ),
    ]


def _title(session: Session, title: str, number: int, listed: int) -> None:
    _ = session.t
    st.subheader(f"{title} · {number:,}")
    if listed < number:
        st.caption(_("The first {n:,} are listed.").format(n=listed))


def _show_departments(session: Session, entries: Sequence[Entry]) -> None:
    """Show departments and their divisions; choosing one opens it."""
    _ = session.t
    if not entries:
        return
    listed = entries[:_MOST_ROWS]
    _title(session, _("Departments and divisions"), len(entries), len(listed))
    rows = [
        {
            _("Name"): visible(entry.name.text(session.language) or entry.id),
            _("Id"): visible(entry.id),
            _("Department"): visible(session.department_name(entry.department)),
        }
        for entry in listed
    ]
    choose_row(
        rows,
        [entry.id for entry in listed],
        lambda id: address.put("department", id and id.partition("/")[0]),
        key="search_departments",
        height=min(280, 80 + 35 * len(rows)),
    )
    chosen = address.get("department")
    if chosen in {entry.department for entry in listed} and st.button(
        _("Open the department"), icon=":material/groups:", key="search_to_department"
    ):
        go_to("departments", department=chosen)


def _show_people(session: Session, entries: Sequence[Entry]) -> None:
    _ = session.t
    if not entries:
        return
    listed = entries[:_MOST_ROWS]
    _title(session, _("People found"), len(entries), len(listed))
    places = cached.places_of_people(session.loaded, session.shown)
    rows = [
        {
            _("Person"): visible(entry.id),
            _("Name"): visible(entry.name.text(session.language)),
            _("Department"): visible(session.department_name(entry.department)),
            _("Room"): visible(", ".join(places.get(entry.id, ()))),
        }
        for entry in listed
    ]
    choose_row(
        rows,
        [entry.id for entry in listed],
        lambda id: address.put("person", id),
        key="search_people",
        chosen=address.get("person"),
        height=min(320, 80 + 35 * len(rows)),
    )
    chosen = address.get("person")
    if chosen in {entry.id for entry in listed}:
        show_person(session, chosen)


def _show_rooms(session: Session, rooms: list[Room], *, searched: bool) -> None:
    """Show rooms with their filters; choosing one shows everything about it."""
    _ = session.t
    if searched and not rooms:
        return
    left = choose_rooms(session, rooms)
    listed = left[:_MOST_ROWS] if searched else left
    _title(session, _("Rooms"), len(left), len(listed))
    if not left:
        st.info(_("No room matches. Clear the filters to see more."))
        return
    chosen = address.get("room")
    choose_row(
        [_room_row(session, room) for room in listed],
        [room.id for room in listed],
        lambda id: address.put("room", id),
        key="search_rooms",
        chosen=chosen,
        formats={_("Area (m²)"): M2, _("People"): WHOLE},
        pinned=(_("Room"),),
        height=420,
    )
    if chosen is not None and session.portfolio.has_room(chosen):
        show_room(session, session.portfolio.room(chosen))
    else:
        st.caption(_("Select a room to see who holds it, who sits there, and what is found."))


def _room_row(session: Session, room: Room) -> dict[str, Any]:
    _ = session.t
    portfolio = session.portfolio
    building, lines = portfolio.building_of(room.id), session.shown.allocation.of_room(room.id)
    return {
        _("Room"): visible(room.id),
        _("Name"): visible(room.name.text(session.language)) if room.name else "",
        _("Use"): visible(session.use_name(room.use)),
        _("Area (m²)"): room.area_dm2 / 100,
        _("Held by"): visible(", ".join(held_by(session, room))),
        _("People"): sum(line.occupancy.total for line in lines),
        _("Building"): visible(building.name.text(session.language) or building.id),
        _("Storey"): portfolio.storey_of(room.id).number,
        _("Category"): session.category_name(room),
    }
