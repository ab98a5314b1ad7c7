"""What it would cost to have a department somewhere else: solved again with it forced there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from spaceplan.allocate.explain.again import FEW, Again, Compared, Difference, Refused
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.nearby import plan_in, region_of
from spaceplan.allocate.explain.terms import DepartmentTerms, PlanTerms
from spaceplan.model import Allocation, Department, Term


@dataclass(frozen=True)
class There:
    """A department in the plan, and what would change were all its offices at a place.

    Parameters
    ----------
    lifted
        Wishes of its own that stand against the place, by key; they are dropped for the question.
    before, after
        All terms of the plans found without and with it there.
    others
        Departments whose rooms differ as well.
    rooms
        Rooms whose holder differs.
    refused
        Why it cannot be there, where it cannot.
    """

    place: str
    lifted: tuple[str, ...] = ()
    before: tuple[Term, ...] = ()
    after: tuple[Term, ...] = ()
    there: DepartmentTerms | None = None
    difference: Difference | None = None
    others: tuple[str, ...] = ()
    rooms: int = 0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class WhyHere:
    """Why a department is where it is: its terms in the plan, and what it would cost elsewhere."""

    here: DepartmentTerms
    there: There | None = None


def why_here(again: Again, department: str, place: str | None) -> WhyHere:
    """Return the terms of a department in the plan, and what it costs to have it at a place."""
    if place is None:
        return WhyHere(PlanTerms(again.case, again.plan).of(department))
    again.share_among(3)
    base = again.improve()
    here = PlanTerms(again.case, base.allocation).of(department)
    forced, lifted = force(again.case, department, place)
    if len(again.case.portfolio.departments) <= FEW:
        compared = again.compare(forced, base)
    else:
        storeys = _storeys_of(again.case, place)
        plan = plan_in(again.case, base.allocation)
        region = region_of(again.case, plan, department, to=storeys)
        compared = again.compare_nearby(forced, base, region, unseat=department)
    if isinstance(compared, Refused):
        return WhyHere(here, There(place, lifted, refused=compared.reasons))
    return WhyHere(here, _there(place, lifted, department, forced, compared))


def _there(
    place: str,
    lifted: tuple[str, ...],
    department: str,
    forced: Case,
    compared: Compared,
) -> There:
    base, found = compared.base, compared.found
    differing = _different_rooms(base.allocation, found.allocation)
    owners = {
        line.department
        for plan in (base.allocation, found.allocation)
        for room in differing
        for line in plan.of_room(room)
    }
    return There(
        place=place,
        lifted=lifted,
        before=base.objective.terms,
        after=found.objective.terms,
        there=PlanTerms(forced, found.allocation).of(department),
        difference=compared.difference,
        others=tuple(sorted(owners - {department})),
        rooms=len(differing),
    )


def force(case: Case, id: str, place: str) -> tuple[Case, tuple[str, ...]]:
    """Return the case with a department's offices all at a site, in a building or on a storey.

    Also which of its own wishes stand against it, by key: these are dropped. Raises KeyError where
    there is no such place.
    """
    department = case.portfolio.department(id)
    buildings, number = _where(case, place)
    changes: dict[str, Any] = {"buildings": buildings}
    if number is not None:
        changes |= {"min_storey": number, "max_storey": number}
    against = _against(case, department, buildings, number)
    for key in against:
        changes.setdefault(key, Department.__dataclass_fields__[key].default)
    return case.with_department(replace(department, **changes)), against


def _where(case: Case, place: str) -> tuple[tuple[str, ...], int | None]:
    portfolio = case.portfolio
    if any(site.id == place for site in portfolio.sites):
        return tuple(b.id for b in portfolio.buildings if b.site == place), None
    if portfolio.has_building(place):
        return (place,), None
    return (portfolio.building_of_storey(place).id,), portfolio.storey(place).number


def _storeys_of(case: Case, place: str) -> list[str]:
    """Return the storeys of a site or a building, or the storey itself."""
    buildings, number = _where(case, place)
    return [
        storey.id
        for id in buildings
        for storey in case.portfolio.building(id).storeys
        if number is None or storey.number == number
    ]


def _against(
    case: Case, department: Department, buildings: tuple[str, ...], number: int | None
) -> tuple[str, ...]:
    found = []
    sites = {case.portfolio.building(id).site for id in buildings}
    if department.sites and not sites & set(department.sites):
        found.append("sites")
    if department.buildings and not set(buildings) & set(department.buildings):
        found.append("buildings")
    low, high = department.min_storey, department.max_storey
    if number is not None and low is not None and number < low:
        found.append("min_storey")
    if number is not None and high is not None and number > high:
        found.append("max_storey")
    return tuple(found)


def _different_rooms(one: Allocation, other: Allocation) -> list[str]:
    """Return the rooms that are held by others in one plan than in the other."""
    lines = [{(line.room, line.department) for line in plan.lines} for plan in (one, other)]
    return sorted({room for room, _ in lines[0] ^ lines[1]})
