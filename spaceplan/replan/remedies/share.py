"""Sharing: colleagues come to sit in a room that is too large, or its people go to sit with others.

Only within a department. A rank that sits alone shares only as far as the settings let it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from spaceplan.model.remedy import (
    SCOPES,
    Move,
    Obstacle,
    Remedy,
    Scope,
    Searched,
    Transfer,
)
from spaceplan.replan.remedies.candidates import Candidates, nothing
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.colleagues import Leaving, choose_leaving, ways_to_leave
from spaceplan.replan.remedies.offices import NOBODY, SEVERAL
from spaceplan.replan.remedies.sitters import Sitter
from spaceplan.replan.remedies.swap import moved

KIND = "share"


def find_shares(case: Case, room: str) -> Candidates:
    """Return colleagues with whom the people of a room can share, there or elsewhere.

    There: some come whose quotas cover the surplus and whose own rooms bear that they leave.
    Elsewhere: all people of the room join those of another, and the room is handed back.
    """
    table = case.offices
    i = table.place[room]
    own = int(table.holder[i])
    there = case.there(room)
    offices = case.offices_of(own) if own >= 0 else []
    for obstacle, met in (
        (Obstacle.OTHER_HOLDERS, own in (SEVERAL, NOBODY)),
        (Obstacle.NOBODY_KNOWN, table.allowance[i] < 0 or not case.situation.occupants_known),
        (Obstacle.SITS_ALONE, bool(table.alone[i]) and not _may_share(case, there, there)),
    ):
        if met:
            return nothing(KIND, obstacle, max(0, len(offices) - 1))
    obstacles: dict[int, Obstacle | None] = {}
    found = [*_joined(case, i, offices, obstacles)]
    ways, outside = ways_to_leave(case, i, offices)
    for j in offices:
        if any(way.office == j for way in ways):
            obstacles[j] = None
    found += [
        _coming(case, i, chosen)
        for number in range(len(SCOPES))
        if (chosen := choose_leaving(case, i, ways, outside, within=number)) is not None
    ]
    if not found:  # who could leave is too few, or justifies too little
        obstacles = {j: o or Obstacle.NOT_ENOUGH for j, o in obstacles.items()}
    remedies = sorted(dict.fromkeys(found), key=_preference)
    return Candidates(KIND, iter(remedies), _count(case, i, obstacles))


def _preference(remedy: Remedy) -> tuple[int, int, bool, float, list[str]]:
    """Order: the nearest, who moves fewest, colleagues who come before people who go, the walk."""
    goes = bool(remedy.transfers)
    return (
        SCOPES.index(remedy.scope),
        remedy.people_moved,
        goes,
        remedy.walk_m,
        sorted(remedy.rooms),
    )


def _may_share(case: Case, people: Sequence[Sitter], others: Sequence[Sitter]) -> bool:
    """Return whether the settings let all these people sit in one room."""
    together = [s for s in chain(people, others) if s.needs_seat]
    sharing = case.portfolio.settings.share_own_room
    if sharing == "any" or not any(s.alone for s in together):
        return True
    return sharing == "like" and len({s.kind for s in together}) == 1


def _joined(
    case: Case, i: int, offices: Sequence[int], obstacles: dict[int, Obstacle | None]
) -> Iterator[Remedy]:
    """Yield every office whose people all those of office i can join; note what is in the way."""
    table = case.offices
    there = case.there(table.ids[i])
    for j in offices:
        if j == i:
            continue
        obstacle = _cannot_join(case, i, j, there)
        obstacles[j] = obstacle
        if obstacle is None:
            room, other = table.ids[i], table.ids[j]
            moves = tuple(moved(there, other, case.walk(room, other)))
            giver = None if table.locked[i] else case.holding(room)
            back = () if giver is None else (Transfer(room, giver, None, int(table.area[i])),)
            yield Remedy(KIND, SCOPES[int(table.distance(i)[j])], moves, back)


def _cannot_join(case: Case, i: int, j: int, there: Sequence[Sitter]) -> Obstacle | None:
    """Return what keeps the people of office i from joining those of office j."""
    table = case.offices
    both = int(table.allowance[i] + table.allowance[j])
    if table.places[j] == 0:
        return Obstacle.REQUIREMENT  # that would be a swap with a vacant room
    if table.allowance[j] < 0:
        return Obstacle.NOBODY_KNOWN
    if table.stays[i]:
        return Obstacle.STAYS
    if not _may_share(case, there, case.there(table.ids[j])):
        return Obstacle.SITS_ALONE
    if table.need[i] + table.need[j] > table.seats[j]:
        return Obstacle.TOO_SMALL
    return Obstacle.STILL_OVER if table.area[j] > both else None


def _coming(case: Case, i: int, chosen: tuple[Leaving, ...]) -> Remedy:
    """Return that these colleagues come to office i."""
    table = case.offices
    room = table.ids[i]
    moves: list[Move] = []
    transfers: list[Transfer] = []
    for leaving in chosen:
        for sitter in leaving.people:
            start = sitter.room or None
            moves.append(
                Move(sitter.person, sitter.written, sitter.kind, start, room, leaving.walk_m)
            )
        if leaving.empties:
            left = table.ids[leaving.office]
            giver = case.holding(left)
            if giver is not None and not table.locked[leaving.office]:
                transfers.append(Transfer(left, giver, None, int(table.area[leaving.office])))
    starts = [move.start for move in moves if move.start]
    scope = case.scope_of((room, *starts)) if starts else Scope.STOREY
    return Remedy(KIND, scope, tuple(moves), tuple(transfers))


def _count(case: Case, i: int, obstacles: dict[int, Obstacle | None]) -> tuple[Searched, ...]:
    """Return by scope how many rooms of colleagues there are, and what was in the way of each."""
    distance = case.offices.distance(i)
    found = []
    for number, scope in enumerate(SCOPES):
        within = [o for j, o in obstacles.items() if distance[j] <= number]
        met = Counter(o for o in within if o is not None)
        found.append(Searched(scope, len(within), tuple(sorted(met.items()))))
    return tuple(found)
