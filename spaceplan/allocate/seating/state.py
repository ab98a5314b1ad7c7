"""A seating under change: what every move would cost, at once; see ``moves`` for how."""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.moves import (
    move_entity,
    price_entity,
    price_room,
    refresh,
    swap_rooms,
)
from spaceplan.allocate.seating.tables import empty_tables


class SeatingState:
    """A seating with every table that prices moves; ``energy`` is in units.

    Parameters
    ----------
    hard
        Units that a broken hard constraint counts in the energy.
    """

    def __init__(self, arrays: SeatingArrays, rooms: Ints, hard: float) -> None:
        self.arrays, self.hard = arrays, hard
        self.n, self.m = arrays.n, arrays.m
        self.tables = empty_tables(arrays, hard)
        self.reset(rooms)

    @property
    def rooms(self) -> Ints:
        """Where everybody sits; changes with the state."""
        return self.tables.rooms

    def reset(self, rooms: Ints) -> None:
        """Take a seating over and count everything anew."""
        arrays, t = self.arrays, self.tables
        t.rooms[:] = rooms
        t.left[:] = arrays.area - arrays.sums(t.rooms, arrays.space)
        t.heads[:] = np.bincount(t.rooms, minlength=self.m)
        t.wanting[:] = arrays.sums(t.rooms, t.alone)
        t.rates[:] = arrays.linear_hard * self.hard + arrays.linear_soft
        twice = 0.0
        for entity in range(self.n):
            for i in range(t.first[entity], t.first[entity + 1]):
                prices, there = t.prices[t.price[i]], t.rooms[t.other[i]]
                t.rates[entity] += prices[there]
                twice += float(prices[t.rooms[entity], there])
        t.own[:] = t.rates[np.arange(self.n), t.rooms]
        for room in range(self.m):
            refresh(t, room)
        alpha = (arrays.under - arrays.over) / 2 * float(np.sum(t.left))
        seats = self.hard * float(np.sum(t.heads > arrays.seats))
        self.energy = float(np.sum(t.own)) - twice / 2 + float(np.sum(t.now)) + alpha + seats

    def deltas(self, entity: int) -> Floats:
        """Return what moves of an entity cost: to each room, then in exchange with each entity.

        Staying costs 0, an exchange within the room is infinite. The array is reused by the next
        call.
        """
        price_entity(self.tables, entity)
        return self.tables.costs

    def room_deltas(self, room: int) -> Floats:
        """Return what it costs that all in a room change places with all in each other room.

        The array is reused by the next call.
        """
        price_room(self.tables, room)
        return self.tables.costs[: self.m]

    def apply(self, entity: int, move: int, delta: float) -> None:
        """Carry out a move that ``deltas`` priced."""
        move_entity(self.tables, entity, move)
        self.energy += delta

    def swap(self, one: int, two: int, delta: float) -> None:
        """Carry out an exchange that ``room_deltas`` priced."""
        swap_rooms(self.tables, one, two)
        self.energy += delta
