"""Every kind of seating wish where it is met, just met, not met, and hard against another."""

from __future__ import annotations

import pytest

from spaceplan.errors import ConflictError
from spaceplan.i18n import in_language
from spaceplan.model import Allocation, SeatingWish
from tests.allocate.named.cases import case, newcomers, rooms_of, seated, staff

TWO, THREE = ("p1", "p2"), ("p1", "p2", "p3")
#: Three people in the rooms 101, 102 and 103, one each.
ROW = staff(1, 1, 1)
Case = tuple[SeatingWish, Allocation, int]

MET: dict[str, Case] = {
    "together, with just the seats": (SeatingWish("together", TWO), staff(2, 1), 0),
    "together, in too small rooms": (SeatingWish("together", THREE), staff(2, 1), 1),
    "alone, where there is a room for one": (SeatingWish("alone", ("p1",)), staff(2, 1), 0),
    "alone, for more than there are such rooms": (SeatingWish("alone", TWO), staff(2, 1), 1),
    "rooms, with just the seats": (
        SeatingWish("rooms", TWO, rooms=("hq-101",)),
        staff(2, 1),
        0,
    ),
    "rooms, with a seat too few": (SeatingWish("rooms", THREE, rooms=("hq-101",)), staff(2, 1), 1),
    "avoid, with just the seats elsewhere": (
        SeatingWish("avoid", TWO, rooms=("hq-102",)),
        staff(2, 1),
        0,
    ),
    "avoid, with a seat too few elsewhere": (
        SeatingWish("avoid", THREE, rooms=("hq-102",)),
        staff(2, 1),
        1,
    ),
    "separate, in two rooms": (SeatingWish("separate", TWO), staff(2, 1), 0),
    "separate, three in two rooms": (SeatingWish("separate", THREE), staff(2, 1), 1),
    "next to, with a wall in common": (SeatingWish("next_to", TWO), ROW, 0),
    "next to, the outer ones with none": (SeatingWish("next_to", THREE), ROW, 1),
    "near, just within the walk": (SeatingWish("near", TWO, metres=3.8), ROW, 0),
    "near, a little too far": (SeatingWish("near", TWO, metres=3.7), ROW, 1),
    "apart, just beyond the walk": (SeatingWish("apart", TWO, metres=7.5), ROW, 0),
    "apart, a walk that is no longer": (SeatingWish("apart", TWO, metres=7.6), ROW, 1),
}


@pytest.mark.parametrize("name", MET)
def test_a_wish_is_met_where_that_can_be_and_else_costs_its_points(name: str) -> None:
    wish, plan, times = MET[name]
    answer = seated(case(newcomers(3), wish), plan)
    assert sum(broken.times for broken in answer.check.broken) == times
    assert answer.row.cost == answer.row.bound == times * wish.points == answer.check.cost
    assert not answer.broken


@pytest.mark.parametrize("name", [name for name, (_, _, times) in MET.items() if times])
def test_a_hard_wish_that_cannot_be_met_is_named(name: str) -> None:
    wish, plan, _ = MET[name]
    hard = SeatingWish(wish.wish, wish.people, rooms=wish.rooms, metres=wish.metres, hard=True)
    with pytest.raises(ConflictError, match="department a: in the rooms that it holds") as caught:
        seated(case(newcomers(3), hard), plan)
    assert "p1" in str(caught.value)
    assert all(in_language(line, "zh") != line for line in caught.value.args)


def test_of_conflicting_hard_wishes_just_those_that_exclude_each_other_are_named() -> None:
    wishes = (
        SeatingWish("together", TWO, hard=True),
        SeatingWish("separate", TWO, hard=True),
        SeatingWish("avoid", ("p4",), rooms=("hq-103",), hard=True),
    )
    with pytest.raises(ConflictError) as caught:
        seated(case(newcomers(4), *wishes), staff(2, 1, 1))
    assert str(caught.value).splitlines()[1:] == [
        "  - p1, p2 sit in one room (hard)",
        "  - p1, p2 sit in different rooms (hard)",
    ]


def test_who_keeps_his_room_stays_and_another_one_goes() -> None:
    people = [("p1", "", "hq-101"), ("p2", "", "hq-101"), ("p3", "", "hq-101")]
    keep = SeatingWish("keep", ("p2", "p3"))
    answer = seated(case(people, keep), staff(1, 2))
    assert answer.rooms["p2"] == "hq-101" or answer.rooms["p3"] == "hq-101"
    assert (answer.row.moved, answer.row.cost) == (2, 20.0)
    only = seated(case(people, SeatingWish("keep", ("p3",), hard=True)), staff(1, 2))
    assert only.rooms["p3"] == "hq-101"


def test_who_must_keep_a_room_that_the_plan_does_not_hold_is_a_conflict() -> None:
    people = [("p1", "", "hq-104")]
    with pytest.raises(ConflictError, match="p1 keep their rooms"):
        seated(case(people, SeatingWish("keep", ("p1",), hard=True)), staff(1))


def test_a_hard_wish_comes_before_staying_and_a_soft_one_after_it() -> None:
    people = [("p1", "", "hq-101"), ("p2", "", "hq-102")]
    soft = seated(case(people, SeatingWish("rooms", ("p1",), rooms=("hq-102",))), staff(1, 1))
    hard = seated(
        case(people, SeatingWish("rooms", ("p1",), rooms=("hq-102",), hard=True)), staff(1, 1)
    )
    assert (soft.row.moved, soft.row.cost) == (0, 20.0)
    assert (hard.row.moved, hard.row.cost) == (2, 0.0)


def test_where_moves_are_priced_a_dear_wish_may_cost_some() -> None:
    people = [("p1", "", "hq-101"), ("p2", "", "hq-102")]
    wish = SeatingWish("rooms", ("p1",), rooms=("hq-102",), weight=6.1)
    answer = seated(case(people, wish), staff(1, 1), fewest=False)
    assert (answer.row.moved, answer.row.cost) == (2, 6.0), "two moves at 3 points"


def test_a_division_stands_for_all_its_people() -> None:
    people = [(f"p{i}", "x" if i < 3 else "y", "") for i in range(5)]
    wishes = (SeatingWish("alone", divisions=("x",)), SeatingWish("apart", divisions=("x", "y")))
    answer = seated(case(people, *wishes), staff(3, 0, 0, 2))
    assert rooms_of(answer.rooms, "p0", "p1", "p2") == {"hq-101"}
    assert [broken.wish.wish for broken in answer.check.broken] == ["apart"], "11.4 m, not 20 m"
