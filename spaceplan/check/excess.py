"""Excess: what a room's occupants justify, and what a department holds above it.

The allowance of an office is the sum of what its occupants justify; its excess is what lies above.
A room with several holders is split among them first. All areas are whole dm².
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spaceplan.check.successors import current_departments
from spaceplan.entitlement import Entitlements
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Counts,
    LedgerEntry,
    Portfolio,
    Settings,
    is_approved_second_office,
)
from spaceplan.rules import Category, RuleBook


@dataclass(frozen=True)
class LineArea:
    """A holding with its areas, whole dm².

    Parameters
    ----------
    area_dm2
        The room's area, or this holder's part of a room with several holders.
    allowance_dm2, excess_dm2
        What its occupants justify and what lies above; None but for offices.
    """

    line: AllocationLine
    category: Category
    area_dm2: int
    allowance_dm2: int | None = None
    excess_dm2: int | None = None


@dataclass(frozen=True)
class DepartmentExcess:
    """What a department holds above what it may, whole dm².

    Parameters
    ----------
    rooms_dm2
        Sum of the excesses of its offices, room by room.
    office_held_dm2, service_held_dm2
        All offices and service rooms that it holds, empty ones too.
    """

    department: str
    rooms_dm2: int
    office_held_dm2: int
    office_entitlement_dm2: int
    service_held_dm2: int
    service_entitlement_dm2: int

    @property
    def excess_dm2(self) -> int:
        """max(rooms, offices above entitlement, 0) + max(0, service above entitlement)."""
        offices = max(self.rooms_dm2, self.office_held_dm2 - self.office_entitlement_dm2, 0)
        return offices + max(0, self.service_held_dm2 - self.service_entitlement_dm2)


def occupancy_allowance_dm2(occupancy: Counts, rulebook: RuleBook, settings: Settings) -> int:
    """Return what these people justify together in their main room, dm²."""
    return sum(number * rulebook.allowance_dm2(kind, settings) for kind, number in occupancy)


def second_office_dm2(entry: LedgerEntry, rulebook: RuleBook) -> int:
    """Return what a second office justifies in its own room: the holder's quota if approved."""
    counts = is_approved_second_office(entry) and rulebook.knows_rank(entry.rank)
    return rulebook.quota_dm2(entry.rank) if counts else 0


def second_office_allowances(
    portfolio: Portfolio, rulebook: RuleBook, allocation: Allocation
) -> Mapping[tuple[str, str], int]:
    """Return dm² that approved second offices add, by (room, department of the holder)."""
    added: Counter[tuple[str, str]] = Counter()
    current = current_departments(portfolio)
    for room, holder, rank in allocation.second_offices:
        if rulebook.knows_rank(rank):
            for department in {holder, *current.get(holder, ())}:
                added[room, department] += rulebook.quota_dm2(rank)
    return added


def split_area(area_dm2: int, allowances: Sequence[int]) -> tuple[int, ...]:
    """Split a room among its holders in proportion to their allowances (all zero: equally).

    The parts are whole dm² and sum to the area; what rounding leaves goes to the largest
    remainders, first holders first.

    Examples
    --------
    >>> split_area(1800, [900, 600]), split_area(1801, [0, 0])
    ((1080, 720), (901, 900))
    """
    if len(allowances) == 1:  # nearly every room
        return (area_dm2,)
    weights = list(allowances) if any(allowances) else [1] * len(allowances)
    whole = sum(weights)
    parts = [area_dm2 * weight // whole for weight in weights]
    left = area_dm2 - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: -(area_dm2 * weights[i] % whole))
    for i in by_remainder[:left]:
        parts[i] += 1
    return tuple(parts)


def line_areas(
    portfolio: Portfolio, rulebook: RuleBook, allocation: Allocation
) -> tuple[LineArea, ...]:
    """Return every line of an allocation with its area, allowance and excess, in its order."""
    seconds = second_office_allowances(portfolio, rulebook, allocation)
    allowances = [
        occupancy_allowance_dm2(line.occupancy, rulebook, portfolio.settings)
        + seconds.get((line.room, line.department), 0)
        for line in allocation.lines
    ]
    positions: dict[str, list[int]] = {}
    for i, line in enumerate(allocation.lines):
        positions.setdefault(line.room, []).append(i)
    areas: dict[int, LineArea] = {}
    for id, holders in positions.items():
        room = portfolio.room(id)
        category = rulebook.category(room.use)
        holders.sort(key=lambda i: allocation.lines[i].department)
        parts = split_area(room.area_dm2, [allowances[i] for i in holders])
        for i, part in zip(holders, parts, strict=True):
            line = allocation.lines[i]
            if category == Category.OFFICE:
                above = max(0, part - allowances[i])
                areas[i] = LineArea(line, category, part, allowances[i], above)
            else:
                areas[i] = LineArea(line, category, part)
    return tuple(areas[i] for i in range(len(allocation.lines)))


def department_excesses(
    portfolio: Portfolio, rulebook: RuleBook, entitlements: Entitlements, allocation: Allocation
) -> tuple[DepartmentExcess, ...]:
    """Return the excess of every department, in the portfolio's order."""
    rooms: Counter[str] = Counter()
    held: Counter[tuple[str, Category]] = Counter()
    for item in line_areas(portfolio, rulebook, allocation):
        rooms[item.line.department] += item.excess_dm2 or 0
        held[item.line.department, item.category] += item.area_dm2
    return tuple(
        DepartmentExcess(
            department=department.id,
            rooms_dm2=rooms[department.id],
            office_held_dm2=held[department.id, Category.OFFICE],
            office_entitlement_dm2=entitlements.of(department.id).office_dm2,
            service_held_dm2=held[department.id, Category.SERVICE],
            service_entitlement_dm2=entitlements.of(department.id).category_dm2(Category.SERVICE),
        )
        for department in portfolio.departments
    )
