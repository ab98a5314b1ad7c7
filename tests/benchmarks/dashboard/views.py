"""The plan views alone, as an app for the benchmark; the sidebar chooses what is shown."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from spaceplan import pipeline
from spaceplan.dashboard.plan_view import (
    Payload,
    draw_mosaic,
    draw_plan,
    draw_stack,
    mosaic_view,
    plan_view,
    stack_view,
)
from spaceplan.plot import Colouring
from spaceplan.plot.colourings import shade
from spaceplan.plot.scene import Scene
from spaceplan.prepared import Prepared

WUXI = Path(__file__).parents[3] / "floorplans" / "wuxi"


@st.cache_resource
def prepared() -> tuple[Prepared, Scene]:
    """Return the embedded portfolio and its scene, made once."""
    made = pipeline.prepare(WUXI)
    stage = pipeline.stage_of(made)
    scene = Scene.of(
        made.portfolio,
        made.rulebook,
        graph=made.graph,
        allocation=stage.allocation,
        findings=stage.check.findings,
    )
    return made, scene


@st.cache_data
def payload(view: str, storey: str) -> Payload:
    """Return a drawing by departments."""
    made, scene = prepared()
    if view == "mosaic":
        return draw_mosaic(scene, made.graph, lambda s: shade(scene, s, Colouring.DEPARTMENT))
    if view == "stack":
        return draw_stack(scene, made.entitlements)
    shading = shade(scene, made.portfolio.storey(storey), Colouring.DEPARTMENT)
    return draw_plan(scene, made.graph, storey, shading)


st.set_page_config(layout="wide")
with st.sidebar:
    view = st.radio("view", ["none", "plan", "mosaic", "stack"], horizontal=True)
    storey = st.radio("storey", [s.id for s in prepared()[0].portfolio.storeys[:4]])
if view != "none":
    show = {"plan": plan_view, "mosaic": mosaic_view, "stack": stack_view}[view]
    events = show(payload(view, storey), key=view)
    st.text(f"selected: {', '.join(events.selected)}; opened: {events.opened}")
