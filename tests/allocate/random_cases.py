"""Random small portfolios by number, as fast as can be: what drew one can be drawn again.

Two or three departments, two to six offices on up to three storeys, one to three buildings on one
or two sites, with every price, setting, ledger and hard wish; small enough that every plan of them
can be tried.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from spaceplan.model import Building, Department, LedgerEntry, Portfolio, Prices, Relation, Settings
from tests.allocate.builders import DEPUTY, HEAD, STAFF, building, department, portfolio

_AREAS = (5.0, 9.99, 10.0, 11.99, 12.0, 15.0, 18.0, 18.35, 20.0, 24.0, 30.0)
_PRICES = (0.0, 0.0, 0.001, 0.05, 0.5, 3.0, 30.0)
_COUPLING: tuple[dict[str, object], ...] = (
    {},
    {},
    {"next_to": ("b",)},
    {"not_on_storeys_of": ("b",)},
    {"one_building": True},
)
_SITES = {"centre": (0.0, 0.0), "east": (500.0, 0.0)}


def random_case(number: int) -> Portfolio:
    """Return the portfolio of this number, always the same."""
    random = Random(number)
    houses = _houses(random)
    people = [_department(random, id) for id in ("a", "b", "c")[: random.choice((2, 2, 2, 3))]]
    people = [_related(random, d, people) for d in people]
    case = portfolio(
        houses,
        [_with_wish(random, people[0], houses), *people[1:]],
        prices=_prices(random),
        settings=Settings(
            share_own_room=random.choice(("none", "none", "none", "like", "any")),
            allowance_without_quota=random.choice(("minimum", "none")),
        ),
        sites=_SITES,
    )
    return replace(case, ledger=_ledger(random, case)) if random.random() < 0.6 else case


def shared_case(number: int) -> Portfolio:
    """Return the portfolio of this number in which departments may share rooms, always the same.

    Two or three small departments, up to four offices, perhaps a wish that couples two of them.
    """
    random = Random(number)
    houses = [building("h0", "centre", *_few_rooms(random))]
    number_of = random.choice((2, 2, 3))
    people = [_few_people(random, id, 6 // number_of) for id in ("a", "b", "c")[:number_of]]
    people = [_related(random, d, people) for d in people]
    people[0] = replace(people[0], **random.choice(_COUPLING))  # type: ignore[arg-type] # by name
    case = portfolio(
        [_with_shared(random, houses[0])],
        [_with_wish(random, people[0], houses), *people[1:]],
        prices=_prices(random),
        settings=Settings(
            share_own_room=random.choice(("none", "none", "like", "any")),
            allowance_without_quota=random.choice(("minimum", "none")),
        ),
        sites=_SITES,
    )
    return replace(case, ledger=_ledger(random, case)) if random.random() < 0.4 else case


def shared_town(number: int) -> Portfolio:
    """Return the portfolio of this number, always the same: too large to try every plan.

    Four departments in three buildings of two storeys with two or three offices each, most of them
    rooms that departments may share.
    """
    random = Random(number)
    houses = [_town_house(random, i) for i in range(3)]
    people = [_few_people(random, id, 4) for id in ("a", "b", "c", "d")]
    people = [_related(random, d, people) for d in people]
    people[0] = replace(people[0], **random.choice(_COUPLING))  # type: ignore[arg-type] # by name
    case = portfolio(
        houses,
        [_with_wish(random, people[0], houses), *people[1:]],
        prices=_prices(random),
        settings=Settings(
            share_own_room=random.choice(("none", "like", "any")),
            allowance_without_quota=random.choice(("minimum", "none")),
        ),
        sites=_SITES,
    )
    return replace(case, ledger=_ledger(random, case)) if random.random() < 0.4 else case


def _town_house(random: Random, i: int) -> Building:
    rooms = [[random.choice(_AREAS) for _ in range(random.randint(2, 3))] for _ in range(2)]
    site = "centre" if i < 2 else random.choice(("centre", "east"))
    return _with_shared(random, building(f"h{i}", site, *rooms, x=70.0 * i))


def _few_rooms(random: Random) -> list[list[float]]:
    storeys = [random.randint(1, 2) for _ in range(random.randint(1, 2))]
    return [[random.choice(_AREAS) for _ in range(rooms)] for rooms in storeys]


def _few_people(random: Random, id: str, most: int) -> Department:
    head, deputy, contract = (int(random.random() < 0.25) for _ in range(3))
    staff = random.randint(0, max(0, most - head - deputy - contract))
    posts = random.choice((None, None, 0, 2))
    return department(id, head=head, deputy=deputy, staff=staff, contract=contract, posts=posts)


def _with_shared(random: Random, house: Building) -> Building:
    """Return the building with most of its offices tagged as shared."""
    storeys = tuple(
        replace(
            storey,
            rooms=tuple(
                replace(room, tags=frozenset({"shared"}))
                if room.use == "office" and random.random() < 0.6
                else room
                for room in storey.rooms
            ),
        )
        for storey in house.storeys
    )
    return replace(house, storeys=storeys)


def _houses(random: Random) -> list[Building]:
    left = random.randint(2, 6)
    houses: list[Building] = []
    while left > 0 and len(houses) < 3:
        storeys: list[list[float]] = []
        for _ in range(random.randint(1, 3)):
            rooms = min(left, random.randint(1, 3))
            left -= rooms
            if rooms:
                storeys.append([random.choice(_AREAS) for _ in range(rooms)])
        site = "centre" if not houses else random.choice(("centre", "east"))
        houses.append(building(f"h{len(houses)}", site, *storeys, x=70.0 * len(houses)))
    return houses


def _department(random: Random, id: str) -> Department:
    found = department(
        id,
        head=random.choice((0, 0, 1)),
        deputy=random.choice((0, 0, 1)),
        staff=random.randint(0, 4),
        contract=random.choice((0, 0, 0, 1)),
        seconded=random.choice((0, 0, 0, 1)),
        posts=random.choice((None, None, 0, 2)),
    )
    return replace(found, kind="contractor") if random.random() < 0.1 else found


def _related(random: Random, own: Department, people: list[Department]) -> Department:
    others = [d.id for d in people if d.id != own.id and random.random() < 0.3]
    return replace(own, relations=tuple(Relation(id, random.randint(1, 50)) for id in others))


def _with_wish(random: Random, first: Department, houses: list[Building]) -> Department:
    rooms = [r.id for h in houses for s in h.storeys for r in s.rooms if r.use == "office"]
    wish = random.choice(("", "", "", "", "locked", "forbidden", "sites", "max_storey"))
    if wish == "locked":
        return replace(first, locked=(random.choice(rooms),))
    if wish == "forbidden":
        return replace(first, forbidden=(random.choice(rooms),))
    if wish == "sites":
        return replace(first, sites=("centre",))
    return replace(first, max_storey=1) if wish else first


def _prices(random: Random) -> Prices:
    if random.random() < 0.5:
        return Prices()
    return Prices(*(random.choice(_PRICES) for _ in vars(Prices())))


def _ledger(random: Random, case: Portfolio) -> tuple[LedgerEntry, ...]:
    """Return who sat where: some of each department, in the corridor too, one who has left."""
    rooms = [room.id for room in case.rooms if room.use in ("office", "corridor")]
    return tuple(
        LedgerEntry(
            f"{d.id}{i}",
            d.id,
            random.choice(rooms),
            rank=random.choice((HEAD, DEPUTY, STAFF, STAFF, STAFF)),
            status="retired" if random.random() < 0.1 else "active",
        )
        for d in case.departments
        for i in range(random.randint(0, 4))
    )
