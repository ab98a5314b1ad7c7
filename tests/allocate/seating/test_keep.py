"""Who sits where by name: whoever can stay stays, the others in the order of division and id."""

from __future__ import annotations

from spaceplan.allocate.seating import seat_people
from spaceplan.model import LedgerEntry
from tests.allocate.builders import (
    HEAD,
    STAFF,
    allocation,
    building,
    department,
    ledger_of,
    portfolio,
    solve,
)

HOUSE = building("hq", "centre", [18, 18, 18])


def _entry(
    person: str,
    room: str,
    division: str = "",
    *,
    rank: str = STAFF,
    status: str = "active",
    post: str = "main",
) -> LedgerEntry:
    return LedgerEntry(person, "a", room, division, rank, status, post)


def test_whoever_can_stay_stays_and_the_rest_follow_by_division_and_id() -> None:
    ledger = (
        _entry("p1", "hq-101", "z"),
        _entry("p2", "hq-101", "y"),
        _entry("p3", "hq-103", "x"),
        _entry("p4", "hq-103", "w"),
    )
    case = portfolio([HOUSE], [department("a", staff=4)], ledger=ledger)
    plan = allocation({"hq-101": ("a", {STAFF: 3}), "hq-102": ("a", {STAFF: 1})})
    # p1 and p2 stay; of the others p4 (division w) comes before p3 (x)
    assert seat_people(case, plan) == (
        ("p1", "hq-101"),
        ("p2", "hq-101"),
        ("p3", "hq-102"),
        ("p4", "hq-101"),
    )


def test_where_fewer_can_stay_than_sit_there_the_first_by_division_and_id_do() -> None:
    ledger = (_entry("p1", "hq-101", "b"), _entry("p2", "hq-101", "a"))
    case = portfolio([HOUSE], [department("a", staff=2)], ledger=ledger)
    plan = allocation({"hq-101": ("a", {STAFF: 1}), "hq-102": ("a", {STAFF: 1})})
    assert seat_people(case, plan) == (("p1", "hq-102"), ("p2", "hq-101"))


def test_ranks_are_seated_apart_and_retired_people_and_second_offices_not_at_all() -> None:
    ledger = (
        _entry("p1", "hq-101", rank=HEAD),
        _entry("p2", "hq-101", status="seconded"),
        _entry("p3", "hq-101", status="retired"),
        _entry("p1", "hq-102", rank=HEAD, post="concurrent"),
    )
    case = portfolio([HOUSE], [department("a", head=1, seconded=1)], ledger=ledger)
    plan = allocation({"hq-102": ("a", {HEAD: 1}), "hq-103": ("a", {"seconded": 1})})
    assert seat_people(case, plan) == (("p1", "hq-102"), ("p2", "hq-103"))


def test_people_beyond_the_seats_stay_without() -> None:
    ledger = tuple(_entry(f"p{i}", "hq-101") for i in range(4))
    case = portfolio([HOUSE], [department("a", staff=4)], ledger=ledger)
    plan = allocation({"hq-101": ("a", {STAFF: 3})})
    assert [person for person, _ in seat_people(case, plan)] == ["p0", "p1", "p2"]


def test_people_of_the_allocation_move_as_often_as_the_term_says() -> None:
    ledger = ledger_of({"hq-101": ("a", {HEAD: 1}), "hq-103": ("a", {STAFF: 4})})
    case = portfolio([HOUSE], [department("a", head=1, staff=4)], ledger=ledger)
    result = solve(case).result
    rooms = dict(result.allocation.people)
    moved = sum(rooms[entry.person] != entry.room for entry in ledger)
    assert moved == result.objective.term("moved").quantity
    assert len(rooms) == 5


def test_without_a_ledger_nobody_is_named() -> None:
    assert solve(portfolio([HOUSE], [department("a", staff=2)])).result.allocation.people == ()
