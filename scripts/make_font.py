"""Make the embedded font: a subset of Noto Sans SC, as WOFF2, from Debian's package.

Run it after ``apt-get install fonts-noto-cjk``; it writes the font and its licence to
``spaceplan/assets``. Kept are Latin, the 6,763 characters of GB 2312 with its punctuation, and the
symbols that the figures use; layout tables, hints and vertical metrics go. Outlines are scaled to
500 units an em, finer than any screen or printer draws text, which saves a fifth.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

COLLECTION = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
COPYRIGHT = Path("/usr/share/doc/fonts-noto-cjk/copyright")
ASSETS = Path(__file__).parents[1] / "spaceplan" / "assets"
FACE = "Noto Sans CJK SC"
FAMILY = "Noto Sans SC Subset"
UNITS_PER_EM = 500
SYMBOLS = (
    "m²³×·÷±≤≥≈≠−–—…‰°′″←↑→↓↔↕⇄▲△▼▽◆◇●○■□★☆✓✗①②③④⑤⑥⑦⑧⑨⑩〓〒※“”‘’《》「」『』【】〔〕￥€£Ωμ§¶†‡•�"
)
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx")


def characters() -> set[int]:
    """Return the code points to keep: Latin, GB 2312, symbols."""
    kept = {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, SYMBOLS)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            kept.update(map(ord, bytes([row, cell]).decode("gb2312", errors="ignore")))
    return kept


def face_of(collection: Path) -> TTFont:
    """Return the Simplified Chinese face of the collection."""
    for number in range(32):
        font = TTFont(collection, fontNumber=number, lazy=True, recalcTimestamp=False)
        if font["name"].getDebugName(1) == FACE:
            return font
    raise LookupError(f"{collection} has no face '{FACE}'")


def make_subset(font: TTFont) -> TTFont:
    """Cut a face down to our characters and a light outline, and give it its own name."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = []
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    for table in DROPPED:
        if table in font:
            del font[table]
    scale(font, UNITS_PER_EM)
    for name_id, text in ((1, FAMILY), (4, FAMILY), (6, FAMILY.replace(" ", ""))):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    return font


def scale(font: TTFont, units_per_em: int) -> None:
    """Scale a font to other units an em, outlines from their absolute coordinates.

    ``scale_upem`` alone rounds every step of an outline for itself; the errors add up and bend
    whole strokes.
    """
    factor = units_per_em / font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    outlines = font["CFF "].cff.topDictIndex[0].CharStrings
    drawn = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(None, glyphs)
        glyphs[name].draw(TransformPen(pen, (factor, 0, 0, factor, 0, 0)))
        drawn[name] = pen.getCharString(outlines[name].private, outlines[name].globalSubrs)
    scale_upem(font, units_per_em)
    for name, outline in drawn.items():
        width, private = font["hmtx"][name][0], outline.private
        if width != private.defaultWidthX:
            outline.program.insert(0, width - private.nominalWidthX)
        outlines[name] = outline


def licence_text(copyright_file: Path) -> str:
    """Return the copyright and the SIL Open Font License from Debian's copyright file."""
    opener = gzip.open if copyright_file.suffix == ".gz" else open
    with opener(copyright_file, "rt", encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("License: SIL")]
    start = max(starts)  # the last one carries the text, the others name it
    kept: list[str] = []
    for line in lines[start + 1 :]:
        if line and not line.startswith(" "):
            break
        kept.append("" if line.strip() in ("", ".") else line[1:])
    return "\n".join(kept).strip() + "\n"


def main() -> None:
    """Write the font and its licence."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--collection", type=Path, default=COLLECTION)
    parser.add_argument("--copyright", type=Path, default=COPYRIGHT)
    arguments = parser.parse_args()
    font = make_subset(face_of(arguments.collection))
    notice = font["name"].getDebugName(0)
    font.flavor = "woff2"
    target = ASSETS / "noto-sans-sc-subset.woff2"
    font.save(target)
    licence = licence_text(arguments.copyright)
    source = "A subset of Noto Sans CJK SC, https://github.com/googlefonts/noto-cjk"
    (ASSETS / "OFL.txt").write_text(f"{source}\n{notice}\n\n{licence}", encoding="utf-8")
    sys.stdout.write(f"{target}: {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
