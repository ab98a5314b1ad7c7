"""Rooms, storeys, buildings and sites as whole numbers, in the order of the portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from spaceplan.graph.outlines import IntArray
from spaceplan.model import Building, Portfolio, Room, Storey


@dataclass(frozen=True, eq=False)
class Places:
    """Where every room lies.

    Parameters
    ----------
    rooms, storeys, buildings
        In the order of the portfolio; the rooms of a storey follow each other.
    number
        Index of each room by its id.
    first
        (storeys + 1,) index of each storey's first room; the last entry is the number of rooms.
    storey_of
        (rooms,) index of the storey.
    building_of
        (storeys,) index of the building.
    site_of
        (buildings,) index of the site; sites that nothing describes come after the others.
    site_count
        Number of sites.
    """

    rooms: tuple[Room, ...]
    storeys: tuple[Storey, ...]
    buildings: tuple[Building, ...]
    number: dict[str, int]
    first: IntArray
    storey_of: IntArray
    building_of: IntArray
    site_of: IntArray
    site_count: int

    @classmethod
    def of(cls, portfolio: Portfolio) -> Places:
        """Give all places of a portfolio their numbers."""
        storeys = portfolio.storeys
        sizes = [len(storey.rooms) for storey in storeys]
        sites = {site.id: i for i, site in enumerate(portfolio.sites)}
        for building in portfolio.buildings:
            sites.setdefault(building.site, len(sites))
        counts = [len(building.storeys) for building in portfolio.buildings]
        return cls(
            rooms=portfolio.rooms,
            storeys=storeys,
            buildings=portfolio.buildings,
            number={room.id: i for i, room in enumerate(portfolio.rooms)},
            first=np.concatenate(([0], np.cumsum(sizes, dtype=np.intp))).astype(np.intp),
            storey_of=np.repeat(np.arange(len(storeys)), sizes),
            building_of=np.repeat(np.arange(len(counts)), counts),
            site_of=np.array([sites[b.site] for b in portfolio.buildings], dtype=np.intp),
            site_count=len(sites),
        )

    def site_of_room(self, room: int) -> int:
        """Return the index of the site on which a room lies."""
        return int(self.site_of[self.building_of[self.storey_of[room]]])

    def building_of_room(self, room: int) -> Building:
        """Return the building in which a room lies."""
        return self.buildings[int(self.building_of[self.storey_of[room]])]

    def storey_of_room(self, room: int) -> Storey:
        """Return the storey on which a room lies."""
        return self.storeys[int(self.storey_of[room])]

    def rooms_of(self, storey: int) -> IntArray:
        """Return the indexes of a storey's rooms."""
        return np.arange(self.first[storey], self.first[storey + 1])

    def ids(self, rooms: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of rooms."""
        return tuple(self.rooms[room].id for room in rooms)
