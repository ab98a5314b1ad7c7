"""What can be done by hand with the rooms selected: give, free, swap, seat people."""

from __future__ import annotations

from typing import Any

import streamlit as st

from spaceplan.dashboard.draft import Draft, put_draft
from spaceplan.dashboard.drops import free_rooms, give_rooms, swap_rooms
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.i18n import N_, Message
from spaceplan.model import AllocationLine, Storey
from spaceplan.replan.by_hand import Hand

#: Whether waiting people are seated in a room that their department is given.
SEAT = "edit_seat"
_SEATED = N_("other people in {room}")


def show_tools(
    session: Session, hand: Hand, draft: Draft, storey: Storey, selected: tuple[str, ...]
) -> None:
    """Show what can be done with the rooms selected; without any, let some be chosen."""
    _ = session.t
    rooms = [room for room in selected if session.portfolio.has_room(room)]
    if not rooms:
        rooms_there = [room.id for room in storey.rooms]
        rooms = st.multiselect(
            _("Rooms"), rooms_there, key=f"edit_rooms_{storey.id}", placeholder=_("Choose rooms")
        )
    if not rooms:
        st.info(_("No room is selected."))
        st.caption(
            _(
                "Drag a room onto another to give it to that one's department (Shift: swap the "
                "two), onto a department, or onto Free. Drag a department onto a room. Or select "
                "rooms, Shift-click for several, and say what to do."
            )
        )
        return
    area = sum(session.portfolio.room(room).area_dm2 for room in rooms) / 100
    st.markdown(_("**{rooms}** · {m2:,.1f} m²").format(rooms=plain(", ".join(rooms)), m2=area))
    _show_holders(session, draft, rooms)
    _show_give(session, hand, draft, rooms)
    with st.container(horizontal=True):
        st.button(
            _("Free"),
            icon=":material/door_open:",
            disabled=not any(draft.allocation.of_room(room) for room in rooms),
            key="edit_free",
            on_click=lambda: put_draft(free_rooms(hand, draft, tuple(rooms))),
        )
        st.button(
            _("Swap the two"),
            icon=":material/swap_horiz:",
            disabled=len(rooms) != 2,
            help=_("Holders and people of two rooms change places."),
            key="edit_swap",
            on_click=lambda: put_draft(swap_rooms(hand, draft, rooms[0], rooms[1])),
        )
    if len(rooms) == 1:
        for line in draft.allocation.of_room(rooms[0]):
            _show_people(session, hand, draft, line)


def _show_holders(session: Session, draft: Draft, rooms: list[str]) -> None:
    _ = session.t
    nobody = _("nobody sits there")  # the extractor does not look into f-strings
    for room in rooms[:6]:
        lines = draft.allocation.of_room(room)
        held = "; ".join(
            f"{session.department_name(line.department)}: "
            f"{session.occupancy_text(line.occupancy) or nobody}"
            for line in lines
        )
        st.caption(f"{plain(room)}: {plain(held) if held else _('held by nobody')}")


def _show_give(session: Session, hand: Hand, draft: Draft, rooms: list[str]) -> None:
    _ = session.t
    waiting = hand.waiting(draft.allocation)
    ids = [department.id for department in session.portfolio.departments]
    ids.sort(key=lambda id: id not in waiting)
    department = st.selectbox(
        _("Department"),
        ids,
        index=None,
        placeholder=_("Choose a department"),
        format_func=lambda id: _label(session, id, waiting),
        key="edit_department",
    )
    seat = st.toggle(_("Seat its waiting people there"), value=True, key=SEAT)

    def give() -> None:
        assert department is not None
        name = session.department_name(department)
        put_draft(give_rooms(hand, draft, tuple(rooms), department, name, seat=seat))

    st.button(
        _("Give"),
        icon=":material/key:",
        type="primary",
        disabled=department is None,
        key="edit_give",
        on_click=give,
    )


def _label(session: Session, id: str, waiting: dict[str, Any]) -> str:
    _ = session.t
    name = session.department_name(id)
    if id not in waiting:
        return name
    return _("{name} ({n:,} waiting)").format(name=name, n=waiting[id].total)


def _show_people(session: Session, hand: Hand, draft: Draft, line: AllocationLine) -> None:
    """Show who sits in one room of one department, to be changed rank by rank."""
    _ = session.t
    if not session.portfolio.has_department(line.department):
        return
    department = session.portfolio.department(line.department)
    kinds = [kind for kind, _number in department.people]
    if not kinds:
        return
    there = dict(line.occupancy)
    kinds += [kind for kind in there if kind not in kinds]
    with st.form(f"edit_people_{line.room}_{line.department}", border=True):
        st.caption(
            _("People of {name} there").format(name=session.name(department.name, line.department))
        )
        numbers = {
            kind: st.number_input(
                plain(_heading(session.rank_name(kind))),
                min_value=0,
                max_value=99,
                value=there.get(kind, 0),
                key=f"edit_n_{line.room}_{line.department}_{kind}_{draft.at}",
            )
            for kind in kinds
        }
        if st.form_submit_button(_("Seat them so")):
            changed = hand.seat(draft.allocation, line.room, line.department, numbers)
            put_draft(draft.then(changed, Message.of(_SEATED, room=line.room)))
            st.rerun(scope="fragment")


def _heading(name: str) -> str:
    """Return a name as it stands alone, not in a sentence."""
    return name[:1].upper() + name[1:]
