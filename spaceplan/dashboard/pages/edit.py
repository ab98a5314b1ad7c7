"""Edit: rooms are given and freed by hand; totals, quotas and findings follow at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from spaceplan.check import Finding
from spaceplan.dashboard.broken_kinds import main_kind, show_kinds
from spaceplan.dashboard.broken_start import show_broken_start
from spaceplan.dashboard.browser_mark import show_browser_mark
from spaceplan.dashboard.draft import Draft, draft_of, drop_draft, put_draft
from spaceplan.dashboard.draft_offer import keep_draft, show_lost, show_offer
from spaceplan.dashboard.drops import carry_out
from spaceplan.dashboard.edit_tools import SEAT, show_tools
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.places import choose_storey
from spaceplan.dashboard.plan_view import Drop, take_drops
from spaceplan.dashboard.plans import WALK, View, choose_colouring, show_plan
from spaceplan.dashboard.quick import QuickJudgement, judge
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.saving import show_save
from spaceplan.dashboard.second_offices import say_second_offices
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, show_table
from spaceplan.i18n import in_language
from spaceplan.replan.by_hand import Hand
from spaceplan.report import Stage, labels

_PLAN = "edit_plan"


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Edit by hand"))
    if show_what_is_missing(session, people=True):
        return
    _edit(session)


@st.fragment
def _edit(session: Session) -> None:
    """Show the draft: after an edit this alone runs again, and not the whole page."""
    hand = Hand(session.prepared.portfolio, session.prepared.rulebook)
    draft = _current_draft(session, hand)
    keep_draft(session, hand, draft)
    show_lost(session)
    show_offer(session, hand, draft)
    now = judge(session.loaded.key, session.prepared, draft.allocation)
    first = judge(session.loaded.key, session.prepared, draft.first)
    _show_history(session, draft)
    show_broken_start(session, hand, draft, now.broken)
    show_figures(_figures(session, draft, now, first))
    show_browser_mark()
    storey = choose_storey(session, key="edit")
    if storey is None:
        return
    left, right = st.columns([5, 2], gap="medium")
    with left:
        selected = show_plan(
            session,
            storey,
            stage=Stage(draft.allocation, session.shown.objective, now.check),
            key=_PLAN,
            view=View(choose_colouring(session, key="edit_by", but=(WALK,))),
            before=draft.first,
            waiting=now.waiting,
        ).selected
    with right:
        show_tools(session, hand, draft, storey, selected)
    _show_outcome(session, draft, now)
    show_save(session, hand, draft)


def _current_draft(session: Session, hand: Hand) -> Draft:
    """Return the draft with what was dropped on the plan since the page was shown last."""
    base = (session.loaded.key, session.scenario)
    draft = draft_of(base, lambda: hand.start(session.shown.allocation))
    seat = bool(st.session_state.get(SEAT, True))

    def drop(dropped: Drop) -> None:
        nonlocal draft
        draft = carry_out(hand, draft, dropped, session.department_name, seat=seat)
        put_draft(draft)

    take_drops(_PLAN, drop)
    return draft


def _figures(
    session: Session, draft: Draft, now: QuickJudgement, first: QuickJudgement
) -> list[Figure]:
    _ = session.t
    changed = _changed_rooms(draft)
    was_known = session.knows_occupants
    is_known = was_known or bool(changed)
    return [
        Figure(
            _("Without a seat"),
            now.unseated if is_known else None,
            _("persons"),
            before=first.unseated if was_known else None,
            note="" if was_known else _("without a ledger only who is seated by hand has a seat"),
        ),
        Figure(
            _("Excess over entitlement"),
            now.excess_dm2 / 100 if is_known else None,
            _("m²"),
            before=first.excess_dm2 / 100 if was_known else None,
            decimals=1,
            note=say_second_offices(session) if is_known else _("not known without a ledger"),
        ),
        Figure(
            _("Area and quota findings"),
            len(now.check.failures()),
            before=len(first.check.failures()),
        ),
        Figure(
            _("Requirements broken"),
            len(now.broken),
            before=len(first.broken),
            decimals=0,
            note=main_kind(session, now.broken),
        ),
        Figure(_("Rooms changed"), len(changed), lower_is_better=None),
    ]


def _changed_rooms(draft: Draft) -> set[str]:
    before, after = set(draft.first.lines), set(draft.allocation.lines)
    return {line.room for line in before ^ after}


def _show_history(session: Session, draft: Draft) -> None:
    _ = session.t
    done, undone = draft.done, draft.undone
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Undo"),
            icon=":material/undo:",
            disabled=done is None,
            help=None if done is None else plain(in_language(done, session.language)),
            key="edit_undo",
            shortcut="Ctrl+Z",
            on_click=put_draft,
            args=(draft.undo(),),
        )
        st.button(
            _("Redo"),
            icon=":material/redo:",
            disabled=undone is None,
            help=None if undone is None else plain(in_language(undone, session.language)),
            key="edit_redo",
            shortcut="Ctrl+Y",
            on_click=put_draft,
            args=(draft.redo(),),
        )
        st.button(
            _("Discard all edits"),
            icon=":material/delete_sweep:",
            disabled=len(draft.steps) == 1,
            key="edit_discard",
            on_click=drop_draft,
            args=(draft.base,),
        )
        if done is not None:
            st.caption(_("Last: {what}").format(what=plain(in_language(done, session.language))))
        else:
            st.caption(_("Nothing is changed yet."))


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
        else:
            show_kinds(session, now.broken)


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
