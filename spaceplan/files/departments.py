"""Departments that ask for what excludes itself."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.errors import Fault, Severity
from spaceplan.files.known import fault_at
from spaceplan.i18n import N_
from spaceplan.model.people import Department
from spaceplan.model.portfolio import Portfolio


def check_departments(portfolio: Portfolio) -> Iterator[Fault]:
    """Yield a fault for every wish of a department that contradicts another of its wishes."""
    for department in portfolio.departments:
        yield from _storeys(department)
        yield from _rooms(department)
        for relation in department.relations:
            if relation.department == department.id:
                found = N_("department '{department}' works with itself")
                expected = N_("another department")
                yield fault_at(department.source, found, expected, department=department.id)
        wished = department.prefer_site
        if wished and department.sites and wished not in department.sites:
            yield fault_at(
                department.source,
                N_("prefer_site '{site}' of department '{department}', not one of its sites"),
                N_("a site where it may be"),
                Severity.WARNING,
                site=wished,
                department=department.id,
            )


def _storeys(department: Department) -> Iterator[Fault]:
    low, high = department.min_storey, department.max_storey
    if low is not None and high is not None and low > high:
        yield fault_at(
            department.source,
            N_("min_storey {low} above max_storey {high} of department '{department}'"),
            N_("storeys from the lowest to the highest"),
            low=low,
            high=high,
            department=department.id,
        )


def _rooms(department: Department) -> Iterator[Fault]:
    for room in dict.fromkeys(department.locked):
        if room in department.forbidden:
            found = N_("room '{room}' both locked and forbidden for department '{department}'")
            expected = N_("one of the two")
            values = {"room": room, "department": department.id}
            yield fault_at(department.source, found, expected, **values)
