"""Needs: which held service rooms meet which needs of a department, and what is left unmet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spaceplan.check.offices import Hub, walk_cm
from spaceplan.graph import SpatialGraph
from spaceplan.model import Department, Need, Portfolio, Room
from spaceplan.rules import Category, RuleBook
from spaceplan.units import to_dm2

#: Each started 9 m² of unmet needs counts as one person.
DM2_A_PERSON = 900
POOLED = "pooled"


def qualifies(
    portfolio: Portfolio, graph: SpatialGraph, need: Need, room: Room, hub: Hub | None
) -> bool:
    """Return whether a service room meets a need: use, area, storey and walk from the hub.

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
    hub: Hub | None,
) -> Mapping[str, int]:
    """Match service rooms to needs, each room to one: room id -> index of the need it meets.

    The largest needs choose first, and a room that was matched stays so while others are tried
    (augmenting paths), so that as much needed area as possible is met. Other rooms are ignored;
    earlier ones in ``rooms`` are preferred. For a department whose service rooms are pooled it is
    the rooms tagged so on its sites that meet its needs, whoever else they serve.
    """
    candidates = [portfolio.room(id) for id in rooms]
    if department.service == POOLED:
        candidates = list(pooled_rooms(portfolio, department))
    service = [room for room in candidates if rulebook.category(room.use) == Category.SERVICE]
    needs = department.needs
    able = {
        i: [room.id for room in service if qualifies(portfolio, graph, need, room, hub)]
        for i, need in enumerate(needs)
    }
    meets: dict[str, tuple[int, int]] = {}
    for i in sorted(able, key=lambda i: _rank(needs[i])):
        for number in range(min(needs[i].count, len(able[i]))):
            if not _augment((i, number), able, meets, set()):
                break
    return {room: need for room, (need, _) in meets.items()}


def pooled_rooms(portfolio: Portfolio, department: Department) -> Iterator[Room]:
    """Yield the rooms tagged ``pooled`` that a department may use."""
    for building in portfolio.buildings:
        if department.sites and building.site not in department.sites:
            continue
        for storey in building.storeys:
            for room in storey.rooms:
                if POOLED in room.tags and room.id not in department.forbidden:
                    yield room


def _rank(need: Need) -> tuple[float, float, float, str]:
    """Order of needs: the largest first, then the hardest to meet."""
    storey = float("inf") if need.max_storey is None else need.max_storey
    reach = float("inf") if need.within_m is None else need.within_m
    return (-need.min_m2, storey, reach, need.use)


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
    """Return Σ over needs of ceil((count - rooms that meet it) · min_m2 / 9), as persons."""
    return sum(
        -(-(need.count - list(met.values()).count(i)) * to_dm2(need.min_m2) // DM2_A_PERSON)
        for i, need in enumerate(department.needs)
    )
