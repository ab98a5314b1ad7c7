"""Seat those whom the first plan left without a seat, where more people fit.

The departments in want, all who hold rooms that they might hold, and all those rooms are given out
again for one aim only: as few unseated as possible. What that costs is mended by the search. Where
own rooms may be shared, that is the last resort (``join``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.bound.fewest import FewestUnseated
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.first.join import double_up, join_shared, take
from spaceplan.allocate.first.make_way import make_way
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import (
    Party,
    SeatedRoom,
    Seats,
    SeatsModel,
)
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.occupancy import Seater
from spaceplan.allocate.problem.problem import Occupancy
from spaceplan.allocate.problem.wishes import APART, places_of

#: Deterministic time for an attempt in which all may go anywhere, about seconds; for another one;
#: and for that where the first comes after it.
_FAR, _NEAR, _BRIEF = 4.0, 2.0, 0.5
#: The same for having few offices change hands, and for both at once.
_TIDY, _BOTH = 0.5, 0.25
#: The share of the time left that one model may take, a large one or one in which all may go
#: anywhere; and how many seconds it may take in any case. A model takes up to ten times as long as
#: its deterministic time says.
_SHARE, _SHARE_LARGE, _SECONDS = 0.05, 0.15, 2.0
#: With more pairs of department and office, no model finds anything when all may go anywhere.
_MOST_PAIRS = 300_000


def fill_seats(plan: Plan, clock: Clock, known: FewestUnseated | None = None) -> Plan:
    """Return a plan that seats more people if that can be done, else the plan itself.

    Parameters
    ----------
    known
        How few may be left out, where somebody counts it anyway.
    """
    known = known or FewestUnseated(plan.problem, clock)
    return fill_far(fill_near(plan, clock, known), clock, known)


def fill_near(plan: Plan, clock: Clock, known: FewestUnseated) -> Plan:
    """Return a plan that seats more people and is much like this one, if that can be done.

    First groups with more choice make way. Where that does not seat as many as there may be seats
    for, offices are given out again, to those who make way vacant ones only.
    """
    if plan.unseated:
        plan = make_way(plan, known.bound, clock.out_of_time)
        _give_out(plan, clock, known, far=False)
    return plan


def fill_far(plan: Plan, clock: Clock, known: FewestUnseated) -> Plan:
    """Return a plan that seats more people, if that can be done, whatever must change.

    Those who make way are given each other's offices as well. Where all that does not do, own rooms
    are shared.
    """
    if plan.unseated:
        _give_out(plan, clock, known, far=True)
    return share_offices(plan)


def share_offices(plan: Plan) -> Plan:
    """Seat people where others sit already, as far as rules and wishes let them."""
    if plan.problem.may_share_own:
        for d, cost in enumerate(plan.costs):
            if cost.unseated:
                double_up(plan, d)
    return join_shared(plan)


def _give_out(plan: Plan, clock: Clock, known: FewestUnseated, *, far: bool) -> None:
    """Change a plan so that it seats more people, if offices can be given out so."""
    for may_go in (True, False):
        if plan.unseated > known.bound and not clock.out_of_time():
            region = _Region(plan, may_go=may_go, far=far)
            if may_go or region.is_tied:
                region.fill(clock, known.bound)


class _Region:
    """Departments in want and those that may make way, with the offices open to each.

    Parameters
    ----------
    may_go
        Whether departments that must lie in one place may go to another one.
    far
        Whether those who make way may go where others do.

    Attributes
    ----------
    anew
        Departments that give back all their offices; others in want keep what they hold.
    open
        By department: offices that it may be given.
    """

    def __init__(self, plan: Plan, *, may_go: bool, far: bool) -> None:
        self.plan = plan
        self.problem = plan.problem
        self.may_go = may_go
        self.far = far
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
        making_way = sorted(self.anew.difference(wanting))
        theirs = np.zeros_like(self._free)
        theirs[[r for d in making_way for r in plan.offices[d]]] = not far
        for d in making_way:
            self.open[d] = plan.problem.may_hold[d] & self._free & ~theirs
            self.open[d][list(plan.offices[d])] = True

    def _keep_all_but(self, departments: Collection[int]) -> None:
        """Leave out the offices of all but some departments."""
        for d, held in enumerate(self.plan.offices):
            if d not in departments:
                self._free[list(held)] = False

    @property
    def is_tied(self) -> bool:
        """Whether somebody in want must lie in one place."""
        return bool(self._places.any())

    def fill(self, clock: Clock, fewest: int) -> None:
        """Give the offices out again if that seats more people, and breaks no wish.

        Parameters
        ----------
        fewest
            So many are left out in any plan.
        """
        departments = sorted(self.open)
        may_hold = np.zeros_like(self.problem.may_hold)
        for d in departments:
            may_hold[d] = self.open[d]
        rooms = np.flatnonzero(may_hold.any(axis=0)).tolist()
        too_many = len(departments) * len(rooms) > _MOST_PAIRS
        if not rooms or (self.far and too_many):
            return
        parties = [self._party(d) for d in departments]
        held = {r: p for p, d in enumerate(departments) for r in self.plan.offices[d]}
        model = SeatsModel(
            replace(self.problem, may_hold=may_hold), parties, rooms, {} if self.far else held
        )
        if not self.far:  # today's plan leads the search for all else astray
            model.hint(self._seated_now(departments))
        seats = self._seat(model, clock, fewest, too_many=too_many)
        if seats.unseated < sum(self.plan.costs[d].unseated for d in departments):
            self.plan.apply_if_better(self.plan.propose(self._offices(parties, seats.rooms)))

    def _seat(self, model: SeatsModel, clock: Clock, fewest: int, *, too_many: bool) -> Seats:
        """Return an answer with as few unseated as can be found.

        Near today's plan few offices change hands: asked for together with the seats where the
        model is small, afterwards where it is large or that was too much to ask.
        """

        def limits(work: float) -> Limits:
            left, share = clock.seconds_left(), _SHARE_LARGE if self.far or too_many else _SHARE
            return Limits(work, min(left, max(_SECONDS, share * left)), clock.options.seed)

        if not self.far and not too_many:
            seats = model.seat_with_least_change(limits(_BOTH))
            clock.count_work(seats.work)
            if seats.unseated <= fewest:
                return seats
        seats = model.seat(fewest, limits(_FAR if self.far else _NEAR if too_many else _BRIEF))
        clock.count_work(seats.work)
        if not self.far and (too_many or seats.unseated <= fewest):
            seats = model.least_change(seats, limits(_TIDY))
            clock.count_work(seats.work)
        return seats

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
        return self._without(d, {} if d in self.anew else self.plan.offices[d])

    def _without(self, d: int, held: Held) -> Occupancy:
        """Return who of a department has no seat in some offices, by kind."""
        left = self.problem.departments[d].kinds.people
        for occupancy in held.values():
            left = tuple(a - b for a, b in zip(left, occupancy, strict=True))
        return left

    def _party(self, d: int) -> Party:
        people, own = self._people(d), self.problem.departments[d].kinds.own
        alone = sum(people[k] for k in own)
        return Party((d,), alone, sum(people) - alone)

    def _seated_now(self, departments: Sequence[int]) -> Iterator[SeatedRoom]:
        """Yield who sits where today of those who give back their offices."""
        for p, d in enumerate(departments):
            alone = self.problem.departments[d].kinds.alone
            for r, occupancy in self.plan.offices[d].items() if d in self.anew else ():
                own = any(n and by_himself for n, by_himself in zip(occupancy, alone, strict=True))
                yield SeatedRoom(r, p, own, sum(occupancy))

    def _offices(self, parties: list[Party], rooms: tuple[SeatedRoom, ...]) -> dict[int, Held]:
        """Return the offices of an answer, with kinds of people for the numbers."""
        given: dict[int, list[SeatedRoom]] = {party.departments[0]: [] for party in parties}
        for seated in rooms:
            given[parties[seated.party].departments[0]].append(seated)
        return {d: self._seated(d, seats) for d, seats in given.items()}

    def _seated(self, d: int, given: Sequence[SeatedRoom]) -> Held:
        """Return who of a department sits where: where they sat, if the others fit beside."""
        before = self.plan.offices[d]
        new = [seated.room for seated in given if seated.room not in before]
        stays = (
            {s.room: before[s.room] for s in given if s.room in before}
            if d in self.anew
            else before
        )
        left = self._without(d, stays)
        beside = self.seater.seat(d, new, left)
        if sum(map(sum, beside.values())) == sum(left):
            return {**stays, **beside}
        held = {} if d in self.anew else dict(before)
        waiting, kinds = list(self._people(d)), self.problem.departments[d].kinds
        for seated in given:
            fitting = kinds.own if seated.alone else kinds.sharing
            held[seated.room] = take(fitting, waiting, seated.people)
        return held
