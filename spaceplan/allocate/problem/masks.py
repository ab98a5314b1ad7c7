"""Hard rules that speak of one department and one room: who may hold what.

Each function is one rule and returns, for one department, a truth value a room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spaceplan.allocate.arrays import Bools, Ints
from spaceplan.graph import SpatialGraph
from spaceplan.model import Department, Portfolio, Room

CLASSIFIED = "classified"
SHARED = "shared"
POOLED = "pooled"
CONTRACTOR = "contractor"


@dataclass(frozen=True)
class Places:
    """Rooms of one kind with what the rules ask about: site, building, storey, tags, ways.

    Parameters
    ----------
    emptied
        Whether the storey is one to be emptied.
    step_free
        Whether one reaches the room without stairs.
    public_max_storey
        The setting: how high departments that face the public may be.
    """

    rooms: tuple[Room, ...]
    site: tuple[str, ...]
    building: tuple[str, ...]
    storey_number: Ints
    beside_classified: Bools
    emptied: Bools
    step_free: Bools
    public_max_storey: int

    @classmethod
    def of(cls, rooms: Sequence[Room], portfolio: Portfolio, graph: SpatialGraph) -> Places:
        """Look the rooms up in portfolio and graph."""
        beside: set[str] = set()
        for room in portfolio.rooms:
            if CLASSIFIED in room.tags:
                beside |= graph.neighbours(room.id)
        emptied = frozenset(portfolio.empty_storeys)
        stairless = any(department.step_free for department in portfolio.departments)
        return cls(
            rooms=tuple(rooms),
            site=tuple(portfolio.building_of(room.id).site for room in rooms),
            building=tuple(portfolio.building_of(room.id).id for room in rooms),
            storey_number=np.array(
                [portfolio.storey_of(room.id).number for room in rooms], dtype=np.int64
            ),
            beside_classified=np.array([room.id in beside for room in rooms], dtype=bool),
            emptied=np.array(
                [portfolio.storey_of(room.id).id in emptied for room in rooms], dtype=bool
            ),
            step_free=np.array(
                [stairless and room.id in graph.step_free for room in rooms], dtype=bool
            ),
            public_max_storey=portfolio.settings.public_max_storey,
        )

    @cached_property
    def _by_tag(self) -> dict[str, Bools]:
        found: dict[str, Bools] = {}
        for r, room in enumerate(self.rooms):
            for tag in room.tags:
                found.setdefault(tag, np.zeros(len(self.rooms), dtype=bool))[r] = True
        return found

    @cached_property
    def _by_site(self) -> dict[str, Bools]:
        return {name: np.array(self.site) == name for name in frozenset(self.site)}

    @cached_property
    def _index(self) -> dict[str, int]:
        return {room.id: r for r, room in enumerate(self.rooms)}

    def tagged(self, tag: str) -> Bools:
        """Return which rooms carry a tag."""
        found = self._by_tag.get(tag)
        return np.zeros(len(self.rooms), dtype=bool) if found is None else found.copy()

    def on_sites(self, sites: Sequence[str]) -> Bools:
        """Return which rooms lie on one of the sites."""
        on = np.zeros(len(self.rooms), dtype=bool)
        for site in sites:
            if (there := self._by_site.get(site)) is not None:
                on |= there
        return on

    def among(self, ids: Sequence[str]) -> Bools:
        """Return which rooms are among the ids."""
        among = np.zeros(len(self.rooms), dtype=bool)
        among[[self._index[id] for id in ids if id in self._index]] = True
        return among


def on_its_sites(department: Department, places: Places) -> Bools:
    """x_rd = 0 unless r lies on a site of d, where d names any."""
    if not department.sites:
        return np.ones(len(places.rooms), dtype=bool)
    return places.on_sites(department.sites)


def not_forbidden(department: Department, places: Places) -> Bools:
    """x_rd = 0 for the rooms that d must not hold."""
    if not department.forbidden:
        return np.ones(len(places.rooms), dtype=bool)
    return ~places.among(department.forbidden)


def between_its_storeys(department: Department, places: Places) -> Bools:
    """x_rd = 0 unless min_storey <= storey(r) <= max_storey; speaks of offices only."""
    allowed = np.ones(len(places.rooms), dtype=bool)
    if department.min_storey is not None:
        allowed &= places.storey_number >= department.min_storey
    if department.max_storey is not None:
        allowed &= places.storey_number <= department.max_storey
    return allowed


def carries_its_tags(department: Department, places: Places) -> Bools:
    """x_rd = 0 unless r carries every tag that d requires; speaks of offices only."""
    allowed = np.ones(len(places.rooms), dtype=bool)
    for tag in department.requires:
        allowed &= places.tagged(tag)
    return allowed


def keeps_classified_apart(department: Department, places: Places) -> Bools:
    """x_rd = 0 for a classified r and a d that does not require it, or next to one for contractors.

    A contractor's room has no wall and no door in common with a classified room.
    """
    allowed = np.ones(len(places.rooms), dtype=bool)
    if CLASSIFIED not in department.requires:
        allowed &= ~places.tagged(CLASSIFIED)
    if department.kind == CONTRACTOR:
        allowed &= ~places.beside_classified
    return allowed


def in_its_buildings(department: Department, places: Places) -> Bools:
    """x_rd = 0 unless r lies in a building of d, where d names any; speaks of offices only."""
    if not department.buildings:
        return np.ones(len(places.rooms), dtype=bool)
    return np.array([building in department.buildings for building in places.building], dtype=bool)


def low_enough(department: Department, places: Places) -> Bools:
    """x_rd = 0 for a d that faces the public unless storey(r) <= public_max_storey; offices."""
    if not department.public_facing:
        return np.ones(len(places.rooms), dtype=bool)
    return places.storey_number <= places.public_max_storey


def reached_without_stairs(department: Department, places: Places) -> Bools:
    """x_rd = 0 unless one reaches r over doors and lifts, where d asks for it; offices only."""
    if not department.step_free:
        return np.ones(len(places.rooms), dtype=bool)
    return places.step_free


def not_emptied(_department: Department, places: Places) -> Bools:
    """x_rd = 0 for the offices of storeys that are to be emptied."""
    return ~places.emptied


def may_hold_office(department: Department, places: Places) -> Bools:
    """Return which offices the rules let a department hold, locks of others left out."""
    return (
        on_its_sites(department, places)
        & not_forbidden(department, places)
        & in_its_buildings(department, places)
        & between_its_storeys(department, places)
        & low_enough(department, places)
        & reached_without_stairs(department, places)
        & not_emptied(department, places)
        & carries_its_tags(department, places)
        & keeps_classified_apart(department, places)
    )


def may_hold_service(department: Department, places: Places) -> Bools:
    """Return which service rooms may meet a department's needs, locks of others left out.

    Rooms tagged ``pooled`` are held by nobody; they meet the needs of those who hold none.
    """
    mine = on_its_sites(department, places) & not_forbidden(department, places)
    pooled = places.tagged(POOLED)
    if department.service == POOLED:
        return mine & pooled
    return mine & keeps_classified_apart(department, places) & ~pooled
