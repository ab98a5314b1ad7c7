"""Figures as files: PNG, SVG and PDF, the same bytes for the same figure, SVG made compact."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from spaceplan.errors import SpaceplanError
from spaceplan.files.atomic import write_atomically
from spaceplan.plot.wording import clean

ENDINGS = (".png", ".svg", ".pdf")
#: Dots an inch of PNG files.
DPI = 160
_NO_DATES: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
_RC: Any = {"svg.hashsalt": "spaceplan", "svg.fonttype": "path", "pdf.fonttype": 3}
#: Numbers with more decimals than anybody sees; scales of letters are factors, not places.
_NUMBER = re.compile(r"scale\([^)]*\)|-?\d+\.\d{2,}")
_OWN_ID = re.compile(r' id="(?:figure|axes|patch|text|line2d|PathCollection)_\d+"')
_HEAD = re.compile(r"<\?xml.*?<svg", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_GAPS = re.compile(r">\s+<")
_BREAKS = re.compile(r"\s*\n\s*")
_PLAIN_GROUP = re.compile(r"<g>(<(?:path|use)[^<>]*/>)</g>")


def save_figure(figure: Figure, path: Path) -> None:
    """Write a figure as PNG, SVG or PDF, as its ending says, whole or not at all.

    Raises
    ------
    SpaceplanError
        If the ending is none of the three.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise SpaceplanError(f"'{path.name}' ends in none of {', '.join(ENDINGS)}")
    write_atomically(path, figure_bytes(figure, ending))


def figure_bytes(figure: Figure, ending: str) -> bytes:
    """Return a figure as the bytes of a file that ends in ``.png``, ``.svg`` or ``.pdf``."""
    if ending == ".svg":
        return figure_svg(figure).encode()
    stream = BytesIO()
    kind = ending[1:]
    with matplotlib.rc_context(_RC):
        figure.savefig(
            stream,
            format=kind,
            dpi=DPI,
            metadata=_NO_DATES[kind],
            facecolor=figure.get_facecolor(),
        )
    return stream.getvalue()


def figure_svg(figure: Figure, *, title: str = "", selectable: bool = False) -> str:
    """Return a figure as a compact, self-contained SVG document.

    Parameters
    ----------
    title
        What screen readers say and browsers show.
    selectable
        Leave text as text in the embedded font's family, for pages that bring the font along;
        otherwise letters are drawn, and need no font anywhere.
    """
    settings: Any = {**_RC, "svg.fonttype": "none"} if selectable else _RC
    stream = StringIO()
    with matplotlib.rc_context(settings):
        figure.savefig(
            stream,
            format="svg",
            metadata={**_NO_DATES["svg"], **({"Title": clean(title)} if title else {})},
            facecolor=figure.get_facecolor(),
        )
    return _compact(stream.getvalue())


def _compact(svg: str) -> str:
    """Take out of matplotlib's SVG what nobody sees: far decimals, own ids, blanks, metadata."""
    svg = _HEAD.sub("<svg", svg, count=1)
    svg = _METADATA.sub("", svg, count=1)
    svg = _OWN_ID.sub("", svg)
    svg = _NUMBER.sub(_rounded, svg)
    svg = _BREAKS.sub(" ", svg)
    svg = _GAPS.sub("><", svg)
    return _PLAIN_GROUP.sub(r"\1", svg)


def _rounded(match: re.Match[str]) -> str:
    if match[0].startswith("scale"):
        return match[0]
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
