"""The filters above the list of rooms: place, category, use, holder, vacancy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.model import Room
from spaceplan.report import labels
from spaceplan.rules import Category


def choose_rooms(session: Session, rooms: Sequence[Room]) -> list[Room]:
    """Show the filters; return the rooms that they leave, in the order of the files."""
    with st.container(key="rooms_places"):
        found = _by_place(session, rooms)
        return _by_holder(session, found)


def _by_place(session: Session, rooms: Sequence[Room]) -> list[Room]:
    _ = session.t
    portfolio = session.portfolio
    left, middle, right = st.columns(3)
    sites = {s.id: plain(s.name.text(session.language) or s.id) for s in portfolio.sites}
    wanted_sites = left.multiselect(
        _("Site"),
        list(sites),
        format_func=sites.__getitem__,
        placeholder=_("All sites"),
        key=session.key_of("rooms_site"),
    )
    buildings = {
        b.id: plain(b.name.text(session.language) or b.id)
        for b in portfolio.buildings
        if not wanted_sites or b.site in wanted_sites
    }
    wanted_buildings = middle.multiselect(
        _("Building"),
        list(buildings),
        format_func=buildings.__getitem__,
        placeholder=_("All buildings"),
        key=session.key_of("rooms_building"),
    )
    numbers = sorted(
        {s.number for b in portfolio.buildings if b.id in buildings for s in b.storeys}
    )
    wanted_storeys = right.multiselect(
        _("Storey"), numbers, placeholder=_("All storeys"), key="rooms_storey"
    )
    if not (wanted_sites or wanted_buildings or wanted_storeys):
        return list(rooms)
    places = set(wanted_buildings) or set(buildings)
    return [
        room
        for room in rooms
        if portfolio.building_of(room.id).id in places
        and (not wanted_storeys or portfolio.storey_of(room.id).number in wanted_storeys)
    ]


def _by_holder(session: Session, rooms: Sequence[Room]) -> list[Room]:
    _ = session.t
    book, allocation = session.prepared.rulebook, session.shown.allocation
    left, middle, right, last = st.columns([5, 5, 5, 4], vertical_alignment="bottom")
    categories = left.multiselect(
        _("Category"),
        [category.value for category in Category],
        format_func=lambda c: labels.word(labels.CATEGORIES, c, session.language),
        placeholder=_("All categories"),
        key=session.key_of("rooms_category"),
    )
    uses = middle.multiselect(
        _("Use"),
        sorted({room.use for room in rooms}),
        format_func=lambda use: plain(session.use_name(use)),
        placeholder=_("All uses"),
        key=session.key_of("rooms_use"),
    )
    holders = right.multiselect(
        _("Held by"),
        [department.id for department in session.portfolio.departments],
        format_func=lambda id: plain(session.department_name(id)),
        placeholder=_("All departments"),
        key=session.key_of("rooms_holder"),
    )
    vacant = last.toggle(_("Vacant only"), key="rooms_vacant", help=_("Offices that nobody holds."))
    found = []
    for room in rooms:
        category = book.category(room.use)
        lines = allocation.of_room(room.id)
        if (
            (not categories or category.value in categories)
            and (not uses or room.use in uses)
            and (not holders or any(line.department in holders for line in lines))
            and (not vacant or (category is Category.OFFICE and not lines))
        ):
            found.append(room)
    return found


def held_by(session: Session, room: Room) -> list[str]:
    """Return the names of the departments that hold a room, as plain text."""
    lines = session.shown.allocation.of_room(room.id)
    return [session.department_name(line.department) for line in lines]
