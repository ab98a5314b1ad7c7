"""Swaps: with a vacant office, with a partner, and where there is none, why."""

from __future__ import annotations

from spaceplan.model import Counts
from spaceplan.replan.remedies import Obstacle, Scope
from tests.check.builders import DEPUTY, HEAD, STAFF, plan, with_department
from tests.replan.remedies.builders import (
    answer_for,
    assert_cures,
    in_rooms,
    others_large,
    remedy_for,
    with_areas,
    with_holdings,
)


def test_the_nearest_vacant_office_within_quota_is_taken_and_the_old_one_handed_back() -> None:
    portfolio = with_areas(in_rooms(r101=("finance", DEPUTY, 1)), r101=25.0)
    answer = answer_for(portfolio, "room-area", "hq-101")
    remedy = answer.remedy
    assert remedy is not None
    assert (remedy.kind, remedy.scope) == ("swap", Scope.STOREY)
    assert [(m.person, m.start, m.end) for m in remedy.moves] == [("r101-0", "hq-101", "hq-102")]
    assert (remedy.people_moved, remedy.walk_m) == (1, 3.8)
    assert (remedy.regained_dm2, remedy.handed_back_dm2) == (700, 700)
    assert_cures(portfolio, answer)


def test_two_people_change_places_when_both_are_then_within_quota() -> None:
    portfolio = in_rooms(r101=("finance", DEPUTY, 1), r102=("archives", HEAD, 1))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r101=24.0)
    portfolio = with_department(portfolio, "archives", establishment=Counts.of({HEAD: 1}))
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert answer.remedy is not None
    assert answer.remedy.people_moved == 2
    assert {(t.room, t.giver, t.taker) for t in answer.remedy.transfers} == {
        ("hq-101", "finance", "archives"),
        ("hq-102", "archives", "finance"),
    }
    assert_cures(portfolio, answer)


def test_a_partner_must_not_be_above_quota_afterwards() -> None:
    portfolio = in_rooms(r101=("finance", DEPUTY, 1), r102=("archives", HEAD, 1))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r101=24.01)
    tried = answer_for(portfolio, "room-area", "hq-101").tried[0]
    assert (tried.kind, tried.complete) == ("swap", True)
    assert tried.searched[-1].obstacles == ((Obstacle.TOO_LARGE, 4), (Obstacle.PARTNER_OVER, 1))


def test_where_none_exists_every_scope_says_how_many_were_looked_at() -> None:
    portfolio = with_areas(others_large(in_rooms(r101=("finance", DEPUTY, 1))), r101=25.0)
    tried = answer_for(portfolio, "room-area", "hq-101").tried[0]
    assert [(s.scope, s.candidates) for s in tried.searched] == [(s, 5) for s in Scope]


def test_an_office_of_the_own_department_that_stands_empty_is_taken_without_taking_more() -> None:
    portfolio = with_areas(in_rooms(r101=("finance", DEPUTY, 1)), r101=25.0)
    portfolio = with_holdings(others_large(portfolio, "101", "106"), "finance", "106")
    remedy = remedy_for(portfolio, "room-area", "hq-101")
    assert [(t.room, t.taker) for t in remedy.transfers] == [("hq-101", None)]
    assert remedy.handed_back_dm2 == 2500


def test_a_room_that_the_department_must_keep_is_not_handed_back() -> None:
    portfolio = with_areas(in_rooms(r101=("finance", DEPUTY, 1)), r101=25.0)
    portfolio = with_department(portfolio, "finance", locked=("hq-101",))
    tried = answer_for(portfolio, "room-area", "hq-101").tried[0]
    assert tried.searched[-1].obstacles == ((Obstacle.LOCKED, 5),)


def test_nobody_moves_to_a_room_that_is_forbidden_or_on_another_site() -> None:
    portfolio = with_areas(in_rooms(r101=("finance", DEPUTY, 1)), r101=25.0)
    near = with_department(portfolio, "finance", forbidden=("hq-102",))
    assert remedy_for(near, "room-area", "hq-101").moves[0].end == "hq-103"
    away = with_department(portfolio, "finance", sites=("elsewhere",))
    tried = answer_for(away, "room-area", "hq-101").tried[0]
    assert tried.searched[-1].obstacles == ((Obstacle.REQUIREMENT, 5),)


def test_who_must_stay_stays() -> None:
    portfolio = with_areas(in_rooms(r101=("finance", DEPUTY, 1)), r101=25.0)
    portfolio = with_department(portfolio, "finance", keep=("r101-0",))
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert answer.tried[0].searched[-1].obstacles == ((Obstacle.STAYS, 5),)
    assert answer.remedy is not None
    assert answer.remedy.kind == "simple_works"


def test_the_storey_comes_before_the_building_and_fewer_people_before_a_shorter_walk() -> None:
    portfolio = in_rooms(r101=("finance", DEPUTY, 1), r102=("archives", HEAD, 1))
    portfolio = with_areas(others_large(portfolio, "101", "102", "106"), r101=24.0)
    assert remedy_for(portfolio, "room-area", "hq-101").moves[0].end == "hq-106"


def test_a_crowded_room_changes_places_with_a_larger_one() -> None:
    portfolio = in_rooms(r101=("finance", STAFF, 4), r102=("finance", STAFF, 3))
    portfolio = with_areas(others_large(portfolio, "101", "102"), r102=24.0)
    answer = answer_for(portfolio, "physical-minimum", "hq-101")
    assert answer.remedy is not None
    assert (answer.remedy.kind, answer.remedy.people_moved) == ("swap", 7)
    assert answer.remedy.transfers == ()
    assert_cures(portfolio, answer)


def test_in_a_plan_that_names_nobody_so_many_of_a_rank_move() -> None:
    portfolio = with_areas(in_rooms(r101=("finance", HEAD, 1)), r101=25.0)
    planned = plan({"hq-101": ("finance", {HEAD: 1}), "hq-102": ("finance", {STAFF: 2})})
    answer = answer_for(portfolio, "room-area", "hq-101", planned)
    assert answer.remedy is not None
    assert [(m.person, m.kind, m.end) for m in answer.remedy.moves] == [(None, HEAD, "hq-103")]
    assert_cures(portfolio, answer, planned)
