"""Edit: rooms are given and freed by hand; totals, quotas and findings follow at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from spaceplan.check import Finding
from spaceplan.dashboard.draft import Draft, draft_of, drop_draft, put_draft
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.places import choose_storey
from spaceplan.dashboard.plans import WALK, View, choose_colouring, show_plan
from spaceplan.dashboard.quick import QuickJudgement, judge
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.saving import show_save
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, show_table
from spaceplan.i18n import N_, Message, in_language
from spaceplan.model import AllocationLine, Storey
from spaceplan.replan.by_hand import Hand
from spaceplan.report import Stage, labels

_GIVE = N_("{rooms} given to {department}")
_FREE = N_("{rooms} freed")
_SWAP = N_("{one} and {other} swapped")
_SEAT = N_("other people in {room}")


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Edit by hand"))
    if show_what_is_missing(session, people=True):
        return
    hand = Hand(session.prepared.portfolio, session.prepared.rulebook)
    base = (session.loaded.key, session.scenario)
    draft = draft_of(base, hand.start(session.shown.allocation))
    now = judge(session.loaded.key, session.prepared, draft.allocation)
    first = judge(session.loaded.key, session.prepared, draft.first)
    _show_history(session, draft)
    show_figures(_figures(session, draft, now, first))
    storey = choose_storey(session, key="edit")
    if storey is None:
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        selected = show_plan(
            session,
            storey,
            stage=Stage(draft.allocation, session.shown.objective, now.check),
            key="edit_plan",
            view=View(choose_colouring(session, key="edit_by", but=(WALK,))),
            before=draft.first,
        ).selected
    with right:
        _show_tools(session, hand, draft, storey, selected)
    _show_outcome(session, draft, now)
    show_save(session, hand, draft)


def _figures(
    session: Session, draft: Draft, now: QuickJudgement, first: QuickJudgement
) -> list[Figure]:
    _ = session.t
    changed = _changed_rooms(draft)
    return [
        Figure(_("Without a seat"), now.unseated, _("persons"), before=first.unseated),
        Figure(
            _("Excess over entitlement"),
            now.excess_dm2 / 100,
            _("m²"),
            before=first.excess_dm2 / 100,
            decimals=1,
            note=_second_offices(session),
        ),
        Figure(
            _("Area and quota findings"),
            len(now.check.failures()),
            before=len(first.check.failures()),
        ),
        Figure(_("Requirements broken"), len(now.broken), before=len(first.broken), decimals=0),
        Figure(_("Rooms changed"), len(changed), lower_is_better=None),
    ]


def _second_offices(session: Session) -> str:
    """Say why a draft that changed nothing has more excess than the status quo."""
    _ = session.t
    approved = len(session.shown.allocation.second_offices)
    if not approved:
        return ""
    return _("in a plan the {n:,} approved second offices do not count").format(n=approved)


def _changed_rooms(draft: Draft) -> set[str]:
    before, after = set(draft.first.lines), set(draft.allocation.lines)
    return {line.room for line in before ^ after}


def _show_history(session: Session, draft: Draft) -> None:
    _ = session.t
    done, undone = draft.done, draft.undone
    with st.container(horizontal=True):
        if st.button(
            _("Undo"),
            icon=":material/undo:",
            disabled=done is None,
            help=None if done is None else plain(in_language(done, session.language)),
            key="edit_undo",
            shortcut="Ctrl+Z",
        ):
            _put(draft.undo())
        if st.button(
            _("Redo"),
            icon=":material/redo:",
            disabled=undone is None,
            help=None if undone is None else plain(in_language(undone, session.language)),
            key="edit_redo",
            shortcut="Ctrl+Y",
        ):
            _put(draft.redo())
        if st.button(
            _("Discard all edits"),
            icon=":material/delete_sweep:",
            disabled=len(draft.steps) == 1,
            key="edit_discard",
        ):
            drop_draft(draft.base)
            st.rerun()
        if done is not None:
            st.caption(_("Last: {what}").format(what=plain(in_language(done, session.language))))
        else:
            st.caption(
                _("Select rooms on the plan (shift-click for several), then say what to do.")
            )


def _put(draft: Draft) -> None:
    put_draft(draft)
    st.rerun()


def _show_tools(
    session: Session, hand: Hand, draft: Draft, storey: Storey, selected: tuple[str, ...]
) -> None:
    """Show what can be done with the rooms selected."""
    _ = session.t
    rooms = [room for room in selected if session.portfolio.has_room(room)]
    if not rooms:
        rooms_there = [room.id for room in storey.rooms]
        rooms = st.multiselect(
            _("Rooms"), rooms_there, key=f"edit_rooms_{storey.id}", placeholder=_("Choose rooms")
        )
    if not rooms:
        st.info(_("No room is selected."))
        return
    area = sum(session.portfolio.room(room).area_dm2 for room in rooms) / 100
    st.markdown(_("**{rooms}** · {m2:,.1f} m²").format(rooms=plain(", ".join(rooms)), m2=area))
    _show_holders(session, draft, rooms)
    _show_give(session, hand, draft, rooms)
    with st.container(horizontal=True):
        held = any(draft.allocation.of_room(room) for room in rooms)
        if st.button(_("Free"), icon=":material/door_open:", disabled=not held, key="edit_free"):
            what = Message.of(_FREE, rooms=", ".join(rooms))
            _put(draft.then(hand.free(draft.allocation, rooms), what))
        if st.button(
            _("Swap the two"),
            icon=":material/swap_horiz:",
            disabled=len(rooms) != 2,
            help=_("Holders and people of two rooms change places."),
            key="edit_swap",
        ):
            what = Message.of(_SWAP, one=rooms[0], other=rooms[1])
            _put(draft.then(hand.swap(draft.allocation, rooms[0], rooms[1]), what))
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
    seat = st.toggle(_("Seat its waiting people there"), value=True, key="edit_seat")
    if st.button(
        _("Give"),
        icon=":material/key:",
        type="primary",
        disabled=department is None,
        key="edit_give",
    ):
        assert department is not None
        what = Message.of(
            _GIVE, rooms=", ".join(rooms), department=session.department_name(department)
        )
        _put(draft.then(hand.give(draft.allocation, rooms, department, seat=seat), what))


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
                plain(session.rank_name(kind)),
                min_value=0,
                max_value=99,
                value=there.get(kind, 0),
                key=f"edit_n_{line.room}_{line.department}_{kind}_{draft.at}",
            )
            for kind in kinds
        }
        if st.form_submit_button(_("Seat them so")):
            changed = hand.seat(draft.allocation, line.room, line.department, numbers)
            _put(draft.then(changed, Message.of(_SEAT, room=line.room)))


def _show_outcome(session: Session, draft: Draft, now: QuickJudgement) -> None:
    """Show who waits, what is found, what is broken."""
    _ = session.t
    pool, findings, broken = st.tabs(
        [
            _("Waiting ({n:,})").format(n=now.unseated),
            _("Area and quota findings ({n:,})").format(n=len(now.check.failures())),
            _("Requirements broken ({n:,})").format(n=len(now.broken)),
        ]
    )
    with pool:
        _show_pool(session, now)
    with findings:
        _show_findings(session, draft, now.check.failures())
    with broken:
        if not now.broken:
            st.info(_("Every hard requirement is kept."))
        for text in now.broken[:100]:
            st.markdown(f"- {plain(in_language(text, session.language))}")


def _show_pool(session: Session, now: QuickJudgement) -> None:
    _ = session.t
    rows = [
        {
            _("Department"): session.department_name(id),
            _("Waiting"): counts.total,
            _("Who"): session.occupancy_text(counts),
        }
        for id, counts in sorted(now.waiting.items(), key=lambda item: -item[1].total)
    ]
    if not rows:
        st.info(_("Everybody has a seat."))
        return
    show_table(rows, key="edit_pool", formats={_("Waiting"): WHOLE}, height=260, select="none")


def _show_findings(session: Session, draft: Draft, found: tuple[Finding, ...]) -> None:
    _ = session.t
    changed = _changed_rooms(draft)
    rows: list[dict[str, Any]] = [
        {
            _("Touched"): bool(changed & {finding.subject, *finding.related}),
            _("Severity"): labels.word(labels.SEVERITIES, finding.severity, session.language),
            _("Finding"): finding.text(session.language),
            _("Above (m²)"): finding.excess,
        }
        for finding in found
    ]
    rows.sort(key=lambda row: (not row[_("Touched")], -row[_("Above (m²)")]))
    if not rows:
        st.info(_("No room or department is above its quota or below the physical minimum."))
        return
    show_table(rows, key="edit_findings", formats={_("Above (m²)"): M2}, height=320, select="none")
