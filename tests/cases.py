"""Cases that a person can solve by hand; variants of them are made by ``replace``."""

from __future__ import annotations

from spaceplan.model import (
    Building,
    Counts,
    Department,
    Door,
    Name,
    Portfolio,
    Room,
    Site,
    Storey,
)


def box(x: float, y: float, width: float, depth: float) -> tuple[tuple[float, float], ...]:
    """Return a rectangle's outline, counter-clockwise from its lower left corner, metres."""
    return ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))


def corridor_storey(building: str = "hq", number: int = 1, bays: int = 6) -> Storey:
    """Return a storey: ``bays`` offices of 3.6 × 5.0 m (18 m²) south of a corridor, 0.2 m walls.

    Rooms are ``hq-101``, ``hq-102``, ... from west to east, the corridor is ``hq-1c``, the stair
    ``hq-1s`` lies at its east end. Every office has a door in the middle of its north wall, so
    that the walk between neighbours' doors is 3.8 m.
    """
    prefix = f"{building}-{number}"
    pitch = 3.8
    length = bays * pitch - 0.2
    offices = tuple(
        Room(id=f"{prefix}{i + 1:02d}", use="office", outline=box(i * pitch, 0.0, 3.6, 5.0))
        for i in range(bays)
    )
    corridor = Room(id=f"{prefix}c", use="corridor", outline=box(0.0, 5.2, length, 1.8))
    stair = Room(id=f"{prefix}s", use="stair", shaft="s1", outline=box(length + 0.2, 5.2, 3.0, 1.8))
    doors = tuple(
        Door(between=(room.id, corridor.id), at=(i * pitch + 1.8, 5.1))
        for i, room in enumerate(offices)
    )
    stair_door = Door(between=(corridor.id, stair.id), at=(length + 0.1, 6.1))
    return Storey(
        id=f"{building}-L{number:02d}",
        number=number,
        elevation=(number - 1) * 3.6,
        rooms=(*offices, corridor, stair),
        doors=(*doors, stair_door),
    )


def tiny_portfolio(storeys: int = 1, bays: int = 6) -> Portfolio:
    """Return one building and two departments: finance (1 head, 4 staff) and archives (2 staff).

    Quotas (city, 2014): head 24 m², staff 9 m². With rooms of 18 m² two staff fill a room exactly
    and the head sits alone within quota, so the best plan from nothing uses 1 + 2 rooms for
    finance and 1 for archives, without excess.
    """
    building = Building(
        id="hq",
        site="centre",
        storeys=tuple(corridor_storey("hq", n + 1, bays) for n in range(storeys)),
        name=Name("总部", "Headquarters"),
        entrances=("hq-1c",),
    )
    finance = Department(
        id="finance",
        home_site="centre",
        name=Name("财政局", "Finance Bureau"),
        establishment=Counts.of({"city_bureau_head": 1, "city_staff": 4}),
        headcount=Counts.of({"city_bureau_head": 1, "city_staff": 4}),
    )
    archives = Department(
        id="archives",
        home_site="centre",
        name=Name("档案局", "Archives"),
        kind="institution",
        establishment=Counts.of({"city_staff": 2}),
        headcount=Counts.of({"city_staff": 2}),
    )
    return Portfolio(
        id="tiny",
        name=Name("小城", "Tiny"),
        sites=(Site(id="centre", name=Name("中心", "Centre")),),
        buildings=(building,),
        departments=(finance, archives),
    )
