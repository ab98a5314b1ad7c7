"""Σ over departments of the fewest storeys that could seat it alone: a yardstick for scatter."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from spaceplan.allocate.capacity import Capacity
from spaceplan.allocate.ortools_models.alone_model import (
    AloneModel,
    PricesAlone,
    StoreyAlone,
)
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem import Problem

_WORK = 2.0


def fewest_storeys(problem: Problem, d: int, seconds: float) -> int:
    """Return the fewest storeys of its allowed sites that could seat a department alone.

    A department that does not fit even so needs all storeys that it may use; one without people
    needs none. Where the seconds do not suffice, it is a lower bound.
    """
    party = Party.of(problem, [d], share_own=problem.may_share_own)
    if not party.people:
        return 0
    capacities = list(capacities_of(problem, d).values())
    if any(capacity.fits(party.alone, party.sharing) for capacity in capacities):
        return 1
    everything = Capacity.of([n for capacity in capacities for n in capacity.rooms])
    if not everything.fits(party.alone, party.sharing):
        return len(capacities)
    storeys = [StoreyAlone(capacity, building=0, site=0) for capacity in capacities]
    model = AloneModel(
        storeys, alone=party.alone, sharing=party.sharing, prices=PricesAlone(storey=1.0)
    )
    fewest, _ = model.bound(Limits(_WORK, seconds))
    return max(2, ceil(fewest - 1e-6))


def capacities_of(problem: Problem, d: int) -> dict[int, Capacity]:
    """Return what each storey that a department may use can seat, had it no competitors."""
    seats: dict[int, list[int]] = {}
    for r in problem.may_hold[d].nonzero()[0].tolist():
        seats.setdefault(problem.offices.storey[r], []).append(problem.offices.seats[r])
    found = {s: Capacity.of(numbers) for s, numbers in sorted(seats.items())}
    return {s: capacity for s, capacity in found.items() if capacity.rooms}


def largest_of(capacities: Sequence[Capacity]) -> Capacity:
    """Return a capacity that is at least each of the given ones: room by room the larger."""
    longest = max(len(capacity.rooms) for capacity in capacities)
    lists = [capacity.rooms[::-1] for capacity in capacities]
    return Capacity.of([max(rooms[i] for rooms in lists if i < len(rooms)) for i in range(longest)])
