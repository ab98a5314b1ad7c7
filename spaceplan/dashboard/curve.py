"""Best plan and proven bound over time as a small drawing: fixed markup, numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from spaceplan.jobs import CurvePoint

_WIDE, _TALL = 640.0, 200.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 12.0, 14.0, 24.0
_STYLE = (
    "<style>.sp-curve{width:100%;height:auto;font-size:12px;font-variant-numeric:tabular-nums}"
    ".sp-curve text{fill:currentColor;opacity:.75}.sp-curve .v{fill:none;stroke:#5B7083;"
    "stroke-width:2}.sp-curve .b{fill:none;stroke:#00796B;stroke-width:2;stroke-dasharray:6 3}"
    ".sp-curve .g{fill:#E0A100;opacity:.16;stroke:none}.sp-curve .x{stroke:currentColor;"
    "opacity:.25;stroke-width:1}</style>"
)


def show_curve(points: Sequence[CurvePoint], *, value: str, bound: str, seconds: str) -> None:
    """Show the curve; nothing before there are two points.

    Parameters
    ----------
    value, bound, seconds
        What the lines and the axis are called, in the planner's language.
    """
    if len(points) < 2:
        return
    st.html(_STYLE + curve_svg(points, value=value, bound=bound, seconds=seconds))


def curve_svg(points: Sequence[CurvePoint], *, value: str, bound: str, seconds: str) -> str:
    """Return the curve as SVG: steps of the best plan, of the bound below it, the gap between."""
    last = max(point.seconds for point in points) or 1.0
    bounds = [point for point in points if point.bound is not None and point.bound > 0]
    # the first plans are far above what follows: the axis begins at the tenth part of the curve
    settled = [p for p in points if p.seconds >= last / 10] or list(points)
    high = max(point.value for point in settled)
    low = min([point.value for point in points] + [p.bound or 0.0 for p in bounds])
    span = (high - low) or max(1.0, abs(high) * 0.01)
    high, low = high + 0.05 * span, low - 0.05 * span

    def x(at: float) -> float:
        return _LEFT + (_WIDE - _LEFT - _RIGHT) * at / last

    def y(points_: float) -> float:
        share = (min(points_, high) - low) / (high - low)
        return _TALL - _BOTTOM - (_TALL - _TOP - _BOTTOM) * share

    upper = _steps([(x(p.seconds), y(p.value)) for p in points], x(last))
    lower = _steps([(x(p.seconds), y(p.bound or 0.0)) for p in bounds], x(last))
    gap = ""
    if lower:
        begin = lower[0][0]
        above = [(max(a, begin), b) for a, b in upper]
        gap = f'<polygon class="g" points="{_path([*above, *reversed(lower)])}"/>'
    ticks = "".join(
        f'<line class="x" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y(t):.1f}" y2="{y(t):.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{y(t) + 4:.1f}" text-anchor="end">{t:,.0f}</text>'
        for t in (low + 0.05 * span, high - 0.05 * span)
    )
    return (
        f'<svg class="sp-curve" viewBox="0 0 {_WIDE:.0f} {_TALL:.0f}" role="img" '
        f'aria-label="{escape(value)}, {escape(bound)}">{ticks}{gap}'
        f'<polyline class="v" points="{_path(upper)}"/>'
        f'<polyline class="b" points="{_path(lower)}"/>'
        f'<text x="{_LEFT}" y="{_TALL - 6:.0f}">0</text>'
        f'<text x="{_WIDE - _RIGHT}" y="{_TALL - 6:.0f}" text-anchor="end">'
        f"{last:,.0f} {escape(seconds)}</text>"
        f'<text x="{_LEFT + 40:.0f}" y="{_TALL - 6:.0f}">━ {escape(value)}'
        f"&#160;&#160;&#160;╍ {escape(bound)}</text></svg>"
    )


def _steps(points: Sequence[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """Return a line that stays level until the next point."""
    line: list[tuple[float, float]] = []
    for at, level in points:
        if line:
            line.append((at, line[-1][1]))
        line.append((at, level))
    return [*line, (end, line[-1][1])] if line else []


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
