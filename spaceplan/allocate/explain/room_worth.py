"""What one more office on a site is worth: solved with it and without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spaceplan.allocate.explain.again import FEW, Again, Compared, Difference
from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.extra_rooms import with_more_rooms
from spaceplan.allocate.explain.nearby import Region
from spaceplan.allocate.explain.seats import fewest_unseated
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Room, Storey
from spaceplan.rules import Category
from spaceplan.units import to_dm2

#: So many storeys of the site are tried at most.
_MOST_STOREYS = 3


class _GraphWithTwin(SpatialGraph):
    """A graph with a room that does not exist yet, in the place of one that does."""

    twin: tuple[str, str]

    def index(self, room: str) -> int:
        """Return the number of a room, for the twin that of its host."""
        new, host = self.twin
        return super().index(host if room == new else room)

    def neighbours(self, room: str) -> frozenset[str]:
        """Return the neighbours of a room, for the twin those of its host."""
        new, host = self.twin
        return super().neighbours(host if room == new else room)


@dataclass(frozen=True)
class RoomWorth:
    """What one more office is worth.

    Parameters
    ----------
    fewest_with, fewest_without
        People whom every plan leaves unseated; proven on counts of rooms.
    storey
        Where it was worth most of the storeys that were tried; empty: there was no time.
    excess_m2, storeys
        Excess saved, and departments' storeys saved, in the plan found with it.
    """

    site: str
    area_m2: float
    fewest_without: int
    fewest_with: int
    storey: str = ""
    tried: int = 0
    difference: Difference | None = None
    excess_m2: float = 0.0
    used_by: str = ""


def room_worth(again: Again, site: str, area_m2: float) -> RoomWorth:
    """Return what one more office of an area on a site is worth."""
    case = again.case
    without_it, with_it = _seats(again, site, area_m2)
    worth = RoomWorth(site, area_m2, without_it, with_it)
    storeys = list(_storeys(case, site))[:_MOST_STOREYS]
    again.share_among(1 + 2 * len(storeys))
    base = again.improve()
    for storey in storeys:
        if again.stopped():
            break
        new, changed = _with_room(case, storey, area_m2)
        if len(case.portfolio.departments) <= FEW:
            compared = again.compare(changed, base)
        else:
            departments = _holders(case, base.allocation, storey)
            departments |= _standing(case, base.allocation, site)
            region = Region(departments, frozenset({storey.id}))
            compared = again.compare_nearby(changed, base, region)
        if isinstance(compared, Compared):
            worth = _better(worth, _worth_on(worth, storey, new, compared))
    return worth


def _better(known: RoomWorth, found: RoomWorth) -> RoomWorth:
    tried = known.tried + 1
    better = _rank(found) > _rank(known)
    return replace(found if better else known, tried=tried)


def _rank(worth: RoomWorth) -> tuple[int, int, float]:
    if worth.difference is None:
        return (-1, 0, 0.0)
    return (0, worth.difference.seated, worth.difference.points or 0.0)


def _worth_on(worth: RoomWorth, storey: Storey, new: str, compared: Compared) -> RoomWorth:
    base, found = compared.base, compared.found
    lines = found.allocation.of_room(new)
    return replace(
        worth,
        storey=storey.id,
        difference=compared.difference,
        excess_m2=base.objective.term("excess").quantity - found.objective.term("excess").quantity,
        used_by=lines[0].department if lines else "",
    )


def _seats(again: Again, site: str, area_m2: float) -> tuple[int, int]:
    """Return the fewest unseated without and with the room; proven on counts of rooms."""
    case = again.case
    problem = case.problem()
    here = [
        r
        for r, s in enumerate(problem.offices.storey)
        if case.portfolio.sites[problem.storeys.site[s]].id == site
    ]
    before = fewest_unseated(problem, time=again.time).proven
    if not before or not here:
        return before, before
    beside = max(here, key=lambda r: int(problem.may_hold[:, r].sum()))
    more = with_more_rooms(problem, case.rulebook, to_dm2(area_m2), 1, beside=beside)
    after = fewest_unseated(more, time=again.time).proven
    return before, before if again.stopped() else after


def _holders(case: Case, plan: Allocation, storey: Storey) -> frozenset[str]:
    """Return the departments that hold rooms on a storey."""
    return frozenset(
        line.department for line in plan.lines if case.portfolio.storey_of(line.room) is storey
    )


def _standing(case: Case, plan: Allocation, site: str) -> frozenset[str]:
    """Return the departments of a site of which somebody has no seat."""
    return frozenset(
        d.id
        for d in case.portfolio.departments
        if (site in d.sites or d.home_site == site)
        and sum(line.occupancy.total for line in plan.of_department(d.id)) < d.people.total
    )


def _storeys(case: Case, site: str) -> Iterator[Storey]:
    """Yield the storeys of a site with offices, from the middle of each building outwards."""
    for building in case.portfolio.buildings:
        if building.site != site:
            continue
        used = [s for s in building.storeys if _offices(case, s)]
        if used:
            yield used[len(used) // 2]


def _offices(case: Case, storey: Storey) -> list[Room]:
    book = case.rulebook
    return [room for room in storey.rooms if book.category(room.use) == Category.OFFICE]


def _with_room(case: Case, storey: Storey, area_m2: float) -> tuple[str, Case]:
    """Return the id of the new office, and the case with it.

    It lies where a room of the storey lies that is no office, so that walks are those of a real
    place on that storey.
    """
    office = Category.OFFICE
    others = [room for room in storey.rooms if case.rulebook.category(room.use) != office]
    reached = [r for r in others if case.rulebook.category(r.use) != Category.CIRCULATION]
    host = (reached or others or list(storey.rooms))[0]
    use = _offices(case, storey)[0].use
    new = Room(f"{storey.id}+1", use, host.outline, area=area_m2)
    larger = replace(storey, rooms=(*storey.rooms, new))
    buildings = tuple(
        replace(b, storeys=tuple(larger if s.id == storey.id else s for s in b.storeys))
        for b in case.portfolio.buildings
    )
    graph = _GraphWithTwin.__new__(_GraphWithTwin)
    graph.__dict__.update(case.graph.__dict__)
    graph.__dict__["twin"] = (new.id, host.id)
    portfolio = replace(case.portfolio, buildings=buildings)
    return new.id, replace(case, portfolio=portfolio, graph=graph)
