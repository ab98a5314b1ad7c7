"""Tables: one line a thing, numbers right-aligned with separators, a row click selects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

#: Formats of columns: whole numbers, m², metres.
WHOLE, M2, METRES = "%,.0f", "%,.1f", "%,.1f"


def show_table(
    rows: Sequence[Mapping[str, Any]],
    *,
    key: str,
    formats: Mapping[str, str] | None = None,
    pinned: Sequence[str] = (),
    widths: Mapping[str, Any] | None = None,
    height: int | Literal["auto", "stretch", "content"] = "auto",
    select: Literal["none", "one", "many"] = "one",
) -> list[int]:
    """Show a table that can be sorted and searched; return the indices of the rows selected.

    Parameters
    ----------
    rows
        Heading to value; the headings carry the units. None is an empty cell.
    formats
        printf formats by heading; columns not named are shown as they are.
    pinned
        Headings of columns that stay when one scrolls sideways.
    select
        Whether rows can be selected, and how many.
    """
    formats, widths = formats or {}, widths or {}
    settings: dict[str, Any] = {}
    for heading in rows[0] if rows else ():
        keep = True if heading in pinned else None
        if heading in formats:
            settings[heading] = st.column_config.NumberColumn(
                heading,
                format=formats[heading],
                pinned=keep,
                width=widths.get(heading),
            )
        else:
            settings[heading] = st.column_config.Column(
                heading, pinned=keep, width=widths.get(heading)
            )
    lines = [dict(row) for row in rows]
    if select == "none":
        st.dataframe(lines, hide_index=True, column_config=settings, key=key, height=height)
        return []
    event = st.dataframe(
        lines,
        hide_index=True,
        column_config=settings,
        on_select="rerun",
        selection_mode="multi-row" if select == "many" else "single-row",
        key=key,
        height=height,
    )
    return list(event.selection.rows)
