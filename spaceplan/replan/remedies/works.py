"""Simple works: the surplus of a room is opened to a corridor or a common room beside it.

Surplus that opens onto nothing common would be walled off, which is forbidden and never proposed.
"""

from __future__ import annotations

from spaceplan.model import Room
from spaceplan.model.remedy import Obstacle, Remedy, Scope, Searched, Works
from spaceplan.replan.remedies.candidates import Candidates, nothing
from spaceplan.replan.remedies.case import Case
from spaceplan.rules import Category

KIND = "simple_works"
POOLED = "pooled"


def find_works(case: Case, room: str) -> Candidates:
    """Return works that leave a room with what its people justify and open the rest.

    What is left must still have a seat for everybody who needs one.
    """
    table = case.offices
    i = table.place[room]
    allowance = int(table.allowance[i])
    common = common_beside(case, room)
    for obstacle, met in (
        (Obstacle.NOBODY_KNOWN, allowance < 0 or not case.situation.occupants_known),
        (Obstacle.NO_QUOTA, allowance == 0),
        (Obstacle.TOO_SMALL, case.book.seats(max(0, allowance)) < table.need[i]),
        (Obstacle.NO_COMMON_ROOM, common is None),
        (Obstacle.STILL_OVER, table.area[i] <= allowance),
    ):
        if met:
            return nothing(KIND, obstacle)
    assert common is not None
    works = Works(room, int(table.area[i]) - allowance, common)
    remedy = Remedy(KIND, Scope.STOREY, works=(works,))
    return Candidates(KIND, iter((remedy,)), (Searched(Scope.STOREY, 1, ()),))


def common_beside(case: Case, room: str) -> str | None:
    """Return a corridor or hall beside a room, else a common service room, else None."""
    beside = sorted(case.graph.neighbours(room))
    rooms = [case.portfolio.room(id) for id in beside]
    ways = [r for r in rooms if _is_way(case, r)]
    shared = [
        r for r in rooms if POOLED in r.tags and case.situation.categories[r.id] == Category.SERVICE
    ]
    return next((r.id for r in (*ways, *shared)), None)


def _is_way(case: Case, room: Room) -> bool:
    """Return whether a room is for walking, and no shaft with stairs or a lift."""
    return case.situation.categories[room.id] == Category.CIRCULATION and room.shaft is None
