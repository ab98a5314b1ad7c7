"""Going from one page to another, with what was chosen on the way."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard import address


def go_to(module: str, **chosen: str | None) -> None:
    """Open a page with these choices; does nothing but choose where there is no navigation."""
    for key, value in chosen.items():
        address.put(key.rstrip("_"), value)
    page = st.session_state.get("pages", {}).get(module)
    if page is not None:
        st.switch_page(page)
    else:
        st.rerun()


def page_button(label: str, module: str, *, key: str, icon: str = "", **chosen: str | None) -> None:
    """Show a button that opens a page with these choices."""
    if st.button(label, key=key, icon=icon or None, type="tertiary"):
        go_to(module, **chosen)
