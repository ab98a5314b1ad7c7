"""Plans of storeys as pages show them: colours, selection, files to take away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from spaceplan.dashboard import address, cached
from spaceplan.dashboard.plan_view import (
    Layers,
    Payload,
    PlanEvents,
    draw_mosaic,
    draw_plan,
    draw_pool,
    draw_stack,
    mosaic_view,
    plan_view,
    stack_view,
)
from spaceplan.dashboard.plan_view.layers import NO_LAYERS
from spaceplan.dashboard.session import Session
from spaceplan.i18n import N_
from spaceplan.model import Allocation, Counts, Storey
from spaceplan.plot import Colouring
from spaceplan.plot.colourings import shade
from spaceplan.plot.colourings.change import shade_by_change
from spaceplan.plot.colourings.walk import shade_before_walk, shade_by_walk
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading
from spaceplan.report import Stage

CHANGE, WALK = "change", "walk"
#: What the colours of a plan can mean.
COLOURINGS: Mapping[str, str] = {
    Colouring.DEPARTMENT: N_("Department"),
    Colouring.CATEGORY: N_("Category"),
    Colouring.OCCUPANCY: N_("m² a person"),
    Colouring.EXCESS: N_("Excess"),
    Colouring.FINDING: N_("Findings"),
    Colouring.VACANCY: N_("Vacancy"),
    CHANGE: N_("Change"),
    WALK: N_("Walk"),
}
_MOST_SCENES, _MOST_PLANS, _MOST_CITIES = 24, 256, 16


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
    return _scene(_stage_key(session, stage), session.language, session, stage)


def _stage_key(session: Session, stage: Stage) -> str:
    """Return what names a stage: one that nobody has checked is not the same as one checked."""
    is_checked = "checked" if stage.check.counts else ""
    return "\0".join((session.loaded.key, cached.allocation_key(stage.allocation), is_checked))


def colouring_of() -> str:
    """Return what the colours mean by the address."""
    asked = address.get("by")
    return asked if asked is not None and asked in COLOURINGS else Colouring.DEPARTMENT


def choose_colouring(session: Session, *, key: str, but: Collection[str] = ()) -> str:
    """Show what the colours can mean, and return what was chosen; it stands in the address.

    Parameters
    ----------
    but
        What they cannot mean here: a change where there is nothing to compare with, for example.
    """
    _ = session.t
    options = [by for by in COLOURINGS if by not in but]
    current = colouring_of()
    shown = current if current in options else options[0]
    whole_key = f"{key}_{shown}"
    st.segmented_control(
        _("Coloured by"),
        options,
        default=shown,
        required=True,
        format_func=lambda by: _(COLOURINGS[by]),
        key=whole_key,
        on_change=_take_colouring,
        args=(whole_key,),
    )
    return shown


def _take_colouring(key: str) -> None:
    address.put("by", st.session_state[key])


@dataclass(frozen=True)
class View:
    """How a storey is shown.

    Parameters
    ----------
    by
        What the colours mean, a key of ``COLOURINGS``.
    start
        For ``walk``: the room from which one walks.
    layers
        What lies over the plan.
    """

    by: str = Colouring.DEPARTMENT
    start: str = ""
    layers: Layers = NO_LAYERS


def shading_of(
    session: Session, scene: Scene, storey: Storey, view: View, before: Allocation
) -> Shading:
    """Return how a storey is coloured; not at all where a walk has no start yet."""
    if view.by == CHANGE:
        return shade_by_change(scene, storey, before)
    if view.by == WALK:
        if not session.portfolio.has_room(view.start):
            return shade_before_walk(scene, storey)
        return shade_by_walk(scene, session.prepared.graph, storey, view.start)
    by = view.by if view.by in set(Colouring) else Colouring.DEPARTMENT
    return shade(scene, storey, Colouring(by))


@st.cache_resource(max_entries=_MOST_PLANS, show_spinner=False)
def _payload(
    key: str,
    storey: str,
    view: View,
    language: str,
    _session: Session,
    _scene: Scene,
    _before: Allocation,
) -> Payload:
    del key, language
    shading = shading_of(_session, _scene, _session.portfolio.storey(storey), view, _before)
    return draw_plan(_scene, _session.prepared.graph, storey, shading, view.layers)


def _key(session: Session, stage: Stage, before: Allocation) -> str:
    return f"{_stage_key(session, stage)}\0{cached.allocation_key(before)}"


def payload_of(
    session: Session, storey: Storey, stage: Stage, view: View, before: Allocation | None = None
) -> Payload:
    """Return a storey drawn, for ``change`` against another allocation or the status quo."""
    then = cached.today(session.base) if before is None else before
    scene = scene_of(session, stage)
    key = _key(session, stage, then)
    return _payload(key, storey.id, view, session.language, session, scene, then)


def show_plan(
    session: Session,
    storey: Storey,
    *,
    stage: Stage,
    key: str,
    view: View | None = None,
    before: Allocation | None = None,
    height: int = 520,
    waiting: Mapping[str, Counts] | None = None,
    in_address: str = "",
) -> PlanEvents:
    """Show a storey; return the rooms selected on it, and the one that was opened.

    Parameters
    ----------
    key
        The selection is remembered under it, and another widget may change it there; see
        ``select``.
    view
        None: coloured as the address says.
    before
        For ``change``: with what the stage is compared; None: with the status quo.
    waiting
        Lets rooms be dragged, also to departments of which these people wait; see ``draw_pool``.
    in_address
        Under which name the page puts the room selected last in the address; see ``plan_view``.
    """
    payload = payload_of(session, storey, stage, view or View(colouring_of()), before)
    here = {room.id for room in storey.rooms}
    events = plan_view(
        payload,
        key=key,
        selected=[room for room in selected_on(key) if room in here],
        height=height,
        pool="" if waiting is None else draw_pool(scene_of(session, stage), storey, waiting),
        address=in_address,
    )
    st.session_state[f"{key}_chosen"] = events.selected
    return events


@st.cache_resource(max_entries=_MOST_CITIES, show_spinner=False)
def _mosaic(
    key: str, by: str, language: str, _session: Session, _scene: Scene, _before: Allocation
) -> Payload:
    del key, language
    return draw_mosaic(
        _scene,
        _session.prepared.graph,
        lambda storey: shading_of(_session, _scene, storey, View(by), _before),
    )


def show_mosaic(session: Session, *, stage: Stage, by: str, key: str) -> PlanEvents:
    """Show all storeys small; ``opened`` is the storey that was clicked."""
    then = cached.today(session.base)
    name = _key(session, stage, then)
    scene = scene_of(session, stage)
    payload = _mosaic(name, by, session.language, session, scene, then)
    return mosaic_view(payload, key=key, selected=_departments_on(key))


@st.cache_resource(max_entries=_MOST_CITIES, show_spinner=False)
def _stack(key: str, language: str, _session: Session, _scene: Scene) -> Payload:
    del key, language
    return draw_stack(_scene, _session.prepared.entitlements)


def show_stack(session: Session, *, stage: Stage, key: str) -> PlanEvents:
    """Show storeys as bars of departments; ``opened`` is the storey that was clicked."""
    payload = _stack(
        _stage_key(session, stage), session.language, session, scene_of(session, stage)
    )
    return stack_view(payload, key=key, selected=_departments_on(key))


def _departments_on(key: str) -> tuple[str, ...]:
    return tuple(st.session_state.get(f"{key}_chosen", ()))


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
