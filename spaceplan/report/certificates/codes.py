"""QR codes as squares, for whoever draws them."""

from __future__ import annotations

from functools import lru_cache

import segno

#: Light modules around a code, as ISO/IEC 18004 asks for.
QUIET = 4


@lru_cache(maxsize=20_000)
def dark_modules(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the modules a side, quiet zone included, and runs of dark ones: (x, y, length).

    Error correction M: a stamp or a fold may cover 15 % of it.
    """
    code = segno.make(text, error="m", micro=False)
    runs: list[tuple[int, int, int]] = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append((start + QUIET, y + QUIET, x - start))
            x += 1
    return len(code.matrix) + 2 * QUIET, tuple(runs)


def code_svg(text: str) -> str:
    """Return a QR code as the inside of an SVG page: markup of numbers only."""
    side, runs = dark_modules(text)
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs)
    return (
        f'<svg viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>'
    )
