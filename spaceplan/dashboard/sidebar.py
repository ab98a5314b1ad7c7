"""The sidebar below the navigation: which portfolio and scenario is shown, and the language."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.quiet_steps import keep_choices_quiet
from spaceplan.dashboard.session import GONE, Session
from spaceplan.i18n import LANGUAGES
from spaceplan.store import STATUS_QUO, Scenario

_NAMES = {"zh": "中文", "en": "English"}


def show_sidebar(session: Session) -> None:
    """Show what is looked at, and let it be changed."""
    _ = session.t
    portfolio = session.portfolio
    with st.sidebar:
        st.markdown(session.name(portfolio.name, portfolio.id))
        _show_scenario(session)
        _show_language(session)
        keep_choices_quiet()


def _show_scenario(session: Session) -> None:
    """Let the scenario be chosen that all pages show."""
    _ = session.t
    gone = st.session_state.pop(GONE, None)
    if gone is not None:
        show_faults(gone, session.language)
    names = {STATUS_QUO: _("Status quo")}
    for scenario in session.store.list_scenarios():
        if isinstance(scenario, Scenario):
            names[scenario.id] = scenario.name
    ids = list(names)
    key = session.key_of(f"scenario_{session.scenario}")
    st.selectbox(
        _("Scenario shown"),
        ids,
        index=ids.index(session.scenario) if session.scenario in names else 0,
        format_func=names.__getitem__,
        key=key,
        on_change=_take_scenario,
        args=(key,),
    )


def _take_scenario(key: str) -> None:
    chosen = st.session_state.get(key)
    address.put("scenario", None if chosen in (None, STATUS_QUO) else chosen)


def _show_language(session: Session) -> None:
    _ = session.t
    st.segmented_control(
        _("Language"),
        LANGUAGES,
        default=session.language,
        format_func=_NAMES.__getitem__,
        key=f"language_{session.language}",
        label_visibility="collapsed",
        on_change=_take_language,
        args=(session.language,),
    )


def _take_language(shown: str) -> None:
    chosen = st.session_state.get(f"language_{shown}")
    address.put("lang", chosen or shown)
