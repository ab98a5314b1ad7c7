"""Look only at what is near a change: who is touched by it, and the case with all others fixed.

A search of the whole portfolio finds improvements everywhere; where all but a few departments keep
their rooms, what it finds is due to the change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spaceplan.allocate.explain.case import Case
from spaceplan.model import Allocation, Department, Portfolio
from spaceplan.model.requirements import Requirement
from spaceplan.rules import Category

#: Up to so many departments nothing is fixed: the whole is small.
_FEW = 6
#: Seats that free departments and vacant rooms should have, for each of the people who come.
_ROOMY = 3


def holders_on(portfolio: Portfolio, plan: Allocation, storeys: Iterable[str]) -> frozenset[str]:
    """Return the departments that hold rooms on some storeys."""
    wanted = frozenset(storeys)
    return frozenset(
        line.department for line in plan.lines if portfolio.storey_of(line.room).id in wanted
    )


def storeys_held(portfolio: Portfolio, plan: Allocation, department: str) -> frozenset[str]:
    """Return the storeys on which a department holds rooms."""
    return frozenset(portfolio.storey_of(line.room).id for line in plan.of_department(department))


def touched(case: Case, plan: Allocation, requirements: Iterable[Requirement]) -> frozenset[str]:
    """Return who may gain by dropping requirements: their departments and those beside them.

    Empty for rules of the whole portfolio: everybody may.
    """
    portfolio = case.portfolio
    found: set[str] = set()
    storeys: set[str] = set()
    for requirement in requirements:
        if not requirement.department:
            return frozenset()
        found.add(requirement.department)
        storeys |= storeys_held(portfolio, plan, requirement.department)
        if portfolio.has_room(requirement.value):
            storeys.add(portfolio.storey_of(requirement.value).id)
    return frozenset(found) | holders_on(portfolio, plan, storeys)


def around(case: Case, plan: Allocation, department: str, storeys: Iterable[str]) -> frozenset[str]:
    """Return a department, those beside it, and those on enough of some storeys to change with it.

    The storeys with most vacant seats come first.
    """
    portfolio = case.portfolio
    wanted = _ROOMY * portfolio.department(department).people.total
    chosen = set(storeys_held(portfolio, plan, department))
    seats = 0
    for storey in sorted(storeys, key=lambda id: (-_seats(case, plan, id, vacant=True), id)):
        if seats >= wanted:
            break
        seats += _seats(case, plan, storey, vacant=False)
        chosen.add(storey)
    return frozenset({department}) | holders_on(portfolio, plan, chosen)


def _seats(case: Case, plan: Allocation, storey: str, *, vacant: bool) -> int:
    book = case.rulebook
    return sum(
        book.seats(room.area_dm2)
        for room in case.portfolio.storey(storey).rooms
        if book.category(room.use) == Category.OFFICE and not (vacant and plan.of_room(room.id))
    )


def fixed(case: Case, plan: Allocation, free: frozenset[str]) -> Case:
    """Return the case in which all but some departments keep the offices of a plan, and no others.

    Where departments are few, or nobody is named, the case as it is.
    """
    portfolio = case.portfolio
    if not free or len(portfolio.departments) <= _FEW:
        return case
    book = case.rulebook
    offices = [r.id for r in portfolio.rooms if book.category(r.use) == Category.OFFICE]
    known = frozenset(offices)
    kept = {
        department.id: tuple(
            line.room for line in plan.of_department(department.id) if line.room in known
        )
        for department in portfolio.departments
        if department.id not in free
    }
    taken = {room for rooms in kept.values() for room in rooms}
    others = tuple(room for room in offices if room not in taken)
    departments = tuple(
        _fixed(d, kept[d.id], others) if d.id in kept else d for d in portfolio.departments
    )
    return replace(case, portfolio=replace(portfolio, departments=departments))


def _fixed(department: Department, kept: tuple[str, ...], others: tuple[str, ...]) -> Department:
    locked = tuple(dict.fromkeys((*department.locked, *kept)))
    mine = frozenset(locked)
    return replace(
        department,
        locked=locked,
        forbidden=(*department.forbidden, *(room for room in others if room not in mine)),
    )
