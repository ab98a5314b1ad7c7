"""Bars that compare quantities, as fixed markup with escaped words: they load at once and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

# All lines share their columns, so that bars of one length are one quantity.
_STYLE = (
    "<style>.sp-bars{display:grid;grid-template-columns:max-content minmax(0,1fr) max-content;"
    "gap:2px 8px;align-items:center;font-size:13px;font-variant-numeric:tabular-nums}"
    ".sp-bars b{grid-column:1/-1;font-weight:500;margin-top:6px}.sp-bars div{display:contents}"
    ".sp-bars i{display:block;height:9px;border-radius:2px;min-width:1px}"
    ".sp-bars span:first-child{opacity:.78}.sp-bars span:last-child{text-align:right}"
    ".sp-bars .there{background:#5B7083}.sp-bars .limit{background:transparent;"
    "border:1.5px solid #5B7083}.sp-bars .over{background:repeating-linear-gradient(135deg,"
    "#C8401B 0 3px,#E79A80 3px 5px)}.sp-bars .short{background:#7A3E9D}"
    ".sp-bars .before{background:#B9C3CC}.sp-bars .after{background:#00796B}"
    ".sp-bars i{print-color-adjust:exact;-webkit-print-color-adjust:exact}</style>"
)


@dataclass(frozen=True)
class Bar:
    """One quantity: what it is, how much, its text, and its kind for the colour.

    Parameters
    ----------
    kind
        ``there``, ``limit``, ``over``, ``short``, ``before`` or ``after``.
    """

    label: str
    value: float
    text: str
    kind: str = "there"


def show_bars(groups: Sequence[tuple[str, Sequence[Bar]]], most: float) -> None:
    """Show groups of bars under their titles; ``most`` is the quantity of a whole width."""
    parts = [_STYLE, '<div class="sp-bars">']
    for title, bars in groups:
        parts.append(f"<b>{escape(title)}</b>")
        for bar in bars:
            width = 100 * min(1.0, bar.value / most) if most > 0 else 0
            parts.append(
                f"<div><span>{escape(bar.label)}</span>"
                f'<i class="{escape(bar.kind)}" style="width:{width:.2f}%"></i>'
                f"<span>{escape(bar.text)}</span></div>"
            )
    parts.append("</div>")
    st.html("".join(parts))
