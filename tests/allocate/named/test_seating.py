"""Divisions together, few moves, short ways: what seating by name does without a wish."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.errors import SpaceplanError
from spaceplan.model import Counts, LedgerEntry
from tests.allocate.builders import HEAD, STAFF, allocation
from tests.allocate.named.cases import case, newcomers, rooms_of, seated, staff


def test_divisions_sit_together_in_as_few_rooms_as_can_be() -> None:
    people = [(f"p{i}", "xy"[i % 2], "") for i in range(4)]
    answer = seated(case(people), staff(2, 2))
    assert len(rooms_of(answer.rooms, "p0", "p2")) == 1
    assert (answer.row.cost, answer.row.bound, answer.row.status) == (2.0, 2.0, "optimal")


def test_a_division_rather_fills_one_zone_than_two() -> None:
    # 101, 102 and 104: from 102 to 104 it is 7.6 m, so that 104 is a zone of its own
    people = [(f"p{i}", "x" if i < 2 else "y", "") for i in range(3)]
    answer = seated(case(people), staff(1, 1, 0, 1))
    assert rooms_of(answer.rooms, "p0", "p1") == {"hq-101", "hq-102"}
    assert [division.zones for division in answer.check.divisions] == [1, 1]
    assert answer.row.cost == 3.0


def test_nobody_moves_whom_the_plan_lets_stay_even_to_join_a_division() -> None:
    people = [("p1", "x", "hq-101"), ("p2", "x", "hq-104"), ("p3", "", "")]
    answer = seated(case(people), staff(2, 0, 0, 1))
    assert answer.rooms == {"p1": "hq-101", "p2": "hq-104", "p3": "hq-101"}
    # two rooms and a second zone
    assert (answer.row.moved, answer.row.cost) == (0, 7.0)


def test_those_who_must_move_walk_least() -> None:
    people = [("p1", "", "hq-104"), ("p2", "", "hq-103")]
    answer = seated(case(people), staff(1, 1))
    # 104 to 102 and 103 to 101 are 7.6 m each; so are 11.4 m and 3.8 m: no other sum
    assert rooms_of(answer.rooms, "p1", "p2") == {"hq-101", "hq-102"}
    assert answer.row.moved == 2


def test_ranks_keep_to_the_rooms_that_the_plan_gives_them() -> None:
    one = case(newcomers(2))
    head = LedgerEntry("h", "a", "", "", HEAD)
    own = replace(one.departments[0], headcount=Counts.of({HEAD: 1, STAFF: 2}))
    what = replace(one, ledger=(*(one.ledger or ()), head), departments=(own,))
    plan = allocation({"hq-101": ("a", {STAFF: 2}), "hq-102": ("a", {HEAD: 1})})
    assert seated(what, plan).rooms == {"h": "hq-102", "p1": "hq-101", "p2": "hq-101"}


def test_where_ranks_are_free_rooms_fill_as_their_quotas_say() -> None:
    # one staff in 18 m² leaves 9 m² unused: two rooms of two rather than 3 and 1
    answer = seated(case(newcomers(4)), staff(3, 1), free=True)
    occupied = [line.occupancy.total for line in answer.seating.allocation.lines]
    assert occupied == [2, 2]
    assert answer.row.cost == answer.row.bound == 0.0
    assert not answer.broken


def test_where_ranks_are_free_who_sits_alone_still_does() -> None:
    one = case(newcomers(3))
    head = LedgerEntry("h", "a", "", "", HEAD)
    own = replace(one.departments[0], headcount=Counts.of({HEAD: 1, STAFF: 3}))
    what = replace(one, ledger=(*(one.ledger or ()), head), departments=(own,))
    plan = allocation({"hq-101": ("a", {STAFF: 3}), "hq-102": ("a", {HEAD: 1})})
    answer = seated(what, plan, free=True)
    assert not answer.broken
    assert len(answer.rooms) == 4


def test_where_the_plan_has_too_few_seats_somebody_stays_without() -> None:
    answer = seated(case(newcomers(4)), staff(3))
    assert (answer.row.people, answer.row.seated, len(answer.rooms)) == (4, 3, 3)


def test_without_a_ledger_it_says_what_is_missing() -> None:
    what = replace(case(newcomers(2)), ledger=None)
    with pytest.raises(SpaceplanError, match=r"no ledger \(people.csv\)"):
        seated(what, staff(2))


def test_with_a_work_limit_a_seating_repeats() -> None:
    people = [(f"p{i}", "xyz"[i % 3], f"hq-10{i % 4 + 1}") for i in range(10)]
    first, second = (seated(case(people), staff(3, 3, 2, 2)) for _ in range(2))
    assert first.seating.allocation == second.seating.allocation
