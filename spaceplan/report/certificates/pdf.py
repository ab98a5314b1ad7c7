"""Sheets as PDF, with the embedded font cut down to the characters that stand on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from spaceplan.assets import font_characters
from spaceplan.assets.truetype import font_subset_truetype
from spaceplan.report.certificates.codes import dark_modules
from spaceplan.report.certificates.document import Document
from spaceplan.report.safe import visible

#: Drawn in place of a character that the font lacks (the Chinese printers' mark for it).
MISSING = "〓"
_MARGIN = 15 * mm
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
_CODE, _SMALL_CODE = 32 * mm, 15 * mm
_GRID = colors.HexColor("#808080")
_SHADE = colors.HexColor("#DCE6F1")


class PdfWriter:
    """Lays sheets out; made once for all of them, so that the font is cut down once.

    Parameters
    ----------
    documents
        All sheets that will be written; their characters are what the font is cut down to.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        listed = tuple(documents)
        characters = set(map(str, range(10))) | set(f"QR {MISSING}")
        for document in listed:
            for text in document.texts():
                characters.update(visible(text))
        known = font_characters()
        self.missing = frozenset(character for character in characters if character not in known)
        kept = "".join(sorted(characters - self.missing))
        self._font = f"spaceplan-{sha256(kept.encode()).hexdigest()[:12]}"
        pdfmetrics.registerFont(TTFont(self._font, BytesIO(font_subset_truetype(kept, self._font))))

    def pdf_bytes(self, documents: Sequence[Document]) -> bytes:
        """Return some sheets as one PDF; the same sheets give the same bytes."""
        stream = BytesIO()
        first = documents[0]
        size = landscape(A4) if first.landscape else A4
        template = SimpleDocTemplate(
            stream,
            pagesize=size,
            title=self._text(first.title),
            author="spaceplan",
            invariant=1,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
        )
        width = size[0] - 2 * _MARGIN
        story = [part for document in documents for part in self._story(document, width)]
        template.build(story, onFirstPage=self._footer, onLaterPages=self._footer)
        return stream.getvalue()

    def _text(self, text: str) -> str:
        return "".join(MISSING if c in self.missing else c for c in visible(text))

    def _footer(self, canvas: Any, template: Any) -> None:
        canvas.setFont(self._font, 8)
        canvas.drawCentredString(template.pagesize[0] / 2, 8 * mm, str(canvas.getPageNumber()))

    def _style(self, size: float, **more: Any) -> ParagraphStyle:
        return ParagraphStyle(
            f"{size}{sorted(more)}",
            fontName=self._font,
            fontSize=size,
            leading=size * 1.4,
            **more,
        )

    def _paragraph(self, text: str, size: float = 10, **more: Any) -> Paragraph:
        """Return text of a size; Chinese may break anywhere, other scripts between words."""
        wrap = {"wordWrap": "CJK"} if _CHINESE.search(text) else {"splitLongWords": 1}
        return Paragraph(escape(self._text(text)), self._style(size, **wrap, **more))

    def _story(self, document: Document, width: float) -> list[Any]:
        story: list[Any] = [
            self._paragraph(document.title, 18, alignment=TA_CENTER),
            Spacer(0, 3 * mm),
            self._paragraph(document.subtitle, 10, alignment=TA_RIGHT),
            Spacer(0, 3 * mm),
            self._head(document, width),
            Spacer(0, 4 * mm),
        ]
        for text in document.paragraphs:
            story += [self._paragraph(text), Spacer(0, 3 * mm)]
        for line in document.signature:
            story += [self._paragraph(line, 11, alignment=TA_RIGHT), Spacer(0, 2 * mm)]
        story += [self._paragraph(document.table_title, 12), Spacer(0, 2 * mm)]
        story.append(self._table(document, width))
        return story

    def _head(self, document: Document, width: float) -> Table:
        """Return the fields, and beside them the department's code with its text below."""
        inner = width - _CODE - 4 * mm
        rows = [
            [self._paragraph(label), self._paragraph(value)] for label, value in document.fields
        ]
        fields = Table(rows, colWidths=[inner * 0.28, inner * 0.72])
        fields.setStyle(
            TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.5, _GRID),
                    ("BACKGROUND", (0, 0), (0, -1), _SHADE),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ]
            )
        )
        code = [
            _Code(document.code, _CODE),
            self._paragraph(document.code, 7, alignment=TA_CENTER),
        ]
        head = Table([[fields, code]], colWidths=[inner + 4 * mm, _CODE])
        head.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ]
            )
        )
        return head

    def _table(self, document: Document, width: float) -> Table:
        table = document.table
        codes = [_Code(code, _SMALL_CODE) for code in table.codes]
        left = width - (_SMALL_CODE + 4 * mm if codes else 0)
        whole = sum(table.widths)
        widths = [left * share / whole for share in table.widths]
        rows: list[list[Any]] = [
            [self._paragraph(text, 9, alignment=TA_CENTER) for text in table.heading]
        ]
        rows += [self._row(row, table.right) for row in (*table.rows, table.total)]
        if codes:
            widths.append(_SMALL_CODE + 4 * mm)
            for row, last in zip(rows, [self._paragraph("QR", 9), *codes, ""], strict=True):
                row.append(last)
        made = Table(rows, colWidths=widths, repeatRows=1)
        made.setStyle(
            TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.5, _GRID),
                    ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ]
            )
        )
        return made

    def _row(self, cells: Sequence[str], right: frozenset[int]) -> list[Any]:
        return [
            self._paragraph(text, 9, alignment=TA_RIGHT) if i in right else self._paragraph(text, 9)
            for i, text in enumerate(cells)
        ]


class _Code(Flowable):  # type: ignore[misc] # reportlab has no types
    """A QR code of a width, points."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self._code = text
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return its size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the dark modules as one path."""
        modules, runs = dark_modules(self._code)
        unit = self.width / modules
        path = self.canv.beginPath()
        for x, y, length in runs:
            path.rect(x * unit, self.height - (y + 1) * unit, length * unit, unit)
        self.canv.setFillColor(colors.black)
        self.canv.drawPath(path, stroke=0, fill=1)
