"""What cannot be met: groups short of seats, and the smallest requirements that conflict there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.requirements import (
    SEATS,
    all_requirements,
    without,
)
from spaceplan.allocate.explain.seats import ShortGroup, all_can_be_met, short_groups
from spaceplan.allocate.explain.time_left import ENDLESS, TimeLeft
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.shrink import smallest_core
from spaceplan.model.requirements import Requirement


@dataclass(frozen=True)
class Conflict:
    """Hard requirements that cannot all be met, though they could without any one of them.

    Parameters
    ----------
    smallest
        Whether it is proven that no fewer requirements conflict.
    checked
        Whether each was verified by solving without it; else the time was up.
    """

    requirements: tuple[Requirement, ...]
    smallest: bool
    checked: bool = True


@dataclass(frozen=True)
class Shortage:
    """A group of departments whose people cannot all sit.

    Parameters
    ----------
    sites
        Where the offices lie that they may hold.
    alone
        How many of the people must sit alone.
    seats
        How many the offices seat, each filled to the physical minimum.
    unseated
        So many stay without a seat in every plan; proven.
    """

    departments: tuple[str, ...]
    sites: tuple[str, ...]
    people: int
    alone: int
    rooms: int
    seats: int
    area_m2: float
    unseated: int
    conflict: Conflict


def shortages(case: Case, problem: Problem, time: TimeLeft = ENDLESS) -> Iterator[Shortage]:
    """Yield every group of departments that is short of seats, with what conflicts there."""
    for group in short_groups(problem, time):
        yield _shortage(case, problem, group, time)


def _shortage(case: Case, problem: Problem, group: ShortGroup, time: TimeLeft) -> Shortage:
    offices, kinds = problem.offices, [problem.departments[d].kinds for d in group.departments]
    ids = tuple(problem.departments[d].id for d in group.departments)
    seated = [r for r in group.offices if offices.seats[r]]
    alone = sum(k.people[i] for k in kinds for i in k.own)
    return Shortage(
        departments=ids,
        sites=_sites(case, problem, group),
        people=sum(k.total for k in kinds),
        alone=0 if problem.may_share_own else alone,
        rooms=len(seated),
        seats=sum(offices.seats[r] for r in seated),
        area_m2=sum(offices.area[r] for r in seated) / 100,
        unseated=group.unseated,
        conflict=_conflict_over_seats(case.of_departments(frozenset(ids)), time),
    )


def _sites(case: Case, problem: Problem, group: ShortGroup) -> tuple[str, ...]:
    found = {problem.storeys.site[problem.offices.storey[r]] for r in group.offices}
    return tuple(case.portfolio.sites[s].id for s in sorted(found))


def _conflict_over_seats(case: Case, time: TimeLeft) -> Conflict:
    return conflict_of(case, all_requirements(case), lambda one: all_can_be_met(one, time), time)


def _concerned(elements: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return the requirements of departments whose people need seats, and those of all."""
    people = {e.department for e in elements if e.kind == SEATS}
    concerned = tuple(e for e in elements if not e.department or e.department in people)
    return concerned if people and len(concerned) < len(elements) else ()


def conflict_of(
    case: Case,
    elements: Sequence[Requirement],
    can_be_met: Callable[[Case], bool],
    time: TimeLeft = ENDLESS,
) -> Conflict:
    """Return the smallest part of some requirements of a case that cannot be met.

    Parameters
    ----------
    can_be_met
        Must say so once the time is up.
    """

    def conflicts(part: frozenset[Requirement]) -> bool:
        return not can_be_met(without(case, *(e for e in elements if e not in part)))

    core = smallest_core(elements, conflicts, time.stopped, _concerned(elements))
    return Conflict(core.elements, core.smallest, core.checked)
