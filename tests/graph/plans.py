"""Plans with known answers: single storeys, and small random cities."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from spaceplan.model import Building, Door, Name, OutdoorWay, Portfolio, Room, Site, Storey
from tests.cases import box

Ring = tuple[tuple[float, float], ...]


def office(id: str, outline: Ring) -> Room:
    return Room(id=id, use="office", outline=outline)


def one_storey(rooms: Iterable[Room], doors: Iterable[Door] = ()) -> Portfolio:
    """Return a portfolio of one storey."""
    storey = Storey("a-L01", 1, 0.0, tuple(rooms), tuple(doors))
    return city([Building("a", "s", (storey,))])


def city(buildings: Sequence[Building], sites: Sequence[Site] = (Site("s"),)) -> Portfolio:
    return Portfolio("p", Name(), tuple(sites), tuple(buildings), ())


def grid(columns: int, rows: int, walls: Sequence[float], seed: int = 0) -> list[Room]:
    """Return square rooms of 4 m; every wall line has one of the thicknesses, by chance."""
    chance = random.Random(seed)
    across = _starts(columns, walls, chance)
    up = _starts(rows, walls, chance)
    return [
        office(f"{i}-{k}", box(x, y, 4.0, 4.0))
        for k, y in enumerate(up)
        for i, x in enumerate(across)
    ]


def _starts(count: int, walls: Sequence[float], chance: random.Random) -> list[float]:
    starts = [0.0]
    for _ in range(count - 1):
        starts.append(starts[-1] + 4.0 + chance.choice(walls))
    return starts


def grid_pairs(columns: int, rows: int) -> set[tuple[str, str]]:
    """Return the pairs of the grid that have a wall in common, in the order of the rooms."""
    beside = {(f"{i}-{k}", f"{i + 1}-{k}") for k in range(rows) for i in range(columns - 1)}
    above = {(f"{i}-{k}", f"{i}-{k + 1}") for k in range(rows - 1) for i in range(columns)}
    return beside | above


def random_city(seed: int) -> Portfolio:
    """Return two sites of a few small buildings with random doors, shafts and entrances.

    Every room states a door, so that nothing is inferred.
    """
    chance = random.Random(seed)
    sites = []
    buildings: list[Building] = []
    for s in range(2):
        own = [_random_building(f"b{s}{i}", f"s{s}", chance) for i in range(chance.randint(1, 3))]
        ways: tuple[OutdoorWay, ...] = ()
        ends = [b.entrances[0] for b in own if b.entrances]
        if len(ends) > 1:
            ways = (OutdoorWay((ends[0], ends[1]), chance.uniform(5.0, 300.0)),)
        at = (chance.uniform(0, 5000.0), chance.uniform(0, 5000.0))
        sites.append(Site(f"s{s}", at=at, outdoor=ways))
        buildings += own
    return city(buildings, sites)


def _random_building(id: str, site: str, chance: random.Random) -> Building:
    storeys = tuple(_random_storey(id, n, chance) for n in range(1, chance.randint(2, 4)))
    rooms = [room.id for storey in storeys for room in storey.rooms if room.shaft is None]
    return Building(
        id,
        site,
        storeys,
        origin=(chance.uniform(-200, 200), chance.uniform(-200, 200)),
        rotation=chance.uniform(0, 360),
        entrances=tuple(chance.sample(rooms, chance.randint(0, 2))),
    )


def _random_storey(building: str, number: int, chance: random.Random) -> Storey:
    """Return an L-shaped corridor with rooms along it, some of them inner rooms."""
    name = f"{building}-{number}"
    corner = ((0.0, 0.0), (20.0, 0.0), (20.0, 12.0), (18.0, 12.0), (18.0, 2.0), (0.0, 2.0))
    rooms = [Room(f"{name}-c", "corridor", corner)]
    doors = []
    for i in range(5):
        room = office(f"{name}-{i}", box(i * 4.0, 2.2, 3.2, 3.0))
        rooms.append(room)
        inner = i > 0 and chance.random() < 0.5
        if inner:
            doors.append(Door((f"{name}-{i - 1}", room.id), (i * 4.0 - 0.4, chance.uniform(3, 5))))
        if not inner or chance.random() < 0.6:
            at = (i * 4.0 + chance.uniform(0.3, 2.9), 2.1)
            doors.append(Door((room.id, f"{name}-c"), at))
    for i, use in enumerate(("stair", "lift")):
        if chance.random() < 0.8:
            shaft = Room(f"{name}-v{i}", use, box(20.2, i * 4.0, 2.0, 3.0), shaft=f"v{i}")
            rooms.append(shaft)
            doors.append(Door((shaft.id, f"{name}-c"), (20.1, i * 4.0 + chance.uniform(0.5, 2.5))))
    return Storey(f"{building}-L{number:02d}", number, number * 3.7, tuple(rooms), tuple(doors))
