"""What a page says where there is nothing yet to plan with, and what to do about it."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard.navigate import page_button
from spaceplan.dashboard.session import Session


def show_what_is_missing(session: Session, *, people: bool = False) -> bool:
    """Say what the portfolio lacks before there is anything to show; return whether it lacks it.

    Parameters
    ----------
    people
        Whether the page needs departments too, and not only rooms.
    """
    _ = session.t
    missing = []
    if not session.portfolio.rooms:
        missing.append(
            _("The portfolio has no storeys. Buildings are described in buildings/*.yaml.")
        )
    if people and not session.portfolio.departments:
        missing.append(_("The portfolio has no departments. They are listed in departments.yaml."))
    if not missing:
        return False
    st.info("\n\n".join(missing))
    page_button(
        _("Take in a building or a filled form"),
        "exchange",
        key="missing_to_exchange",
        icon=":material/swap_vert:",
    )
    return True
