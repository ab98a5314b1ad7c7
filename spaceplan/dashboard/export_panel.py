"""Files to take away: those that are made at once, and those that take their time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from spaceplan.dashboard.downloads import download
from spaceplan.dashboard.long_work import (
    begin_work,
    find_work,
    name_of_shown,
    show_failure,
    watch_work,
)
from spaceplan.dashboard.navigate import page_button
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.graph import to_graphml, to_json_text
from spaceplan.jobs import ExportFile, ExportRequest, Job, JobState, read_result, result_folder
from spaceplan.report import allocation_csv, people_csv
from spaceplan.report.geojson import rooms_geojson


@dataclass(frozen=True)
class _Long:
    """A file that takes its time: what it is, about how many seconds a city takes."""

    title: str
    about: str
    file: ExportFile
    seconds: int


def show_exports(session: Session) -> None:
    """Show what can be taken away, of the scenario shown."""
    _ = session.t
    st.caption(
        _("Everything is of what is shown now: {name}").format(name=plain(session.scenario_name))
    )
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
    return (
        _Long(_("Forms"), _("The Excel forms that bureaus hand in, one archive"), "forms.zip", 30),
        _Long(
            _("Certificates"),
            _("Certificate of use and publication sheet of every department, as PDFs"),
            "certificates.zip",
            70,
        ),
        _Long(
            _("All plans"),
            _("Every storey as a drawing (SVG), and the stack of all storeys, one archive"),
            "plans.zip",
            60,
        ),
        _Long(
            _("Report"),
            _("One page with figures, departments and findings, to be sent or printed"),
            "report.html",
            20,
        ),
    )


def _show_long(session: Session, item: _Long) -> None:
    """Show a button that has a file made, then how that goes, then one that hands it over."""
    _ = session.t
    request = ExportRequest(
        session.base.prepared.folder,
        item.file,
        session.language,
        of=name_of_shown(session),
        changes=session.changes,
    )
    job = find_work(session, request)
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        st.markdown(f"**{item.title}**  \n{item.about}")
        if job is not None and not job.state.is_over:
            watch_work(session, job.id)
            return
        if job is not None and job.state is not JobState.DONE:
            show_failure(session, job)
    with right:
        if job is not None and result_folder(job) is not None:
            download(
                item.file, item.file, partial(_content, job, item.file), key=f"export_{item.file}"
            )
            return
        st.button(
            _("Make {file}").format(file=item.file),
            key=f"make_{item.file}",
            help=_("about {n} s for a city").format(n=item.seconds),
            on_click=begin_work,
            args=(session, request),
        )


def _content(job: Job, file: str) -> bytes:
    return read_result(job, file) or b""
