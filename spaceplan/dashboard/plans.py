"""Plans of storeys as pages show them: colours, selection, files to take away."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

import streamlit as st

from spaceplan.dashboard import address, cached
from spaceplan.dashboard.plan_view import Payload, PlanEvents, draw_plan, plan_view
from spaceplan.dashboard.session import Session
from spaceplan.i18n import N_
from spaceplan.model import Storey
from spaceplan.plot import Colouring, plot_storey
from spaceplan.plot.colourings import shade
from spaceplan.plot.output import figure_bytes
from spaceplan.plot.scene import Scene
from spaceplan.report import Stage

#: What the colours of a plan can mean.
COLOURINGS: Mapping[str, str] = {
    Colouring.DEPARTMENT: N_("Department"),
    Colouring.CATEGORY: N_("Category"),
    Colouring.OCCUPANCY: N_("m² a person"),
    Colouring.EXCESS: N_("Excess"),
    Colouring.FINDING: N_("Findings"),
}
#: matplotlib's settings are of the whole process: one drawing at a time.
_DRAWING = Lock()
_MOST_SCENES, _MOST_PLANS = 24, 256


@st.cache_resource(max_entries=_MOST_SCENES, show_spinner=False)
def _scene(key: str, language: str, _session: Session, _stage: Stage) -> Scene:
    del key
    return Scene.of(
        _session.portfolio,
        _session.prepared.rulebook,
        allocation=_stage.allocation,
        graph=_session.prepared.graph,
        findings=_stage.check.findings,
        language=language,
        palette=_session.palette,
    )


def scene_of(session: Session, stage: Stage) -> Scene:
    """Return a stage as plans show it."""
    key = f"{session.loaded.key}\0{cached.allocation_key(stage.allocation)}"
    return _scene(key, session.language, session, stage)


def colouring_of(session: Session) -> str:
    """Return what the colours mean by the address."""
    del session
    asked = address.get("by")
    return asked if asked is not None and asked in COLOURINGS else Colouring.DEPARTMENT


@st.cache_resource(max_entries=_MOST_PLANS, show_spinner=False)
def _payload(
    key: str, storey: str, by: str, language: str, _session: Session, _scene: Scene
) -> Payload:
    del key, language
    shading = shade(_scene, _session.portfolio.storey(storey), Colouring(by))
    return draw_plan(_scene, _session.prepared.graph, storey, shading)


def show_plan(
    session: Session,
    storey: Storey,
    *,
    stage: Stage,
    key: str,
    by: str | None = None,
    height: int = 520,
) -> PlanEvents:
    """Show a storey; return the rooms selected on it, and the one that was opened.

    Parameters
    ----------
    key
        The selection is remembered under it, and another widget may change it there; see
        ``select``.
    by
        What the colours mean; None: as the address says.
    """
    colouring = by or colouring_of(session)
    name = f"{session.loaded.key}\0{cached.allocation_key(stage.allocation)}"
    payload = _payload(
        name, storey.id, colouring, session.language, session, scene_of(session, stage)
    )
    here = {room.id for room in storey.rooms}
    events = plan_view(
        payload,
        key=key,
        selected=[room for room in selected_on(key) if room in here],
        height=height,
    )
    st.session_state[f"{key}_chosen"] = events.selected
    return events


def selected_on(key: str) -> tuple[str, ...]:
    """Return the rooms selected on a plan, those of the address before anything was clicked."""
    known = st.session_state.get(f"{key}_chosen")
    if known is None:
        room = address.get("room")
        known = (room,) if room else ()
    return tuple(known)


def select(key: str, *rooms: str) -> None:
    """Select rooms on a plan, from outside it."""
    st.session_state[f"{key}_chosen"] = rooms


def storey_file(session: Session, storey: Storey, ending: str) -> bytes:
    """Return a storey as a figure: ``svg``, ``pdf`` or ``png``."""
    with _DRAWING:
        axes = plot_storey(
            session.portfolio,
            session.prepared.graph,
            storey.id,
            by=colouring_of(session),
            allocation=session.shown.allocation,
            rulebook=session.prepared.rulebook,
            findings=session.shown.check.findings,
            language=session.language,
            palette=session.palette,
        )
        figure = axes.get_figure(root=True)
        assert figure is not None
        return figure_bytes(figure, f".{ending}")
