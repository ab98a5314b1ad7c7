"""Parts of a page that run anew alone: a click in one leaves the rest of the page as it is.

A part takes the session with which its page was shown. It may go to another page, or ask for the
whole page (``st.rerun()``), as any code of a page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError

_Rest = ParamSpec("_Rest")


def runs_alone(
    show: Callable[Concatenate[Session, _Rest], None],
) -> Callable[Concatenate[Session, _Rest], None]:
    """Make what shows a part of a page run anew alone when something is chosen in it.

    Afterwards the address says what was chosen, and a fault is told where the part is.
    """

    @wraps(show)
    def show_guarded(session: Session, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> None:
        try:
            show(session, *args, **kwargs)
        except SpaceplanError as error:
            show_faults(error, session.language)
        address.write_address()

    return st.fragment(show_guarded)
