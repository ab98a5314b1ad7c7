"""The components in the browser and what they answer: what is selected, what was opened.

A component reports one value: the selection, what was opened, and a number that grows with every
act of the user. By that number each side knows which of two selections is the newer one: Python
hears of an act once, and the browser does not go back to a selection that its user has left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from spaceplan.dashboard.plan_view.payload import Payload

OnSelect = Callable[[tuple[str, ...]], None]

_COMMON = ("svg.js", "mount.js", "card.js", "legend.js")
_SCRIPTS = {
    "plan": (*_COMMON, "view.js", "marks.js", "rooms.js", "plan.js"),
    "mosaic": (*_COMMON, "mosaic.js"),
    "stack": (*_COMMON, "stack.js"),
}


@dataclass(frozen=True)
class PlanEvents:
    """What the user has done.

    Parameters
    ----------
    selected
        Ids selected now, in the order in which they were picked.
    opened
        Id that was opened since the script last ran; None: nothing was.
    """

    selected: tuple[str, ...]
    opened: str | None


def plan_view(
    payload: Payload,
    *,
    key: str,
    selected: Iterable[str] = (),
    height: int = 520,
    on_select: OnSelect | None = None,
) -> PlanEvents:
    """Show a storey; rooms are clicked, walked with the arrow keys, opened with Enter.

    Parameters
    ----------
    payload
        What ``draw_plan`` returns.
    selected
        Ids of the rooms that are selected from now on, whatever was before; ids that are not on
        this storey are kept but not shown. Pass back what the last run returned, or what another
        widget selects.
    height
        Of the plan without its legend, pixels.
    on_select
        Called with the ids before the script runs again, when the user has selected.
    """
    return _show("plan", payload, key, selected, height, on_select)


def mosaic_view(
    payload: Payload,
    *,
    key: str,
    selected: Iterable[str] = (),
    height: int = 620,
    on_select: OnSelect | None = None,
) -> PlanEvents:
    """Show all storeys small; ``opened`` is the id of a storey, ``selected`` are departments.

    Parameters as for ``plan_view``; ``payload`` is what ``draw_mosaic`` returns.
    """
    return _show("mosaic", payload, key, selected, height, on_select)


def stack_view(
    payload: Payload,
    *,
    key: str,
    selected: Iterable[str] = (),
    height: int = 520,
    on_select: OnSelect | None = None,
) -> PlanEvents:
    """Show storeys as bars of departments; ``opened`` is a storey, ``selected`` are departments.

    Parameters as for ``plan_view``; ``payload`` is what ``draw_stack`` returns.
    """
    return _show("stack", payload, key, selected, height, on_select)


def assets_of(kind: str) -> tuple[str, str]:
    """Return the script and the style of a component, as they lie in the package."""
    assets = files(__package__) / "assets"
    script = "\n".join((assets / name).read_text("utf-8") for name in _SCRIPTS[kind])
    return script, (assets / "plan_view.css").read_text("utf-8")


@cache
def _renderer(kind: str) -> ComponentRenderer:
    """Return the component of a kind, registered once; script and style travel as text."""
    script, style = assets_of(kind)
    return st.components.v2.component(f"spaceplan_{kind}", js=script, css=style)


def _show(
    kind: str,
    payload: Payload,
    key: str,
    selected: Iterable[str],
    height: int,
    on_select: OnSelect | None,
) -> PlanEvents:
    act = _act_of(key)
    seen_key = f"{key}.seen"
    seen = int(st.session_state.get(seen_key, 0))
    is_new = act.number > seen
    shown = act.selected if is_new else tuple(selected)
    number = max(act.number, seen)
    _renderer(kind)(
        key=key,
        data={
            "signature": payload.signature,
            "drawing": payload.text,
            "selected": list(shown),
            "act": number,
            "height": height,
        },
        height="content",
        on_act_change=lambda: _tell(key, on_select),
    )
    st.session_state[seen_key] = number
    return PlanEvents(shown, act.opened if is_new else None)


@dataclass(frozen=True)
class _Act:
    """What the browser reports: how many acts there were, and what the last ones were."""

    number: int = 0
    selected: tuple[str, ...] = ()
    opened: str | None = None


def _act_of(key: str) -> _Act:
    """Return what a component last reported; what is not of its form counts as nothing."""
    state = st.session_state.get(key)
    act = state.get("act") if isinstance(state, Mapping) else None
    if not isinstance(act, Mapping):
        return _Act()
    number, selected, opened = act.get("number"), act.get("selected"), act.get("opened")
    if not isinstance(number, int) or not isinstance(selected, list):
        return _Act()
    ids = tuple(id for id in selected if isinstance(id, str))
    return _Act(number, ids, opened if isinstance(opened, str) else None)


def _tell(key: str, on_select: OnSelect | None) -> None:
    act = _act_of(key)
    if on_select is not None and act.number > int(st.session_state.get(f"{key}.seen", 0)):
        on_select(act.selected)
