"""Portfolios of every shape that a folder can hold, for Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from spaceplan.model import (
    Attendance,
    Building,
    Counts,
    Department,
    Division,
    Door,
    Holding,
    LedgerEntry,
    Name,
    Need,
    OutdoorWay,
    Portfolio,
    Prices,
    Project,
    Relation,
    Room,
    SeatingWish,
    Settings,
    Site,
    Storey,
    Waiver,
    occupant_kind,
)
from spaceplan.model.people import BASES, KINDS, LEVELS, POSTS, RANKS, SERVICES, STATUSES
from spaceplan.model.places import Ring, storey_id

#: What may stand in a text: anything but halves of characters and NUL, which no CSV can hold.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
some_texts = texts.filter(bool)
first_letters = st.sampled_from("aZ09_$财é")
ids = st.builds("{}{}".format, first_letters, st.text("ab0-._$处", max_size=8))
names = st.builds(Name, texts, texts)
dates = st.dates(date(1949, 10, 1), date(2100, 1, 1))
coordinates = st.floats(-1e6, 1e6)
lengths = st.floats(0, 1e6)
areas = st.floats(1e-3, 1e7)
angles = st.floats(-360, 360)
points = st.tuples(coordinates, coordinates)
counts = st.dictionaries(st.sampled_from(RANKS), st.integers(0, 300), max_size=4).map(Counts.of)
tags = st.frozensets(st.sampled_from(["shared", "pooled", "classified", "step_free", "公共"]))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def distinct(strategy: st.SearchStrategy[Any], most: int, least: int = 0) -> Any:
    """Return tuples of distinct values."""
    return st.lists(strategy, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def boxes(draw: st.DrawFn, place: int) -> Ring:
    """Return a rectangle in a field of its own, so that rooms do not overlap."""
    x, y = 100.0 * place + draw(st.floats(0, 40)), draw(st.floats(-40, 40))
    width, depth = draw(st.floats(0.5, 50)), draw(st.floats(0.5, 50))
    return ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))


@st.composite
def rooms(draw: st.DrawFn, id: str, place: int) -> Room:
    outline = draw(boxes(place))
    (x0, y0), (x1, y1) = outline[0], outline[2]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    hole = ((x, y), (x + 0.1, y), (x, y + 0.1))
    return Room(
        id=id,
        use=draw(ids),
        outline=outline,
        holes=draw(st.sampled_from([(), (hole,)])),
        area=draw(maybe(areas)),
        name=draw(maybe(names)),
        shaft=draw(maybe(ids)),
        tags=draw(tags),
        private_to=draw(maybe(st.just(id))),
        approved_use=draw(maybe(ids)),
        ledger_area=draw(maybe(areas)),
        certificate_area=draw(maybe(areas)),
        vacant_since=draw(maybe(dates)),
    )


@st.composite
def buildings(draw: st.DrawFn, id: str, site: str, prefix: str) -> Building:
    """Return a building; the prefix keeps room ids apart from those of other buildings."""
    storeys = []
    for number in draw(distinct(st.integers(-3, 40), 3)):
        room_ids = [f"{prefix}.{number + 9}.{i}" for i in range(draw(st.integers(0, 3)))]
        doors = st.builds(
            Door,
            between=st.lists(st.sampled_from(room_ids), max_size=2).map(tuple)
            if room_ids
            else st.just(()),
            at=maybe(points),
            id=maybe(ids),
        )
        storeys.append(
            Storey(
                id=storey_id(id, number),
                number=number,
                elevation=draw(coordinates),
                rooms=tuple(draw(rooms(room, place)) for place, room in enumerate(room_ids)),
                doors=tuple(draw(st.lists(doors, max_size=2))),
                name=draw(maybe(names)),
            )
        )
    inside = [room.id for storey in storeys for room in storey.rooms]
    return Building(
        id=id,
        site=site,
        storeys=tuple(storeys),
        name=draw(names),
        high_rise=draw(st.booleans()),
        origin=draw(points),
        rotation=draw(angles),
        entrances=draw(distinct(st.sampled_from(inside), 2)) if inside else (),
        attendance=tuple(
            Attendance(year, draw(st.floats(0, 100_000)))
            for year in draw(distinct(st.integers(1990, 2100), 2))
        ),
    )


def chosen(known: list[str], most: int = 2) -> Any:
    """Return tuples of distinct known ids."""
    return distinct(st.sampled_from(known), most) if known else st.just(())


@st.composite
def departments(
    draw: st.DrawFn, id: str, others: list[str], sites: list[str], room_ids: list[str]
) -> Department:
    divisions = st.builds(Division, ids, names, counts)
    needs = st.builds(
        Need,
        ids,
        areas,
        st.integers(1, 9),
        maybe(lengths),
        maybe(st.integers(-2, 9)),
        st.booleans(),
    )
    places: tuple[str, ...] = draw(chosen(sites))
    prefer_site = maybe(st.sampled_from(list(places) or sites))
    locked = draw(chosen(room_ids))
    low, high = sorted(draw(st.tuples(st.integers(-9, 99), st.integers(-9, 99))))
    return Department(
        id=id,
        home_site=draw(st.sampled_from(sites)),
        name=draw(names),
        short=draw(names),
        kind=draw(st.sampled_from(KINDS)),
        branch=draw(texts),
        level=draw(st.sampled_from(LEVELS)),
        sites=places,
        prefer_site=draw(prefer_site),
        establishment=draw(counts),
        headcount=draw(counts),
        seconded=draw(st.integers(0, 9)),
        contract=draw(st.integers(0, 9)),
        divisions=tuple(draw(st.lists(divisions, max_size=2, unique_by=lambda part: part.id))),
        relations=tuple(Relation(other, draw(st.integers(0, 50))) for other in others),
        needs=tuple(draw(st.lists(needs, max_size=2))),
        requires=draw(tags),
        locked=locked,
        forbidden=tuple(room for room in draw(chosen(room_ids)) if room not in locked),
        min_storey=draw(maybe(st.just(low))),
        max_storey=draw(maybe(st.just(high))),
        one_site=draw(st.booleans()),
        one_building=draw(st.booleans()),
        within_storeys=draw(maybe(st.integers(1, 9))),
        step_free=draw(st.booleans()),
        next_to=tuple(others[:1]) if draw(st.booleans()) else (),
        not_on_storeys_of=tuple(others[1:]) if draw(st.booleans()) else (),
        service=draw(st.sampled_from(SERVICES)),
        succeeds=draw(distinct(st.builds("former-{}".format, ids), 2)),
        certificate=draw(maybe(dates)),
        published=draw(maybe(dates)),
        filed=draw(maybe(dates)),
    )


@st.composite
def ledgers(draw: st.DrawFn, known: list[Department], room_ids: list[str]) -> Any:
    """Return a ledger without a second main place and without an active person without a rank."""
    people = draw(distinct(ids, 6)) if known else ()
    entries = []
    for person in people:
        department = draw(st.sampled_from(known))
        status = draw(st.sampled_from(STATUSES))
        entries.append(
            LedgerEntry(
                person=person,
                department=department.id,
                room=draw(st.sampled_from(["", *room_ids])),
                division=draw(st.sampled_from(["", *(part.id for part in department.divisions)])),
                rank=draw(st.sampled_from(RANKS if status == "active" else ("", *RANKS))),
                status=status,
                post=draw(st.sampled_from(POSTS)),
                approval=draw(texts),
                since=draw(maybe(dates)),
                until=draw(maybe(dates)),
            )
        )
    return tuple(entries)


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Return a portfolio; with a ledger it may state people that the ledger does not have."""
    site_ids: list[str] = list(draw(distinct(ids, 2, least=1)))
    building_ids = draw(distinct(ids, 2))
    blocks = tuple(
        draw(buildings(id, draw(st.sampled_from(site_ids)), f"r{i}"))
        for i, id in enumerate(building_ids)
    )
    room_ids = [room.id for b in blocks for s in b.storeys for room in s.rooms]
    ways = st.builds(OutdoorWay, st.tuples(*[st.sampled_from(room_ids or ["-"])] * 2), lengths)
    sites = tuple(
        Site(id, draw(names), draw(points), draw(angles), tuple(draw(st.lists(ways, max_size=1))))
        if room_ids
        else Site(id, draw(names), draw(points), draw(angles))
        for id in site_ids
    )
    offices: list[Department] = []
    for id in draw(distinct(ids, 3)):
        others = [office.id for office in offices]
        offices.append(draw(departments(id, others, site_ids, room_ids)))
    holdings = tuple(
        Holding(room, draw(st.sampled_from(offices)).id, *draw(_terms))
        for room in (draw(chosen(room_ids, 4)) if offices else ())
    )
    ledger = draw(maybe(ledgers(offices, room_ids)))
    offices = [replace(d, seating=draw(_wishes(d, ledger or (), room_ids))) for d in offices]
    return Portfolio(
        id=draw(ids),
        name=draw(names),
        sites=sites,
        buildings=blocks,
        departments=tuple(offices),
        level=draw(st.sampled_from(LEVELS)),
        rule_sets=draw(distinct(ids, 3, least=1)),
        as_of=draw(maybe(dates)),
        holdings=holdings,
        ledger=ledger,
        waivers=tuple(draw(st.lists(_waivers, max_size=2))),
        prices=draw(_prices),
        settings=draw(_settings),
        empty_storeys=draw(chosen([s.id for b in blocks for s in b.storeys])),
        projects=tuple(draw(st.lists(_projects, max_size=2))),
    )


