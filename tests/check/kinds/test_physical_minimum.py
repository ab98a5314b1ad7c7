"""Nobody sits in less than the physical minimum: 10 m² alone, 6 m² each of two or more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from tests.check.builders import (
    LEDGER,
    STAFF,
    check,
    entry,
    plan,
    states,
    with_ledger,
    with_room,
)


@pytest.mark.parametrize(
    ("people", "area", "expected"),
    [
        (1, 10.01, State.PASS),
        (1, 10.0, State.PASS),
        (1, 9.99, State.FAIL),
        (2, 12.0, State.PASS),
        (2, 11.99, State.FAIL),
        (3, 18.0, State.PASS),
        (3, 17.99, State.FAIL),
    ],
)
def test_a_room_seats_so_many_and_no_more(people: int, area: float, expected: State) -> None:
    staff = tuple(entry(f"a{i}", "archives", "hq-101") for i in range(people))
    portfolio = with_room(with_ledger(*staff), "hq-101", area=area)
    assert states("physical-minimum", portfolio)["hq-101"] == expected


@pytest.mark.parametrize("fields", [{"status": "retired"}, {"post": "concurrent"}])
def test_who_left_and_second_offices_need_no_seat(fields: dict[str, str]) -> None:
    staff = tuple(entry(f"a{i}", "archives", "hq-101") for i in range(3))
    portfolio = with_ledger(*staff, entry("x", "archives", "hq-101", **fields))
    assert states("physical-minimum", portfolio)["hq-101"] == State.PASS


@pytest.mark.parametrize("status", ["seconded", "contract"])
def test_staff_without_a_post_need_a_seat_as_well(status: str) -> None:
    staff = tuple(entry(f"a{i}", "archives", "hq-101") for i in range(3))
    portfolio = with_ledger(*staff, entry("x", "archives", "hq-101", status=status))
    assert states("physical-minimum", portfolio)["hq-101"] == State.FAIL


def test_the_finding_is_a_warning_in_persons() -> None:
    staff = tuple(entry(f"a{i}", "archives", "hq-101") for i in range(5))
    found = [f for f in check(with_ledger(*staff)).findings if f.rule == "physical-minimum"]
    (finding,) = found
    assert (finding.severity, finding.unit) == ("warning", "persons")
    assert (finding.measured, finding.limit, finding.excess) == (5, 3, 2)


def test_empty_rooms_are_not_judged() -> None:
    assert states("physical-minimum", with_ledger(*LEDGER))["hq-106"] == State.NOT_APPLICABLE


def test_without_a_ledger_held_offices_are_blocked() -> None:
    found = states("physical-minimum", replace(with_ledger(*LEDGER), ledger=None))
    assert (found["hq-101"], found["hq-106"]) == (State.BLOCKED, State.NOT_APPLICABLE)


def test_in_an_allocation_the_counts_say_who_sits_there() -> None:
    crowded = plan({"hq-101": ("finance", {STAFF: 4})})
    found = states("physical-minimum", with_ledger(*LEDGER), planned=crowded)
    assert (found["hq-101"], found["hq-102"]) == (State.FAIL, State.NOT_APPLICABLE)
