"""Sums of tables written down once, and worked out again whenever the tables at the leaves change.

A ``Sums`` is a list of steps, each a table of the least cost of n = 0 ... N people, of the kinds
below, for tables of any number of entries each. ``sum_values`` works it out in machine code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints

#: Kinds of steps: nobody is anywhere, free for 0; one storey out of some, the cheapest for each
#: number of people but 0; another step with a price on being used at all and a price a person; the
#: cheaper of two; people spread over two; any number of copies of one, but none.
NOBODY, STOREY, PRICED, EITHER, TOGETHER, REPEATED = range(6)


class Leaf(NamedTuple):
    """A storey for a department: its row of the tables, and what the department pays for it."""

    row: int
    paid: float


class Steps(NamedTuple):
    """The steps as arrays.

    Parameters
    ----------
    kind
        (steps, 5): kind, one step or the first leaf, other step or the end of the leaves, where
        its table begins, and its entries.
    price
        (steps, 2): points for being used at all (of a storey, if used), and a person.
    leaves, paid
        Rows of the tables, and points for each.
    hubs, hub_price
        (hubs, 4): row of the table, step of all others, fewest and most people in all. (hubs, 2):
        what the department pays for the hub's storey, and for all of it.
    entries
        What all tables have together, and the most that one has.
    """

    kind: Ints
    price: Floats
    leaves: Ints
    paid: Floats
    hubs: Ints
    hub_price: Floats
    entries: Ints


class Sums:
    """Writes steps down."""

    def __init__(self) -> None:
        self._kind: list[tuple[int, int, int, int, int]] = []
        self._price: list[tuple[float, float]] = []
        self._leaves: list[Leaf] = []
        self._hubs: list[tuple[int, int, int, int]] = []
        self._hub_price: list[tuple[float, float]] = []
        self._end = 0

    def nobody(self, width: int) -> int:
        """Return the step without people, for tables of so many entries."""
        return self._step(NOBODY, 0, 0, width)

    def storey(self, leaves: Sequence[Leaf], price: float, width: int) -> int:
        """Return the cheapest of some storeys, with the price of a storey."""
        first = len(self._leaves)
        self._leaves += leaves
        return self._step(STOREY, first, len(self._leaves), width, price)

    def priced(self, step: int, price: float = 0.0, each: float = 0.0) -> int:
        """Return the same with a price on being used at all, and a price a person."""
        return self._step(PRICED, step, 0, self._width(step), price, each)

    def together(self, one: int, other: int) -> int:
        """Return people spread over two."""
        return self._step(TOGETHER, one, other, self._width(one))

    def repeated(self, step: int) -> int:
        """Return one or more copies of a step, as many as one likes."""
        return self._step(REPEATED, step, 0, self._width(step))

    def or_nobody(self, step: int) -> int:
        """Return the same with the choice of not being there at all."""
        return self._step(EITHER, self.nobody(self._width(step)), step, self._width(step))

    def hub(self, leaf: Leaf, others: int, people: range, price: float) -> int:
        """Take in a storey with the hub, all others as in a step; return its number.

        Parameters
        ----------
        people
            How many may be seated in all.
        price
            Points for all of it.
        """
        self._hubs.append((leaf.row, others, people.start, people.stop - 1))
        self._hub_price.append((leaf.paid, price))
        return len(self._hubs) - 1

    def steps(self) -> Steps:
        """Return all that was written down."""
        leaves, paid = zip(*self._leaves, strict=True) if self._leaves else ((), ())
        most = max((width for *_, width in self._kind), default=0)
        return Steps(
            np.array(self._kind, dtype=np.int64).reshape(-1, 5),
            np.array(self._price).reshape(-1, 2),
            np.array(leaves, dtype=np.int64),
            np.array(paid, dtype=np.float64),
            np.array(self._hubs, dtype=np.int64).reshape(-1, 4),
            np.array(self._hub_price).reshape(-1, 2),
            np.array([self._end, most], dtype=np.int64),
        )

    def _width(self, step: int) -> int:
        return self._kind[step][4]

    def _step(
        self, kind: int, one: int, other: int, width: int, price: float = 0.0, each: float = 0.0
    ) -> int:
        self._kind.append((kind, one, other, self._end, width))
        self._price.append((price, each))
        self._end += width
        return len(self._kind) - 1
