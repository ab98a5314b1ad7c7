"""What it would cost to have a department somewhere else: solved again with it forced there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from spaceplan.allocate.explain.again import FEW, Again, Compared, Difference, Refused, Solution
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.nearby import plan_in, region_of
from spaceplan.allocate.explain.seats import fewest_unseated
from spaceplan.allocate.explain.terms import DepartmentTerms, PlanTerms
from spaceplan.allocate.plan.express import objective_of
from spaceplan.errors import ConflictError
from spaceplan.model import Allocation, Department, Term

#: Searches that share the time: the plan as it is, then two near the place and two of all.
_SEARCHES = 5


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
    difference
        What it costs; None: it cannot be there, or time was up before that was known.
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
    here = PlanTerms(again.case, again.plan)
    if not _is_there(here, department, place, again.case):
        again.share_among(_SEARCHES)
        base = again.improve()
        here = PlanTerms(again.case, base.allocation)
    if _is_there(here, department, place, again.case):
        return WhyHere(here.of(department), _already(here, department, place))
    forced, lifted = force(again.case, department, place)
    if standing := _standing(again, forced, base):
        difference = Difference(-standing, None, None, None, standing)
        return WhyHere(here.of(department), There(place, lifted, difference=difference))
    compared = _compared(again, forced, base, department, place)
    if compared is None:
        there = There(place, lifted)
    elif isinstance(compared, Refused):
        there = There(place, lifted, refused=compared.reasons)
    else:
        there = _there(place, lifted, department, forced, compared)
    return WhyHere(here.of(department), there)


def _is_there(terms: PlanTerms, department: str, place: str, case: Case) -> bool:
    """Return whether a department has offices, and all of them at a place."""
    storeys, offices = terms.problem.storeys, terms.problem.offices
    held = {storeys.ids[offices.storey[r]] for r in terms.plan.offices[terms.index[department]]}
    return bool(held) and held.issubset(_storeys_of(case, place))


def _standing(again: Again, forced: Case, base: Solution) -> int:
    """Return how many more are without a seat in every plan with a department elsewhere, proven."""
    try:
        problem = forced.problem()
    except ConflictError:
        return 0
    return max(0, fewest_unseated(problem, time=again.time).proven - base.objective.unseated)


def _already(terms: PlanTerms, department: str, place: str) -> There:
    """Return what it costs to have a department where the plan has it: nothing, that is certain."""
    same = objective_of(terms.plan).terms
    nothing = Difference(0, 0.0, 0.0, 0.0)
    return There(place, before=same, after=same, there=terms.of(department), difference=nothing)


def _compared(
    again: Again, forced: Case, base: Solution, department: str, place: str
) -> Compared | Refused | None:
    """Solve with the department at the place, of a large portfolio what is near it first.

    Where that leaves more people without a seat, all of it is solved: there are more ways to begin.
    """
    if len(again.case.portfolio.departments) <= FEW:
        return again.compare(forced, base)
    plan = plan_in(again.case, base.allocation)
    region = region_of(again.case, plan, department, to=_storeys_of(again.case, place))
    near = again.compare_nearby(forced, base, region, moved=department)
    if not isinstance(near, Compared) or near.difference.seated >= 0:
        return near
    whole = again.compare(forced, base)
    return whole if isinstance(whole, Compared) else near


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
