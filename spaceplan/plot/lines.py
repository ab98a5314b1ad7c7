"""Names under things in as many lines as they need to be read whole."""

from __future__ import annotations

from spaceplan.plot.fonts import text_width
from spaceplan.plot.wording import shorten


def break_lines(name: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """Return a name in lines that are at most so wide (points).

    It is broken between words, Chinese anywhere; inside words where there is no other way, and cut
    where ``most`` lines are too few for that too.

    Examples
    --------
    >>> break_lines("Old Well Lane", 10.0, 50.0, 3)
    ('Old Well', 'Lane')
    """
    for in_words in (True, False) if " " in name else (False,):
        lines = _broken(name, size, width, most, in_words=in_words)
        if lines is not None:
            return lines
    return (shorten(name, size, width),)


def least_width(name: str, size: float, most: int, limit: float) -> float:
    """Return in how few points a name stands whole in ``most`` lines, words whole; or a limit."""
    width = size
    while width < limit:
        if _broken(name, size, width, most, in_words=name.isascii()) is not None:
            return width
        width += 0.25 * size
    return limit


def _broken(
    name: str, size: float, width: float, most: int, *, in_words: bool
) -> tuple[str, ...] | None:
    """Return a name in few enough lines that fit; None where there are none."""
    lines: list[str] = []
    for part in name.split() if in_words else name:
        longer = f"{lines[-1]}{' ' if in_words else ''}{part}" if lines else part
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    fits = len(lines) <= most and all(text_width(line, size) <= width for line in lines)
    return tuple(line.strip() for line in lines) if fits else None
