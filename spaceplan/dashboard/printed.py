"""Tables as fixed markup for paper: what a browser draws on a canvas is cut off in print."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

_STYLE = (
    "<style>.sp-printed{display:none}@media print{"
    ".sp-printed{display:table;width:100%;border-collapse:collapse;font-size:8.5pt;"
    "font-variant-numeric:tabular-nums}"
    ".sp-printed th,.sp-printed td{padding:3px 6px;border-bottom:1px solid #bbb;text-align:left;"
    "font-weight:400;vertical-align:bottom}.sp-printed thead{display:table-header-group}"
    ".sp-printed th{color:#444}.sp-printed tr{break-inside:avoid}"
    ".sp-printed .n{text-align:right}.sp-printed td,.sp-printed th:first-child{white-space:nowrap}"
    ".sp-printed td.w{white-space:normal;overflow-wrap:anywhere}"
    ".sp-printed td{vertical-align:top}.sp-printed th{min-width:2.6em}"
    "}</style>"
)


def show_printed(
    rows: Sequence[Mapping[str, Any]], formats: Mapping[str, str], texts: Collection[str] = ()
) -> None:
    """Put a table on paper, where it takes the place of the one on the screen.

    Parameters
    ----------
    rows
        Heading to value, as for ``show_table``; None is an empty cell.
    formats
        printf formats by heading.
    texts
        Headings of columns whose words may fill several lines.
    """
    if not rows:
        return
    kinds = {h: _kind(h, formats, texts) for h in rows[0]}
    head = "".join(f"<th{kinds[h]}>{escape(h)}</th>" for h in rows[0])
    lines = "".join(
        "<tr>"
        + "".join(f"<td{kinds[h]}>{escape(_text(v, formats.get(h)))}</td>" for h, v in row.items())
        + "</tr>"
        for row in rows
    )
    st.html(
        f'{_STYLE}<table class="sp-printed"><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def show_paper_head(portfolio: str, scenario: str, day: str) -> None:
    """Say on paper alone what the page is of, as the sidebar does on the screen."""
    words = " · ".join(escape(word) for word in (portfolio, scenario, day))
    st.html(f'<p class="sp-paper">{words}</p>')


def _kind(heading: str, formats: Mapping[str, str], texts: Collection[str]) -> str:
    if heading in formats:
        return ' class="n"'
    return ' class="w"' if heading in texts else ""


def _text(value: Any, form: str | None) -> str:
    """Return a value as the table on the screen shows it; ``%,.1f`` is not Python's form."""
    if value is None:
        return ""
    return str(value) if form is None else format(value, form.removeprefix("%"))
