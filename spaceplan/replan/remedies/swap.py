"""Swaps: the people of two offices change places, or those of one move to a vacant office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from spaceplan.model.remedy import SCOPES, Move, Obstacle, Remedy, Transfer
from spaceplan.replan.remedies.candidates import (
    NONE,
    OBSTACLES,
    Candidates,
    count_obstacles,
    nothing,
)
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.offices import NOBODY, SEVERAL, IntArray
from spaceplan.replan.remedies.sitters import Sitter


def find_swaps(case: Case, room: str, *, kind: str = "swap", private_dm2: int = 0) -> Candidates:
    """Return the offices whose people can change places with those of a room.

    Afterwards both are within quota and have a seat for each: area <= Σ allowances and people who
    need a seat <= seats. The same storey comes first, then building and site; then who moves
    fewest, the own department, and the shortest walk. A room left empty is handed back, for the
    surplus of a swap goes to the bureau.

    Parameters
    ----------
    private_dm2
        Area of the rooms private to it, which count with it; who sits there then must be of a rank
        that sits alone.
    """
    table = case.offices
    if room not in table.place:
        return nothing(kind, Obstacle.REQUIREMENT)
    i = table.place[room]
    own = int(table.holder[i])
    for reason, met in (
        (Obstacle.OTHER_HOLDERS, own in (SEVERAL, NOBODY)),
        (Obstacle.NOBODY_KNOWN, table.allowance[i] < 0 or not case.situation.occupants_known),
        (Obstacle.STAYS, bool(table.stays[i])),
        (Obstacle.NO_QUOTA, table.allowance[i] == 0),
    ):
        if met:
            return nothing(kind, reason, len(table.ids) - 1)
    obstacle = _obstacles(case, i, private_dm2)
    searched = count_obstacles(table.distance(i), obstacle, but=i)
    return Candidates(kind, _remedies(case, i, obstacle, kind), searched)


def _obstacles(case: Case, i: int, private_dm2: int) -> IntArray:
    """Return by office the first thing that keeps it from being a partner of office i."""
    table = case.offices
    own = int(table.holder[i])
    other = table.holder != own
    held = table.holder >= 0
    empty = table.places == 0
    grows = table.area[i] - table.area  # of whoever gives its room for that of i
    spare = np.where(held, case.spare_office_dm2[np.where(held, table.holder, 0)], 0)
    too_much = (-grows > max(0, int(case.spare_office_dm2[own]))) | (
        held & (grows > np.maximum(spare, 0))
    )
    mine = case.may_hold(own)
    over = table.allowance < table.area[i] + private_dm2
    if private_dm2:
        over |= ~table.alone
    theirs = _may_take(case, i)
    tests = (
        (Obstacle.OTHER_HOLDERS, table.holder == SEVERAL),
        (Obstacle.NOBODY_KNOWN, table.allowance < 0),
        (Obstacle.TOO_LARGE, table.area > table.allowance[i]),
        (Obstacle.TOO_SMALL, table.seats < table.need[i]),
        (Obstacle.PARTNER_OVER, ~empty & over),
        (Obstacle.PARTNER_CROWDED, table.need > table.seats[i]),
        (Obstacle.STAYS, table.stays),
        (Obstacle.LOCKED, other & (table.locked | bool(table.locked[i]))),
        (Obstacle.REQUIREMENT, other & ~(mine & (theirs | ~held))),
        (Obstacle.ENTITLEMENT, other & too_much),
    )
    first = np.full(len(table.ids), NONE, dtype=np.int64)
    for obstacle, met in tests:
        first[(first == NONE) & met] = OBSTACLES.index(obstacle)
    first[i] = OBSTACLES.index(Obstacle.REQUIREMENT)
    return first


def _may_take(case: Case, i: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return by office whether whoever holds it may hold office i."""
    holder = case.offices.holder
    may = np.zeros(len(holder), dtype=np.bool_)
    for number in np.unique(holder[holder >= 0]).tolist():
        may[holder == number] = case.may_hold(number)[i]
    return may


def _remedies(case: Case, i: int, obstacle: IntArray, kind: str) -> Iterator[Remedy]:
    """Yield the partners in order of preference, a scope at a time."""
    table = case.offices
    distance = table.distance(i)
    for number in range(len(SCOPES)):
        near = np.flatnonzero((obstacle == NONE) & (distance == number))
        if not len(near):
            continue
        walks = case.walks(table.ids[i], [table.ids[j] for j in near])
        people = table.places[i] + table.places[near]
        crosses = (table.holder[near] != table.holder[i]) & (table.holder[near] >= 0)
        order = sorted(
            range(len(near)),
            key=lambda n: (int(people[n]), bool(crosses[n]), walks[n], table.ids[near[n]]),
        )
        for n in order:
            yield exchange(case, i, int(near[n]), walks[n], kind)


def exchange(case: Case, i: int, j: int, walk_m: float, kind: str) -> Remedy:
    """Return that the people of two offices change places, and the offices their holders."""
    table = case.offices
    room, other = table.ids[i], table.ids[j]
    moves = (
        *moved(case.there(room), other, walk_m),
        *moved(case.there(other), room, walk_m),
    )
    scope = SCOPES[int(table.distance(i)[j])]
    return Remedy(kind, scope, moves, tuple(_transfers(case, i, j)))


def moved(people: Sequence[Sitter], room: str, walk_m: float) -> Iterator[Move]:
    """Yield that all these people move to a room."""
    for sitter in people:
        yield Move(sitter.person, sitter.written, sitter.kind, sitter.room, room, walk_m)


def _transfers(case: Case, i: int, j: int) -> Iterator[Transfer]:
    """Yield which rooms change hands: those of two departments do, and an emptied one goes back."""
    table = case.offices
    room, other = table.ids[i], table.ids[j]
    area, other_area = int(table.area[i]), int(table.area[j])
    mine, theirs = case.holding(room), case.holding(other)
    vacant = table.places[j] == 0
    if table.holder[j] == table.holder[i]:
        if vacant and not table.locked[i] and mine is not None:
            yield Transfer(room, mine, None, area)
        return
    taker = mine if mine is not None else case.department(int(table.holder[i])).id
    yield Transfer(other, theirs, taker, other_area)
    if mine is not None:
        yield Transfer(room, mine, theirs, area)
