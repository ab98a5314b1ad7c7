"""Tables: one line a thing, numbers right-aligned with separators, a row click selects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal
from zlib import crc32

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.printed import show_printed

Height = int | Literal["auto", "stretch", "content"]
#: Of Streamlit's tables.
_ROW_PX, _HEADING_PX = 35, 38
#: Of a column that stays, on a phone: the others need space beside it.
_PINNED_PX = 132
#: Formats of columns: whole numbers, m², metres.
WHOLE, M2, METRES = "%,.0f", "%,.1f", "%,.1f"
#: Format of numbers that are written already, where each line has another unit.
WRITTEN = "%s"


def show_table(
    rows: Sequence[Mapping[str, Any]],
    *,
    key: str,
    formats: Mapping[str, str] | None = None,
    pinned: Sequence[str] = (),
    widths: Mapping[str, Any] | None = None,
    height: Height = "auto",
    select: Literal["none", "one", "many"] = "one",
    printed: bool = False,
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
    printed
        Whether it stands on paper where the page is printed; for tables of a page or two.
    """
    lines = [dict(row) for row in rows]
    settings = _columns(rows, formats or {}, pinned, widths or {}, {})
    height = _fitting(height, len(lines))
    if printed:
        show_printed(rows, formats or {})
    if select == "none":
        st.dataframe(
            lines,
            hide_index=True,
            column_config=settings,
            key=key,
            height=height,
            placeholder="",
        )
        return []
    event = st.dataframe(
        lines,
        hide_index=True,
        column_config=settings,
        on_select="rerun",
        selection_mode="multi-row" if select == "many" else "single-row",
        key=key,
        height=height,
        placeholder="",
    )
    return list(event.selection.rows)


def choose_row(
    rows: Sequence[Mapping[str, Any]],
    ids: Sequence[str],
    choose: Callable[[str | None], None],
    *,
    key: str,
    chosen: str | None = None,
    formats: Mapping[str, str] | None = None,
    pinned: Sequence[str] = (),
    widths: Mapping[str, Any] | None = None,
    columns: Mapping[str, Any] | None = None,
    height: Height = "auto",
) -> None:
    """Show a table of which one row is chosen, and say which before the page is shown again.

    Parameters
    ----------
    ids
        One a row.
    choose
        Called with the id of the row selected, None where it was deselected.
    chosen
        Id of the row that is selected when the table is first shown.
    columns
        Settings of columns by heading, where ``formats`` and ``widths`` do not do.
    """
    known = "\0".join(ids)
    # other rows, or a step back in the browser's history: nothing of the old selection
    whole_key = f"{key}_{crc32(known.encode()):08x}_{address.history_steps()}"
    marked: Any = {"selection": {"rows": [ids.index(chosen)]}} if chosen in ids else None
    st.dataframe(
        [dict(row) for row in rows],
        hide_index=True,
        column_config=_columns(rows, formats or {}, pinned, widths or {}, columns or {}),
        on_select=partial(_tell, whole_key, tuple(ids), choose),
        selection_mode="single-row",
        selection_default=marked,
        key=whole_key,
        height=_fitting(height, len(ids)),
        placeholder="",
    )


def _is_phone() -> bool:
    """Return whether the browser says that it is a phone's."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _fitting(height: Height, rows: int) -> Height:
    """Return a height in which no line is empty: as many as there are where they are few."""
    fits = isinstance(height, int) and _HEADING_PX + rows * _ROW_PX < height
    return "content" if fits else height


def _tell(key: str, ids: tuple[str, ...], choose: Callable[[str | None], None]) -> None:
    rows = st.session_state[key].selection.rows
    choose(ids[rows[0]] if rows and rows[0] < len(ids) else None)


def _columns(
    rows: Sequence[Mapping[str, Any]],
    formats: Mapping[str, str],
    pinned: Sequence[str],
    widths: Mapping[str, Any],
    given: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the settings of all columns."""
    settings: dict[str, Any] = dict(given)
    pinned_width = _PINNED_PX if _is_phone() else None
    for heading in rows[0] if rows else ():
        keep = True if heading in pinned else None
        width = widths.get(heading, pinned_width if keep else None)
        if heading in given:
            continue
        if formats.get(heading) == WRITTEN:
            settings[heading] = st.column_config.TextColumn(
                heading, pinned=keep, width=width, alignment="right"
            )
        elif heading in formats:
            settings[heading] = st.column_config.NumberColumn(
                heading,
                format=formats[heading],
                pinned=keep,
                width=width,
            )
        else:
            settings[heading] = st.column_config.Column(heading, pinned=keep, width=width)
    return settings
