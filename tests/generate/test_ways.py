"""Every room can be walked to, from the entrance of its building and from the other buildings."""

from __future__ import annotations

from collections import deque

from spaceplan.generate import Generated
from spaceplan.model import Portfolio


def _neighbours(portfolio: Portfolio) -> dict[str, set[str]]:
    """Return which rooms open on each other: doors, shafts, ways outside."""
    pairs = [d.between for storey in portfolio.storeys for d in storey.doors]
    pairs += [way.between for site in portfolio.sites for way in site.outdoor]
    for building in portfolio.buildings:
        last: dict[str, str] = {}
        for storey in sorted(building.storeys, key=lambda storey: storey.number):
            for room in storey.rooms:
                if room.shaft:
                    if room.shaft in last:
                        pairs.append((last[room.shaft], room.id))
                    last[room.shaft] = room.id
    neighbours: dict[str, set[str]] = {room.id: set() for room in portfolio.rooms}
    for pair in pairs:
        assert len(pair) == 2
        neighbours[pair[0]].add(pair[1])
        neighbours[pair[1]].add(pair[0])
    return neighbours


def _reach(neighbours: dict[str, set[str]], start: str) -> set[str]:
    seen, queue = {start}, deque([start])
    while queue:
        for other in neighbours[queue.popleft()] - seen:
            seen.add(other)
            queue.append(other)
    return seen


def test_every_room_of_a_site_is_reached_from_one_entrance(wuxi: Generated) -> None:
    neighbours = _neighbours(wuxi.portfolio)
    for site in wuxi.portfolio.sites:
        buildings = [b for b in wuxi.portfolio.buildings if b.site == site.id]
        rooms = {room.id for b in buildings for s in b.storeys for room in s.rooms}
        assert _reach(neighbours, buildings[0].entrances[0]) == rooms


def test_every_building_has_an_entrance_on_the_ground_storey(wuxi: Generated) -> None:
    for building in wuxi.portfolio.buildings:
        assert building.entrances
        for entrance in building.entrances:
            assert wuxi.portfolio.room(entrance).use == "lobby"
            assert wuxi.portfolio.storey_of(entrance).number == 1


def test_one_service_room_has_no_door_to_a_corridor(wuxi: Generated) -> None:
    portfolio = wuxi.portfolio
    neighbours = _neighbours(portfolio)
    ways = {"corridor", "lobby"}
    hidden = [
        room.id
        for room in portfolio.rooms
        if not room.shaft
        and not room.private_to
        and room.use not in ways
        and not ways & {portfolio.room(id).use for id in neighbours[room.id]}
    ]
    behind = {sin.id for sin in wuxi.truth.sins if sin.rule == "through-department"}
    sins = [sin.id for sin in wuxi.truth.sins if sin.rule == "hidden-suite"]
    assert [id for id in hidden if id not in behind] == sins
