"""Private rooms that are too much: swap, or open them to the corridor; never walled off."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.model import Door, Portfolio
from spaceplan.replan.remedies import Obstacle, Works
from tests.check.builders import HEAD, STAFF, entry, with_door, with_ledger, with_room
from tests.check.kinds.test_private_rooms import suite
from tests.replan.remedies.builders import (
    CORRIDOR,
    answer_for,
    assert_cures,
    others_large,
    with_areas,
)


def alone(portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with nowhere else to go for who sits in hq-101."""
    return others_large(portfolio, "101", "102")


def test_a_rest_room_that_is_too_much_is_opened_to_the_corridor() -> None:
    # 18 + 8 m² for a head of 24 m²: 2 m² too much, a quarter of the rest room
    portfolio = alone(suite(18.0, 8.0))
    answer = answer_for(portfolio, "private-rooms", "hq-101")
    assert [tried.kind for tried in answer.tried] == ["swap"]
    assert answer.remedy is not None
    assert answer.remedy.works == (Works("hq-102", 200, CORRIDOR),)
    assert answer.remedy.regained_dm2 == 200
    assert_cures(portfolio, answer)


def test_a_room_of_which_most_is_too_much_is_opened_whole() -> None:
    # 20 + 7 for 24 m²: 3 m² of 7 may go in part; 22 + 7: 5 of 7 m² are more than what is left
    portfolio = alone(suite(22.0, 7.0))
    answer = answer_for(portfolio, "private-rooms", "hq-101")
    assert answer.remedy is not None
    assert answer.remedy.works == (Works("hq-102", 700, CORRIDOR),)
    assert_cures(portfolio, answer)


def test_the_toilet_of_who_may_have_none_is_opened_whole_with_a_door_of_its_own() -> None:
    portfolio = alone(suite(9.0, 3.0, STAFF, use="toilet"))
    portfolio = with_door(portfolio, Door(("hq-101", "hq-102"), (4.0, 2.0)))
    answer = answer_for(portfolio, "private-toilet", "hq-102")
    assert answer.remedy is not None
    assert answer.remedy.works == (Works("hq-102", 300, CORRIDOR),)
    assert len(answer.remedy.cures) == 2  # and that the office has a private room at all
    assert_cures(portfolio, answer)


def test_a_swap_partner_must_be_a_leader_who_may_have_the_private_rooms_too() -> None:
    # a deputy of 18 m² sits in 18 + 5 m², a head of 24 m² in 18 m²: they change places
    portfolio = with_ledger(
        entry("d", "finance", "hq-101", "city_bureau_deputy"),
        entry("h", "finance", "hq-103", HEAD),
        entry("s", "finance", "hq-104", STAFF),
    )
    portfolio = with_room(portfolio, "hq-102", use="rest_room", private_to="hq-101", area=5.0)
    portfolio = with_areas(others_large(portfolio, "101", "103", "104"), r104=9.0)
    answer = answer_for(portfolio, "private-rooms", "hq-101")
    assert answer.remedy is not None
    assert {(m.person, m.end) for m in answer.remedy.moves} == {("d", "hq-103"), ("h", "hq-101")}
    assert_cures(portfolio, answer)


def test_what_opens_onto_nothing_common_is_never_walled_off() -> None:
    portfolio = alone(suite(18.0, 8.0))
    for room in portfolio.rooms:
        if room.id == CORRIDOR:
            portfolio = with_room(portfolio, CORRIDOR, use="archive")
    answer = answer_for(portfolio, "private-rooms", "hq-101")
    assert answer.remedy is None
    assert answer.proven_none
    assert answer.tried[-1].searched[-1].obstacles == ((Obstacle.NO_COMMON_ROOM, 1),)


def test_without_stated_doors_none_is_added() -> None:
    portfolio = alone(suite(9.0, 3.0, STAFF, use="toilet"))
    bare = replace(
        portfolio,
        buildings=tuple(
            replace(b, storeys=tuple(replace(s, doors=()) for s in b.storeys))
            for b in portfolio.buildings
        ),
    )
    answer = answer_for(bare, "private-toilet", "hq-102")
    assert answer.remedy is not None
    assert_cures(bare, answer)
