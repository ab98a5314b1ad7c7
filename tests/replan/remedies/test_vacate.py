"""Offices given up by who has left, or has one too many."""

from __future__ import annotations

from datetime import date

from tests.check.builders import DEPUTY, HEAD, LEDGER, check, entry, with_ledger, with_room
from tests.replan.remedies.builders import answer_for, answers, assert_cures

LEFT = entry("old", "finance", "hq-105", HEAD, status="retired", until=date(2026, 3, 1))


def test_who_retired_gives_the_office_up_by_the_day_of_the_rule() -> None:
    portfolio = with_ledger(*LEDGER, LEFT)
    answer = answer_for(portfolio, "left-post", "old")
    assert answer.remedy is not None
    assert answer.remedy.kind == "vacate"
    assert answer.remedy.due == date(2026, 4, 1)
    assert [(m.person, m.start, m.end) for m in answer.remedy.moves] == [("old", "hq-105", None)]
    assert answer.remedy.people_moved == 0
    assert_cures(portfolio, answer)


def test_the_same_cures_the_room_so_that_nobody_else_moves() -> None:
    portfolio = with_ledger(*LEDGER, LEFT)
    answer = answer_for(portfolio, "room-area", "hq-105")
    assert answer.remedy is not None
    assert answer.remedy.kind == "vacate"
    assert answer.remedy.regained_dm2 == 1800
    assert len(answer.remedy.cures) == 2
    assert answer.remedy.cures[0] == answer.fingerprint


def test_of_several_offices_the_ones_that_are_not_approved_go() -> None:
    second = entry("f1", "finance", "hq-105", HEAD, post="concurrent")
    third = entry("f1", "finance", "hq-106", HEAD, post="concurrent", approval="A-1")
    portfolio = with_ledger(*LEDGER, second, third)
    answer = answer_for(portfolio, "one-office", "f1")
    assert answer.remedy is not None
    assert [m.start for m in answer.remedy.moves] == ["hq-105"]
    assert_cures(portfolio, answer)


def test_a_second_office_that_is_too_large_goes() -> None:
    second = entry("d", "finance", "hq-106", DEPUTY, post="concurrent", approval="A-1")
    portfolio = with_ledger(*LEDGER, entry("d", "finance", "hq-105", DEPUTY), second)
    answer = answer_for(with_room(portfolio, "hq-106", area=18.0), "one-office", "d")
    assert answer.remedy is not None
    assert [m.start for m in answer.remedy.moves] == ["hq-106"]


def test_the_office_after_a_concurrent_post_goes_and_the_main_one_stays() -> None:
    second = entry(
        "f1", "finance", "hq-106", HEAD, post="concurrent", approval="A-1", until=date(2026, 1, 31)
    )
    portfolio = with_ledger(*LEDGER, second)
    answer = answer_for(portfolio, "concurrent-ended", "f1")
    assert answer.remedy is not None
    assert answer.remedy.due == date(2026, 3, 31)
    assert [m.start for m in answer.remedy.moves] == ["hq-106"]
    assert_cures(portfolio, answer)


def test_every_finding_that_fails_and_has_a_search_is_answered() -> None:
    portfolio = with_ledger(*LEDGER, LEFT)
    rules = {"room-area", "department-office-area", "left-post", "physical-minimum"}
    found = [f.fingerprint for f in check(portfolio).findings if f.rule in rules]
    assert [a.fingerprint for a in answers(portfolio).answers] == found
