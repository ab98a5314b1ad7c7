"""The app: language, navigation, then one page.

It imports little: what a page needs takes seconds at the first visit, and the navigation does not
wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from spaceplan.assets import ICON_SVG
from spaceplan.dashboard import address, ahead
from spaceplan.dashboard.language import chosen_language
from spaceplan.dashboard.style import PAGE_STYLE
from spaceplan.i18n import N_, translator


@dataclass(frozen=True)
class PageEntry:
    """A page of the navigation: its module in ``pages/``, title and icon."""

    module: str
    title: str
    icon: str


SECTIONS: dict[str, tuple[PageEntry, ...]] = {
    N_("The city at a glance"): (
        PageEntry("overview", N_("Overview"), ":material/dashboard:"),
        PageEntry("plan", N_("Plan"), ":material/map:"),
        PageEntry("mosaic", N_("All storeys"), ":material/grid_view:"),
        PageEntry("stack", N_("Stack"), ":material/stacked_bar_chart:"),
    ),
    N_("Planning"): (
        PageEntry("allocate", N_("Allocate"), ":material/play_circle:"),
        PageEntry("scenarios", N_("Scenarios"), ":material/stacks:"),
        PageEntry("edit", N_("Edit by hand"), ":material/edit_square:"),
        PageEntry("moves", N_("Moves"), ":material/moving:"),
    ),
    N_("Data"): (
        PageEntry("departments", N_("Departments"), ":material/groups:"),
        PageEntry("search", N_("Rooms and people"), ":material/search:"),
        PageEntry("findings", N_("Findings"), ":material/rule:"),
        PageEntry("rules", N_("Rules"), ":material/gavel:"),
        PageEntry("exchange", N_("Import and export"), ":material/swap_vert:"),
    ),
}


def main() -> None:
    """Show the app with its navigation."""
    st.set_page_config(page_title="spaceplan", page_icon=ICON_SVG.read_text(), layout="wide")
    st.logo(ICON_SVG.read_text(), size="small")
    st.html(PAGE_STYLE)
    address.read_address()
    _ = translator(chosen_language())
    entries = [entry for section in SECTIONS.values() for entry in section]
    pages = {
        entry.module: st.Page(
            partial(_run, entry),
            title=_(entry.title),
            icon=entry.icon,
            url_path=entry.module.replace("_", "-"),
            default=entry is entries[0],
        )
        for entry in entries
    }
    st.session_state["pages"] = pages
    # before the navigation, so that another page is one step of the browser's history and not two,
    # the first of them without what was chosen
    address.write_address()
    chosen = st.navigation(
        {
            _(title): [pages[entry.module] for entry in section]
            for title, section in SECTIONS.items()
        },
        expanded=True,
    )
    chosen.run()


def run_page(module: str) -> None:
    """Show one page without the navigation, as tests do."""
    address.read_address()
    entries = {entry.module: entry for section in SECTIONS.values() for entry in section}
    _run(entries[module])


def _run(entry: PageEntry) -> None:
    """Show a page; its title alone while the files are being read."""
    # before anything else is on the screen: what is clicked there must not bring with it the
    # address of the page that was there before, which would then be taken for somebody's choice
    address.write_address()
    _await_files(entry)
    from spaceplan.dashboard.frame import show_in_frame

    show_in_frame(entry.module)


def _await_files(entry: PageEntry) -> None:
    """Show the title and what goes on until the files have been read, then nothing of it."""
    waiting = st.empty()  # on every run, so that what follows keeps its place
    if not ahead.is_reading():
        return
    _ = translator(chosen_language())
    with waiting.container():
        st.title(_(entry.title))
        with st.spinner(_("Reading the files")):
            ahead.wait(chosen_language())
    waiting.empty()
