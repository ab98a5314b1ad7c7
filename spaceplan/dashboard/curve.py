"""Best plan and proven bound over time as a small drawing: fixed markup, numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from spaceplan.jobs import CurvePoint

#: As wide as a phone nearly, so that its figures can be read there.
_WIDE, _TALL = 480.0, 190.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 12.0, 14.0, 26.0
#: How much longer than the run both lines are drawn: what was proven last is seen.
_AFTER = 0.04
#: Ink of words, of the best plan and of the bound, on a light and on a dark ground.
_INKS = {False: ("#4F6273", "#5B7083", "#00796B"), True: ("#A3B4C3", "#A3B4C3", "#4DB6A9")}
_LEGEND = '<div style="font-size:13px;display:flex;gap:16px;flex-wrap:wrap">{entries}</div>'
_ENTRY = (
    '<span><i style="display:inline-block;width:22px;vertical-align:middle;margin-right:6px;'
    'border-top:2px {line} {ink}"></i>{word}</span>'
)


def show_curve(points: Sequence[CurvePoint], *, value: str, bound: str, title: str) -> None:
    """Show the curve; nothing before there are two points.

    The drawing is a picture of its own, in which a browser knows no fonts of the page: its words
    stand above it.

    Parameters
    ----------
    value, bound, title
        What the lines and the drawing are called, in the planner's language.
    """
    if len(points) < 2:
        return
    dark = st.context.theme.type == "dark"
    _ink, value_ink, bound_ink = _INKS[dark]
    entries = _ENTRY.format(line="solid", ink=value_ink, word=escape(value))
    if any(point.bound for point in points):  # else no such line is drawn
        entries += _ENTRY.format(line="dashed", ink=bound_ink, word=escape(bound))
    st.caption(title)
    st.html(_LEGEND.format(entries=entries))
    st.image(curve_svg(points, dark=dark), width="content", alt=f"{title}: {value}, {bound}")


def curve_svg(points: Sequence[CurvePoint], *, dark: bool = False) -> str:
    """Return the curve as SVG: steps of the best plan, of the bound below it, the gap between."""
    begin = points[0].seconds if points[0].level is not None else 0.0
    last = max(max(point.seconds for point in points), begin + 0.1)
    end = last + _AFTER * (last - begin)
    bounds = [(point.seconds, point.bound) for point in points if point.bound]
    # the first plans are far above what follows: the axis begins at the tenth part of the curve
    settled = [p.value for p in points if p.seconds >= begin + (last - begin) / 10] or [
        p.value for p in points
    ]
    high = max(settled)
    low = min([point.value for point in points] + [points_ for _, points_ in bounds])
    margin = 0.05 * ((high - low) or max(1.0, abs(high) * 0.2))

    def x(at: float) -> float:
        return _LEFT + (_WIDE - _LEFT - _RIGHT) * (at - begin) / (end - begin)

    def y(total: float) -> float:
        share = (min(total, high) - low + margin) / (high - low + 2 * margin)
        return _TALL - _BOTTOM - (_TALL - _TOP - _BOTTOM) * share

    upper = _steps([(x(p.seconds), y(p.value)) for p in points], x(end))
    lower = _steps([(x(at), y(total)) for at, total in bounds], x(end))
    ink, value_ink, bound_ink = _INKS[dark]
    ticks = "".join(
        f'<line x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y(t):.1f}" y2="{y(t):.1f}" '
        f'stroke="{ink}" stroke-opacity=".3"/>'
        f'<text x="{_LEFT - 6}" y="{y(t) + 4:.1f}" text-anchor="end">{t:,.0f}</text>'
        for t in dict.fromkeys((low, high))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:.0f} {_TALL:.0f}" '
        f'width="{_WIDE:.0f}" height="{_TALL:.0f}" '
        f'font-family="sans-serif" font-size="13" fill="{ink}">{ticks}{_gap(upper, lower)}'
        f'<polyline points="{_path(upper)}" fill="none" stroke="{value_ink}" stroke-width="2"/>'
        f'<polyline points="{_path(lower)}" fill="none" stroke="{bound_ink}" stroke-width="2" '
        f'stroke-dasharray="6 3"/>'
        f'<text x="{_LEFT}" y="{_TALL - 6:.0f}">{begin:,.0f}</text>'
        f'<text x="{x(last):.1f}" y="{_TALL - 6:.0f}" text-anchor="end">{last:,.0f} s</text>'
        "</svg>"
    )


def _gap(upper: list[tuple[float, float]], lower: list[tuple[float, float]]) -> str:
    """Return the ground between plan and bound, from where there is a bound."""
    if not lower:
        return ""
    begin = lower[0][0]
    above = [(max(at, begin), level) for at, level in upper]
    path = _path([*above, *reversed(lower)])
    return f'<polygon points="{path}" fill="#E0A100" fill-opacity=".16"/>'


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
