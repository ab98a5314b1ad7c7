"""What travels with the program besides code: the font, whole and cut down for one page.

fontTools takes a fifth of a second to import, so it is where a font is made.
"""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

#: A subset of Noto Sans SC (Latin, GB 2312, symbols), made by ``scripts/make_font.py``.
FONT_WOFF2 = Path(__file__).parent / "noto-sans-sc-subset.woff2"
#: The program's sign, a plan of four rooms.
ICON_SVG = Path(__file__).parent / "icon.svg"
FONT_FAMILY = "Noto Sans SC Subset"


def font_opentype() -> bytes:
    """Return the embedded font as an OpenType file, for programs that cannot open WOFF2."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONT_WOFF2, recalcTimestamp=False)
    font.flavor = None
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


@cache
def font_characters() -> frozenset[str]:
    """Return the characters that the embedded font can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(FONT_WOFF2, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def font_subset_woff2(text: str) -> bytes:
    """Return a WOFF2 font with the characters of a text, to be embedded in a page.

    Characters that the font lacks are left to the reader's system. The same characters give the
    same bytes; the last ones are remembered, for cutting takes most of a second.
    """
    return _cut(frozenset(text) | {" "})


@lru_cache(maxsize=16)
def _cut(characters: frozenset[str]) -> bytes:
    """Return a WOFF2 font with some characters."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = []
    options.notdef_outline = True
    # the boxes of all glyphs together may stay those of the whole font
    font = TTFont(FONT_WOFF2, recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, characters)))
    cutter.subset(font)
    stream = BytesIO()
    font.flavor = "woff2"
    font.save(stream)
    return stream.getvalue()
