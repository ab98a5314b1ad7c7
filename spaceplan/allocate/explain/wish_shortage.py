"""Who is left out because of wishes that speak of several rooms at once, and what would cure it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.extra_rooms import with_more_rooms
from spaceplan.allocate.explain.left_out import (
    couples,
    fewest_in_one_place,
    fewest_left_out,
    is_askable,
)
from spaceplan.allocate.explain.relaxations import SEATS_A_ROOM, Cure, Relaxation
from spaceplan.allocate.explain.requirements import FACTS, SEATS, all_requirements, without
from spaceplan.allocate.explain.shortage import Conflict, conflict_of
from spaceplan.allocate.explain.time_left import ENDLESS, TimeLeft
from spaceplan.allocate.problem.problem import Problem
from spaceplan.errors import ConflictError
from spaceplan.model.requirements import NEED, Requirement, requirements_of
from spaceplan.units import to_m2

#: Asks how many are left out at least of a case (None: its requirements exclude each other), of
#: its own problem or of one with more rooms.
_Ask = Callable[[Case, Problem | None, TimeLeft], int | None]
#: More rooms than so many are not tried.
_MOST_ROOMS = 4


@dataclass(frozen=True)
class WishShortage:
    """Departments of which somebody is left out, though there are rooms and seats enough.

    Parameters
    ----------
    left_out
        People without a seat, and each started 9 m² of unmet needs, in every plan; proven.
    """

    departments: tuple[str, ...]
    left_out: int
    conflict: Conflict
    relaxations: tuple[Relaxation, ...] = ()


def wish_shortages(
    case: Case, explained: Sequence[str] = (), time: TimeLeft = ENDLESS
) -> Iterator[WishShortage]:
    """Yield who is left out because of wishes that speak of several rooms.

    Parameters
    ----------
    explained
        Departments that are short of seats or rooms in any case.
    """
    ids = frozenset(d.id for d in case.portfolio.departments) - frozenset(explained)
    if not couples(case) or not ids:
        return
    rest = case.of_departments(ids)
    try:
        problem = rest.problem()
    except ConflictError:
        return
    if is_askable(problem):
        found = _shortage(rest, _whole, time)
        if found is not None:
            yield found
        return
    for department in problem.departments:
        if department.id in ids and department.wishes.one_place and not time.stopped():
            own = rest.of_departments(frozenset([department.id]))
            found = _shortage(own, _in_one_place, time)
            if found is not None:
                yield found


def _whole(case: Case, problem: Problem | None, time: TimeLeft) -> int | None:
    try:
        return fewest_left_out(problem or case.problem(), case, time)
    except ConflictError:
        return None


def _in_one_place(case: Case, problem: Problem | None, time: TimeLeft) -> int | None:
    try:
        known = problem or case.problem()
    except ConflictError:
        return None
    return fewest_in_one_place(known, range(len(known.departments)), time)


def _shortage(case: Case, ask: _Ask, time: TimeLeft) -> WishShortage | None:
    left_out = ask(case, None, time)
    if not left_out:  # None: they exclude each other, which is told by itself
        return None
    conflict = conflict_of(case, _elements(case), lambda part: ask(part, None, time) == 0, time)
    seated = tuple(r.department for r in conflict.requirements if r.kind in (SEATS, NEED))
    cures = tuple(_cures(case, conflict, left_out, ask, time))
    return WishShortage(tuple(dict.fromkeys(seated)), left_out, conflict, cures)


def _elements(case: Case) -> tuple[Requirement, ...]:
    """Return all requirements, needs that are not hard among them."""
    soft = [
        r
        for r in requirements_of(case.portfolio, case.rulebook.use_named)
        if r.kind == NEED and not r.hard
    ]
    return (*soft, *all_requirements(case))


def _cures(
    case: Case, conflict: Conflict, left_out: int, ask: _Ask, time: TimeLeft
) -> Iterator[Relaxation]:
    """Yield what would cure it: a requirement dropped, those that touch fewest first, or rooms."""
    found = []
    for requirement in conflict.requirements:
        if requirement.kind in FACTS or time.stopped():
            continue
        after = ask(without(case, requirement), None, time)
        if after is None or after >= left_out or time.stopped():
            continue
        people = 0
        if requirement.department:
            people = case.portfolio.department(requirement.department).people.total
        found.append(
            Relaxation(Cure.DROP, after, people=people, requirement=requirement, whole=False)
        )
    yield from sorted(found, key=lambda one: (one.unseated, one.people))
    if any(requirement.kind == SEATS for requirement in conflict.requirements):
        yield from _rooms(case, left_out, ask, time)


def _rooms(case: Case, left_out: int, ask: _Ask, time: TimeLeft) -> Iterator[Relaxation]:
    """Yield for each site the fewest m² of more offices, all on one storey, that seat everybody."""
    if left_out > _MOST_ROOMS * max(SEATS_A_ROOM):
        return
    problem = case.problem()
    best: dict[int, Relaxation] = {}
    for beside in _one_a_storey(problem):
        site = problem.storeys.site[problem.offices.storey[beside]]
        for seats in SEATS_A_ROOM:
            area = case.rulebook.room_for_dm2(seats)
            for number in range(1, min(left_out, _MOST_ROOMS) + 1):
                known = best.get(site)
                if time.stopped() or (known and to_m2(area) * number >= known.total_m2):
                    break
                more = with_more_rooms(problem, case.rulebook, area, number, beside=beside)
                if ask(case, more, time) == 0 and not time.stopped():
                    name = case.portfolio.sites[site].id
                    best[site] = Relaxation(
                        Cure.ROOMS,
                        0,
                        rooms=number,
                        room_m2=to_m2(area),
                        sites=(name,),
                        storey=problem.storeys.ids[problem.offices.storey[beside]],
                        whole=False,
                    )
                    break
    yield from sorted(best.values(), key=lambda one: one.total_m2)


def _one_a_storey(problem: Problem) -> Iterator[int]:
    """Yield of each storey the office that most departments may hold, if any may."""
    holders = problem.may_hold.sum(axis=0)
    for s in range(len(problem.storeys.ids)):
        here = [r for r, storey in enumerate(problem.offices.storey) if storey == s and holders[r]]
        if here:
            yield max(here, key=lambda r: int(holders[r]))
