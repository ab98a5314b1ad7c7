"""Where departments with hard wishes may settle while a plan is built, and what of a start must go.

A department that must lie in one place chooses one where everybody fits, if there is any; two that
must be apart leave each other's storeys alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from spaceplan.allocate.occupancy import Seater
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Bools, Problem
from spaceplan.allocate.wishes import APART, Held, WishCounter, broken_wishes, places_of


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
        """Return the storeys of a place around what is held: where all fit, near who is there."""
        before = {r for r, _ in self.problem.departments[d].before}
        here = {int(self.storey[r]) for r in held}

        def rank(place: tuple[int, ...]) -> tuple[bool, int, int]:
            rooms = np.flatnonzero(free & np.isin(self.storey, place)).tolist()
            seats = sum(self.problem.offices.seats[r] for r in rooms)
            known = sum(r in before for r in rooms)
            fits = self.seater.fits(d, rooms, people)
            return not fits, -known, seats if fits else -seats

        possible = [place for place in self.places[d] if here <= set(place)]
        return min(possible, key=rank, default=())


def drop_breaking(problem: Problem, wishes: WishCounter, offices: Sequence[Held]) -> list[Held]:
    """Return a start without the offices that break wishes, fewest first; what stays put stays."""
    kept = list(offices)
    staying = [frozenset(department.locked) for department in problem.departments]
    storey = problem.offices.storey
    for d in sorted(wishes.asking):
        if problem.departments[d].wishes.one_place and kept[d]:
            fixed = {storey[r] for r in staying[d]}
            places = [p for p in places_of(problem, d) if fixed <= set(p)]
            best = max(places, key=lambda place: _people(kept[d], storey, place), default=())
            kept[d] = {r: o for r, o in kept[d].items() if storey[r] in best or r in staying[d]}
    for kind, d, e in wishes.pairs_of(sorted(wishes.pairs)):
        if kind == APART:
            for s in {storey[r] for r in kept[d]} & {storey[r] for r in kept[e]}:
                _leave(kept, staying, storey, s, (d, e))
    return kept


def _people(held: Held, storey: Sequence[int], place: Sequence[int]) -> int:
    return sum(sum(occupancy) for r, occupancy in held.items() if storey[r] in place)


def _leave(
    kept: list[Held],
    staying: Sequence[frozenset[int]],
    storey: Sequence[int],
    s: int,
    pair: tuple[int, int],
) -> None:
    """Let the one of two departments that may, and has fewer people there, leave a storey."""

    def rank(d: int) -> tuple[bool, int]:
        return any(storey[r] == s for r in staying[d]), _people(kept[d], storey, (s,))

    d = min(pair, key=rank)
    kept[d] = {r: o for r, o in kept[d].items() if storey[r] != s or r in staying[d]}


def mending(plan: Plan, random: Random) -> list[int]:
    """Return the departments of one broken wish, drawn at random; none where none is broken."""
    wishes = plan.evaluator.wishes
    lacking = [d for d, unmet in enumerate(plan.services.unmet) if unmet]
    broken = list(broken_wishes(wishes, plan.offices, lacking))
    if not broken:
        return []
    _, d, e = random.choice(broken)
    return [d] if e < 0 else [d, e]
