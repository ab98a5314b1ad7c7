"""By what a planner's browser is known again after a reload: a secret in a cookie of this app.

Not the address: an address is sent to others, and unsaved edits are nobody else's.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import cache

import streamlit as st
from streamlit import runtime
from streamlit.components.v2.types import ComponentRenderer
from streamlit.runtime.scriptrunner import get_script_run_ctx

_COOKIE = "spaceplan_browser"
_STATE, _KEY = "browser_mark", "browser_mark_cookie"
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,64}")
_DAYS = 400
#: Keeps the cookie that there is, which another window may have set meanwhile, and tells of it.
_SCRIPT = """
export default ({ data, setStateValue }) => {
  const start = data.name + "=";
  const known = document.cookie.split("; ").find((part) => part.startsWith(start))
    ?.slice(start.length);
  const age = data.days * 86400;
  document.cookie = `${data.name}=${known ?? data.secret}; path=/; max-age=${age}; SameSite=Strict`;
  if (known && known !== data.secret && known !== data.told) setStateValue("known", known);
};
"""


def browser_secret() -> str:
    """Return the secret of the planner's browser, a new one where it has none yet."""
    told = st.session_state.get(_KEY)
    known = told.get("known") if isinstance(told, Mapping) else None
    for given in (known, st.context.cookies.get(_COOKIE)):
        if _is_secret(given):
            return str(given)
    made: str = st.session_state.setdefault(_STATE, secrets.token_urlsafe(32))
    return made


def show_browser_mark() -> None:
    """Give the browser its secret, where it came without one; nothing is seen of it."""
    if _is_secret(st.context.cookies.get(_COOKIE)):
        return
    secret = browser_secret()
    data = {"name": _COOKIE, "secret": secret, "told": secret, "days": _DAYS}
    _renderer()(key=_KEY, data=data, height=1, on_known_change=lambda: None)


def _is_secret(given: object) -> bool:
    return isinstance(given, str) and _SECRET.fullmatch(given) is not None


def this_window() -> str:
    """Return the id of the planner's window, another one after each reload."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id


def is_open(window: str) -> bool:
    """Return whether a window is still open."""
    return runtime.exists() and runtime.get_instance().is_active_session(window)


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component("spaceplan_browser_mark", js=_SCRIPT)
