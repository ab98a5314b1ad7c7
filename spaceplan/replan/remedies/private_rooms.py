"""A leader's toilet or rest room that is too much: opened to a corridor or a common room beside it.

Whole rooms become common space with a door of their own; of a large one only what is too much, as
long as more is left than goes. What opens onto nothing common would be walled off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from spaceplan.model import Room
from spaceplan.model.remedy import Obstacle, Remedy, Scope, Searched, Works
from spaceplan.replan.remedies.candidates import Candidates, nothing
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.works import KIND, common_beside
from spaceplan.rules.amounts import exact_dm2
from spaceplan.rules.kinds import PrivateRooms
from spaceplan.units import half_up

#: No office has more private rooms than a person would try all combinations of.
_MOST_ROOMS = 6


def find_toilet_works(case: Case, toilet: str, excess_dm2: int) -> Candidates:
    """Return works that open what of a toilet is too much, or all of it."""
    return _candidates(case, {toilet: case.portfolio.room(toilet).area_dm2}, excess_dm2)


def find_private_works(
    case: Case, kind: PrivateRooms, rooms: Sequence[str], excess_dm2: int
) -> Candidates:
    """Return works that open private rooms until an office with the rest is within quota."""
    counted = {id: _counted_dm2(kind, case.portfolio.room(id)) for id in rooms}
    return _candidates(case, counted, excess_dm2)


def _counted_dm2(kind: PrivateRooms, room: Room) -> int:
    """Return how much of a private room counts against the quota."""
    free = half_up(exact_dm2(kind.free_toilet_m2)) if room.use in kind.toilets else 0
    return max(0, room.area_dm2 - free)


def _candidates(case: Case, counted: dict[str, int], excess_dm2: int) -> Candidates:
    beside = {id: common_beside(case, id) for id in counted}
    common = {id: room for id, room in beside.items() if room is not None}
    if not common:
        return nothing(KIND, Obstacle.NO_COMMON_ROOM)
    found = sorted(_works(case, counted, common, excess_dm2), key=_opened_dm2)
    if not found:
        return nothing(KIND, Obstacle.NOT_ENOUGH)
    searched = Searched(Scope.STOREY, len(found), ())
    remedies = (Remedy(KIND, Scope.STOREY, works=works) for works in found)
    return Candidates(KIND, remedies, (searched,), complete=len(common) <= _MOST_ROOMS)


def _works(
    case: Case, counted: dict[str, int], common: dict[str, str], excess_dm2: int
) -> Iterator[tuple[Works, ...]]:
    """Yield parts of one room that suffice, and the least sets of whole rooms that do."""
    areas = {id: case.portfolio.room(id).area_dm2 for id in common}
    for id, room in common.items():
        if excess_dm2 * 2 <= counted[id]:
            yield (Works(id, excess_dm2, room),)
    rooms = list(common)[:_MOST_ROOMS]
    enough: list[frozenset[str]] = []
    for number in range(1, len(rooms) + 1):
        for chosen in map(frozenset, combinations(rooms, number)):
            smaller = any(part <= chosen for part in enough)
            if not smaller and sum(counted[id] for id in chosen) >= excess_dm2:
                enough.append(chosen)
                yield tuple(Works(id, areas[id], common[id]) for id in rooms if id in chosen)


def _opened_dm2(works: tuple[Works, ...]) -> tuple[int, tuple[str, ...]]:
    return sum(work.surplus_dm2 for work in works), tuple(work.room for work in works)
