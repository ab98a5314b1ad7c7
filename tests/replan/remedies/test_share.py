"""Sharing: colleagues who come, people who go to colleagues, and ranks that sit alone."""

from __future__ import annotations

from spaceplan.replan.remedies import Obstacle
from tests.check.builders import DEPUTY, STAFF, with_settings
from tests.replan.remedies.builders import (
    answer_for,
    assert_cures,
    in_rooms,
    others_large,
    with_areas,
)


def test_a_colleague_comes_whose_quota_covers_the_surplus_and_whose_room_bears_it() -> None:
    portfolio = in_rooms(r101=("finance", STAFF, 2), r102=("finance", STAFF, 4))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r101=27.0, r102=24.0)
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert answer.remedy is not None
    assert answer.remedy.kind == "share"
    assert [(m.start, m.end) for m in answer.remedy.moves] == [("hq-102", "hq-101")]
    assert answer.remedy.regained_dm2 == 900
    assert_cures(portfolio, answer)


def test_a_colleague_whose_room_is_then_empty_hands_it_back() -> None:
    portfolio = in_rooms(r101=("finance", STAFF, 1), r102=("finance", STAFF, 1))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r101=18.0, r102=10.0)
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert answer.remedy is not None
    assert [(t.room, t.taker) for t in answer.remedy.transfers] == [("hq-102", None)]
    assert len(answer.remedy.cures) == 2
    assert_cures(portfolio, answer)


def test_people_join_colleagues_who_have_a_free_seat_and_hand_their_room_back() -> None:
    portfolio = in_rooms(r101=("finance", STAFF, 1), r102=("finance", STAFF, 2))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r101=40.0)
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert answer.remedy is not None
    assert answer.remedy.kind == "share"
    assert [(m.start, m.end) for m in answer.remedy.moves] == [("hq-101", "hq-102")]
    assert answer.remedy.handed_back_dm2 == 4000
    assert_cures(portfolio, answer)


def test_no_colleague_comes_whose_own_room_would_then_be_above_quota() -> None:
    portfolio = in_rooms(r101=("finance", STAFF, 3), r102=("finance", STAFF, 2))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r101=28.0)
    tried = {t.kind: t for t in answer_for(portfolio, "room-area", "hq-101").tried}
    assert tried["share"].complete
    assert tried["share"].searched[-1].obstacles == ((Obstacle.TOO_SMALL, 1),)


def test_a_rank_that_sits_alone_shares_only_where_the_settings_let_it() -> None:
    portfolio = in_rooms(r101=("finance", DEPUTY, 1), r102=("finance", STAFF, 3))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r101=27.0, r102=18.5)
    alone = answer_for(portfolio, "room-area", "hq-101")
    assert alone.tried[1].searched[-1].obstacles == ((Obstacle.SITS_ALONE, 1),)
    assert alone.remedy is not None
    assert alone.remedy.kind == "simple_works"
    sharing = with_areas(with_settings(portfolio, share_own_room="any"), r102=18.0)
    sharing = with_areas(sharing, r101=27.0)
    answer = answer_for(others_large(sharing, "101", "102"), "room-area", "hq-101")
    assert answer.remedy is not None
    assert answer.remedy.kind in ("swap", "share")
