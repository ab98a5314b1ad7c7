"""What the page's address says, so that what one sees can be bookmarked and sent.

The session's state is the truth while one works; the address follows it. On the first run of a
session, and where somebody opens another address, the address decides.
"""

from __future__ import annotations

import streamlit as st

#: Names in the address, and the longest value that is taken from it.
KEYS = (
    "portfolio",
    "scenario",
    "lang",
    "storey",
    "room",
    "by",
    "department",
    "finding",
    "person",
    "with",
    "job",
)
_LONGEST = 200
_STATE, _SEEN = "address", "address_seen"


def read_address() -> None:
    """Take over what the address says where it has changed since the last run."""
    state: dict[str, str] = st.session_state.setdefault(_STATE, {})
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    for key in KEYS:
        given = st.query_params.get(key)
        if given is not None and len(given) <= _LONGEST and given != seen.get(key):
            state[key] = given


def get(key: str) -> str | None:
    """Return a value of the address, None where nothing is chosen."""
    state: dict[str, str] = st.session_state.setdefault(_STATE, {})
    return state.get(key)


def put(key: str, value: str | None) -> None:
    """Choose a value, or none."""
    state: dict[str, str] = st.session_state.setdefault(_STATE, {})
    if value:
        state[key] = value
    else:
        state.pop(key, None)


def write_address() -> None:
    """Have the address say what is chosen."""
    state: dict[str, str] = st.session_state.setdefault(_STATE, {})
    for key in KEYS:
        value = state.get(key)
        if value is None and key in st.query_params:
            del st.query_params[key]
        elif value is not None and st.query_params.get(key) != value:
            st.query_params[key] = value
    st.session_state[_SEEN] = dict(state)
