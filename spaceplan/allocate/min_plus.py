"""Least costs by number of people, combined: sums in the (min, +) algebra, and how they came about.

A ``Costs`` is a function from n = 0 ... N people to points. ``Together`` seats n people in two
places at once; ``trace`` says who went where.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Costs more than anything that is possible.
IMPOSSIBLE = 1e15


class Costs(Protocol):
    """Least cost of n people, for every n, and a trace of the places where they are."""

    values: Floats

    def trace(self, people: int) -> Iterator[tuple[Place, int]]:
        """Yield the places that have people, with their number."""


class Nobody:
    """Nobody is anywhere: free for 0, impossible for more."""

    def __init__(self, people: int) -> None:
        self.values = np.full(people + 1, IMPOSSIBLE)
        self.values[0] = 0.0

    def trace(self, people: int) -> Iterator[tuple[Place, int]]:
        """Yield nothing: for more than 0 people there is no way."""
        assert people == 0
        yield from ()


class Place:
    """One storey out of some: for each number of people the cheapest.

    Parameters
    ----------
    values
        Cost by people; 0 people are not a choice here.
    storeys, which
        The storeys to choose from, and by people the place of the cheapest among them.
    """

    def __init__(self, values: Floats, storeys: tuple[int, ...], which: NDArray[np.intp]) -> None:
        self.values = values
        self.storeys = storeys
        self.which = which

    def storey(self, people: int) -> int:
        """Return the cheapest storey for so many people."""
        return self.storeys[int(self.which[people])]

    def trace(self, people: int) -> Iterator[tuple[Place, int]]:
        """Yield the place itself."""
        yield self, people


class Plus:
    """The same with a price on being used at all, and a price a person."""

    def __init__(self, inner: Costs, price: float = 0.0, each: float = 0.0) -> None:
        self.inner = inner
        self.values = inner.values + price
        if each:
            self.values += each * np.arange(len(self.values))
        self.values[0] = IMPOSSIBLE

    def trace(self, people: int) -> Iterator[tuple[Place, int]]:
        """Yield the places inside."""
        yield from self.inner.trace(people)


class Either:
    """The cheaper of two."""

    def __init__(self, one: Costs, other: Costs) -> None:
        self.one, self.other = one, other
        self.values = np.minimum(one.values, other.values)

    def trace(self, people: int) -> Iterator[tuple[Place, int]]:
        """Yield the places of the cheaper one."""
        first = self.one.values[people] <= self.other.values[people]
        yield from (self.one if first else self.other).trace(people)


class Together:
    """People spread over two: min over j of one(n − j) + other(j)."""

    def __init__(self, one: Costs, other: Costs) -> None:
        self.one, self.other = one, other
        self.values = spread(one.values, other.values)

    def trace(self, people: int) -> Iterator[tuple[Place, int]]:
        """Yield the places of both."""
        sums = self.one.values[people::-1] + self.other.values[: people + 1]
        there = int(sums.argmin())
        yield from self.one.trace(people - there)
        yield from self.other.trace(there)


def spread(one: Floats, other: Floats) -> Floats:
    """Return min over j of one[n − j] + other[j], for n = 0 ... N."""
    size = len(one)
    finite = np.flatnonzero(other < IMPOSSIBLE / 2)
    if not len(finite):
        return np.full(size, IMPOSSIBLE)
    first, end = int(finite[0]), int(finite[-1]) + 1
    padded = np.full(2 * size - 1, IMPOSSIBLE)
    padded[size - 1 :] = one
    step = padded.strides[0]
    # shifted[n, j] = one[n − j]: a view, nothing is copied
    shifted = np.ndarray(
        (size, end - first), np.float64, padded, (size - 1 - first) * step, (step, -step)
    )
    best: Floats = (shifted + other[first:end]).min(axis=1)
    return np.minimum(best, IMPOSSIBLE)


def any_number(place: Costs) -> Costs:
    """Return one or more copies of a place, as many as one likes."""
    found = place
    while True:
        more = Together(found, found)
        if not (more.values < found.values - 1e-9).any():
            return found
        found = Either(found, more)


def or_nobody(costs: Costs) -> Costs:
    """Return the same with the choice of not being there at all."""
    return Either(Nobody(len(costs.values) - 1), costs)
