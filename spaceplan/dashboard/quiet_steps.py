"""What is chosen in a table is no step of the browser's history, as what is clicked on a plan.

Streamlit makes each address that Python sets a step. Here the browser puts those that differ from
the one before only in what was chosen on the page in the place of it: Back leaves the page.
"""

from __future__ import annotations

import json

import streamlit as st

#: Names in the address that say what is chosen on a page; the others say what page it is.
QUIET = ("room", "department", "finding", "person")
#: Fixed words alone: nothing that somebody wrote comes in here. As markup, for a component of its
#: own would have the first page wait for pandas.
_SCRIPT = """<script>
if (!history.isQuiet) {
  history.isQuiet = true;
  const push = history.pushState.bind(history);
  const rest = (url) => {
    const left = new URL(url, location.href);
    for (const key of QUIET) left.searchParams.delete(key);
    left.searchParams.sort();
    return left.href;
  };
  history.pushState = (state, unused, url) => {
    if (url && rest(url) === rest(location.href)) history.replaceState(state, unused, url);
    else push(state, unused, url);
  };
}
</script>""".replace("QUIET", json.dumps(QUIET))


def keep_choices_quiet() -> None:
    """Have the browser keep rows chosen out of its history; nothing is seen of it."""
    st.html(_SCRIPT, unsafe_allow_javascript=True)
