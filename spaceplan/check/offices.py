"""The offices that each department holds in an allocation, and where its hub is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Portfolio
from spaceplan.rules import Category, RuleBook


@dataclass(frozen=True)
class Offices:
    """Offices of one department, ordered by id, with how many of its people sit in each."""

    rooms: tuple[str, ...] = ()
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Hub:
    """Where a department's walks meet: its hub, and person-metres from all offices to it."""

    room: str
    person_metres: float


def held_offices(
    portfolio: Portfolio, rulebook: RuleBook, allocation: Allocation
) -> Mapping[str, Offices]:
    """Return the offices of every department of the portfolio, in its order."""
    people: dict[str, Counter[str]] = {d.id: Counter() for d in portfolio.departments}
    for line in allocation.lines:
        is_office = rulebook.category(portfolio.room(line.room).use) == Category.OFFICE
        if is_office and line.department in people:
            people[line.department][line.room] += line.occupancy.total
    return {
        id: Offices(tuple(sorted(rooms)), tuple(rooms[room] for room in sorted(rooms)))
        for id, rooms in people.items()
    }


def find_hub(graph: SpatialGraph, offices: Offices) -> Hub | None:
    """Return the hub of some offices: the one with the least Σ people × walk to it.

    Ties go to the smallest id. Walks are whole centimetres, so that ties are exact. None where
    there is no office.
    """
    if not offices.rooms:
        return None
    centimetres = walk_cm(graph, offices.rooms, offices.rooms)
    person_cm = np.asarray(offices.people, dtype=np.int64) @ centimetres
    best = int(np.argmin(person_cm))
    return Hub(offices.rooms[best], int(person_cm[best]) / 100)


def walk_cm(
    graph: SpatialGraph, starts: tuple[str, ...], ends: tuple[str, ...]
) -> npt.NDArray[np.int64]:
    """Return the walks from rooms (rows) to rooms (columns), whole centimetres."""
    metres = graph.walk([graph.index(room) for room in starts], [graph.index(r) for r in ends])
    return np.rint(metres * 100).astype(np.int64)
