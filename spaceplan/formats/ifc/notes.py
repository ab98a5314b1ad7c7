"""What an IFC file left open or got wrong, collected while reading, placed by line at the end."""

from __future__ import annotations

import re
from typing import Any

from spaceplan.errors import Fault, Severity
from spaceplan.i18n import Message

_INSTANCE = re.compile(rb"(?m)^[ \t]*#(\d+)[ \t]*=")
_MOST_NAMED = 12


def listed(words: list[str]) -> str:
    """Return words for a sentence: the first dozen, and how many more there are.

    Examples
    --------
    >>> listed(["101", "102"])
    '101, 102'
    """
    more = len(words) - _MOST_NAMED
    text = ", ".join(words[:_MOST_NAMED])
    return f"{text} (+{more})" if more > 0 else text


class Notes:
    """Notes on one file; each may name the instance that it is about."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._notes: list[tuple[Message, Message, int]] = []

    def add(self, found: Message, expected: Message, instance: Any = None) -> None:
        """Add a note; ``instance`` is the IFC instance that it is about."""
        self._notes.append((found, expected, 0 if instance is None else instance.id()))

    def faults(self, raw: bytes) -> tuple[Fault, ...]:
        """Return the notes as warnings, with the line on which their instance stands in ``raw``."""
        lines = _lines_of({number for _, _, number in self._notes if number}, raw)
        return tuple(
            Fault(self.name, lines.get(number), found, expected, Severity.WARNING)
            for found, expected, number in self._notes
        )


def _lines_of(numbers: set[int], raw: bytes) -> dict[int, int]:
    lines: dict[int, int] = {}
    line, last = 1, 0
    for match in _INSTANCE.finditer(raw) if numbers else ():
        if (number := int(match[1])) in numbers:
            line += raw.count(b"\n", last, match.start(1))
            last = match.start(1)
            lines.setdefault(number, line)
            if len(lines) == len(numbers):
                break
    return lines
