"""Who moves: ``moves.csv``, one line a person whose room of today is not that of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from spaceplan.check import current_departments
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, LedgerEntry, Portfolio, occupant_kind
from spaceplan.report.safe import csv_text
from spaceplan.report.tables import BOM

MOVES_HEADER = ("person", "department", "division", "rank", "from", "to", "walk_m")
#: Rooms from which walks are asked for at once, so that their table stays small.
_AT_ONCE = 200


@dataclass(frozen=True)
class Move:
    """One person changes room.

    Parameters
    ----------
    department, division
        That of the plan, and that of the ledger.
    kind
        The rank, or ``seconded`` or ``contract``.
    room
        Where the person goes; None: the plan has no seat.
    walk_m
        Walk from door to door, metres; None where there is no seat.
    """

    person: str
    department: str
    division: str
    kind: str
    today: str
    room: str | None
    walk_m: float | None


def list_moves(
    portfolio: Portfolio, graph: SpatialGraph, allocation: Allocation
) -> tuple[Move, ...]:
    """Return everybody who has a room today and not the same one in the plan, by department.

    Newcomers and people without a room do not move. Where the plan names nobody there are none.
    """
    rooms = dict(allocation.people)
    if not rooms:
        return ()
    leaving = [
        (entry, kind)
        for entry in portfolio.ledger or ()
        if entry.room and (kind := occupant_kind(entry)) and rooms.get(entry.person) != entry.room
    ]
    pairs = {(entry.room, rooms[entry.person]) for entry, _ in leaving if entry.person in rooms}
    walks = _walks(graph, pairs)
    home = _Homes(portfolio, allocation)
    moves = [
        Move(
            entry.person,
            home.of(entry, room),
            entry.division,
            kind,
            entry.room,
            room,
            None if room is None else walks[entry.room, room],
        )
        for entry, kind in leaving
        for room in [rooms.get(entry.person)]
    ]
    return tuple(sorted(moves, key=lambda move: (move.department, move.person)))


def moves_csv(moves: Iterable[Move]) -> str:
    """Return ``moves.csv`` with a BOM; ``to`` and ``walk_m`` are empty where there is no seat."""
    return BOM + csv_text(MOVES_HEADER, map(_row, moves))


def _row(move: Move) -> tuple[str, ...]:
    walk = "" if move.walk_m is None else f"{move.walk_m:.1f}"
    who = (move.person, move.department, move.division, move.kind)
    return (*who, move.today, move.room or "", walk)


class _Homes:
    """To which department of today people belong whose own one was merged or split."""

    def __init__(self, portfolio: Portfolio, allocation: Allocation) -> None:
        self._current = current_departments(portfolio)
        self._allocation = allocation

    def of(self, entry: LedgerEntry, room: str | None) -> str:
        """Return the department, of several the one that holds the new room."""
        heirs = self._current.get(entry.department, (entry.department,))
        holders = {line.department for line in self._allocation.of_room(room or "")}
        return next((heir for heir in heirs if heir in holders), heirs[0])


def _walks(graph: SpatialGraph, pairs: set[tuple[str, str]]) -> Mapping[tuple[str, str], float]:
    """Return the walks of pairs of rooms, metres, a block of starts at a time."""
    ends: dict[str, list[str]] = {}
    for start, end in sorted(pairs):
        ends.setdefault(start, []).append(end)
    found: dict[tuple[str, str], float] = {}
    for starts in _blocks(ends):
        targets = sorted({end for start in starts for end in ends[start]})
        place = {end: i for i, end in enumerate(targets)}
        table = graph.walk([graph.index(r) for r in starts], [graph.index(r) for r in targets])
        for row, start in enumerate(starts):
            for end in ends[start]:
                found[start, end] = float(table[row, place[end]])
    return found


def _blocks(rooms: Iterable[str]) -> Iterator[list[str]]:
    left = iter(rooms)
    while block := list(islice(left, _AT_ONCE)):
        yield block
