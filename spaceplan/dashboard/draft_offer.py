"""Keeps a planner's unsaved edits as he makes them, and offers them again after a reload."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.browser_mark import browser_secret, is_open, this_window
from spaceplan.dashboard.draft import Draft, put_draft
from spaceplan.dashboard.draft_file import taken_up
from spaceplan.dashboard.kept_drafts import DraftShelf, KeptDraft, clear_old
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.i18n import NN_, Message, in_language
from spaceplan.replan.by_hand import Hand
from spaceplan.store import STATUS_QUO

_WRITTEN, _CLEARED, _LOST = "draft_written", "drafts_cleared", "draft_lost"


def keep_draft(session: Session, hand: Hand, draft: Draft) -> None:
    """Write the draft as it is now, unless it was already; say so where that fails."""
    _ = session.t
    written: dict[tuple[str, str], Draft] = st.session_state.setdefault(_WRITTEN, {})
    known = written.get(draft.base)
    if known is draft or (known is None and len(draft.steps) == 1):
        return
    try:
        start = hand.start(session.shown.allocation)
        _shelf(session).keep(draft, session.base.prepared.portfolio.id, start)
        written[draft.base] = draft
    except OSError as error:
        text = _("Unsaved edits cannot be kept here ({reason}): save them before you reload.")
        st.warning(text.format(reason=plain(str(error.strerror or error))))


def show_offer(session: Session, hand: Hand, draft: Draft) -> None:
    """Offer the edits of windows that are gone, as long as none are made in this one."""
    _ = session.t
    if len(draft.steps) > 1:
        return
    shelf = _shelf(session)
    if not st.session_state.get(_CLEARED):
        clear_old(session.workspace)
        st.session_state[_CLEARED] = True
    for number, kept in enumerate(shelf.kept(session.base.prepared.portfolio.id)[:5]):
        if kept.path == shelf.path_of(draft.base) or not is_open(kept.text.session):
            _show_kept(session, hand, draft, kept, number)


def _show_kept(session: Session, hand: Hand, draft: Draft, kept: KeptDraft, number: int) -> None:
    _ = session.t
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(_told(session, kept))
        if kept.text.scenario != session.scenario:
            st.button(
                _("Show that plan"),
                key=f"draft_show_{number}",
                on_click=address.put,
                args=("scenario", _address_of(kept)),
            )
        else:
            st.button(
                _("Go on with them"),
                type="primary",
                icon=":material/restore:",
                key=f"draft_take_{number}",
                on_click=_take_up,
                args=(session, hand, draft, kept),
            )
        st.button(
            _("Throw them away"), key=f"draft_forget_{number}", on_click=_forget, args=(kept,)
        )


def _told(session: Session, kept: KeptDraft) -> str:
    """Say from when edits are, of what, how many, and what was done last."""
    _ = session.t
    when = kept.text.changed.astimezone().strftime("%Y-%m-%d %H:%M")
    name = _("Status quo")
    if kept.text.scenario != STATUS_QUO:
        names = {one.id: getattr(one, "name", one.id) for one in session.store.list_scenarios()}
        name = names.get(kept.text.scenario, kept.text.scenario)
    templates = NN_(
        "Unsaved edits of {name}, {when}: {n:,} step",
        "Unsaved edits of {name}, {when}: {n:,} steps",
    )
    told = Message.counted(templates, "n", name=plain(name), when=when, n=kept.text.at)
    said = in_language(told, session.language)
    last = kept.text.last
    return said if last is None else f"{said} · {plain(in_language(last, session.language))}"


def _address_of(kept: KeptDraft) -> str | None:
    return None if kept.text.scenario == STATUS_QUO else kept.text.scenario


def _take_up(session: Session, hand: Hand, draft: Draft, kept: KeptDraft) -> None:
    """Go on with edits where they were left; they are this window's from now on."""
    start = hand.start(session.shown.allocation)
    found = taken_up(kept.text, draft.base, start, session.portfolio)
    if found is None:
        st.session_state[_LOST] = True
        return
    put_draft(found)
    keep_draft(session, hand, found)
    if kept.path != _shelf(session).path_of(draft.base):
        _forget(kept)


def show_lost(session: Session) -> None:
    """Say why edits could not be taken up, where they could not just now."""
    _ = session.t
    if st.session_state.pop(_LOST, False):
        st.warning(
            _(
                "The plan has changed since these edits were begun, and half of them is worse than "
                "none: they stay as they are until you throw them away."
            )
        )


def _forget(kept: KeptDraft) -> None:
    kept.path.unlink(missing_ok=True)


def _shelf(session: Session) -> DraftShelf:
    return DraftShelf(session.workspace, browser_secret(), this_window())
