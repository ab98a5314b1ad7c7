"""Reading ahead: the portfolio is read, drawn and checked from the moment the server starts.

The first planner's page says so at once, and is there when the files have been read. The storey
that is seen first is drawn in his language before the rules are checked: who opens it at once does
not wait for that, nor for the other language.
"""

from __future__ import annotations

import gc
import logging
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

import streamlit as st

from spaceplan.i18n import LANGUAGES

if TYPE_CHECKING:  # with all that is read ahead
    from spaceplan.dashboard.cached import Loaded

#: For so long, seconds, reading keeps the interpreter from the server, which answers meanwhile.
_TURN = 0.0005
#: Set while nothing is being read that every page needs, and while no storey is drawn ahead.
_at_rest, _drawn = Event(), Event()
_at_rest.set()
_drawn.set()
#: Languages of the pages that have waited, the first one first.
_asked: list[str] = []


@asynccontextmanager
async def reading_ahead(app: object) -> AsyncIterator[None]:
    """Read beside the server, from its start on (its lifespan, as ASGI calls it)."""
    del app
    _at_rest.clear()
    _drawn.clear()
    Thread(target=_read, daemon=True).start()
    if (page := page_to_open()) is not None:
        Thread(target=webbrowser.open, args=(page,), daemon=True).start()
    yield


def page_to_open() -> str | None:
    """Return the address for a browser to open; None where the server is to run without.

    ``streamlit run`` opens one by itself, but not for an app with a lifespan.
    """
    if st.get_option("server.headless"):
        return None
    given = st.get_option("server.address")
    host = "localhost" if given in (None, "", "0.0.0.0", "::") else given
    return f"http://{host}:{st.get_option('server.port')}"


def is_reading() -> bool:
    """Return whether a page would wait for the files."""
    return not _at_rest.is_set()


def wait(language: str) -> None:
    """Wait until the files have been read; what follows is drawn in this language first."""
    _asked.append(language)
    _at_rest.wait()


def give_way() -> None:
    """Wait until the storey that is seen first is drawn, before something that takes seconds."""
    _drawn.wait()


def _read() -> None:
    """Fill the caches for all sessions, what is seen first first; faults are the pages' to show."""
    quiet = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    quiet.addFilter(lambda record: "missing ScriptRunContext" not in record.getMessage())
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        # imported here: this takes seconds, and the server need not wait for it
        from spaceplan.dashboard import cached
        from spaceplan.dashboard.session import chosen_portfolio
        from spaceplan.errors import SpaceplanError

        with suppress(SpaceplanError):
            loaded = cached.load(chosen_portfolio())
            gc.freeze()  # it stays: looking through it for garbage takes a fifth of a second
            _at_rest.set()
            languages = tuple(dict.fromkeys((*_asked, *LANGUAGES)))
            _draw(loaded, languages[:1], checked=False)
            _drawn.set()
            cached.stage(loaded)
            _draw(loaded, languages, checked=True)
    finally:
        sys.setswitchinterval(usual)
        _at_rest.set()
        _drawn.set()


def _draw(loaded: Loaded, languages: Iterable[str], *, checked: bool) -> None:
    """Draw the storey that is seen first, in some languages, with findings or without."""
    from spaceplan.dashboard.places import first_storey
    from spaceplan.dashboard.plans import View, payload_of
    from spaceplan.dashboard.session import Session, chosen_store

    storey = first_storey(loaded.prepared.portfolio)
    store = chosen_store(loaded.prepared.folder)
    if storey is None:
        return
    for language in languages:
        session = Session(loaded, loaded, store, language)
        payload_of(session, storey, session.today if checked else session.unchecked(), View())
