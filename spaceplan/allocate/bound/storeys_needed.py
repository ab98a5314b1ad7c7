"""Σ over departments of the fewest storeys that could seat it alone: a yardstick for scatter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import ceil

import numpy as np

from spaceplan.allocate.ortools_models.alone_model import AloneModel, PricesAlone, StoreyAlone
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem.capacity import Capacity
from spaceplan.allocate.problem.problem import Problem

_WORK = 0.5


def fewest_storeys(
    capacities: Mapping[int, Capacity], people: Party, seconds: float, known: int = 0
) -> int:
    """Return the fewest storeys that could seat a department, had it them to itself.

    A department that does not fit even so needs all storeys that it may use; one without people
    needs none. Where the seconds do not suffice, it is a lower bound.

    Parameters
    ----------
    capacities
        The storeys that it may use.
    known
        So many are needed, as is known from elsewhere.
    """
    if not people.people:
        return 0
    if any(capacity.fits(people.alone, people.sharing) for capacity in capacities.values()):
        return 1
    pooled = Capacity.of([n for capacity in capacities.values() for n in capacity.rooms])
    if not pooled.fits(people.alone, people.sharing):
        return len(capacities)
    least = max(2, known, _least(list(capacities.values()), people))  # no single one will do
    most = _most(list(capacities.values()), people)
    if least == most:
        return least
    storeys = [
        StoreyAlone(capacity, building=0, site=0, copies=copies)
        for capacity, copies in undominated(tuple(capacities.values()), most).items()
    ]
    model = AloneModel(
        storeys, alone=people.alone, sharing=people.sharing, prices=PricesAlone(storey=1.0)
    )
    fewest, _ = model.bound(Limits(_WORK, seconds))
    return max(least, ceil(fewest - 1e-6))


@lru_cache(maxsize=256)
def undominated(capacities: tuple[Capacity, ...], number: int) -> dict[Capacity, int]:
    """Return the capacities worth looking at when ``number`` storeys will do, with their copies.

    A storey is not, when so many others are as good room by room: any of them may replace it.
    """
    copies = Counter(capacities)
    kinds = list(copies)
    width = max(len(capacity.rooms) for capacity in kinds)
    seats = np.zeros((len(kinds), width), dtype=np.int64)
    for i, capacity in enumerate(kinds):
        seats[i, : len(capacity.rooms)] = capacity.rooms[::-1]
    counts = np.array(list(copies.values()))
    found = {}
    for i, capacity in enumerate(kinds):
        as_good = (seats >= seats[i]).all(axis=1)
        as_good[i] = False
        if counts[as_good].sum() < number:
            found[capacity] = min(copies[capacity], number)
    return found


def _least(capacities: Sequence[Capacity], people: Party) -> int:
    """Return how many storeys would do if each were as good as the best in every respect."""
    return copies_needed(_largest_of_all(tuple(capacities)), people, len(capacities))


@lru_cache(maxsize=64)
def _largest_of_all(capacities: tuple[Capacity, ...]) -> Capacity:
    return largest_of(capacities)


def _most(capacities: Sequence[Capacity], people: Party) -> int:
    """Return how many storeys will do if those with most seats are taken."""
    taken: list[int] = []
    for number, capacity in enumerate(sorted(capacities, key=lambda c: -c.seats), start=1):
        taken += capacity.rooms
        if Capacity.of(taken).fits(people.alone, people.sharing):
            return number
    return len(capacities)


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
    lists = [capacity.rooms[::-1] for capacity in set(capacities)]
    return Capacity.of([max(rooms[i] for rooms in lists if i < len(rooms)) for i in range(longest)])


def copies_needed(best: Capacity, people: Party, number: int) -> int:
    """Return how many storeys as good as ``best`` seat the people, at most ``number``."""
    for copies in range(1, number):
        if Capacity.of(best.rooms * copies).fits(people.alone, people.sharing):
            return copies
    return number
