"""The row of key figures at the head of a page: number, unit, change against the status quo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st


@dataclass(frozen=True)
class Figure:
    """One key figure.

    Parameters
    ----------
    label, unit
        In the planner's language, as plain text.
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


#: Colours of changes on a light and on a dark ground (the browser knows which): better, worse,
#: neither.
_COLOURS = (
    "light-dark(#00796B,#4DB6A9)",
    "light-dark(#B83712,#FF8A65)",
    "light-dark(#5B7083,#A3B4C3)",
)
_STYLE = (
    "<style>.sp-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));"
    "gap:8px;margin:0}.sp-figures>div{border:1px solid light-dark(#E2DED4,#343A41);"
    "border-radius:8px;"
    "padding:10px 14px 12px;display:flex;flex-direction:column}.sp-figures .l{font-size:13px;"
    "opacity:.78;line-height:1.35}.sp-figures .n{font-size:30px;"
    "line-height:1.25;font-variant-numeric:tabular-nums;letter-spacing:-.01em}"
    ".sp-figures .u{font-size:13px;opacity:.72;margin-left:4px}.sp-figures .c{font-size:13px;"
    "font-variant-numeric:tabular-nums}.sp-figures .s{font-size:12px;opacity:.72;"
    "line-height:1.4}@media (max-width:640px){.sp-figures{grid-template-columns:1fr 1fr}"
    ".sp-figures>div:last-child:nth-child(odd){grid-column:1/-1}"
    ".sp-figures .n{font-size:26px}}"
    "@media print{.sp-figures{grid-template-columns:repeat(auto-fit,minmax(110px,1fr))}"
    ".sp-figures>div{break-inside:avoid}}</style>"
)


def show_figures(figures: Sequence[Figure]) -> None:
    """Show figures side by side; on a phone below each other."""
    cards = "".join(map(_card, figures))
    st.html(f'{_STYLE}<div class="sp-figures" role="list">{cards}</div>')


def _card(figure: Figure) -> str:
    lines = [f'<span class="l">{escape(figure.label)}</span>']
    unit = f'<span class="u">{escape(figure.unit)}</span>' if figure.unit else ""
    lines.append(f'<span class="n">{figure.text}{unit}</span>')
    if figure.change is not None:
        colour = _COLOURS[_judged(figure)]
        sign = "▲" if figure.change.startswith("+") else "▼"
        lines.append(f'<span class="c" style="color:{colour}">{sign} {figure.change}</span>')
    if figure.note:
        lines.append(f'<span class="s">{escape(figure.note)}</span>')
    return f'<div role="listitem">{"".join(lines)}</div>'


def _judged(figure: Figure) -> int:
    """Return 0 where the change is for the better, 1 for the worse, 2 where it is neither."""
    if figure.lower_is_better is None or figure.change is None:
        return 2
    return int(figure.change.startswith("+") is figure.lower_is_better)
