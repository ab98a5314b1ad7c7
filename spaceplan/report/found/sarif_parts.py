"""Small parts of SARIF: places, texts and levels."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from spaceplan.report.safe import visible

#: What the names of input files are relative to.
PORTFOLIO, ROOT = "PORTFOLIO", "ROOT"
LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def plain(text: str) -> str:
    """Return a text in which a viewer finds no link, no placeholder and nothing hidden.

    SARIF takes ``[text](target)`` for a link and ``{0}`` for a placeholder, also in plain text.

    Examples
    --------
    >>> plain("[here](http://x) {0}")
    '[here] (http://x) {{0}}'
    """
    return _PLACEHOLDER.sub(r"{{\1}}", visible(text).replace("](", "] ("))


def file_uri(file: str) -> str:
    """Return a file's name as a relative URI; no name becomes a scheme or a host."""
    return quote(file.replace("\\", "/").lstrip("/"), safe="/-._~")


def place(
    file: str | None, line: int | None, indexes: dict[str, int], text: str = "", id: int = 0
) -> dict[str, Any]:
    """Return a location; empty where nothing is known of it.

    Parameters
    ----------
    indexes
        Place of each input file among the artifacts.
    id
        Number of the location inside its result; 0: none.
    """
    found: dict[str, Any] = {"id": id} if id else {}
    if file is not None:
        artifact: dict[str, Any] = {"uri": file_uri(file), "uriBaseId": PORTFOLIO}
        if file in indexes:
            artifact["index"] = indexes[file]
        physical: dict[str, Any] = {"artifactLocation": artifact}
        if line is not None:
            physical["region"] = {"startLine": line}
        found["physicalLocation"] = physical
    if text:
        found["message"] = {"text": plain(text)}
    return found
