"""Download buttons whose files are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "sarif": "application/sarif+json",
    "xml": "application/xml",
    "graphml": "application/xml",
    "geojson": "application/geo+json",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "txt": "text/plain",
    "zip": "application/zip",
    "png": "image/png",
}


def download(label: str, name: str, make: Callable[[], bytes | str], *, key: str) -> None:
    """Show a button that hands over a file.

    Parameters
    ----------
    name
        Of the file; its ending says what it is.
    make
        Called when the button is pressed, not before.
    """
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=_TYPES.get(name.rpartition(".")[2], "application/octet-stream"),
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )
