"""All storeys: every room of the city at once; a storey is opened by a click."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.first_look import first_look, stage_to_draw
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.plans import CHANGE, WALK, choose_colouring, show_mosaic
from spaceplan.dashboard.session import Session


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("All storeys"))
    if show_what_is_missing(session):
        return
    by = choose_colouring(
        session, key="mosaic_by", but=(WALK,) if session.is_plan else (WALK, CHANGE)
    )
    with first_look(session):
        events = show_mosaic(session, stage=stage_to_draw(session, by), by=by, key="mosaic_view")
        st.session_state["mosaic_view_chosen"] = events.selected
        st.caption(_("Click a storey to open it; point at a legend entry to see it alone."))
        if events.opened is not None:
            go_to("plan", storey=events.opened, room=None)
