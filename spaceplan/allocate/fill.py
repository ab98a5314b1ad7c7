"""Seat those whom the first plan left without a seat, where more people fit.

The departments in want, all who hold rooms that they might hold, and all those rooms are given out
again for one aim only: as few unseated as possible. What that costs is mended by the search. Where
own rooms may be shared, that is the last resort (``join``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.evaluate import Held
from spaceplan.allocate.join import double_up, join_shared, take
from spaceplan.allocate.occupancy import Seater
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import Party, SeatedRoom, SeatsModel
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Bools, Occupancy
from spaceplan.allocate.wishes import APART, places_of

#: Deterministic time for one attempt, about seconds.
_WORK = 4.0


def fill_seats(plan: Plan, clock: Clock) -> Plan:
    """Return a plan that seats more people if that can be done, else the plan itself.

    Who must lie in one place goes to the one that seats most, or stays if that is no better.
    """
    if plan.unseated:
        region = _Region(plan, may_go=True)
        if not region.fill(clock) and region.is_tied:
            _Region(plan, may_go=False).fill(clock)
    if plan.problem.may_share_own:
        for d, cost in enumerate(plan.costs):
            if cost.unseated:
                double_up(plan, d)
    return join_shared(plan)


class _Region:
    """Departments in want and those that may make way, with the offices open to each.

    Parameters
    ----------
    may_go
        Whether departments that must lie in one place may go to another one.

    Attributes
    ----------
    anew
        Departments that give back all their offices; others in want keep what they hold.
    open
        By department: offices that it may be given.
    """

    def __init__(self, plan: Plan, *, may_go: bool) -> None:
        self.plan = plan
        self.problem = plan.problem
        self.may_go = may_go
        self.seater = Seater(plan.problem)
        self.storey = np.array(plan.problem.offices.storey, dtype=np.int64)
        self.anew = {d for d in range(len(plan.costs)) if self._may_make_way(d)}
        self._free = ~np.array(plan.problem.offices.shared, dtype=bool)
        self._places = np.zeros_like(self._free)  # of those who must lie in one
        self.open: dict[int, Bools] = {}
        self._keep_all_but(self.anew)
        wanting = [d for d, cost in enumerate(plan.costs) if cost.unseated]
        for d in sorted(wanting, key=lambda d: -plan.problem.departments[d].kinds.total):
            self._open(d)
        wanted = np.flatnonzero(np.any(list(self.open.values()), axis=0))
        self.anew &= {*wanting, *(d for r in wanted.tolist() for d in plan.holders[r])}
        self._keep_all_but(self.anew)
        for d in self.anew - set(wanting):
            self.open[d] = plan.problem.may_hold[d] & self._free

    def _keep_all_but(self, departments: Collection[int]) -> None:
        """Leave out the offices of all but some departments."""
        for d, held in enumerate(self.plan.offices):
            if d not in departments:
                self._free[list(held)] = False

    @property
    def is_tied(self) -> bool:
        """Whether somebody in want must lie in one place."""
        return bool(self._places.any())

    def fill(self, clock: Clock) -> bool:
        """Give the offices out again; return whether more people have a seat, no wish broken."""
        departments = sorted(self.open)
        may_hold = np.zeros_like(self.problem.may_hold)
        for d in departments:
            may_hold[d] = self.open[d]
        rooms = np.flatnonzero(may_hold.any(axis=0)).tolist()
        if not rooms:
            return False
        parties = [self._party(d) for d in departments]
        model = SeatsModel(replace(self.problem, may_hold=may_hold), parties, rooms)
        seats = model.fewest(Limits(_WORK, clock.seconds_left(), clock.options.seed))
        clock.count_work(seats.work)
        if seats.unseated >= sum(self.plan.costs[d].unseated for d in departments):
            return False
        return self.plan.apply_if_better(self.plan.propose(self._offices(parties, seats.rooms)))

    def _may_make_way(self, d: int) -> bool:
        """Whether a department has no locked room, none that may be shared, and no wish for all."""
        return d not in self.plan.evaluator.wishes.coupled and self._may_begin_anew(d)

    def _may_begin_anew(self, d: int) -> bool:
        """Whether a department may leave all its offices: all that it may wish is one place."""
        if self.problem.departments[d].locked or d in self.plan.evaluator.wishes.pairs:
            return False
        return not any(self.problem.offices.shared[r] for r in self.plan.offices[d])

    def _open(self, d: int) -> None:
        """Open offices to a department in want, as far as those before it leave them to it."""
        if d not in self.anew and self._may_begin_anew(d):
            self.anew.add(d)
            self._free[list(self.plan.offices[d])] = True
        rooms: Bools = self.problem.may_hold[d] & self._free
        for kind, e in self.plan.evaluator.wishes.pairs.get(d, ()):
            if kind == APART:
                theirs = self.storey[list(self.plan.offices[e])]
                given = self.storey[self.open[e]] if e in self.open else theirs
                rooms = rooms & ~np.isin(self.storey, [*theirs, *given])
        if self.problem.departments[d].wishes.one_place:
            rooms = rooms & ~self._places
            rooms = rooms & np.isin(self.storey, self._place(d, rooms))
            self._places |= rooms
        self.open[d] = rooms

    def _place(self, d: int, rooms: Bools) -> tuple[int, ...]:
        """Return the storeys where most of a department fit, then where most of its people are."""
        held = self.plan.offices[d]
        stays = not (self.may_go and d in self.anew)
        here = {int(self.storey[r]) for r in held} if stays else set()

        def rank(place: tuple[int, ...]) -> tuple[int, int]:
            usable = np.flatnonzero(rooms & np.isin(self.storey, place)).tolist()
            people = sum(sum(o) for r, o in held.items() if self.storey[r] in place)
            return self.seater.left_out(d, usable, self._people(d)), -people

        possible = [place for place in places_of(self.problem, d) if here <= set(place)]
        return min(possible, key=rank, default=())

    def _people(self, d: int) -> Occupancy:
        """Return who is to be seated, by kind: all, or those without a seat."""
        left = self.problem.departments[d].kinds.people
        for occupancy in () if d in self.anew else self.plan.offices[d].values():
            left = tuple(a - b for a, b in zip(left, occupancy, strict=True))
        return left

    def _party(self, d: int) -> Party:
        people, own = self._people(d), self.problem.departments[d].kinds.own
        alone = sum(people[k] for k in own)
        return Party((d,), alone, sum(people) - alone)

    def _offices(self, parties: list[Party], rooms: tuple[SeatedRoom, ...]) -> dict[int, Held]:
        """Return the offices of an answer, with kinds of people for the numbers."""
        left = {party.departments[0]: list(self._people(party.departments[0])) for party in parties}
        offices = {d: {} if d in self.anew else dict(self.plan.offices[d]) for d in left}
        for seated in rooms:
            (d,) = parties[seated.party].departments
            kinds = self.problem.departments[d].kinds
            fitting = kinds.own if seated.alone else kinds.sharing
            offices[d][seated.room] = take(fitting, left[d], seated.people)
        return dict(offices)
