"""The first look at plans: drawn before the rules have been checked, and again when they have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from spaceplan.dashboard.session import Session
from spaceplan.plot import Colouring
from spaceplan.report import Stage


def stage_to_draw(session: Session, by: str) -> Stage:
    """Return what is shown, without findings where they are not there yet and not asked for.

    Parameters
    ----------
    by
        What the colours mean.
    """
    if session.is_checked or by == Colouring.FINDING:
        return session.shown
    return session.unchecked()


@contextmanager
def first_look(session: Session) -> Iterator[None]:
    """Show a page, then wait for the check that it did without, and show it anew."""
    was_checked = session.is_checked
    yield
    if not was_checked:
        session.shown  # noqa: B018 - waits, and says so
        st.rerun()
