"""Seats for people who lack one or must leave: beside colleagues, or in a vacant office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from spaceplan.check import Finding
from spaceplan.model.remedy import (
    SCOPES,
    Move,
    Obstacle,
    Remedy,
    Scope,
    Searched,
    Transfer,
)
from spaceplan.replan.remedies.candidates import NONE, OBSTACLES, Candidates, nothing
from spaceplan.replan.remedies.candidates import count_obstacles as count
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.offices import NOBODY
from spaceplan.replan.remedies.sitters import Sitter


def find_seats_beside(case: Case, kind: str, people: Sequence[Sitter]) -> Candidates:
    """Return the free seats nearest to people of one department, in its own offices.

    A free seat is one that the physical minimum leaves in an office where nobody sits alone by
    rank. The room from which they come is not among those looked at.
    """
    if not people:
        return nothing(kind, Obstacle.REQUIREMENT, complete=False)
    if any(s.alone for s in people):
        return nothing(kind, Obstacle.SITS_ALONE)
    table = case.offices
    start = people[0].room
    number = case.departments[people[0].department]
    rooms = [j for j in case.offices_of(number) if table.ids[j] != start and table.places[j]]
    free = [j for j in rooms if table.need[j] < table.seats[j] and not table.alone[j]]
    seats = sum(int(table.seats[j] - table.need[j]) for j in free)
    if seats < len(people):
        obstacles = ((Obstacle.NO_SEAT, len(rooms)),) if rooms else ()
        return Candidates(kind, iter(()), (Searched(SCOPES[-1], len(rooms), obstacles),))
    walks = case.walks(start, [table.ids[j] for j in free]) if start else [0.0] * len(free)
    order = sorted(zip(walks, free, strict=True), key=lambda w: (w[0], table.ids[w[1]]))
    remedy = _fill(case, kind, people, order)
    return Candidates(kind, iter((remedy,)), (Searched(remedy.scope, len(rooms), ()),))


def _fill(
    case: Case, kind: str, people: Sequence[Sitter], order: Sequence[tuple[float, int]]
) -> Remedy:
    """Return that people take the free seats in an order."""
    table = case.offices
    waiting = list(people)
    moves: list[Move] = []
    for walk, j in order:
        taking = waiting[: int(table.seats[j] - table.need[j])]
        waiting = waiting[len(taking) :]
        moves += [_move(sitter, table.ids[j], walk) for sitter in taking]
    return Remedy(kind, _scope(case, moves), tuple(moves))


def _move(sitter: Sitter, room: str, walk: float) -> Move:
    return Move(sitter.person, sitter.written, sitter.kind, sitter.room or None, room, walk)


def _scope(case: Case, moves: Sequence[Move]) -> Scope:
    rooms = [room for move in moves for room in (move.start, move.end) if room]
    return case.scope_of(rooms)


def find_vacant_office(
    case: Case, kind: str, people: Sequence[Sitter], *, back: Sequence[str] = ()
) -> Candidates:
    """Return the vacant offices that hold people of one department together, within quota.

    Nobody holds them, or the department itself and nobody sits there. Several people over several
    offices are not looked for: then the search is not complete.

    Parameters
    ----------
    back
        Rooms that the department hands back, as far as it may.
    """
    if not people or any(s.allowance_dm2 is None for s in people):
        return nothing(kind, Obstacle.NOBODY_KNOWN, complete=False)
    if len(people) > 1 and any(s.alone for s in people):
        return nothing(kind, Obstacle.SITS_ALONE)
    own = case.departments[people[0].department]
    obstacle = _obstacles(case, people, own)
    near = _near(case, people[0].room or _any_office(case, own))
    searched = count(near, obstacle, but=-1)
    found = _vacant(case, kind, people, own, obstacle, back)
    return Candidates(kind, found, searched, complete=len(people) == 1)


def _obstacles(
    case: Case, people: Sequence[Sitter], own: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    table = case.offices
    allowance = sum(s.allowance_dm2 or 0 for s in people)
    unheld = table.holder == NOBODY
    spare = max(0, int(case.spare_office_dm2[own]))
    tests = (
        (Obstacle.OTHER_HOLDERS, ~(unheld | (table.holder == own)) | (table.places > 0)),
        (Obstacle.TOO_SMALL, table.seats < len(people)),
        (Obstacle.TOO_LARGE, table.area > allowance),
        (Obstacle.REQUIREMENT, unheld & ~case.may_hold(own)),
        (Obstacle.ENTITLEMENT, unheld & (table.area > spare)),
    )
    first = np.full(len(table.ids), NONE, dtype=np.int64)
    for obstacle, met in tests:
        first[(first == NONE) & met] = OBSTACLES.index(obstacle)
    return first


def _any_office(case: Case, own: int) -> str:
    """Return an office of a department, from which its distances are counted."""
    held = case.offices_of(own)
    return case.offices.ids[held[0]] if held else ""


def _near(case: Case, room: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    table = case.offices
    if room in table.place:
        return table.distance(table.place[room])
    if not room:
        return np.full(len(table.ids), len(SCOPES) - 1, dtype=np.int64)
    return np.array([SCOPES.index(case.scope_of((room, id))) for id in table.ids], dtype=np.int64)


def _vacant(
    case: Case,
    kind: str,
    people: Sequence[Sitter],
    own: int,
    obstacle: np.ndarray[tuple[int], np.dtype[np.int64]],
    back: Sequence[str],
) -> Iterator[Remedy]:
    """Yield the vacant offices, the nearest first, then those with the shortest walk."""
    table = case.offices
    found = np.flatnonzero(obstacle == NONE).tolist()
    start = people[0].room or _any_office(case, own)
    walks = (
        case.walks(start, [table.ids[j] for j in found]) if start and found else [0.0] * len(found)
    )
    near = _near(case, start)
    written = people[0].written
    returned = tuple(_back(case, back))
    for walk, j in sorted(
        zip(walks, found, strict=True), key=lambda w: (int(near[w[1]]), w[0], table.ids[w[1]])
    ):
        room = table.ids[j]
        walked = walk if people[0].room else 0.0
        moves = tuple(_move(sitter, room, walked) for sitter in people)
        taken = (Transfer(room, None, written, int(table.area[j])),)
        transfers = (*returned, *(taken if table.holder[j] == NOBODY else ()))
        yield Remedy(kind, SCOPES[int(near[j])], moves, transfers)


def _back(case: Case, rooms: Sequence[str]) -> Iterator[Transfer]:
    for room in rooms:
        giver = case.holding(room)
        held = giver is not None and case.portfolio.has_department(giver)
        if giver is not None and not (held and room in case.portfolio.department(giver).locked):
            yield Transfer(room, giver, None, case.portfolio.room(room).area_dm2)


def people_too_many(case: Case, room: str) -> Sequence[Sitter]:
    """Return who leaves a crowded room: as few as need be, nobody who sits alone or must stay."""
    there = [s for s in case.there(room) if s.needs_seat]
    seats = case.book.seats(case.portfolio.room(room).area_dm2)
    free = [s for s in there if not s.alone and not s.stays]
    number = len(there) - seats
    return free[:number] if number <= len(free) and len({s.department for s in free}) == 1 else ()


def people_without_seat(case: Case, finding: Finding) -> Sequence[Sitter]:
    """Return who of a department has no seat; nobody where fewer are known than are missing."""
    waiting = [s for s in case.there("") if s.department == finding.subject]
    return waiting if len(waiting) >= round(finding.excess) else ()
