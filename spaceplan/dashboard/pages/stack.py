"""Stack: storeys as bars of departments, buildings side by side."""

from __future__ import annotations

from functools import partial

import streamlit as st

from spaceplan.dashboard.downloads import download
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.first_look import first_look, stage_to_draw
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.plan_files import stack_file
from spaceplan.dashboard.plans import show_stack
from spaceplan.dashboard.session import Session
from spaceplan.plot import Colouring


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Stack"))
    if show_what_is_missing(session):
        return
    st.caption(_("Each storey a bar of departments by m²; vacant at the end. Click to open it."))
    with first_look(session):
        _show_stack(session)


def _show_stack(session: Session) -> None:
    stage = stage_to_draw(session, Colouring.DEPARTMENT)
    events = show_stack(session, stage=stage, key="stack_view")
    st.session_state["stack_view_chosen"] = events.selected
    if events.opened is not None:
        go_to("plan", storey=events.opened, room=None)
    with st.container(horizontal=True):
        for ending in ("svg", "pdf", "png"):
            download(
                ending.upper(),
                f"stack.{ending}",
                partial(stack_file, session, ending),
                key=f"stack_{ending}",
            )
