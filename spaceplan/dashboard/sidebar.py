"""The sidebar below the navigation: which portfolio and scenario is shown, and the language."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.session import Session
from spaceplan.i18n import LANGUAGES

_NAMES = {"zh": "中文", "en": "English"}


def show_sidebar(session: Session) -> None:
    """Show what is looked at, and let it be changed."""
    _ = session.t
    portfolio = session.portfolio
    with st.sidebar:
        st.markdown(session.name(portfolio.name, portfolio.id))
        _show_language(session)


def _show_language(session: Session) -> None:
    _ = session.t
    st.segmented_control(
        _("Language"),
        LANGUAGES,
        default=session.language,
        format_func=_NAMES.__getitem__,
        key=f"language_{session.language}",
        on_change=_take_language,
        args=(session.language,),
    )


def _take_language(shown: str) -> None:
    chosen = st.session_state.get(f"language_{shown}")
    address.put("lang", chosen or shown)
