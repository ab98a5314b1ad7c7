"""A draft of a plan that broke requirements from its start: what to do, in one step if possible.

Apart from ``broken_plan``, for the overview needs nothing of what drafts load.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from spaceplan.check import needless_rooms
from spaceplan.dashboard import cached
from spaceplan.dashboard.broken_plan import say_broken
from spaceplan.dashboard.draft import Draft, put_draft
from spaceplan.dashboard.drops import free_rooms
from spaceplan.dashboard.session import Session
from spaceplan.replan.by_hand import Hand
from spaceplan.things import ROOMS


def show_broken_start(session: Session, hand: Hand, draft: Draft, broken: Sequence[str]) -> None:
    """Say what a draft has broken from its start; let rooms be freed that meet no need.

    Parameters
    ----------
    broken
        Of the draft as it is now; nothing is said where the plan that it began from keeps all.
    """
    if not session.is_plan or not cached.broken(session.loaded, session.plan) or not broken:
        return
    _ = session.t
    needless = needless_rooms(draft.allocation, broken)
    mend = _("Change the rooms named here until nothing is left.")
    say_broken(session, broken, "" if needless else mend)
    if needless:
        st.button(
            _("Free the {rooms} that meet no need").format(
                rooms=session.number_of(ROOMS, len(needless))
            ),
            icon=":material/door_open:",
            key="edit_free_needless",
            help=_("One step, which Undo takes back."),
            on_click=lambda: put_draft(free_rooms(hand, draft, needless)),
        )
