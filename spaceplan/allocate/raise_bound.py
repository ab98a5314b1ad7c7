"""Raise a quick bound by prices of rooms, more and more.

The parts of the quick bound add up because each speaks of other terms (see ``bound``). The prices
replace what it says of the departments' own terms and of the walks between departments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spaceplan.allocate.apart import apart_of
from spaceplan.allocate.bound import Bounder, Parts, Proof
from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.problem import Problem
from spaceplan.i18n import N_
from spaceplan.units import DM2_PER_M2

METHOD = N_(
    "each department for itself at prices of rooms (dynamic programmes over rooms, Lagrangian "
    "relaxation) with the walks between departments (message passing), structural excess (linear "
    "programme), least opened area (integer programme)"
)
#: The last round and the steps before it take at most so many times the first round.
_LAST = 2.5
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
    hurry: bool = False,
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
    hurry
        Whether to keep time for a last, longer round; else what is proven depends on the work only.
    """
    bounder = Bounder(problem, geometry, count, seconds_left)
    proof = bounder.prove(unplaced)
    yield proof
    if bounder.parts is not None:
        try:
            yield from _raised(
                problem,
                geometry,
                bounder.parts,
                proof,
                count=count,
                seconds_left=seconds_left,
                hurry=hurry,
            )
        except InterruptedError:
            return


def _raised(
    problem: Problem,
    geometry: Geometry,
    parts: Parts,
    proof: Proof,
    *,
    count: Callable[[float], None],
    seconds_left: Callable[[], float],
    hurry: bool,
) -> Iterator[Proof]:
    """Yield the best proof so far after every piece of work with prices of rooms."""
    from spaceplan.allocate.price_ascent import PriceAscent  # loads the compiler
    from spaceplan.allocate.room_prices import Demand, Relaxation

    demands = {
        d: Demand(parts.spared[d], parts.needed[d])
        for d, department in enumerate(problem.departments)
        if department.kinds.total > parts.spared[d]
    }
    began = seconds_left()
    opening = shared_opening(problem)
    relaxation = Relaxation(problem, geometry, demands, apart_of(problem, geometry), opening)
    beside = parts.beside - (parts.opened if opening else 0.0)
    beside += sum(own for d, own in enumerate(parts.own) if d not in demands)
    first: list[float] = []

    def late() -> bool:
        """Return whether there is just time for the last round, which is longer than the first."""
        return hurry and seconds_left() < _LAST * first[0]

    ascent = PriceAscent(
        relaxation,
        parts.own,
        parts.affinity,
        parts.split,
        stopped=lambda: not seconds_left(),
        late=late,
    )
    ignores = tuple(term for term in proof.ignores if term not in _INCLUDED)
    for value in ascent.bounds():
        count(relaxation.work)
        if not first:
            first.append(began - seconds_left())
        if value + beside > proof.value:
            proof = replace(proof, value=value + beside, method=METHOD, ignores=ignores)
        yield proof