_projects = st.builds(
    Project,
    name=names,
    approved_by=texts,
    builder=texts,
    users=distinct(texts, 2),
    address=texts,
    size_m2=maybe(areas),
    cost=maybe(st.floats(0, 1e9)),
    remark=texts,
)


@st.composite
def _wishes(
    draw: st.DrawFn, department: Department, ledger: tuple[LedgerEntry, ...], room_ids: list[str]
) -> tuple[SeatingWish, ...]:
    """Return seating wishes that name people of the department who need a seat."""
    people = [e.person for e in ledger if e.department == department.id and occupant_kind(e)]
    named = draw(chosen(people, 3))
    divisions = draw(chosen([part.id for part in department.divisions]))
    alike: dict[str, Any] = {
        "people": named,
        "divisions": divisions,
        "hard": draw(st.booleans()),
        "weight": draw(maybe(st.floats(0, 1e6))),
    }
    found = []
    if named or divisions:
        found.append(SeatingWish("keep", **alike))
    if (named or divisions) and room_ids:
        found.append(SeatingWish("avoid", rooms=tuple(room_ids[:2]), **alike))
    if len(named) + len(divisions) > 1:
        found.append(SeatingWish("near", metres=draw(maybe(lengths)), **alike))
    return tuple(found)


_terms = st.tuples(st.sampled_from(BASES), texts, maybe(dates), maybe(dates))
_waivers = st.builds(Waiver, ids, ids, some_texts, some_texts, dates)
_prices = st.builds(Prices, *[st.floats(0, 1e9)] * len(Prices.__dataclass_fields__))
_settings = st.builds(
    Settings,
    lengths,
    st.sampled_from(["department", "site"]),
    st.sampled_from(["none", "like", "any"]),
    st.sampled_from(["minimum", "none"]),
    maybe(st.floats(0.01, 1)),
    st.floats(0, 1),
    *[st.floats(0, 1e9)] * 3,
    st.integers(-9, 99),
)


def people_in_ledger(portfolio: Portfolio) -> dict[str, dict[str, int]]:
    """Count by department and kind those in the ledger who need a seat; written to be plain."""
    counted: dict[str, dict[str, int]] = {}
    for entry in portfolio.ledger or ():
        of_department = counted.setdefault(entry.department, {})
        kind = occupant_kind(entry)
        if kind is not None:
            of_department[kind] = of_department.get(kind, 0) + 1
    return counted
