"""Needs: which held service rooms meet which needs of a department, and what is left unmet.

A need is met on a site where the department has an office. Who has no office has no site, unless
nobody of it needs a seat: then any of its sites will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spaceplan.check.offices import Hub, Offices, find_hub, walk_cm
from spaceplan.graph import SpatialGraph
from spaceplan.model import Department, Need, Portfolio, Room
from spaceplan.rules import Category, RuleBook
from spaceplan.units import to_dm2

#: Each started 9 m² of a missing room counts as one person.
DM2_A_PERSON = 900
POOLED = "pooled"


def qualifies(
    portfolio: Portfolio, graph: SpatialGraph, need: Need, room: Room, hub: Hub | None
) -> bool:
    """Return whether a service room meets a need: use, area, storey and walk from the hub.

    On which site it lies is not looked at.

    Where a walk is asked for, a department without an office (no hub) has no room that is near.
    """
    if room.use != need.use or room.area_dm2 < to_dm2(need.min_m2):
        return False
    if need.max_storey is not None and portfolio.storey_of(room.id).number > need.max_storey:
        return False
    if need.within_m is None:
        return True
    if hub is None:
        return False
    return bool(walk_cm(graph, (room.id,), (hub.room,))[0, 0] / 100 <= need.within_m)


def meet_needs(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    department: Department,
    rooms: Sequence[str],
    offices: Offices,
) -> Mapping[str, int]:
    """Match service rooms to needs, each room to one: room id -> index of the need it meets.

    Needs that must be met choose first, then the largest, and a room that was matched stays so
    while others are tried (augmenting paths), so that as much needed area as possible is met. Other
    rooms are ignored; earlier ones in ``rooms`` are preferred. A department whose service rooms are
    pooled uses the rooms tagged so on its sites, whoever else they serve.

    Parameters
    ----------
    offices
        The department's own, which say where its needs are met.
    """
    needs = department.needs
    able = list_able(portfolio, graph, rulebook, department, rooms, offices)
    meets: dict[str, tuple[int, int]] = {}
    for i in sorted(able, key=lambda i: _rank(needs[i])):
        for number in range(min(needs[i].count, len(able[i]))):
            if not _augment((i, number), able, meets, set()):
                break
    return {room: need for room, (need, _) in meets.items()}


def list_able(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    department: Department,
    rooms: Sequence[str],
    offices: Offices,
) -> Mapping[int, Sequence[str]]:
    """Return by need the service rooms that can meet it: held ones, or pooled where it pools."""
    candidates = [portfolio.room(id) for id in rooms]
    if department.service == POOLED:
        candidates = list(pooled_rooms(portfolio, department))
    needs = department.needs
    hub = find_hub(graph, offices) if any(need.within_m is not None for need in needs) else None
    service = [
        room
        for room in _where_it_works(portfolio, department, candidates, offices)
        if rulebook.category(room.use) == Category.SERVICE
    ]
    return {
        i: [room.id for room in service if qualifies(portfolio, graph, need, room, hub)]
        for i, need in enumerate(needs)
    }


def _where_it_works(
    portfolio: Portfolio, department: Department, rooms: Sequence[Room], offices: Offices
) -> Iterator[Room]:
    """Yield rooms on the sites of the department's offices; all where it neither has nor needs."""
    sites = {portfolio.building_of(room).site for room in offices.rooms}
    anywhere = not sites and not department.people.total
    for room in rooms:
        if anywhere or portfolio.building_of(room.id).site in sites:
            yield room


def pooled_rooms(portfolio: Portfolio, department: Department) -> Iterator[Room]:
    """Yield the rooms tagged ``pooled`` that a department may use."""
    for building in portfolio.buildings:
        if department.sites and building.site not in department.sites:
            continue
        for storey in building.storeys:
            for room in storey.rooms:
                if POOLED in room.tags and room.id not in department.forbidden:
                    yield room


def _rank(need: Need) -> tuple[bool, float, float, float, str]:
    """Order of needs: those that must be met, the largest, then the hardest to meet."""
    storey = float("inf") if need.max_storey is None else need.max_storey
    reach = float("inf") if need.within_m is None else need.within_m
    return (not need.hard, -need.min_m2, storey, reach, need.use)


def _augment(
    place: tuple[int, int],
    able: Mapping[int, Sequence[str]],
    meets: dict[str, tuple[int, int]],
    tried: set[str],
) -> bool:
    """Give a place of a need a room, moving other places to other rooms where that frees one."""
    for room in able[place[0]]:
        if room in tried:
            continue
        tried.add(room)
        if room not in meets or _augment(meets[room], able, meets, tried):
            meets[room] = place
            return True
    return False


def unmet_rooms(department: Department, met: Mapping[str, int]) -> Mapping[int, int]:
    """Return by need, where any are missing, how many of its rooms are."""
    counts = list(met.values())
    missing = {i: need.count - counts.count(i) for i, need in enumerate(department.needs)}
    return {i: number for i, number in missing.items() if number > 0}


def unmet_needs(department: Department, met: Mapping[str, int]) -> int:
    """Return Σ over missing rooms of ceil(min_m2 / 9), as persons.

    The "each started 9 m² of unmet needs" of DESIGN 4.3 is started anew with each missing room, so
    that ``count: 2`` weighs as much as the same need written twice, it does not matter which of two
    equal needs a room is said to meet, and no room that meets a need is worth nothing.
    """
    return sum(
        missing * -(-to_dm2(department.needs[i].min_m2) // DM2_A_PERSON)
        for i, missing in unmet_rooms(department, met).items()
    )
