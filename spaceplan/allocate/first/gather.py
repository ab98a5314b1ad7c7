"""Where departments with hard wishes may settle while a plan is built, and what of a start must go.

A department that must lie in one place chooses one where everybody fits, if there is any; two that
must be apart leave each other's storeys alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, product
from random import Random

import numpy as np

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.first.crowding import Crowding
from spaceplan.allocate.plan.plan import Change, Plan
from spaceplan.allocate.plan.swap import may_move, swap
from spaceplan.allocate.problem.occupancy import Seater
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.problem.wishes import (
    APART,
    NEXT_TO,
    Held,
    WishCounter,
    broken_wishes,
    places_of,
)

#: Rooms that are tried on either side when two departments are brought together; so many ways are
#: priced before the best of them is taken, if it will do.
_NEAR, _PRICED = 40, 60


class Whereabouts:
    """Says which offices are open to a department, given what all hold already."""

    def __init__(self, problem: Problem, wishes: WishCounter) -> None:
        self.problem = problem
        self.wishes = wishes
        self.seater = Seater(problem)
        self.storey = np.array(problem.offices.storey, dtype=np.int64)
        self.places = {
            d: places_of(problem, d)
            for d in wishes.asking
            if problem.departments[d].wishes.one_place
        }

    def open_to(self, d: int, free: Bools, people: Sequence[int], offices: Sequence[Held]) -> Bools:
        """Return which of the free offices (a mask) the wishes leave to a department.

        Parameters
        ----------
        people
            Who has no seat yet, by kind.
        """
        for kind, e in self.wishes.pairs.get(d, ()):
            if kind == APART and offices[e]:
                free = free & ~np.isin(self.storey, [self.storey[r] for r in offices[e]])
        if d in self.places:
            free = free & np.isin(self.storey, self._place(d, free, people, offices[d]))
        return free

    def _place(self, d: int, free: Bools, people: Sequence[int], held: Held) -> tuple[int, ...]:
        """Return the storeys of a place around what is held: where most fit, near who is there."""
        before = {r for r, _ in self.problem.departments[d].before}
        here = {int(self.storey[r]) for r in held}

        def rank(place: tuple[int, ...]) -> tuple[int, int, int]:
            rooms = np.flatnonzero(free & np.isin(self.storey, place)).tolist()
            seats = sum(self.problem.offices.seats[r] for r in rooms)
            known = sum(r in before for r in rooms)
            return self.seater.left_out(d, rooms, people), -known, seats

        possible = [place for place in self.places[d] if here <= set(place)]
        return min(possible, key=rank, default=())


def drop_breaking(problem: Problem, wishes: WishCounter, offices: Sequence[Held]) -> list[Held]:
    """Return a start without the offices that break wishes, or stand in their way.

    A department that must lie in one place gets one where most of it fit, rather where most of its
    people are; others leave as many rooms there as that takes. What stays put stays.
    """
    start = _Start(problem, wishes, offices)
    bound = [d for d in sorted(wishes.asking) if problem.departments[d].wishes.one_place]
    for d in sorted(bound, key=lambda d: -problem.departments[d].kinds.total):
        start.settle(d)
    for kind, d, e in wishes.pairs_of(sorted(wishes.pairs)):
        if kind == APART:
            start.part(d, e)
    return start.offices


class _Start:
    """A start from which rooms are taken."""

    def __init__(self, problem: Problem, wishes: WishCounter, offices: Sequence[Held]) -> None:
        self.problem = problem
        self.wishes = wishes
        self.offices = list(offices)
        self.seater = Seater(problem)
        self.staying = [frozenset(department.locked) for department in problem.departments]
        self.storey = problem.offices.storey

    @cached_property
    def crowding(self) -> Crowding:
        """The same for all departments."""
        return Crowding(self.problem)

    def settle(self, d: int) -> None:
        """Keep of a department what lies in one place, and make room for all of it there."""
        staying, storey = self.staying[d], self.storey
        fixed = {storey[r] for r in staying}
        places = [p for p in places_of(self.problem, d) if fixed <= set(p)]
        if not places:
            return
        holders = self._holders()
        people = self.problem.departments[d].kinds.people
        free_on: dict[int, list[int]] = {}
        for r in self.problem.may_hold[d].nonzero()[0].tolist():
            if self._may_leave(d, holders.get(r, [])):
                free_on.setdefault(storey[r], []).append(r)

        def usable(place: Sequence[int]) -> list[int]:
            return [r for s in place for r in free_on.get(s, [])]

        def rank(place: Sequence[int]) -> tuple[int, int, int]:
            rooms = usable(place)
            seats = sum(self.problem.offices.seats[r] for r in rooms)
            left_out = self.seater.left_out(d, rooms, people)
            left_out += self.crowding.pushed_out(d, place, sum(people) - left_out)
            return left_out, -self._people(d, place), seats

        best = min(places, key=rank)
        self.offices[d] = {
            r: o for r, o in self.offices[d].items() if storey[r] in best or r in staying
        }
        if self.wishes.own(d, self.offices[d]) == 0:
            self._make_room(d, usable(best), holders)

    def _holders(self) -> dict[int, list[int]]:
        holders: dict[int, list[int]] = {}
        for d, held in enumerate(self.offices):
            for r in held:
                holders.setdefault(r, []).append(d)
        return holders

    def _may_leave(self, d: int, holders: Sequence[int]) -> bool:
        """Whether an office is vacant, the department's own, or of one that asks for nothing."""
        others = [e for e in holders if e != d]
        return not others or (
            len(holders) == 1
            and others[0] not in self.wishes.coupled
            and not self.staying[others[0]]
        )

    def _make_room(self, d: int, usable: Sequence[int], holders: dict[int, list[int]]) -> None:
        """Take rooms from others, the smallest groups first, until everybody fits, if all do."""
        people = self.problem.departments[d].kinds.people
        taken = [r for r in usable if holders.get(r, [d]) == [d]]
        groups: dict[tuple[int, int], list[int]] = {}
        for r in usable:
            if r not in taken:
                groups.setdefault((holders[r][0], self.storey[r]), []).append(r)
        for (e, _), rooms in sorted(groups.items(), key=lambda group: (len(group[1]), group[0])):
            if self.seater.fits(d, taken, people):
                return
            taken += rooms
            self.offices[e] = {r: o for r, o in self.offices[e].items() if r not in rooms}

    def _people(self, d: int, place: Sequence[int]) -> int:
        held = self.offices[d].items()
        return sum(sum(occupancy) for r, occupancy in held if self.storey[r] in place)

    def part(self, d: int, e: int) -> None:
        """Let two departments have no storey in common: the one with fewer people there leaves."""
        for s in {self.storey[r] for r in self.offices[d]} & {
            self.storey[r] for r in self.offices[e]
        }:
            leaving = min((d, e), key=lambda one: (self._stays_on(one, s), self._people(one, (s,))))
            self.offices[leaving] = {
                r: o
                for r, o in self.offices[leaving].items()
                if self.storey[r] != s or r in self.staying[leaving]
            }

    def _stays_on(self, d: int, s: int) -> bool:
        return any(self.storey[r] == s for r in self.staying[d])


