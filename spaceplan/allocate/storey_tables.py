"""What it costs a department at least to seat n of its people on one storey, for every n.

A dynamic programme over the rooms of the storey, in the order of its ``Frontier``: each room is
left, or held with m people; a locked one may be held with nobody. Counted are zones beyond the
first, people who stay where they sit, the walk to a hub on this storey, and a price for every room
held. All departments and all groups of hubs of a storey are carried at once, as axes of one array.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.frontier import Frontier
from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.min_plus import IMPOSSIBLE, Floats
from spaceplan.allocate.problem import Problem

_CM_PER_M = 100
#: Columns are carried together when their widths differ by less than this factor.
_LIKE = 1.5


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
    """

    people: int
    base: tuple[Floats, ...]
    locked: tuple[bool, ...]


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
        self.zone = problem.prices.zone if frontier.counts_zones else 0.0
        price = problem.prices.distance / _CM_PER_M
        self._walks = price * geometry.walks(list(frontier.rooms))
        self.off = off_storey[self.rooms]

    def _walks_to(self, group: int) -> Floats:
        """Return points a person by group of hubs and room: the walk to the nearest of them."""
        if not self._walks.any():
            return np.zeros((1, len(self.rooms)))
        starts = range(0, len(self.rooms), group)
        return np.array([self._walks[start : start + group].min(axis=0) for start in starts])

    def column(
        self,
        may_hold: Sequence[bool],
        people: int,
        stays: Mapping[int, tuple[float, ...]],
        locked: Collection[int] = (),
    ) -> Column:
        """Return the column of a department.

        Parameters
        ----------
        may_hold
            By office of the problem.
        stays
            By office: what is saved when m = 1, 2, ... people sit there.
        locked
            Offices that it holds in any case.
        """
        base = []
        for r, seats in zip(self.frontier.rooms, self.seats, strict=True):
            cost = np.zeros(seats if may_hold[r] else 0)
            if r in stays:
                cost -= stays[r][: len(cost)]
            base.append(cost)
        most = sum(len(cost) for cost in base)
        held = tuple(r in locked for r in self.frontier.rooms)
        return Column(min(people, most), tuple(base), held)

    def least(
        self, columns: Sequence[Column], prices: Floats, *, width: int, group: int
    ) -> list[tuple[Floats, Floats]]:
        """Return for each column the least cost of n = 0, 1, ... people: hub elsewhere, hub here.

        Nobody at all (n = 0) is no choice, but for a hub in a locked room.

        Parameters
        ----------
        prices
            Price of holding each office of the problem, points.
        width
            Entries of each table.
        group
            Walks on this storey are counted, off it or to a hub here, hubs taken together in groups
            of so many rooms beside each other; 0: no walks, and the second table is the first.
        """
        found = [_nothing(width) for _ in columns]
        walks = np.zeros((1, len(self.rooms)))
        if group:
            walks = np.vstack([self.off, self._walks_to(group)])
        for batch in _batches(columns):
            for _, _, table in self._pass([columns[c] for c in batch], prices, walks):
                final = table
            best = final.min(axis=0)
            for i, c in enumerate(batch):
                end = min(columns[c].people + 1, width)
                away, here = found[c]
                away[1:end] = best[i, 0, 1:end]
                here[1:end] = best[i, 1:, 1:end].min(axis=0) if group else away[1:end]
                if any(columns[c].locked):
                    here[0] = 0.0
        return found

    def _pass(
        self, columns: Sequence[Column], prices: Floats, walks: Floats
    ) -> Iterator[tuple[int, Floats, Floats]]:
        """Yield room by room its number, the stacked table before it, and the table after it.

        Tables are (states, columns, hubs, people); stacked: rooms left, then held, then no way.
        """
        width = max(column.people for column in columns) + 1
        shape = (len(columns), len(walks), width)
        table = np.full((1, *shape), IMPOSSIBLE)
        table[0, :, :, 0] = -self.zone
        for i, layer in enumerate(self.frontier.layers):
            states = layer.before
            stacked = np.full((2 * states + 1, *shape), IMPOSSIBLE)
            stacked[:states] = table
            held = stacked[states : 2 * states]
            empty = [c for c, column in enumerate(columns) if column.locked[i]]
            held[:, empty] = table[:, empty] + prices[self.rooms[i]]
            costs = self._costs(i, columns, prices, walks)
            for m in range(1, min(len(costs), width - 1) + 1):
                cost = costs[m - 1][None, :, :, None]
                np.minimum(held[..., m:], table[..., : width - m] + cost, out=held[..., m:])
            added = self.zone * layer.zones[:, :, None, None, None]
            table = stacked[layer.source[0]] + added[0]
            for way in range(1, len(layer.source)):
                np.minimum(table, stacked[layer.source[way]] + added[way], out=table)
            yield i, stacked, table

    def _costs(
        self, i: int, columns: Sequence[Column], prices: Floats, walks: Floats
    ) -> list[Floats]:
        """Return for m = 1, 2, ... the cost of room ``i`` with m people, (columns, hubs)."""
        most = max(len(column.base[i]) for column in columns)
        base = np.full((len(columns), most), IMPOSSIBLE)
        for c, column in enumerate(columns):
            base[c, : len(column.base[i])] = column.base[i]
        price = prices[self.rooms[i]]
        return [base[:, m, None] + price + (m + 1) * walks[None, :, i] for m in range(most)]

    def rooms_of(self, column: Column, people: int, prices: Floats) -> list[int]:
        """Return the offices of a cheapest way to seat so many people, hub elsewhere."""
        none = np.zeros((1, len(self.rooms)))
        stacks = []
        for _, stacked, table in self._pass([column], prices, none):
            stacks.append(stacked[:, 0, 0])
            final = table[:, 0, 0]
        state = int(final[:, people].argmin())
        used = []
        for i in range(len(self.rooms) - 1, -1, -1):
            layer, stacked = self.frontier.layers[i], stacks[i]
            ways = stacked[layer.source[:, state], people] + self.zone * layer.zones[:, state]
            source = int(layer.source[int(ways.argmin()), state])
            if source < layer.before:
                state = source
                continue
            state = source - layer.before
            empty = 0.0 if column.locked[i] else IMPOSSIBLE
            cost = np.concatenate([[empty], column.base[i]])[: people + 1]
            people -= int((stacked[state, people - np.arange(len(cost))] + cost).argmin())
            used.append(int(self.rooms[i]))
        return used


def _nothing(width: int) -> tuple[Floats, Floats]:
    return np.full(width, IMPOSSIBLE), np.full(width, IMPOSSIBLE)


def _batches(columns: Sequence[Column]) -> Iterator[list[int]]:
    """Yield columns of similar width together."""
    order = sorted(range(len(columns)), key=lambda c: columns[c].people)
    batch: list[int] = []
    for c in order:
        if batch and columns[c].people > _LIKE * columns[batch[0]].people + 8:
            yield batch
            batch = []
        batch.append(c)
    if batch:
        yield batch
