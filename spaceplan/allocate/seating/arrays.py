"""A seating problem as arrays of whole units, for the search and the models alike.

Costs are whole units, 10,000 a point (hundredths of a price times dm²), kept in floats: below 2⁵³
their sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.model import SeatingConstraint, SeatingKind, SeatingProblem, SeatRoom

UNITS_A_POINT = 10_000


@dataclass(frozen=True)
class Price:
    """What breaking something costs: a number of hard constraints, and soft units."""

    hard: float
    soft: float


@dataclass(frozen=True)
class Link:
    """A constraint between two entities: ``broken[a, b]`` where they sit in rooms a and b."""

    one: int
    two: int
    broken: Bools
    price: Price


class SeatingArrays:
    """What a seating costs, as tables.

    Attributes
    ----------
    linear_hard, linear_soft
        (entity, room): constraints that depend on one entity's room alone.
    links
        Constraints of two entities.
    alone_hard, alone_soft
        Of each entity: what it costs where it shares its room.
    full_hard, full_soft
        Of each room: what it costs where more space is needed than there is.
    seats
        Of each room: the most entities; as many as there are where nothing is said.
    """

    def __init__(self, problem: SeatingProblem) -> None:
        self.problem = problem
        entities, rooms = problem.entities, problem.rooms
        self.n, self.m = len(entities), len(rooms)
        self.space = np.array([e.space_dm2 for e in entities], dtype=np.float64)
        self.area = np.array([r.space_dm2 for r in rooms], dtype=np.float64)
        self.under = float(round(problem.under_weight * 100))
        self.over = float(round(problem.over_weight * 100))
        self.seats = np.array(
            [self.n if r.seats is None else min(r.seats, self.n) for r in rooms], dtype=np.float64
        )
        self.linear_hard, self.linear_soft = np.zeros((2, self.n, self.m))
        self.alone_hard, self.alone_soft = np.zeros((2, self.n))
        self.full_hard, self.full_soft = np.zeros((2, self.m))
        self.links: list[Link] = []
        self._broken = broken_tables(rooms)
        for constraint in problem.constraints:
            self._add(constraint, _price(constraint))

    def _add(self, constraint: SeatingConstraint, price: Price) -> None:
        subject, targets = constraint.subject, list(constraint.targets)
        match constraint.kind:
            case SeatingKind.CAPACITY:
                self.full_hard[subject] += price.hard
                self.full_soft[subject] += price.soft
            case SeatingKind.NOTSHARING:
                self.alone_hard[subject] += price.hard
                self.alone_soft[subject] += price.soft
            case SeatingKind.ALLOCATION | SeatingKind.ONEOF | SeatingKind.NONALLOCATION:
                wrong = np.ones(self.m)
                wrong[targets] = 0.0
                if constraint.kind == SeatingKind.NONALLOCATION:
                    wrong = 1.0 - wrong
                self.linear_hard[subject] += price.hard * wrong
                self.linear_soft[subject] += price.soft * wrong
            case _:
                table = self._broken[constraint.kind]
                self.links.append(Link(subject, targets[0], table, price))

    def least_misuse(self) -> float:
        """Return units that no seating goes below: all rooms taken as one (misuse is convex)."""
        left = float(np.sum(self.area) - np.sum(self.space))
        return max(self.under * left, -self.over * left)

    def cost_step(self) -> int:
        """Return units of which the cost of every seating is a whole multiple."""
        misuse = np.concatenate([self.area, self.space])
        prices = [self.linear_soft.ravel(), self.alone_soft, self.full_soft]
        prices += [np.array([link.price.soft for link in self.links])]
        prices += [self.under * misuse, self.over * misuse]
        whole = np.concatenate(prices).astype(np.int64)
        return int(np.gcd.reduce(whole)) or 1

    def sums(self, rooms: Ints, weights: Floats) -> Floats:
        """Return for each room the sum of what the entities in it count."""
        return np.bincount(rooms, weights=weights, minlength=self.m).astype(np.float64)

    def misuse(self, loads: Floats) -> Floats:
        """Return under- and overuse of rooms that hold so much, units."""
        left = self.area - loads
        return np.maximum(self.under * left, -self.over * left)


def broken_tables(rooms: tuple[SeatRoom, ...]) -> dict[SeatingKind, Bools]:
    """Return for each kind of two entities in which pairs of rooms it is broken."""
    number = len(rooms)
    same = np.eye(number, dtype=bool)
    beside = same.copy()
    for index, room in enumerate(rooms):
        beside[index, list(room.adjacent)] = True
    beside |= beside.T
    floors = {floor: number for number, floor in enumerate({r.floor: None for r in rooms})}
    storey = np.array([floors[room.floor] for room in rooms], dtype=np.int64)
    near = storey[:, None] == storey[None, :]
    return {
        SeatingKind.SAMEROOM: ~same,
        SeatingKind.NOTSAMEROOM: same,
        SeatingKind.ADJACENCY: ~beside,
        SeatingKind.NEARBY: ~near,
        SeatingKind.AWAYFROM: near,
    }


def like_rows(broken: Bools) -> list[tuple[Ints, Bools]]:
    """Return groups of rooms that break a link with the same rooms, and those rooms."""
    groups: dict[bytes, list[int]] = {}
    for room, row in enumerate(broken):
        groups.setdefault(row.tobytes(), []).append(room)
    return [(np.array(rooms), broken[rooms[0]]) for rooms in groups.values()]


def _price(constraint: SeatingConstraint) -> Price:
    if constraint.hard:
        return Price(1.0, 0.0)
    return Price(0.0, float(round(constraint.weight * 100) * (UNITS_A_POINT // 100)))
