"""All offices as columns, so that every candidate of a remedy is judged at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spaceplan.check.situation import Situation
from spaceplan.model import Portfolio
from spaceplan.replan.remedies.sitters import Sitter
from spaceplan.rules import Category

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
#: Instead of the number of a department: nobody holds it, several do.
NOBODY, SEVERAL = -1, -2


@dataclass(frozen=True, eq=False)
class Offices:
    """Offices in the order of the portfolio; areas and allowances are whole dm².

    Parameters
    ----------
    number
        Of the room in the graph.
    allowance
        What its occupants justify together; -1 where a rank is not known.
    places, need
        How many have a place there, and how many of them need a seat.
    seats
        How many the physical minimum lets sit there.
    holder
        Number of the department that holds it, ``NOBODY`` or ``SEVERAL``.
    alone
        Whether somebody who needs a seat there sits alone by rank.
    stays, locked
        Whether somebody must stay there, and whether its holder must keep it.
    storey, building, site
        Numbers of where it lies.
    """

    ids: tuple[str, ...]
    number: IntArray
    area: IntArray
    allowance: IntArray
    places: IntArray
    need: IntArray
    seats: IntArray
    holder: IntArray
    alone: BoolArray
    stays: BoolArray
    locked: BoolArray
    storey: IntArray
    building: IntArray
    site: IntArray
    place: dict[str, int]

    def distance(self, i: int) -> IntArray:
        """Return for every office how far away it is: 0 same storey, building, site, 3 beyond."""
        return np.where(
            self.storey == self.storey[i],
            0,
            np.where(
                self.building == self.building[i], 1, np.where(self.site == self.site[i], 2, 3)
            ),
        ).astype(np.int64)


def tabulate_offices(
    situation: Situation, by_room: dict[str, Sequence[Sitter]], departments: dict[str, int]
) -> Offices:
    """Return all offices of a situation with who sits there and who holds them."""
    portfolio, book = situation.portfolio, situation.rulebook
    storeys = {storey.id: i for i, storey in enumerate(portfolio.storeys)}
    buildings = {building.id: i for i, building in enumerate(portfolio.buildings)}
    sites = {site.id: i for i, site in enumerate(portfolio.sites)}
    locked = {room for d in portfolio.departments for room in d.locked}
    rooms = tuple(situation.rooms_of(Category.OFFICE))
    ids = tuple(room.id for room in rooms)
    there = [by_room.get(id, ()) for id in ids]
    at = [portfolio.building_of(id) for id in ids]
    holders = [
        _holder(situation, id, people, departments) for id, people in zip(ids, there, strict=True)
    ]
    return Offices(
        ids=ids,
        number=_whole([situation.graph.index(id) for id in ids]),
        area=_whole([room.area_dm2 for room in rooms]),
        allowance=_whole([_allowance(people) for people in there]),
        places=_whole([len(people) for people in there]),
        need=_whole([sum(s.needs_seat for s in people) for people in there]),
        seats=_whole([book.seats(room.area_dm2) for room in rooms]),
        holder=_whole(holders),
        alone=_flags([any(s.alone and s.needs_seat for s in people) for people in there]),
        stays=_flags([any(s.stays for s in people) for people in there]),
        locked=_flags([id in locked for id in ids]),
        storey=_whole([storeys[portfolio.storey_of(id).id] for id in ids]),
        building=_whole([buildings[building.id] for building in at]),
        site=_whole([sites[building.site] for building in at]),
        place={id: i for i, id in enumerate(ids)},
    )


def _whole(column: list[int]) -> IntArray:
    return np.array(column, dtype=np.int64)


def _flags(column: list[bool]) -> BoolArray:
    return np.array(column, dtype=np.bool_)


def _allowance(there: Sequence[Sitter]) -> int:
    total = 0
    for sitter in there:
        if sitter.allowance_dm2 is None:
            return -1
        total += sitter.allowance_dm2
    return total


def _holder(
    situation: Situation, room: str, there: Sequence[Sitter], departments: dict[str, int]
) -> int:
    """Return who holds a room; people of others who sit there make it a room of several."""
    holders = {
        heir
        for line in situation.allocation.of_room(room)
        for heir in situation.current.get(line.department, (line.department,))
    }
    holders |= {sitter.department for sitter in there}
    known = [departments[id] for id in holders if id in departments]
    if len(known) < len(holders) or len(known) > 1:
        return SEVERAL
    return known[0] if known else NOBODY


def may_hold(situation: Situation, department: str, offices: Offices) -> BoolArray:
    """Return for every office whether a department may hold it, by what is required of each room.

    What is required of all its offices together is left to the checker.
    """
    portfolio, graph = situation.portfolio, situation.graph
    wanted = portfolio.department(department)
    beside = _beside_classified(situation) if wanted.kind == "contractor" else frozenset()
    lowest = -10_000 if wanted.min_storey is None else wanted.min_storey
    highest = 10_000 if wanted.max_storey is None else wanted.max_storey
    if wanted.public_facing:
        highest = min(highest, portfolio.settings.public_max_storey)
    step_free = graph.step_free if wanted.step_free else frozenset(offices.ids)
    elsewhere = _locked_by_others(portfolio, department)

    def may(id: str) -> bool:
        building, storey = portfolio.building_of(id), portfolio.storey_of(id)
        tags = portfolio.room(id).tags
        return (
            (not wanted.sites or building.site in wanted.sites)
            and (not wanted.buildings or building.id in wanted.buildings)
            and lowest <= storey.number <= highest
            and storey.id not in portfolio.empty_storeys
            and id not in wanted.forbidden
            and id not in elsewhere
            and id in step_free
            and wanted.requires <= tags
            and ("classified" not in tags or "classified" in wanted.requires)
            and id not in beside
        )

    return np.array([may(id) for id in offices.ids], dtype=np.bool_)


def _locked_by_others(portfolio: Portfolio, department: str) -> frozenset[str]:
    return frozenset(r for d in portfolio.departments if d.id != department for r in d.locked)


def _beside_classified(situation: Situation) -> frozenset[str]:
    """Return the rooms with a wall or door in common with a classified one."""
    tagged = [room.id for room in situation.portfolio.rooms if "classified" in room.tags]
    return frozenset(other for id in tagged for other in situation.graph.neighbours(id))
