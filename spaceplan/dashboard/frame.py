"""A page in its frame: the sidebar beside it, and in words why it cannot be shown."""

from __future__ import annotations

from importlib import import_module

from spaceplan.dashboard import address
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.language import chosen_language
from spaceplan.dashboard.printed import show_paper_head
from spaceplan.dashboard.session import current
from spaceplan.dashboard.sidebar import show_sidebar
from spaceplan.errors import SpaceplanError


def show_in_frame(module: str) -> None:
    """Import a page of ``pages/`` when it is opened, and show it."""
    try:
        session = current()
        show_sidebar(session)
        show_paper_head(
            session.portfolio.name.text(session.language) or session.portfolio.id,
            session.scenario_name,
            str(session.prepared.as_of),
        )
        import_module(f"spaceplan.dashboard.pages.{module}").show(session)
    except SpaceplanError as error:
        show_faults(error, chosen_language())
    address.write_address()
