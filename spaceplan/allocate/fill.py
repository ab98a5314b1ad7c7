"""Seat those whom the first plan left without a seat, where more people fit.

The departments in want, all who hold rooms that they might hold, and all those rooms are given out
again for one aim only: as few unseated as possible. What that costs is mended by the search. Where
own rooms may be shared, that is the last resort.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.evaluate import Held
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import Party, SeatedRoom, SeatsModel
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Kinds, Occupancy

#: Deterministic time for one attempt, about seconds.
_WORK = 4.0
_LIKE, _ANY = "like", "any"


def fill_seats(plan: Plan, clock: Clock) -> Plan:
    """Return a plan that seats more people if that can be done, else the plan itself."""
    departments = [d for d in _region(plan) if _is_simple(plan, d)]
    rooms = _rooms(plan, departments)
    if departments and rooms:
        parties = [Party.of(plan.problem, [d], share_own=False) for d in departments]
        model = SeatsModel(plan.problem, parties, rooms)
        seats = model.fewest(Limits(_WORK, clock.seconds_left(), clock.options.seed))
        clock.count_work(seats.work)
        if seats.unseated < sum(plan.costs[d].unseated for d in departments):
            offices = _offices(plan, departments, seats.rooms)
            plan.apply_if_better(plan.propose(offices))
    if plan.problem.may_share_own:
        for d, cost in enumerate(plan.costs):
            if cost.unseated:
                _double_up(plan, d)
    return _join_shared(plan)


def _region(plan: Plan) -> list[int]:
    """Departments in want, and those that hold what these might hold."""
    wanting = [d for d, cost in enumerate(plan.costs) if cost.unseated and _is_simple(plan, d)]
    found = set(wanting)
    for d in wanting:
        for r in plan.problem.may_hold[d].nonzero()[0].tolist():
            found.update(plan.holders[r])
    return sorted(found)


def _is_simple(plan: Plan, d: int) -> bool:
    """Whether a department has no locked room, none that may be shared, and no wish for all."""
    shared = plan.problem.offices.shared
    if d in plan.evaluator.wishes.coupled:
        return False
    return not plan.problem.departments[d].locked and not any(shared[r] for r in plan.offices[d])


def _rooms(plan: Plan, departments: list[int]) -> list[int]:
    """Rooms that one of the departments may hold, and nobody else holds or may share."""
    chosen = frozenset(departments)
    usable = plan.problem.may_hold[departments].any(axis=0)
    return [
        r
        for r in np.flatnonzero(usable).tolist()
        if chosen.issuperset(plan.holders[r]) and not plan.problem.offices.shared[r]
    ]


def _offices(plan: Plan, departments: list[int], rooms: tuple[SeatedRoom, ...]) -> dict[int, Held]:
    """Return the offices of an answer, with kinds of people for the numbers."""
    offices: dict[int, dict[int, Occupancy]] = {d: {} for d in departments}
    left = {d: list(plan.problem.departments[d].kinds.people) for d in departments}
    for seated in rooms:
        d = departments[seated.party]
        kinds = plan.problem.departments[d].kinds
        fitting = kinds.own if seated.alone else kinds.sharing
        offices[d][seated.room] = _take(fitting, left[d], seated.people)
    return dict(offices)


def _take(fitting: Sequence[int], left: list[int], number: int) -> Occupancy:
    """Take so many people of fitting kinds from those who are left, if there are as many."""
    taken = [0] * len(left)
    for k in fitting:
        taken[k] = min(left[k], number)
        left[k] -= taken[k]
        number -= taken[k]
    return tuple(taken)


def _join_shared(plan: Plan) -> Plan:
    """Let people without a seat join others in rooms tagged as shared, while seats are left."""
    problem = plan.problem
    shared = [r for r, tagged in enumerate(problem.offices.shared) if tagged]
    for d in range(len(problem.departments)):
        for r in shared:
            if plan.costs[d].unseated and problem.may_hold[d, r] and d not in plan.holders[r]:
                plan = min((plan, *_joined(plan, d, r)), key=lambda one: one.value)
    return plan


def _joined(plan: Plan, d: int, r: int) -> Iterator[Plan]:
    """Yield plans in which people of a department without a seat join others in an office."""
    problem = plan.problem
    there = sum(sum(plan.offices[e][r]) for e in plan.holders[r])
    for fitting, most in _who_may_join(plan, d, r):
        left = list(problem.departments[d].kinds.people)
        for occupancy in plan.offices[d].values():
            left = [a - b for a, b in zip(left, occupancy, strict=True)]
        joining = _take(fitting, left, min(most, problem.offices.seats[r] - there))
        if any(joining) and there + sum(joining) >= problem.offices.least[r]:
            offices = list(plan.offices)
            offices[d] = {**offices[d], r: joining}
            yield Plan(plan.evaluator, plan.assigner, offices)


def _who_may_join(plan: Plan, d: int, r: int) -> Iterator[tuple[Sequence[int], int]]:
    """Yield kinds of a department's people who may sit with others in an office, and how many.

    Who should sit alone does so, unless anybody may share; or joins nobody but his like.
    """
    share, kinds = plan.problem.settings.share_own_room, plan.problem.departments[d].kinds
    there = _ranks_in(plan, r)
    everybody = kinds.total
    if share == _ANY:
        yield (*kinds.sharing, *kinds.own), everybody
        return
    if not any(alone for _, alone in there):
        yield kinds.sharing, everybody
    for k in kinds.own:
        if not there or (share == _LIKE and there == {(kinds.names[k], True)}):
            yield (k,), everybody if share == _LIKE else 1


def _ranks_in(plan: Plan, r: int) -> set[tuple[str, bool]]:
    """Return who sits in an office: names of kinds, and whether they should sit alone."""
    found = set()
    for e in plan.holders[r]:
        kinds = plan.problem.departments[e].kinds
        ranks = zip(kinds.names, kinds.alone, plan.offices[e][r], strict=True)
        found |= {(name, alone) for name, alone, n in ranks if n}
    return found


def _double_up(plan: Plan, d: int) -> None:
    """Let people who should sit alone join others of their department, while seats are left."""
    problem = plan.problem
    kinds = problem.departments[d].kinds
    held = dict(plan.offices[d])
    left = list(kinds.people)
    for occupancy in held.values():
        left = [a - b for a, b in zip(left, occupancy, strict=True)]
    for k, number in enumerate(left):
        for _ in range(number):
            r = next((r for r in sorted(held) if _may_join(plan, k, kinds, held[r], r)), None)
            if r is not None:
                held[r] = tuple(n + (i == k) for i, n in enumerate(held[r]))
    plan.apply_if_better(plan.propose({d: held}))


def _may_join(plan: Plan, k: int, kinds: Kinds, occupancy: Occupancy, r: int) -> bool:
    """Whether one more of kind k may sit in an office: ``like`` lets in the same rank only."""
    if len(plan.holders[r]) > 1 or sum(occupancy) >= plan.problem.offices.seats[r]:
        return False
    there = [i for i, n in enumerate(occupancy) if n]
    if plan.problem.settings.share_own_room == _LIKE and (
        kinds.alone[k] or any(kinds.alone[i] for i in there)
    ):
        return there == [k]
    return True
