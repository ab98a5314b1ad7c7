"""The components in the browser and what they answer: what is selected, what was opened.

A component reports one value: the selection, what was opened, what was dropped, and a number that
grows with every act of the user. By that number each side knows which of two selections is the
newer one: Python hears of an act once, and the browser does not go back to a selection that its
user has left. What was dropped is reported until Python has taken it, so that none is lost where
acts follow each other faster than the script runs.
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
    "plan": (*_COMMON, "view.js", "marks.js", "rooms.js", "pool.js", "drag.js", "plan.js"),
    "mosaic": (*_COMMON, "mosaic.js"),
    "stack": (*_COMMON, "names.js", "ground.js", "stack.js"),
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
    pool: str = "",
    address: str = "",
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
    pool
        Lets rooms be dragged: what ``draw_pool`` returns; ``take_drops`` hands out what was
        dropped. Empty: rooms stay where they are.
    address
        Under which name the room selected last stands in the page's address; the browser then
        changes it in its place, and going back leaves the page and not one room after another.
        The script has to say the same there. Empty: it does not stand there.
    """
    return _show("plan", payload, key, selected, height, on_select, pool, address)


@dataclass(frozen=True)
class Drop:
    """What the user has done by dragging.

    Parameters
    ----------
    act
        ``give`` rooms to a department, ``free`` rooms, or ``swap`` two rooms.
    rooms
        Ids as the browser says, which may be of rooms that are not there any more.
    department
        To whom they are given.
    """

    act: str
    rooms: tuple[str, ...]
    department: str = ""


def take_drops(key: str, carry_out: Callable[[Drop], None]) -> None:
    """Call ``carry_out`` with what was dropped on a plan since the last time, each once.

    Whatever interrupts the script meanwhile, what was carried out is not handed out again, as long
    as ``carry_out`` ends with its effect.
    """
    taken: dict[str, int] = st.session_state.setdefault(f"{key}.taken", {"number": 0})
    for number, drop in _act_of(key).drops:
        if number > taken["number"]:
            carry_out(drop)
            taken["number"] = number


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
    pool: str = "",
    address: str = "",
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
            "selected": shown,  # a tuple: for a list Streamlit loads pandas, half a second
            "act": number,
            "height": height,
            "pool": pool,
            "address": address,
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
    drops: tuple[tuple[int, Drop], ...] = ()


def _act_of(key: str) -> _Act:
    """Return what a component last reported; what is not of its form counts as nothing."""
    state = st.session_state.get(key)
    act = state.get("act") if isinstance(state, Mapping) else None
    if not isinstance(act, Mapping):
        return _Act()
    number, selected, opened = act.get("number"), act.get("selected"), act.get("opened")
    if not isinstance(number, int) or not isinstance(selected, list):
        return _Act()
    drops = act.get("drops")
    found = map(_drop_of, drops if isinstance(drops, list) else ())
    return _Act(
        number,
        _texts(selected),
        opened if isinstance(opened, str) else None,
        tuple(sorted(filter(None, found), key=lambda item: item[0])),
    )


def _drop_of(said: object) -> tuple[int, Drop] | None:
    if not isinstance(said, Mapping):
        return None
    number, act, rooms = said.get("number"), said.get("act"), said.get("rooms")
    department = said.get("department")
    if not isinstance(number, int) or not isinstance(act, str) or not isinstance(rooms, list):
        return None
    return number, Drop(act, _texts(rooms), department if isinstance(department, str) else "")


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _tell(key: str, on_select: OnSelect | None) -> None:
    act = _act_of(key)
    if on_select is not None and act.number > int(st.session_state.get(f"{key}.seen", 0)):
        on_select(act.selected)
