"""A seating under change: what every move of one entity would cost, at once.

A move of entity e takes it to another room, or has it change places with another entity; the cost
of all of them is one pass over arrays of (rooms + entities) numbers. With x = space left in a room,
misuse is β·|x| + α·x, and the α parts of two rooms cancel when entities only go between them.
"""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.seating.arrays import Floats, Ints, SeatingArrays


class SeatingState:
    """Rooms of entities with every table that prices moves; ``energy`` is in units.

    Parameters
    ----------
    hard
        Units that a broken hard constraint counts in the energy.
    """

    def __init__(self, arrays: SeatingArrays, rooms: Ints, hard: float) -> None:
        self.arrays, self.hard = arrays, hard
        n, m = arrays.n, arrays.m
        self.n, self.m = n, m
        self._half = (arrays.under + arrays.over) / 2
        given = np.concatenate([np.zeros(m), arrays.space])
        self._net = arrays.space[:, None] - given[None, :]
        alone = arrays.alone_hard * hard + arrays.alone_soft
        self._alone = alone
        self._net_alone = alone[:, None] - np.concatenate([np.zeros(m), alone])[None, :]
        self._swaps = np.concatenate([np.zeros(m), np.ones(n)])
        self._full = arrays.full_hard * hard + arrays.full_soft
        self._any_full = bool(np.any(self._full))
        self._any_seats = bool(np.any(arrays.seats < n))
        self._tables: dict[tuple[int, float], Floats] = {}
        self._links: list[list[tuple[int, Floats]]] = [[] for _ in range(n)]
        self._make_links()
        self._x, self._y, self._z = np.zeros(m + n), np.zeros(m + n), np.zeros(m + n)
        self.reset(rooms)

    def _make_links(self) -> None:
        for link in self.arrays.links:
            price = link.price.hard * self.hard + link.price.soft
            key = (id(link.broken), price)
            if key not in self._tables:
                self._tables[key] = np.where(link.broken, price, 0.0)
            self._links[link.one].append((link.two, self._tables[key]))
            self._links[link.two].append((link.one, self._tables[key]))

    def reset(self, rooms: Ints) -> None:
        """Take a seating over and count everything anew."""
        arrays, n, m = self.arrays, self.n, self.m
        self.rooms = rooms.astype(np.int64).copy()
        self.where = np.concatenate([np.arange(m), self.rooms])
        self._where_shared = np.concatenate([np.arange(m), m + self.rooms])
        self._full_there = np.take(self._full, self.where)
        self.left = arrays.area - arrays.sums(self.rooms, arrays.space)
        self.heads = np.bincount(self.rooms, minlength=m)
        self._wanting = arrays.sums(self.rooms, self._alone)
        self._shared = np.concatenate([self.heads > 0, self.heads > 1]).astype(np.float64)
        self.table = arrays.linear_hard * self.hard + arrays.linear_soft
        twice = 0.0
        for entity in range(n):
            for other, prices in self._links[entity]:
                self.table[entity] += prices[self.rooms[other]]
                twice += prices[self.rooms[entity], self.rooms[other]]
        self.own = np.array(self.table[np.arange(n), self.rooms], dtype=np.float64)
        self._now = np.zeros(m)
        for room in range(m):
            self._refresh(room)
        alpha = (arrays.under - arrays.over) / 2 * float(np.sum(self.left))
        seats = self.hard * float(np.sum(self.heads > arrays.seats))
        self.energy = float(np.sum(self.own)) - twice / 2 + float(np.sum(self._now)) + alpha + seats

    def _refresh(self, room: int) -> None:
        """Count what a room itself costs: β·|left|, sharing, overfilling."""
        left, heads = self.left[room], self.heads[room]
        self._shared[room] = heads > 0
        self._shared[self.m + room] = heads > 1
        cost = self._half * abs(left)
        if heads > 1:
            cost += self._wanting[room]
        if left < 0:
            cost += self._full[room]
        self._now[room] = cost

    def deltas(self, entity: int) -> Floats:
        """Return what moves of an entity cost: to each room, then in exchange with each entity.

        Staying costs 0, an exchange within the room is infinite. The array is reused by the next
        call.
        """
        room, m = int(self.rooms[entity]), self.m
        net, where, x, y, z = self._net[entity], self.where, self._x, self._y, self._z
        row = self.table[entity]
        np.take(self.left, where, out=x)
        x -= net
        np.add(net, self.left[room], out=y)
        if self._any_full:
            over = self._full_there * (x < 0)
            if self._full[room]:
                over += self._full[room] * (y < 0)
        np.abs(x, out=x)
        np.abs(y, out=y)
        x += y
        x *= self._half
        if self._any_full:
            x += over
        self._add_sharing(entity, room, x)
        np.take(row - self._now, where, out=z)
        x += z
        x -= row[room] + self._now[room]
        x[m:] += self.table[:, room]
        x[m:] -= self.own
        for other, prices in self._links[entity]:
            there = self.rooms[other]
            x[m + other] -= prices[there, there] + prices[room, room] - 2 * prices[room, there]
        if self._any_seats:
            self._add_seats(room, x)
        x[where == room] = np.inf
        x[room] = 0.0
        return x

    def _add_sharing(self, entity: int, room: int, x: Floats) -> None:
        """Add what those cost who want to sit alone: in the rooms gone to, and in the one left."""
        net, z = self._net_alone[entity], self._z
        np.take(self._wanting, self.where, out=z)
        z += net
        z *= self._shared[self._where_shared]
        x += z
        heads = self.heads[room]
        if heads > 1:
            np.subtract(self._wanting[room], net, out=z)
            if heads == 2:
                z *= self._swaps
            x += z

    def _add_seats(self, room: int, x: Floats) -> None:
        """Add what a head too many costs where an entity moves without exchange."""
        seats, m = self.arrays.seats, self.m
        x[:m] += self.hard * (self.heads == seats)
        if self.heads[room] == seats[room] + 1:
            x[:m] -= self.hard

    def apply(self, entity: int, move: int, delta: float) -> None:
        """Carry out a move that ``deltas`` priced."""
        room = int(self.rooms[entity])
        if move == room:
            return
        if move < self.m:
            self._put(entity, move)
            self.heads[room] -= 1
            self.heads[move] += 1
            there = move
        else:
            other = move - self.m
            there = int(self.rooms[other])
            self._put(entity, there)
            self._put(other, room)
        self._refresh(room)
        self._refresh(there)
        self.energy += delta

    def _put(self, entity: int, room: int) -> None:
        before, space, alone = self.rooms[entity], self.arrays.space[entity], self._alone[entity]
        self.left[before] += space
        self.left[room] -= space
        self._wanting[before] -= alone
        self._wanting[room] += alone
        self.rooms[entity] = room
        self.where[self.m + entity] = room
        self._where_shared[self.m + entity] = self.m + room
        self._full_there[self.m + entity] = self._full[room]
        self.own[entity] = self.table[entity, room]
        for other, prices in self._links[entity]:
            row = self.table[other]
            row += prices[room]
            row -= prices[before]
            self.own[other] = row[self.rooms[other]]
