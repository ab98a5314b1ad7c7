"""The row of key figures at the head of a page: number, unit, change against the status quo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st


@dataclass(frozen=True)
class Figure:
    """One key figure.

    Parameters
    ----------
    label, unit
        In the planner's language; Markdown.
    value
        None: not known, and ``note`` says why.
    before
        The same of the status quo; None: nothing to compare with.
    decimals
        Of value and change.
    lower_is_better
        None: a change is neither good nor bad.
    note
        One line below, in small print.
    """

    label: str
    value: float | None
    unit: str = ""
    before: float | None = None
    decimals: int = 0
    lower_is_better: bool | None = True
    note: str = ""
    help: str | None = None

    @property
    def text(self) -> str:
        """The number as it is shown."""
        return "–" if self.value is None else f"{self.value:,.{self.decimals}f}"

    @property
    def change(self) -> str | None:
        """The change against the status quo; None where there is none to show."""
        if self.value is None or self.before is None:
            return None
        change = round(self.value - self.before, self.decimals)
        return f"{change:+,.{self.decimals}f}" if change else None


def show_figures(figures: Sequence[Figure]) -> None:
    """Show figures side by side; on a phone below each other."""
    with st.container(horizontal=True, gap="small"):
        for figure in figures:
            with st.container(border=True, width="stretch", gap=None):
                st.metric(
                    f"{figure.label} ({figure.unit})" if figure.unit else figure.label,
                    figure.text,
                    figure.change,
                    delta_color=_colour(figure),
                    help=figure.help,
                )
                if figure.note:
                    st.caption(figure.note)


def _colour(figure: Figure) -> Literal["off", "inverse", "normal"]:
    if figure.lower_is_better is None:
        return "off"
    return "inverse" if figure.lower_is_better else "normal"
