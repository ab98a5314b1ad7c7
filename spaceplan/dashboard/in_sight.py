"""What has just been chosen or said, brought into sight where it stands beyond the screen."""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

#: Once for each thing: who scrolls on afterwards is left alone. What stands above may still grow
#: while it is drawn, so the place is looked at a second time, unless somebody has moved meanwhile.
_SCRIPT = """
const known = new WeakMap();
const acts = ["wheel", "pointerdown", "keydown", "touchstart"];
export default ({ parentElement, data }) => {
  if (known.get(parentElement) === data.thing) return;
  known.set(parentElement, data.thing);
  let moved = false;
  const note = () => { moved = true; };
  const show = () => {
    const place = moved ? null : document.querySelector(`.st-key-${data.place}`);
    place?.scrollIntoView({ block: "nearest" });
  };
  const settings = { once: true, passive: true, capture: true };
  for (const act of acts) addEventListener(act, note, settings);
  requestAnimationFrame(show);
  setTimeout(show, 400);
};
"""


def bring_into_sight(place: str, thing: str) -> None:
    """Scroll no further than needed for a container to be seen; not again for the same thing.

    Parameters
    ----------
    place
        Key of the container.
    thing
        What is shown there: another thing is brought into sight anew.
    """
    data = {"place": place, "thing": thing}
    _renderer()(key=f"in_sight_{place}", data=data, height=1)


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component("spaceplan_in_sight", js=_SCRIPT)
