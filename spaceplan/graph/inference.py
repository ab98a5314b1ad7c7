"""Doors that nobody stated: where a room without one must open, so that it can be reached."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from spaceplan.errors import Severity
from spaceplan.graph.doors import DoorRow, DrawnStorey, Middles
from spaceplan.graph.findings import GraphFinding, some_ids
from spaceplan.graph.places import Places
from spaceplan.graph.walls import OPEN_M
from spaceplan.i18n import N_
from spaceplan.model.uses import CORRIDOR_USES

Pair = tuple[int, int]


def infer_doors(
    drawn: DrawnStorey, places: Places, stated: Iterable[DoorRow], findings: list[GraphFinding]
) -> list[DoorRow]:
    """Return the doors that a storey leaves out.

    1. A room without a door opens on the room to which it is private, else on the corridor or
       lobby that it faces longest, else on one over which it is drawn.
    2. Corridors and lobbies open on each other where no door is stated on the whole storey, and
       where they touch without a wall on a storey that has walls.
    3. What is left opens on the room that it faces longest among those that have a door by now.
    """
    return _Inference(drawn, places, stated).doors(findings)


class _Inference:
    def __init__(self, drawn: DrawnStorey, places: Places, stated: Iterable[DoorRow]) -> None:
        self._drawn = drawn
        self._places = places
        self._middles = Middles(drawn)
        self._joined: set[Pair] = {(row.a, row.b) for row in stated}
        self._stated = bool(self._joined)
        self._open: set[int] = {room for pair in self._joined for room in pair}
        rooms = range(drawn.first, drawn.first + len(drawn.storey.rooms))
        self._corridor = {r for r in rooms if places.rooms[r].use in CORRIDOR_USES}
        self._without = [r for r in rooms if r not in self._open]
        self._faced = self._faced_by(set(self._without))
        self._over: dict[int, list[int]] = {}
        for a, b in drawn.overlaps.tolist():
            self._over.setdefault(a, []).append(b)
            self._over.setdefault(b, []).append(a)
        self._new: list[Pair] = []

    def doors(self, findings: list[GraphFinding]) -> list[DoorRow]:
        for room in self._without:
            self._open_on_corridor(room)
        self._join_corridors()
        self._open_inner_rooms()
        self._report(findings)
        rows = []
        for pair in self._new:
            at = self._middles.between(*pair)
            if at is not None:
                rows.append(DoorRow(*pair, at, inferred=True))
        return rows

    def _faced_by(self, rooms: set[int]) -> dict[int, list[tuple[float, int]]]:
        """Return for each of the rooms whom it faces, longest first, in the order of the file."""
        walls = self._drawn.walls
        faced: dict[int, list[tuple[float, int]]] = {room: [] for room in rooms}
        for a, b, facing in zip(
            walls.a.tolist(), walls.b.tolist(), walls.facing_m.tolist(), strict=True
        ):
            if a in rooms:
                faced[a].append((-facing, b))
            if b in rooms:
                faced[b].append((-facing, a))
        return {room: sorted(others) for room, others in faced.items()}

    def _join(self, a: int, b: int) -> None:
        pair = (min(a, b), max(a, b))
        if a != b and pair not in self._joined:
            self._joined.add(pair)
            self._new.append(pair)
        self._open.update(pair)

    def _open_on_corridor(self, room: int) -> None:
        faced = [other for _, other in self._faced[room]]
        owner = self._places.number.get(self._places.rooms[room].private_to or "")
        if owner is not None and owner in faced:
            self._join(room, owner)
            return
        corridors = [other for other in faced if other in self._corridor]
        if not corridors:
            corridors = [other for other in self._over.get(room, ()) if other in self._corridor]
        if corridors:
            self._join(room, corridors[0])

    def _join_corridors(self) -> None:
        walls = self._drawn.walls
        has_walls = len(walls) > 0 and float(np.median(walls.gap_m)) > OPEN_M
        for a, b, gap in zip(walls.a.tolist(), walls.b.tolist(), walls.gap_m.tolist(), strict=True):
            both = a in self._corridor and b in self._corridor
            if both and (not self._stated or (has_walls and gap <= OPEN_M)):
                self._join(a, b)

    def _open_inner_rooms(self) -> None:
        left = [room for room in self._without if room not in self._open]
        while left:
            chosen = []
            for room in left:
                known = [other for _, other in self._faced[room] if other in self._open]
                if known:
                    chosen.append((room, known[0]))
            if not chosen:
                return
            for room, other in chosen:
                self._join(room, other)
            left = [room for room in left if room not in self._open]

    def _report(self, findings: list[GraphFinding]) -> None:
        opened = tuple(room for room in self._without if room in self._open)
        if not opened:
            return
        storey, ids = self._drawn.storey.id, self._places.ids(opened)
        if self._stated:
            kind, message = (
                "rooms-without-door",
                N_(
                    "storey {storey}: rooms without a door to another room: {count} ({rooms}); "
                    "each is taken to open on the corridor, else the room, that it faces longest"
                ),
            )
        else:
            kind, message = (
                "storey-without-doors",
                N_(
                    "storey {storey}: no doors are stated; each room ({count}: {rooms}) is "
                    "taken to open on the corridor, else the room, that it faces longest"
                ),
            )
        values = {"storey": storey, "count": len(ids), "rooms": some_ids(ids)}
        findings.append(GraphFinding(kind, Severity.WARNING, storey, ids, message, values))
