"""The legend: one line an entry, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from spaceplan.i18n import N_, translator
from spaceplan.plot.colours import FAINT_INK, INK, SOFT_INK
from spaceplan.plot.fonts import text_width
from spaceplan.plot.page import BASELINE, Box, Page
from spaceplan.plot.shading import Entry
from spaceplan.plot.wording import shorten

ROW = 14.5
_SIZE = 8.2
_SMALLEST = 0.62
_SWATCH, _GAP = 15.0, 22.0
_NARROWEST, _WIDEST, _NUMBER = 190.0, 300.0, 36.0


@dataclass(frozen=True)
class Legend:
    """What a legend says."""

    entries: tuple[Entry, ...]
    headings: tuple[str, ...]
    language: str

    def columns(self, width: float) -> int:
        """Return in how many columns the legend stands on this width."""
        label = max((text_width(entry.label, _SIZE) for entry in self.entries), default=0.0)
        wanted = _SWATCH + 12.0 + label + _NUMBER * len(self.headings)
        wanted = min(max(wanted, _NARROWEST), _WIDEST)
        fitting = max(int((width + _GAP) // (wanted + _GAP)), 1)
        return min(fitting, max(len(self.entries), 1))

    def height(self, width: float) -> float:
        """Return how tall the legend wants to be on this width, points."""
        rows = ceil(len(self.entries) / self.columns(width))
        return ROW * rows + (ROW if self.headings else 0.0)

    def draw(self, page: Page, box: Box) -> None:
        """Draw it from the upper left corner of a box, smaller where it would not fit."""
        if not self.entries:
            return
        columns = self.columns(box.width)
        head = 1 if self.headings else 0
        wanted = ceil(len(self.entries) / columns) + head
        row = max(min(ROW, box.height / wanted), ROW * _SMALLEST)
        most = max(int(box.height // row) - head, 1) * columns
        entries = _cut(self.entries, most, self.language)
        rows = ceil(len(entries) / columns)
        width = min((box.width - _GAP * (columns - 1)) / columns, _WIDEST)
        size = _SIZE * row / ROW
        for column in range(columns):
            mine = entries[column * rows : (column + 1) * rows]
            left = box.left + column * (width + _GAP)
            if mine:
                self._column(page, mine, Box(left, box.low, width, box.height), row, size)

    def _column(
        self, page: Page, entries: Sequence[Entry], box: Box, row: float, size: float
    ) -> None:
        ends = self._number_ends(entries, box.right, size)
        y = box.top
        if self.headings:
            y -= row
            for heading, end in zip(self.headings, ends, strict=True):
                page.text(end, y + 4.0, heading, size=0.85 * size, colour=SOFT_INK, align="right")
            page.line([(box.left, y), (box.right, y)], FAINT_INK, 0.4)
        for entry in entries:
            y -= row
            self._entry(page, entry, y, box, ends, size, row)

    def _entry(
        self,
        page: Page,
        entry: Entry,
        y: float,
        box: Box,
        ends: Sequence[float],
        size: float,
        row: float,
    ) -> None:
        baseline = y + row / 2 - BASELINE * size
        tall = 0.62 * row
        page.swatch(Box(box.left, y + (row - tall) / 2, _SWATCH, tall), entry.fill, SOFT_INK, 0.35)
        start = box.left + _SWATCH + 6.0
        widest = [text_width(number, size) for number in entry.numbers] or [0.0]
        limit = (ends[0] - widest[0] if entry.numbers else box.right) - start - 6.0
        page.text(start, baseline, shorten(entry.label, size, limit), size=size, colour=INK)
        for number, end in zip(entry.numbers, ends, strict=False):
            page.text(end, baseline, number, size=size, colour=INK, align="right")

    def _number_ends(self, entries: Sequence[Entry], right: float, size: float) -> list[float]:
        """Return where the columns of numbers end, so that each is as wide as its widest."""
        ends: list[float] = []
        for i in reversed(range(len(self.headings))):
            ends.insert(0, right)
            texts = [entry.numbers[i] for entry in entries if i < len(entry.numbers)]
            widths = [text_width(text, size) for text in (*texts, self.headings[i])]
            right -= max(widths) + 10.0
        return ends


def _cut(entries: tuple[Entry, ...], most: int, language: str) -> tuple[Entry, ...]:
    """Return the entries that fit; the last one says how many more there are."""
    if len(entries) <= most:
        return entries
    rest = len(entries) - most + 1
    more = translator(language)(N_("and {number} more")).format(number=rest)
    return (*entries[: most - 1], Entry(entries[most - 1].fill, more))
