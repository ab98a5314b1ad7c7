"""Raise a quick bound by prices of rooms, more and more.

The parts of the quick bound add up because each speaks of other terms (see ``bounder``). The prices
replace what it says of the departments' own terms and of the walks between departments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from spaceplan.allocate.arrays import Floats
from spaceplan.allocate.bound.apart import apart_of
from spaceplan.allocate.bound.bounder import Bounder, Parts, Proof
from spaceplan.allocate.bound.excess import above_entitlement, alone_prices
from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.own_rooms import OwnRooms
from spaceplan.allocate.problem.problem import Problem
from spaceplan.i18n import N_
from spaceplan.units import DM2_PER_M2

METHOD = N_(
    "each department for itself at prices of rooms (dynamic programmes over rooms, Lagrangian "
    "relaxation) with the walks between departments (message passing) and departments on sites "
    "that lack seats or rooms (integer programme); excess and opened storeys shared out among "
    "departments, or structural excess (linear programme) and least opened area (integer programme)"
)
#: Excess is counted room by room where at least this part of what is known of it remains.
_COUNTED = 0.9
#: What the quick bound takes as 0 and the prices do not.
_INCLUDED = ("zone", "distance")


def shared_opening(problem: Problem) -> dict[tuple[int, int], float]:
    """Return what each department pays of opening storeys, by department and storey, points.

    Who had most people on a storey in the status quo pays for it: it will hardly leave. Without
    moves that cost nobody pays, and the storeys are opened by another proof.
    """
    if not (problem.has_ledger and problem.prices.moved and problem.prices.opened):
        return {}
    people: dict[int, dict[int, int]] = {}
    for d, department in enumerate(problem.departments):
        for r, was in department.before:
            if problem.may_hold[d, r] and problem.offices.seats[r]:
                there = people.setdefault(problem.offices.storey[r], {})
                there[d] = there.get(d, 0) + sum(was)
    price = problem.prices.opened / DM2_PER_M2
    return {
        (max(there, key=lambda d: (there[d], -d)), s): price * problem.storeys.opened_dm2[s]
        for s, there in people.items()
    }


def all_proofs(
    problem: Problem,
    geometry: Geometry,
    unplaced: int,
    *,
    count: Callable[[float], None],
    seconds_left: Callable[[], float],
) -> Iterator[Proof]:
    """Yield the best proof so far after every piece of work.

    Parameters
    ----------
    unplaced
        People unseated and unmet needs of the best plan known.
    count
        Called with the deterministic work of each piece.
    seconds_left
        How long there is by the clock; 0: stop at once.
    """
    bounder = Bounder(problem, geometry, count, seconds_left)
    proof = Proof()
    for proof in bounder.proofs(unplaced):
        yield proof
    if bounder.parts is not None:
        try:
            yield from _raised(
                bounder,
                bounder.parts,
                proof,
                count=count,
                seconds_left=seconds_left,
            )
        except InterruptedError:
            return


def _excess_by_rooms(
    problem: Problem, parties: Sequence[Party], parts: Parts
) -> tuple[OwnRooms, Floats, float]:
    """Return the part of the excess that is counted room by room, and points for the rest.

    In the middle: the prices of rooms that go with it. Departments that must hold more than they
    are entitled to pay for that alone. The rewards of people who sit alone are only for departments
    that are seated as a whole: where that leaves out too much, nothing is counted room by room.
    """
    price = problem.prices.excess / DM2_PER_M2
    unseated = [parts.spared[party.departments[0]] for party in parties]
    over = above_entitlement(problem, parties, unseated)
    spared = {d for d, people in enumerate(parts.spared) if people}
    prices = alone_prices(problem, parties, unseated, over.keys() | spared)
    apart, all_excess = price * sum(over.values()), parts.beside - parts.opened
    if apart + price * prices.value < _COUNTED * all_excess:
        return OwnRooms(), np.zeros(len(problem.offices)), all_excess
    rewards: dict[int, dict[int, float]] = {}
    for (p, quota), worth in prices.people.items():
        for d in parties[p].departments:
            if d not in over and d not in spared:
                rewards.setdefault(d, {})[quota] = price * worth
    counted = frozenset(range(len(problem.departments))) - over.keys()
    return OwnRooms(counted, rewards), price * prices.rooms, apart


def _raised(
    bounder: Bounder,
    parts: Parts,
    proof: Proof,
    *,
    count: Callable[[float], None],
    seconds_left: Callable[[], float],
) -> Iterator[Proof]:
    """Yield the best proof so far after every piece of work with prices of rooms."""
    from spaceplan.allocate.bound.price_ascent import PriceAscent  # loads the compiler
    from spaceplan.allocate.bound.room_prices import Demand, Relaxation

    problem, geometry = bounder.problem, bounder.geometry
    demands = {
        d: Demand(parts.spared[d], parts.needed[d], parts.hubs.get(d))
        for d, department in enumerate(problem.departments)
        if department.kinds.total > parts.spared[d]
    }
    opening = shared_opening(problem)
    own_rooms, start, excess = _excess_by_rooms(problem, bounder.parties, parts)
    apart = apart_of(problem, geometry)
    relaxation = Relaxation(problem, geometry, demands, apart, opening, own_rooms)
    beside = excess + (0.0 if opening else parts.opened)
    beside += sum(own for d, own in enumerate(parts.own) if d not in demands) + parts.beyond

    ascent = PriceAscent(
        relaxation,
        parts.own,
        parts.affinity,
        parts.split,
        start=start,
        unseated=parts.unseated,
        stopped=lambda: not seconds_left(),
    )
    ignores = tuple(term for term in proof.ignores if term not in _INCLUDED)
    for i, value in enumerate(ascent.bounds()):
        count(relaxation.take_work())
        if not i:  # where prices begin below what is known, they end hardly above it
            proof = replace(proof, exhausted=value + beside < proof.value)
        if value + beside > proof.value:
            proof = replace(proof, value=value + beside, method=METHOD, ignores=ignores)
        yield proof
