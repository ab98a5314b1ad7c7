"""Fonts: the embedded one, made readable for matplotlib once, and the system's Chinese ones."""

from __future__ import annotations

import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from matplotlib import get_cachedir
from matplotlib.font_manager import FontProperties, fontManager

from spaceplan.assets import FONT_FAMILY, FONT_WOFF2, font_opentype
from spaceplan.files.atomic import write_atomically

#: Families that draw Chinese, best first: what the embedded font lacks is looked for there.
SYSTEM_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Droid Sans Fallback",
    "Noto Sans CJK JP",
    "Noto Sans CJK TC",
)
#: Comes with matplotlib.
LAST_FAMILY = "DejaVu Sans"
#: Drawn in place of a character that no font has (the Chinese printers' mark for it).
MISSING = "〓"


def embedded_font() -> Path:
    """Return the embedded font as a file that matplotlib can open, made at the first call.

    It lies in matplotlib's cache folder under a name with its hash; two programs that make it at
    once write the same bytes, each in one step.
    """
    digest = hashlib.sha256(FONT_WOFF2.read_bytes()).hexdigest()[:12]
    path = Path(get_cachedir()) / f"spaceplan-{FONT_WOFF2.stem}-{digest}.otf"
    if not path.is_file():
        write_atomically(path, font_opentype())
    return path


@cache
def font_families() -> tuple[str, ...]:
    """Return the families to draw text with; matplotlib takes the first that has a character."""
    fontManager.addfont(embedded_font())
    known = {entry.name for entry in fontManager.ttflist}
    return (FONT_FAMILY, *(name for name in SYSTEM_FAMILIES if name in known), LAST_FAMILY)


@cache
def font(size: float) -> FontProperties:
    """Return the font of figures in a size (points)."""
    return FontProperties(family=list(font_families()), size=size)


@cache
def _fallback_characters() -> frozenset[str]:
    found: set[int] = set()
    for family in font_families()[1:]:
        path = fontManager.findfont(FontProperties(family=family), fallback_to_default=False)
        with TTFont(path, fontNumber=0, lazy=True) as face:
            found.update(face.getBestCmap())
    return frozenset(map(chr, found))


def can_draw(character: str) -> bool:
    """Return whether any of our fonts has a character."""
    return character in _advances() or character in _fallback_characters()


@cache
def _advances() -> dict[str, float]:
    with TTFont(BytesIO(embedded_font().read_bytes()), lazy=True) as face:
        units = face["head"].unitsPerEm
        widths = face["hmtx"].metrics
        return {chr(code): widths[name][0] / units for code, name in face.getBestCmap().items()}


def text_width(text: str, size: float) -> float:
    """Return how wide a line of text is, points; characters of other fonts count a full em."""
    advances = _advances()
    return size * sum(advances.get(character, 1.0) for character in text)
