"""The cost of a seating and the hard constraints that it breaks, counted one by one.

It shares nothing with the solver but the problem, and works in plain whole numbers: points times
10,000 (hundredths of a price times dm²).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spaceplan.model import SeatingConstraint, SeatingKind, SeatingProblem

_UNITS_A_POINT = 10_000


@dataclass(frozen=True)
class SeatingCost:
    """What a seating costs, points, and what it breaks.

    Parameters
    ----------
    hard_broken
        Hard constraints broken, and rooms with more heads than seats.
    broken
        Indices of all constraints that are broken, hard and soft.
    """

    misuse: float
    soft: float
    cost: float
    hard_broken: int
    broken: tuple[int, ...]


def recompute_seating(problem: SeatingProblem, assignment: Sequence[int]) -> SeatingCost:
    """Return what a seating (room index of each entity) costs and breaks.

    Raises
    ------
    ValueError
        If it does not name a room of the problem for each entity.
    """
    if len(assignment) != len(problem.entities):
        raise ValueError("a seating names one room for each entity")
    if any(not 0 <= room < len(problem.rooms) for room in assignment):
        raise ValueError("a seating names a room that does not exist")
    where = tuple(assignment)
    broken = tuple(
        number
        for number, constraint in enumerate(problem.constraints)
        if not _holds(problem, where, constraint)
    )
    misuse = soft = hard = 0
    for index, room in enumerate(problem.rooms):
        left = room.space_dm2 - _needed(problem, where, index)
        price = problem.over_weight if left < 0 else problem.under_weight
        misuse += round(price * 100) * abs(left)
        hard += room.seats is not None and where.count(index) > room.seats
    for number in broken:
        constraint = problem.constraints[number]
        if constraint.hard:
            hard += 1
        else:
            soft += round(constraint.weight * 100) * 100
    total = (misuse + soft) / _UNITS_A_POINT
    return SeatingCost(misuse / _UNITS_A_POINT, soft / _UNITS_A_POINT, total, hard, broken)


def _needed(problem: SeatingProblem, where: tuple[int, ...], room: int) -> int:
    """Return the space that those in a room need, dm²."""
    return sum(
        e.space_dm2 for e, there in zip(problem.entities, where, strict=True) if there == room
    )


def _holds(problem: SeatingProblem, where: tuple[int, ...], constraint: SeatingConstraint) -> bool:
    subject, targets = constraint.subject, constraint.targets
    match constraint.kind:
        case SeatingKind.ALLOCATION | SeatingKind.ONEOF:
            return where[subject] in targets
        case SeatingKind.NONALLOCATION:
            return where[subject] not in targets
        case SeatingKind.CAPACITY:
            return _needed(problem, where, subject) <= problem.rooms[subject].space_dm2
        case SeatingKind.NOTSHARING:
            return where.count(where[subject]) == 1
        case _:
            return _pair_holds(problem, constraint.kind, where[subject], where[targets[0]])


def _pair_holds(problem: SeatingProblem, kind: SeatingKind, one: int, two: int) -> bool:
    rooms = problem.rooms
    same_floor = rooms[one].floor == rooms[two].floor
    match kind:
        case SeatingKind.SAMEROOM:
            return one == two
        case SeatingKind.NOTSAMEROOM:
            return one != two
        case SeatingKind.ADJACENCY:
            return one == two or two in rooms[one].adjacent or one in rooms[two].adjacent
        case SeatingKind.NEARBY:
            return same_floor
        case _:
            return not same_floor
