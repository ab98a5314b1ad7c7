"""The plan as tables: ``allocation.csv`` and ``people.csv``, as spreadsheets and programs read."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check import LineArea, line_areas
from spaceplan.model import Allocation, Portfolio
from spaceplan.report.safe import csv_text
from spaceplan.rules import RuleBook

#: Written first, so that Excel takes the file for UTF-8.
BOM = "\ufeff"
ALLOCATION_HEADER = (
    "room_id",
    "department",
    "category",
    "occupancy",
    "area_m2",
    "quota_m2",
    "excess_m2",
)
PEOPLE_HEADER = ("person", "room")


def allocation_csv(portfolio: Portfolio, rulebook: RuleBook, allocation: Allocation) -> str:
    """Return ``allocation.csv``: one line a (room, department), ordered by both, with a BOM.

    ``quota_m2`` is what the occupants justify; it and ``excess_m2`` are empty but for offices. A
    room of several departments is split in proportion to what their occupants justify.
    """
    lines = sorted(
        line_areas(portfolio, rulebook, allocation),
        key=lambda item: (item.line.room, item.line.department),
    )
    return BOM + csv_text(ALLOCATION_HEADER, _rows(lines))


def _rows(lines: list[LineArea]) -> Iterator[tuple[str, ...]]:
    for item in lines:
        yield (
            item.line.room,
            item.line.department,
            item.category.value,
            str(item.line.occupancy),
            m2_text(item.area_dm2),
            m2_text(item.allowance_dm2),
            m2_text(item.excess_dm2),
        )


def m2_text(area_dm2: int | None) -> str:
    """Return whole dm² as m² with two decimals, exactly; nothing for None.

    Examples
    --------
    >>> m2_text(2591), m2_text(5), m2_text(None)
    ('25.91', '0.05', '')
    """
    return "" if area_dm2 is None else f"{area_dm2 // 100}.{area_dm2 % 100:02d}"


def people_csv(allocation: Allocation) -> str:
    """Return ``people.csv``: who sits where, one line a person, with a BOM."""
    return BOM + csv_text(PEOPLE_HEADER, sorted(allocation.people))
