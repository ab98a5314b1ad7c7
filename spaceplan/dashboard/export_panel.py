"""Files to take away: those that are made at once, and those that take their time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from spaceplan.dashboard import cached
from spaceplan.dashboard.downloads import download
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.navigate import page_button
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.errors import SpaceplanError
from spaceplan.graph import to_graphml, to_json_text
from spaceplan.report import allocation_csv, people_csv, render_html
from spaceplan.report.archives import certificates_archive, forms_archive
from spaceplan.report.forms import FormsData
from spaceplan.report.geojson import rooms_geojson

#: Long exports are made one at a time: two at once would take twice as long each.
_MAKING = Lock()
_MOST_KEPT = 12


@dataclass(frozen=True)
class _Long:
    """A file that takes its time: what it is, about how many seconds a city takes, its maker."""

    title: str
    about: str
    file: str
    seconds: int
    make: Callable[[], bytes]


def show_exports(session: Session) -> None:
    """Show what can be taken away, of the scenario shown."""
    _ = session.t
    st.caption(_("Everything is of what is shown now: {name}").format(
        name=plain(session.scenario_name)))  # fmt: skip
    _show_quick(session)
    st.subheader(_("Made when asked for"))
    for item in _long_ones(session):
        _show_long(session, item)


def _show_quick(session: Session) -> None:
    _ = session.t
    prepared, allocation = session.prepared, session.shown.allocation
    quick: list[tuple[str, str, Callable[[], bytes | str]]] = [
        (
            _("Who holds what and who sits there, a line a room and department"),
            "allocation.csv",
            lambda: allocation_csv(prepared.portfolio, prepared.rulebook, allocation),
        ),
        (
            _("Rooms as polygons, with use, holders, area and excess; in metres, not degrees"),
            "rooms.geojson",
            lambda: json.dumps(
                rooms_geojson(prepared.portfolio, prepared.rulebook, allocation),
                ensure_ascii=False,
            ),
        ),
        (
            _("Rooms with their walls, doors, stairs and lifts as a graph"),
            "graph.json",
            lambda: to_json_text(prepared.graph),
        ),
        (_("The same graph for Gephi or yEd"), "graph.graphml", lambda: to_graphml(prepared.graph)),
    ]
    if allocation.people:
        quick.insert(
            1, (_("Which person sits in which room"), "people.csv", lambda: people_csv(allocation))
        )
    for about, file, make in quick:
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.markdown(about)
        with right:
            download(file, file, make, key=f"export_{file}")
    with st.container(horizontal=True):
        page_button(
            _("Findings in seven formats"), "findings", key="to_findings", icon=":material/rule:"
        )
        page_button(_("A storey as a drawing"), "plan", key="to_plan", icon=":material/map:")


def _long_ones(session: Session) -> tuple[_Long, ...]:
    _ = session.t
    language = session.language
    return (
        _Long(
            _("Forms"),
            _("The Excel forms that bureaus hand in, one archive"),
            "forms.zip",
            20,
            lambda: forms_archive(_forms_data(session), language),
        ),
        _Long(
            _("Certificates"),
            _("Certificate of use and publication sheet of every department, as PDFs"),
            "certificates.zip",
            60,
            lambda: certificates_archive(_forms_data(session), language),
        ),
        _Long(
            _("Report"),
            _("One page with figures, departments and findings, to be sent or printed"),
            "report.html",
            5,
            lambda: render_html(session.report, (), language=language).encode(),
        ),
    )


def _forms_data(session: Session) -> FormsData:
    prepared = session.prepared
    return FormsData(
        prepared.portfolio,
        prepared.rulebook,
        prepared.entitlements,
        session.shown.allocation,
        session.shown.check,
        prepared.as_of,
        planned=session.is_plan,
    )


@st.cache_resource(max_entries=_MOST_KEPT, show_spinner=False)
def _made(key: str) -> dict[str, bytes]:
    """Return where the files of one stage are kept once they are made."""
    del key
    return {}


def _show_long(session: Session, item: _Long) -> None:
    """Show a button that makes a file, then one that hands it over."""
    _ = session.t
    allocation = cached.allocation_key(session.shown.allocation)
    made = _made(f"{session.loaded.key}\0{allocation}\0{session.language}")
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.markdown(f"**{item.title}**  \n{item.about}")
    with right:
        if item.file not in made:
            about = _("about {n} s for a city").format(n=item.seconds)
            if not st.button(
                _("Make {file}").format(file=item.file), key=f"make_{item.file}", help=about
            ):
                return
            try:
                with st.spinner(about, show_time=True), _MAKING:
                    made[item.file] = made.get(item.file) or item.make()
            except SpaceplanError as error:
                show_faults(error, session.language)
                return
            st.rerun()  # without the button
        content = made[item.file]
        download(item.file, item.file, lambda: content, key=f"export_{item.file}")