def mending(plan: Plan, random: Random) -> list[int]:
    """Return the departments of one broken wish, drawn at random; none where none is broken."""
    wishes = plan.evaluator.wishes
    lacking = [d for d, unmet in enumerate(plan.services.unmet) if unmet]
    broken = list(broken_wishes(wishes, plan.offices, lacking))
    if not broken:
        return []
    _, d, e = random.choice(broken)
    return [d] if e < 0 else [d, e]


def bring_together(plan: Plan) -> None:
    """Swap single rooms until those who must be next to each other are, where one swap will do."""
    wishes = plan.evaluator.wishes
    for kind, d, e in wishes.pairs_of(sorted(wishes.pairs)):
        if kind != NEXT_TO or wishes.joined(plan.offices[d], plan.offices[e]):
            continue
        changes = _joining(plan, d, e)
        while batch := list(islice(changes, _PRICED)):
            best = min(batch, key=lambda change: (change.unplaced, change.cost))
            if plan.apply_if_better(best):
                break


def _joining(plan: Plan, d: int, e: int) -> Iterator[Change]:
    """Yield swaps of single rooms, then rooms taken, that may bring two departments together."""
    around = {still: _around(plan, still)[:_NEAR] for still in (d, e)}
    for still, mover in ((d, e), (e, d)):
        for a, b in _nearest_first(around[still], sorted(plan.offices[mover])[:_NEAR]):
            if may_move(plan, a) and may_move(plan, b) and (change := swap(plan, a, b)):
                yield change
    for still, mover in ((d, e), (e, d)):
        for r in (*around[still], *sorted(plan.offices[still])[:_NEAR]):
            for offices in _taken(plan, mover, r):
                yield plan.propose(offices)


def _nearest_first(first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int]]:
    """Return all pairs, those of the first of both before others."""
    pairs = product(enumerate(first), enumerate(second))
    return [(a, b) for (_, a), (_, b) in sorted(pairs, key=lambda pair: pair[0][0] + pair[1][0])]


def _taken(plan: Plan, d: int, r: int) -> Iterator[dict[int, Held]]:
    """Yield offices with a room taken from its holder for a department: who waits, or one room's.

    Whoever loses a seat is left to the search.
    """
    if not may_move(plan, r) or not plan.problem.may_hold[d, r]:
        return
    holders = plan.holders[r]
    if holders and holders[0] in plan.evaluator.wishes.asking:
        return
    loses = {e: {q: o for q, o in plan.offices[e].items() if q != r} for e in holders}
    leaving = [q for q in sorted(plan.offices[d]) if may_move(plan, q)][:_NEAR]
    for left in (None, *leaving):
        kept = {q: o for q, o in plan.offices[d].items() if q != left}
        waiting = list(plan.problem.departments[d].kinds.people)
        for occupancy in kept.values():
            waiting = [n - there for n, there in zip(waiting, occupancy, strict=True)]
        if seated := Seater(plan.problem).seat(d, [r], waiting):
            yield {**loses, d: {**kept, **seated}}


def _around(plan: Plan, d: int) -> list[int]:
    """Return the offices that would join a zone with one of the department's."""
    geometry = plan.evaluator.geometry
    held = plan.offices[d]
    return [
        other
        for s in plan.costs[d].storeys
        for other in geometry.on_storey[s]
        if other not in held
        and any(geometry.reach[other] & geometry.bit[r] for r in held if geometry.storey[r] == s)
    ]
