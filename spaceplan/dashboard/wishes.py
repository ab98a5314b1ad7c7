"""Locks and wishes of a run: rooms, sites, buildings, people who stay, storeys to empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from spaceplan.dashboard.session import Session
from spaceplan.i18n import N_
from spaceplan.model import Changes, DepartmentChange
from spaceplan.report.safe import visible
from spaceplan.rules import Category

_STATE = "allocate_changes"
_WORDS = {
    "locked": N_("keeps {what}"),
    "forbidden": N_("must not hold {what}"),
    "keep": N_("people stay: {what}"),
    "sites": N_("at {what}"),
    "buildings": N_("in {what}"),
    "one_site": N_("on one site"),
    "one_building": N_("in one building"),
}


def asked_changes(session: Session) -> Changes:
    """Return what this planner asks of the next run; at first what the scenario shown asks."""
    key = (session.base.key, session.scenario)
    known: dict[tuple[str, str], Changes] = st.session_state.setdefault(_STATE, {})
    return known.setdefault(key, session.changes)


def put_changes(session: Session, changes: Changes) -> None:
    """Remember what is asked of the next run, for this session."""
    st.session_state[_STATE][session.base.key, session.scenario] = changes


def show_wishes(session: Session) -> None:
    """Show what is asked beyond the portfolio's own wishes, and let it be changed."""
    _ = session.t
    changes = asked_changes(session)
    _show_asked(session, changes)
    department = st.selectbox(
        _("Department of which something is asked"),
        [d.id for d in session.base.prepared.portfolio.departments],
        index=None,
        placeholder=_("Choose a department"),
        format_func=lambda id: visible(session.department_name(id)),
        key="allocate_department",
    )
    if department is not None:
        _show_department(session, changes, department)
    storeys = [s.id for s in session.portfolio.storeys]
    emptied = st.multiselect(
        _("Storeys to be emptied"),
        storeys,
        default=[id for id in changes.empty_storeys if id in storeys],
        placeholder=_("None"),
        key="allocate_empty_storeys",
    )
    changes = asked_changes(session)
    if tuple(emptied) != changes.empty_storeys:
        put_changes(session, replace(changes, empty_storeys=tuple(emptied)))


def _show_asked(session: Session, changes: Changes) -> None:
    _ = session.t
    if not changes.departments:
        st.caption(_("Nothing is asked beyond what the portfolio's files say."))
        return
    for change in changes.departments:
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(
                _("Take back"),
                key=f"allocate_drop_{change.department}",
                icon=":material/close:",
                type="tertiary",
            ):
                put_changes(session, changes.with_department(DepartmentChange(change.department)))
                _forget_widgets(change.department)
                st.rerun()
            st.text(
                f"{visible(session.department_name(change.department))}: "
                f"{change_text(session, change)}"
            )


def change_text(session: Session, change: DepartmentChange) -> str:
    """Return what is asked of a department, as plain text."""
    _ = session.t
    said = []
    for key, template in _WORDS.items():
        value = getattr(change, key)
        if value:
            what = ", ".join(value) if isinstance(value, tuple) else ""
            said.append(_(template).format(what=_("all") if what == "all" else what))
    return "; ".join(said)


def _show_department(session: Session, changes: Changes, id: str) -> None:
    """Show what can be asked of one department; what is asked is remembered at once."""
    before = changes.of_department(id)
    with st.container(border=True):
        columns = st.columns(2)
        after = _ask_for_rooms(session, columns, before)
        after = _ask_for_places(session, columns, after)
        with st.container(horizontal=True):
            after = _ask_to_stay_together(session, after)
    if after != before:
        put_changes(session, changes.with_department(after))
        st.rerun()


def _ask_for_rooms(
    session: Session, columns: Sequence[DeltaGenerator], asked: DepartmentChange
) -> DepartmentChange:
    """Ask which rooms a department keeps, and which it must not hold."""
    _ = session.t
    id = asked.department
    offices = _offices(session)
    held = [line.room for line in session.shown.allocation.of_department(id)]
    first = [room for room in held if room in set(offices)]
    rooms = list(dict.fromkeys((*first, *asked.locked, *asked.forbidden, *offices)))
    left, right = columns
    locked = left.multiselect(
        _("Keeps these rooms"),
        rooms,
        default=asked.locked,
        placeholder=_("None"),
        help=_("Rooms that it has in the scenario shown come first."),
        key=f"allocate_locked_{id}",
    )
    forbidden = right.multiselect(
        _("Must not hold these rooms"),
        rooms,
        default=asked.forbidden,
        placeholder=_("None"),
        key=f"allocate_forbidden_{id}",
    )
    return replace(asked, locked=tuple(locked), forbidden=tuple(forbidden))


def _ask_for_places(
    session: Session, columns: Sequence[DeltaGenerator], asked: DepartmentChange
) -> DepartmentChange:
    """Ask at which sites and in which buildings a department must be."""
    _ = session.t
    portfolio, language = session.base.prepared.portfolio, session.language
    left, right = columns
    sites = left.multiselect(
        _("Must be at"),
        [site.id for site in portfolio.sites],
        default=asked.sites,
        format_func=lambda one: visible(portfolio.site(one).name.text(language) or one),
        placeholder=_("As the portfolio says"),
        key=f"allocate_sites_{asked.department}",
    )
    buildings = right.multiselect(
        _("Must be in"),
        [building.id for building in portfolio.buildings],
        default=asked.buildings,
        format_func=lambda one: visible(portfolio.building(one).name.text(language) or one),
        placeholder=_("As the portfolio says"),
        key=f"allocate_buildings_{asked.department}",
    )
    return replace(asked, sites=tuple(sites), buildings=tuple(buildings))


def _ask_to_stay_together(session: Session, asked: DepartmentChange) -> DepartmentChange:
    """Ask whether people stay where they sit, and whether all sit in one place."""
    _ = session.t
    id = asked.department
    stay = st.checkbox(
        _("Everybody stays where they sit"),
        value="all" in asked.keep,
        disabled=session.base.prepared.portfolio.ledger is None,
        key=f"allocate_keep_{id}",
    )
    one_building = st.checkbox(
        _("In one building"), value=asked.one_building, key=f"allocate_one_building_{id}"
    )
    one_site = st.checkbox(_("On one site"), value=asked.one_site, key=f"allocate_one_site_{id}")
    others = tuple(person for person in asked.keep if person != "all")
    return replace(
        asked,
        keep=("all",) if stay else others,
        one_building=one_building,
        one_site=one_site,
    )


def _offices(session: Session) -> list[str]:
    """Return all offices, by id."""
    book = session.base.prepared.rulebook
    rooms = session.base.prepared.portfolio.rooms
    return [room.id for room in rooms if book.category(room.use) is Category.OFFICE]


def _forget_widgets(department: str) -> None:
    """Have the widgets of a department begin anew, from what is asked now."""
    for key in list(st.session_state):
        if str(key).startswith("allocate_") and str(key).endswith(f"_{department}"):
            del st.session_state[key]
