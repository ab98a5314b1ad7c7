"""What each department holds of some categories of area, and where that is not yet divided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from spaceplan.check.excess import LineArea
from spaceplan.check.situation import Situation
from spaceplan.rules import Category


def held_lines(
    categories: Collection[Category], situation: Situation
) -> tuple[Mapping[str, Sequence[LineArea]], frozenset[str]]:
    """Return rooms of the categories by department, and who shares a predecessor's with others.

    All rooms held count, empty ones too; a room with several holders is split among them.
    """
    held: dict[str, list[LineArea]] = {}
    divided: set[str] = set()
    for item in situation.line_areas:
        if item.category in categories:
            holders = situation.current.get(item.line.department, ())
            divided.update(holders if len(holders) > 1 else ())
            for department in holders:
                held.setdefault(department, []).append(item)
    return held, frozenset(divided)
