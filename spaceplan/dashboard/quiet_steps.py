"""What is chosen in a table is no step of the browser's history, as what is clicked on a plan.

Streamlit makes each address that Python sets a step. Here the browser puts those that differ from
the one before only in what was chosen on the page in the place of it: Back leaves the page.
"""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

#: Names in the address that say what is chosen on a page; the others say what page it is.
QUIET = ("room", "department", "finding", "person")
_SCRIPT = """
const rest = (url, quiet) => {
  const left = new URL(url, location.href);
  for (const key of quiet) left.searchParams.delete(key);
  left.searchParams.sort();
  return left.href;
};
export default ({ data }) => {
  if (history.isQuiet) return; // the page that is shown anew
  history.isQuiet = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, url) => {
    const same = url && rest(url, data.quiet) === rest(location.href, data.quiet);
    if (same) history.replaceState(state, unused, url);
    else push(state, unused, url);
  };
};
"""


def keep_choices_quiet() -> None:
    """Have the browser keep rows chosen out of its history; nothing is seen of it."""
    _renderer()(key="quiet_steps", data={"quiet": list(QUIET)}, height=1)


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component("spaceplan_quiet_steps", js=_SCRIPT)
