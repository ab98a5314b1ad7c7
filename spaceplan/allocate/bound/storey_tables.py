"""What it costs a department at least to seat n of its people on one storey, for every n.

A dynamic programme over the rooms of the storey, in the order of its ``Frontier``: each room is
left, or held with m people; a locked one may be held with nobody. Counted are zones beyond the
first, people who stay where they sit, the walk to a hub on this storey, and a price for every room
held. It is gone through for each department and each hub of a storey (``seat_rooms``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bound.frontier import Frontier
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE
from spaceplan.allocate.bound.seat_rooms import (
    Seating,
    automaton_of,
    fill_tables,
    scratch_for,
    trace_rooms,
)
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import CM_PER_M


@dataclass(frozen=True)
class Column:
    """One department, or departments without people there, on one storey.

    Parameters
    ----------
    people
        How many there may be at most.
    base
        By room in the order of the frontier: cost of holding it with m = 1, 2, ... people.
    locked
        By room: whether it is held in any case, with nobody in it if need be.
    alone
        Those who sit alone, where they are counted apart.
    """

    people: int
    base: tuple[Floats, ...]
    locked: tuple[bool, ...]
    alone: Alone | None = None

    @property
    def sharing(self) -> int:
        """How many there may be at most of those who are not counted apart."""
        return self.people if self.alone is None else min(self.people, self.alone.others)

    @property
    def entries(self) -> int:
        """Entries of a table."""
        return (self.sharing + 1) * prod(n + 1 for n in (self.alone.numbers if self.alone else ()))


@dataclass(frozen=True)
class Alone:
    """People of a department who sit alone and are counted apart from its others.

    Parameters
    ----------
    numbers
        How many there are of each kind.
    costs
        By room in the order of the frontier, (kinds,): cost of holding it for one of them.
    others
        How many others there are.
    """

    numbers: tuple[int, ...]
    costs: tuple[Floats, ...]
    others: int


class StoreyTables:
    """The tables of one storey.

    Parameters
    ----------
    off_storey
        By office of the problem: points a person for the walk to any other storey.
    """

    def __init__(
        self, problem: Problem, geometry: Geometry, frontier: Frontier, off_storey: Floats
    ) -> None:
        self.frontier = frontier
        self.rooms = np.array(frontier.rooms, dtype=np.intp)
        self.seats = tuple(problem.offices.seats[r] for r in frontier.rooms)
        zone = problem.prices.zone if frontier.counts_zones else 0.0
        self._automaton = automaton_of(frontier.layers, zone)
        price = problem.prices.distance / CM_PER_M
        self._walks = price * geometry.walks(list(frontier.rooms))
        self._no_walks = np.zeros((1, len(self.rooms)))
        self.off = off_storey[self.rooms]

    @cached_property
    def all_hubs(self) -> Ints:
        """Numbers of the rooms that may be hubs, from 1; one for all where walks cost nothing."""
        return np.arange(1, 1 + (len(self.rooms) if self._walks.any() else 1))

    def column(
        self,
        costs: Callable[[int], Floats],
        people: int,
        locked: Collection[int] = (),
        alone: tuple[Sequence[int], Callable[[int], Floats]] | None = None,
    ) -> Column:
        """Return the column of a department.

        Parameters
        ----------
        costs
            By office: what it costs that m = 1, 2, ... people sit there; empty: it may not hold it.
        people
            How many there may be at most.
        locked
            Offices that it holds in any case.
        alone
            How many people of each kind sit alone and are counted apart; by office what it costs
            that one of each kind sits there. They are no longer among those of ``costs``.
        """
        rooms = self.frontier.rooms
        base = tuple(costs(r) for r in rooms)
        most = sum(len(cost) for cost in base)
        counted = None
        if alone is not None:
            numbers, of_room = alone
            each = tuple(of_room(r) for r in rooms)
            counted = Alone(tuple(numbers), each, people - sum(numbers))
        return Column(min(people, most), base, tuple(r in locked for r in rooms), counted)

    def least(
        self, seating: Seating, prices: Floats, hubs: Ints, *, found: Floats, nearest: Ints
    ) -> None:
        """Write for each column the least cost of n = 0, 1, ... people: hub elsewhere, hub here.

        Nobody at all (n = 0) is no choice, but for a hub in a locked room.

        Parameters
        ----------
        prices
            Price of holding each office of the problem, points.
        hubs
            Which of ``all_hubs`` are looked at; walks on this storey are counted, off it or to a
            hub here. None at all: no walks, and the second table is the first.
        found
            (columns, 2, people): where it is written.
        nearest
            (columns, people): where the cheapest of ``hubs`` is written; 0: there is none.
        """
        walks = np.vstack([self.off, self._walks[hubs - 1]]) if len(hubs) else self._no_walks
        scratch = scratch_for(self._automaton, entries_of(seating), kept=False)
        fill_tables(self._automaton, seating, prices[self.rooms], walks, scratch, found, nearest)
        nearest[:] = np.array([0, *hubs])[nearest]
        if not len(hubs):
            found[:, 1] = found[:, 0]
        found[:, :, 0] = IMPOSSIBLE
        found[seating.locked.any(axis=1), 1, 0] = 0.0

    def count_rooms(
        self,
        seating: Seating,
        column: int,
        people: int,
        prices: Floats,
        used: Ints,
        *,
        hub: int | None = None,
    ) -> None:
        """Count the offices of a cheapest way to seat so many people up.

        Parameters
        ----------
        used
            By office of the problem.
        hub
            One of ``all_hubs``; 0: elsewhere; None: walks are not counted.
        """
        here = np.zeros(len(self.rooms), dtype=np.int64)
        scratch = scratch_for(self._automaton, entries_of(seating), kept=True)
        walk = self._no_walks[0]
        if hub is not None:
            walk = self._walks[hub - 1] if hub else self.off
        priced = prices[self.rooms]
        trace_rooms(self._automaton, seating, column, people, priced, walk, scratch, here)
        used[self.rooms] += here


def seating_of(columns: Sequence[Column]) -> Seating:
    """Return columns of one storey as arrays, at least one."""
    most = np.array([[len(cost) for cost in column.base] for column in columns], dtype=np.int64)
    base = np.zeros((*most.shape, int(most.max(initial=0))))
    for c, column in enumerate(columns):
        for i, cost in enumerate(column.base):
            base[c, i, : len(cost)] = cost
    kinds = max((len(column.alone.numbers) for column in columns if column.alone), default=0)
    numbers = np.zeros((len(columns), kinds), dtype=np.int64)
    alone = np.full((len(columns), most.shape[1], kinds), IMPOSSIBLE)
    for c, column in enumerate(columns):
        if column.alone is not None:
            numbers[c, : len(column.alone.numbers)] = column.alone.numbers
            for i, costs in enumerate(column.alone.costs):
                alone[c, i, : len(costs)] = costs
    return Seating(
        np.array([column.people for column in columns], dtype=np.int64),
        np.array([column.sharing for column in columns], dtype=np.int64),
        base,
        most,
        np.array([column.locked for column in columns], dtype=np.uint8),
        numbers,
        alone,
    )


def entries_of(seating: Seating) -> int:
    """Return the entries that a table needs at most."""
    return int(((seating.sharing + 1) * (seating.numbers + 1).prod(axis=1)).max(initial=1))
