"""Import and export: what is handed in and out, and filled forms taken in as a new portfolio."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard.export_panel import show_exports
from spaceplan.dashboard.import_panel import show_import
from spaceplan.dashboard.session import Session


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Import and export"))
    away, taken = st.tabs([_("Take away"), _("Bring in")])
    with away:
        show_exports(session)
    with taken:
        show_import(session)
