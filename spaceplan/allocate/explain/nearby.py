"""Solve only what is near a change: some departments on some storeys, all else staying.

A search of the whole portfolio finds improvements everywhere; here what is found is due to the
change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.terms import offices_of
from spaceplan.allocate.explain.time_left import ENDLESS, Quiet, TimeLeft
from spaceplan.allocate.first.fill import fill_seats
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.storeys_model import StoreysModel
from spaceplan.allocate.plan.freed import free, holders_on
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.plan.pull import pulls
from spaceplan.allocate.plan.shares import rooms_of_shares, shares_of
from spaceplan.allocate.problem.evaluate import Evaluator, Held
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.result import AllocateOptions
from spaceplan.allocate.search.layout import Layout
from spaceplan.model import Allocation

#: Seats that are looked at for each of the people who come.
_ROOMY = 2.0
#: Storeys that are looked at, at most, besides those that a department holds.
_MOST_STOREYS = 5
#: Rounds of solving the same neighbourhood with other seeds.
_ROUNDS = 2


@dataclass(frozen=True)
class Region:
    """Departments that may change rooms, and the storeys on which they may, by id."""

    departments: frozenset[str]
    storeys: frozenset[str]


def plan_in(case: Case, allocation: Allocation, *, moved: str = "") -> Plan:
    """Return an allocation as a plan of a case; one department may be in need of other offices.

    Parameters
    ----------
    moved
        A department that keeps of its offices those alone that the case lets it hold.

    Raises
    ------
    ConflictError
        If the case cannot be met.
    """
    problem = case.problem()
    geometry = case.geometry()
    held: list[Held] = offices_of(problem, allocation)
    for d, department in enumerate(problem.departments):
        if department.id == moved:
            may_stay = {*np.flatnonzero(problem.may_hold[d]).tolist(), *department.locked}
            held[d] = {r: who for r, who in held[d].items() if r in may_stay}
    return Plan(Evaluator(problem, geometry), ServiceAssigner(problem, geometry), held)


def seat_moved(plan: Plan, time: TimeLeft, *, seconds: float, seed: int) -> Plan:
    """Seat whom a plan leaves out as a search does, or return the plan itself."""
    options = AllocateOptions(time_limit=min(seconds, time.seconds), seed=seed)
    return fill_seats(plan, Clock(options, Quiet(time.asked)))


def solve_region(plan: Plan, region: Region, limits: Limits, time: TimeLeft = ENDLESS) -> Plan:
    """Give the region's offices out again; return the better plan, or the given one."""
    problem = plan.problem
    storeys = [s for s, id in enumerate(problem.storeys.ids) if id in region.storeys]
    chosen = [d for d, one in enumerate(problem.departments) if one.id in region.departments]
    others = set(range(len(problem.departments))) - set(chosen)
    best = plan
    for seed in range(limits.seed, limits.seed + _ROUNDS):
        if time.stopped():
            break
        freed = free(best, storeys, chosen)
        model = StoreysModel(problem, freed, pulls(best, freed))
        model.hint(shares_of(problem, freed))
        solved = model.solve(time.limits(Limits(limits.work, limits.seconds / _ROUNDS, seed)))
        if not solved.found:
            continue
        offices = rooms_of_shares(problem, plan.evaluator.geometry, freed, solved.shares)
        trial = best.copy()
        trial.apply(trial.propose(offices))
        Layout(trial, lambda _changes: None, time.stopped).improve(
            storeys, Random(seed), busy=others
        )
        best = min((best, trial), key=lambda one: one.value)
    return best


def solve_without(
    plan: Plan,
    region: Region,
    pairs: Iterable[tuple[str, str]],
    limits: Limits,
    time: TimeLeft = ENDLESS,
) -> Plan:
    """Give the region's offices out again, but some not to some departments: another plan.

    Parameters
    ----------
    pairs
        (room, department), by id.
    """
    problem = plan.problem
    rooms = {id: r for r, id in enumerate(problem.offices.ids)}
    index = {one.id: d for d, one in enumerate(problem.departments)}
    may_hold = problem.may_hold.copy()
    offices = list(plan.offices)
    for room, department in pairs:
        d, r = index[department], rooms[room]
        may_hold[d, r] = False
        offices[d] = {other: who for other, who in offices[d].items() if other != r}
    changed = Evaluator(replace(problem, may_hold=may_hold), plan.evaluator.geometry)
    found = solve_region(Plan(changed, plan.assigner, offices), region, limits, time)
    return Plan(plan.evaluator, plan.assigner, list(found.offices))


def region_of(
    case: Case, plan: Plan, department: str, *, rooms: Iterable[str] = (), to: Sequence[str] = ()
) -> Region:
    """Return a department with those beside it, and some storeys to which it may go.

    Parameters
    ----------
    rooms
        Rooms whose storeys belong to it.
    to
        Storeys to choose from, by id: those with most vacant seats come first.
    """
    problem = plan.problem
    index = {id: s for s, id in enumerate(problem.storeys.ids)}
    d = next(i for i, one in enumerate(problem.departments) if one.id == department)
    here = {problem.offices.storey[r] for r in plan.offices[d]}
    here |= {index[case.portfolio.storey_of(room).id] for room in rooms}
    vacant = _seats(problem, [r for r in range(len(problem.offices)) if plan.vacant(r)])
    every = _seats(problem, range(len(problem.offices)))
    wanted = _ROOMY * problem.departments[d].kinds.total
    chosen: list[int] = []
    seats = 0
    for s in sorted((index[id] for id in to), key=lambda s: (-vacant[s], s)):
        if seats >= wanted or len(chosen) >= _MOST_STOREYS:
            break
        if every[s]:
            chosen.append(s)
            seats += every[s]
    storeys = here | set(chosen)
    beside = {*holders_on(plan, storeys), d}
    return Region(
        frozenset(problem.departments[e].id for e in beside),
        frozenset(problem.storeys.ids[s] for s in storeys),
    )


def _seats(problem: Problem, rooms: Iterable[int]) -> list[int]:
    """Return the seats of some offices by storey."""
    seats = [0] * len(problem.storeys.ids)
    for r in rooms:
        seats[problem.offices.storey[r]] += problem.offices.seats[r]
    return seats
