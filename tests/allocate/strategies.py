"""Random small portfolios: two departments, up to five offices, every price and setting."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from spaceplan.model import Department, LedgerEntry, Portfolio, Prices, Relation, Settings
from tests.allocate.builders import DEPUTY, HEAD, STAFF, building, department, portfolio

AREAS = st.sampled_from([5.0, 9.99, 10.0, 11.99, 12.0, 15.0, 18.0, 18.35, 20.0, 24.0, 30.0])
PRICES = st.sampled_from([0.0, 0.001, 0.5, 3.0, 30.0])


@st.composite
def small_portfolios(
    draw: st.DrawFn, *, prices: Prices | None = None, with_ledger: bool | None = None
) -> Portfolio:
    """Draw a portfolio of one or two buildings with one to five offices."""
    storeys = draw(st.lists(st.lists(AREAS, min_size=1, max_size=2), min_size=1, max_size=2))
    houses = [building("hq", "centre", *storeys)]
    if draw(st.booleans()):
        site = draw(st.sampled_from(["centre", "east"]))
        houses.append(building("annex", site, [draw(AREAS)], x=70.0))
    people = [draw(departments("a")), draw(departments("b"))]
    if draw(st.booleans()):
        people[0] = replace(people[0], relations=(Relation("b", draw(st.integers(1, 50))),))
    case = portfolio(
        houses,
        people,
        prices=draw(price_lists()) if prices is None else prices,
        settings=draw(settings()),
        sites={"east": (500.0, 0.0), "centre": (0.0, 0.0)},
    )
    if draw(st.booleans()) if with_ledger is None else with_ledger:
        case = replace(case, ledger=draw(ledgers(case)))
    return draw(with_hard_rules(case))


@st.composite
def departments(draw: st.DrawFn, id: str) -> Department:
    """Draw a department of up to six people."""
    return department(
        id,
        head=draw(st.integers(0, 1)),
        deputy=draw(st.integers(0, 1)),
        staff=draw(st.integers(0, 4)),
        contract=draw(st.integers(0, 1)),
        posts=draw(st.none() | st.integers(0, 3)),
    )


@st.composite
def price_lists(draw: st.DrawFn) -> Prices:
    """Draw prices: the default ones, or any, zero included."""
    if draw(st.booleans()):
        return Prices()
    return Prices(*(draw(PRICES) for _ in range(10)))


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    """Draw settings."""
    return Settings(
        share_own_room=draw(st.sampled_from(["none", "none", "like", "any"])),
        allowance_without_quota=draw(st.sampled_from(["minimum", "none"])),
    )


@st.composite
def ledgers(draw: st.DrawFn, case: Portfolio) -> tuple[LedgerEntry, ...]:
    """Draw who sat where: some people of either department, the corridor not excluded."""
    rooms = [room.id for room in case.rooms if room.use in ("office", "corridor")]
    entries = []
    for id in ("a", "b"):
        for number in range(draw(st.integers(0, 4))):
            rank = draw(st.sampled_from([HEAD, DEPUTY, STAFF, STAFF]))
            room = draw(st.sampled_from(rooms))
            entries.append(LedgerEntry(f"{id}{number}", id, room, rank=rank))
    return tuple(entries)


@st.composite
def with_hard_rules(draw: st.DrawFn, case: Portfolio) -> Portfolio:
    """Draw at most one hard wish of the first department that does not contradict itself."""
    offices = [room.id for room in case.rooms if room.use == "office"]
    changes: dict[str, dict[str, object]] = {
        "none": {},
        "locked": {"locked": (draw(st.sampled_from(offices)),)},
        "forbidden": {"forbidden": (draw(st.sampled_from(offices)),)},
        "sites": {"sites": ("centre",)},
        "max_storey": {"max_storey": 1},
        "buildings": {"buildings": ("hq",)},
        "one_site": {"one_site": True},
        "one_building": {"one_building": True},
        "within_storeys": {"within_storeys": 1},
        "public_facing": {"public_facing": True},
        "step_free": {"step_free": True},
        "apart": {"not_on_storeys_of": ("b",)},
    }
    wish = draw(st.sampled_from(["none", *changes]))
    first = replace(case.departments[0], **changes[wish])  # type: ignore[arg-type] # by name
    return replace(case, departments=(first, *case.departments[1:]))
