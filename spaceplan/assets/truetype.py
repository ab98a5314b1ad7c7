"""The embedded font with TrueType outlines, cut down: PDF writers cannot embed CFF ones."""

from __future__ import annotations

from io import BytesIO

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

from spaceplan.assets import FONT_WOFF2

#: Fields of a TrueType ``maxp`` that stay 0 without hinting; the others are counted when saved.
_MAXP = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
    *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
    *("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours"),
    "maxComponentDepth",
)
#: Family, full and PostScript name (OpenType, table name).
_NAMES = (1, 4, 6)


def font_subset_truetype(text: str, name: str) -> bytes:
    """Return a TrueType font with the characters of a text, for programs without CFF outlines.

    Cubic curves become quadratic ones, at most a thousandth of the em apart.

    Parameters
    ----------
    name
        What the font calls itself: PDF writers take two fonts of one name for the same one.
    """
    options = subset.Options()
    options.layout_features = []
    options.notdef_outline = True
    font = TTFont(FONT_WOFF2, recalcTimestamp=False)
    font.flavor = None
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted({ord(character) for character in text} | {ord(" ")}))
    cutter.subset(font)
    _to_quadratic(font)
    for entry in font["name"].names:
        if entry.nameID in _NAMES:
            entry.string = name
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def _to_quadratic(font: TTFont) -> None:
    """Replace the CFF outlines of a font by TrueType ones."""
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        error = font["head"].unitsPerEm / 1000
        glyph_set[name].draw(Cu2QuPen(pen, max_err=error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(font["glyf"])
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    maximum = font["maxp"] = newTable("maxp")
    maximum.tableVersion, maximum.numGlyphs = 0x00010000, len(order)
    for field in _MAXP:
        setattr(maximum, field, 0)
    maximum.maxZones, maximum.maxComponentElements = 1, 0
    font["post"].formatType, font["post"].extraNames = 3.0, []
    font["post"].mapping, font["post"].glyphOrder = {}, order
    font.sfntVersion = "\000\001\000\000"
    maximum.compile(font)
