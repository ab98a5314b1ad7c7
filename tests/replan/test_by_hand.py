"""Changes by hand, on six offices of 18 m² for one head (24 m²), six staff (9 m²)."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.model import Allocation, AllocationLine, Counts, LedgerEntry
from spaceplan.replan.by_hand import Hand
from spaceplan.rules import load_rules
from tests.cases import tiny_portfolio

HAND = Hand(tiny_portfolio(), load_rules(["cn-2014"]))
NOTHING = Allocation(())


def seated(allocation: Allocation) -> dict[str, tuple[str, str]]:
    return {line.room: (line.department, str(line.occupancy)) for line in allocation.lines}


def test_who_must_sit_alone_gets_a_room_and_the_others_share_what_is_left() -> None:
    after = HAND.give(NOTHING, ["hq-101", "hq-102", "hq-103"], "finance")
    assert seated(after) == {
        "hq-101": ("finance", "city_bureau_head:1"),
        "hq-102": ("finance", "city_staff:2"),
        "hq-103": ("finance", "city_staff:2"),
    }
    assert "finance" not in HAND.waiting(after)


def test_a_room_is_filled_down_to_the_physical_minimum_and_not_beyond() -> None:
    after = HAND.give(NOTHING, ["hq-101", "hq-102"], "finance")
    assert seated(after)["hq-102"] == ("finance", "city_staff:3")
    assert str(HAND.waiting(after)["finance"]) == "city_staff:1"


def test_a_room_that_is_given_away_leaves_its_people_waiting() -> None:
    before = HAND.give(NOTHING, ["hq-104"], "archives")
    after = HAND.give(before, ["hq-104"], "finance", seat=False)
    assert seated(after) == {"hq-104": ("finance", "")}
    assert str(HAND.waiting(after)["archives"]) == "city_staff:2"


def test_a_room_that_a_department_has_already_keeps_its_people() -> None:
    before = HAND.give(NOTHING, ["hq-104"], "archives")
    assert HAND.give(before, ["hq-104"], "archives") == before


def test_freed_rooms_are_held_by_nobody() -> None:
    before = HAND.give(NOTHING, ["hq-104", "hq-105"], "archives")
    assert seated(HAND.free(before, ["hq-104"])) == {"hq-105": ("archives", "city_staff:1")}


def test_two_rooms_change_places_with_all_that_is_in_them() -> None:
    before = HAND.give(NOTHING, ["hq-104"], "archives")
    after = HAND.swap(before, "hq-104", "hq-106")
    assert seated(after) == {"hq-106": ("archives", "city_staff:2")}
    assert HAND.swap(after, "hq-106", "hq-104") == before


def test_people_are_seated_one_by_one_by_rank() -> None:
    before = HAND.give(NOTHING, ["hq-104"], "archives", seat=False)
    after = HAND.seat(before, "hq-104", "archives", {"city_staff": 1})
    assert seated(after) == {"hq-104": ("archives", "city_staff:1")}
    assert seated(HAND.seat(after, "hq-104", "archives", {"city_staff": 0}))["hq-104"][1] == ""


def test_no_change_touches_the_allocation_it_starts_from() -> None:
    before = HAND.give(NOTHING, ["hq-104"], "archives")
    copy = replace(before)
    HAND.give(before, ["hq-104"], "finance")
    HAND.free(before, ["hq-104"])
    assert before == copy


def test_a_draft_speaks_of_the_departments_of_today() -> None:
    portfolio = tiny_portfolio()
    merged = tuple(
        replace(d, succeeds=("old-archives",)) if d.id == "archives" else d
        for d in portfolio.departments
    )
    hand = Hand(replace(portfolio, departments=merged), HAND.rulebook)
    old = Allocation((AllocationLine("hq-101", "old-archives", Counts.of({"city_staff": 2})),))
    assert seated(hand.start(old)) == {"hq-101": ("archives", "city_staff:2")}


def test_whoever_sits_in_the_room_today_is_named_there() -> None:
    ledger = tuple(
        LedgerEntry(person, "archives", room, rank="city_staff")
        for person, room in (("p1", "hq-104"), ("p2", "hq-105"))
    )
    hand = Hand(replace(tiny_portfolio(), ledger=ledger), HAND.rulebook)
    draft = hand.give(NOTHING, ["hq-105", "hq-106"], "archives")
    assert hand.named(draft).people == (("p1", "hq-106"), ("p2", "hq-105"))
