"""Rooms handed back: nobody moves where that is enough, zones hold, and everybody keeps a seat."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.model import Counts, Holding, Need
from tests.check.builders import HEAD, LEDGER, STAFF, with_department, with_ledger, with_room
from tests.replan.remedies.builders import (
    answer_for,
    assert_cures,
    in_rooms,
    remedy_for,
    with_areas,
    with_holdings,
)


def test_empty_rooms_go_first_and_just_enough_of_them() -> None:
    """Finance holds 5 × 18 m² and may hold 24 + 4 × 9 = 60: two rooms must go."""
    portfolio = with_holdings(with_ledger(*LEDGER), "finance", "105", "106")
    answer = answer_for(portfolio, "department-office-area", "finance")
    assert answer.remedy is not None
    assert answer.remedy.kind == "hand_back"
    assert {t.room for t in answer.remedy.transfers} == {"hq-105", "hq-106"}
    assert answer.remedy.people_moved == 0
    assert (answer.remedy.regained_dm2, answer.remedy.handed_back_dm2) == (3000, 3600)
    assert_cures(portfolio, answer)


def test_people_of_a_room_that_goes_sit_down_in_what_is_kept() -> None:
    """24 + 2 × 9 = 42 m² against 3 × 18: one clerk joins the other."""
    portfolio = in_rooms(
        r101=("finance", HEAD, 1), r102=("finance", STAFF, 1), r103=("finance", STAFF, 1)
    )
    posts = Counts.of({HEAD: 1, STAFF: 2})
    portfolio = with_department(portfolio, "finance", establishment=posts, headcount=posts)
    answer = answer_for(portfolio, "department-office-area", "finance")
    assert answer.remedy is not None
    assert answer.remedy.people_moved == 1
    assert answer.remedy.moves[0].kind == STAFF
    assert_cures(portfolio, answer)


def test_a_room_in_the_middle_stays_where_its_loss_would_split_the_department() -> None:
    """hq-102 would leave hq-101 alone, hq-103 would leave hq-104; only hq-101 splits nothing."""
    portfolio = with_holdings(in_rooms(r104=("finance", HEAD, 1)), "finance", "101", "102", "103")
    posts = Counts.of({HEAD: 1, STAFF: 4})
    portfolio = with_department(portfolio, "finance", establishment=posts)
    remedy = remedy_for(portfolio, "department-office-area", "finance")
    assert [t.room for t in remedy.transfers] == ["hq-101"]
    assert remedy.new_zones == 0


def test_a_locked_room_is_kept_and_a_smaller_one_goes_where_it_is_enough() -> None:
    portfolio = with_holdings(with_ledger(*LEDGER), "finance", "105", "106")
    portfolio = with_areas(portfolio, r105=8.0, r106=10.0)  # 72 m², 12 above
    portfolio = with_department(portfolio, "finance", locked=("hq-105",))
    answer = answer_for(portfolio, "department-office-area", "finance")
    assert answer.remedy is not None
    assert "hq-105" not in {t.room for t in answer.remedy.transfers}
    assert_cures(portfolio, answer)


def test_without_anything_that_may_go_none_exists() -> None:
    portfolio = with_holdings(with_ledger(*LEDGER), "finance", "105", "106")
    held = ("hq-101", "hq-102", "hq-103", "hq-105", "hq-106")
    portfolio = with_department(portfolio, "finance", locked=held)
    answer = answer_for(portfolio, "department-office-area", "finance")
    assert answer.remedy is None
    back, *others = answer.tried
    assert (back.kind, back.complete) == ("hand_back", True)
    assert {tried.kind for tried in others} == {"swap", "share"}
    assert not answer.proven_none, "no search looks for those two"


def test_of_service_rooms_those_go_that_meet_no_need() -> None:
    """Archives may hold 2 × 8 = 16 m² and holds 12 for its need and 18 without one."""
    portfolio = with_room(with_ledger(*LEDGER), "hq-105", use="meeting", area=12.0)
    portfolio = with_room(portfolio, "hq-106", use="filing", area=18.0)
    held = (Holding("hq-105", "archives"), Holding("hq-106", "archives"))
    portfolio = replace(portfolio, holdings=(*portfolio.holdings, *held))
    portfolio = with_department(portfolio, "archives", needs=(Need("meeting", 12.0),))
    remedy = remedy_for(portfolio, "department-service-area", "archives")
    assert [t.room for t in remedy.transfers] == ["hq-106"]
    assert remedy.unmet_needs == 0
