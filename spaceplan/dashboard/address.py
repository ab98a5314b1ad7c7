"""What the page's address says, so that what one sees can be bookmarked and sent.

The session's state is the truth while one works; the address follows it. On the first run of a
session, where somebody opens another address, and where he goes back or forward in the browser's
history, the address decides.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

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
_STATE, _SEEN, _STEPS = "address", "address_seen", "address_steps"


def read_address() -> None:
    """Take over what the address says where it has changed since the last run.

    A page that is opened by its link comes without what was chosen, which then stays; a step in
    the browser's history comes with all that was chosen there, and what it lacks was not.
    """
    state: dict[str, str] = st.session_state.setdefault(_STATE, {})
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    is_whole = walks_history()
    if is_whole:
        st.session_state[_STEPS] = history_steps() + 1
    for key in KEYS:
        given = st.query_params.get(key)
        if given is None:
            if is_whole:
                state.pop(key, None)
        elif len(given) <= _LONGEST and (is_whole or given != seen.get(key)):
            state[key] = given


def walks_history() -> bool:
    """Return whether the page is shown as the browser went back or forward in its history."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def history_steps() -> int:
    """Return how often this session has gone back or forward.

    A widget that keeps a choice of its own forgets it where its key has another number.
    """
    return int(st.session_state.get(_STEPS, 0))


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
    """Have the address say what is chosen, all at once: each change is a step of the history."""
    state: dict[str, str] = st.session_state.setdefault(_STATE, {})
    before = st.query_params.to_dict()
    kept = {key: state.get(key) if key in KEYS else said for key, said in before.items()}
    wanted = {key: said for key, said in {**kept, **state}.items() if said is not None}
    if wanted != before:
        st.query_params.from_dict(wanted)
    st.session_state[_SEEN] = dict(state)
