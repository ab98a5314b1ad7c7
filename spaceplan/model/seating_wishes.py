"""Wishes on who sits where inside what a department holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What each kind of wish costs where it is broken, points: as published for office space
#: allocation (soft allocation 20, not sharing 50, others 10: Landa-Silva and Burke 2007).
WISH_POINTS: Mapping[str, float] = {
    "keep": 20.0,
    "rooms": 20.0,
    "avoid": 10.0,
    "alone": 50.0,
    "together": 10.0,
    "next_to": 10.0,
    "near": 10.0,
    "separate": 10.0,
    "apart": 10.0,
}
WISHES = tuple(WISH_POINTS)
#: Kinds that name rooms, that say how far, and that set parties against each other.
OF_ROOMS = ("rooms", "avoid")
OF_METRES = ("near", "apart")
BETWEEN_PARTIES = ("separate", "apart")
OF_SEVERAL = ("together", "next_to", "near", *BETWEEN_PARTIES)
#: Walk that still is near, and beyond which people sit apart, metres.
DEFAULT_METRES = 20.0


@dataclass(frozen=True)
class SeatingWish:
    """One wish on where people of a department sit; a division stands for all its people.

    ``keep``: they stay in today's room. ``rooms``, ``avoid``: only, or never, in these rooms.
    ``alone``: nobody else in their rooms (of a division: nobody of another one). ``together``: all
    in one room. ``next_to``: any two in one room or in rooms with a wall or a door in common.
    ``near``: any two on one storey within ``metres`` of walk. ``separate``: the parties, each
    person or division that is named, in different rooms. ``apart``: the parties more than
    ``metres`` of walk from each other.

    Parameters
    ----------
    hard
        It must be met, else there is no seating.
    weight
        Points where it is broken; None: as ``WISH_POINTS`` says.
    """

    wish: str
    people: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    metres: float | None = None
    hard: bool = False
    weight: float | None = None

    @property
    def points(self) -> float:
        """What it costs where it is broken and not hard."""
        return WISH_POINTS[self.wish] if self.weight is None else self.weight

    @property
    def reach_m(self) -> float:
        """Walk that counts as near or apart, metres."""
        return DEFAULT_METRES if self.metres is None else self.metres
