"""People without a seat, crowded rooms, people in rooms that are no offices."""

from __future__ import annotations

from spaceplan.replan.remedies import Obstacle
from tests.check.builders import LEDGER, STAFF, entry, with_department, with_ledger, with_room
from tests.replan.remedies.builders import (
    answer_for,
    assert_cures,
    in_rooms,
    others_large,
    with_areas,
)


def test_who_has_no_seat_sits_down_beside_colleagues() -> None:
    portfolio = with_ledger(*LEDGER[:-1], entry("a2", "archives", ""))
    answer = answer_for(portfolio, "seat-for-everyone", "archives")
    assert answer.remedy is not None
    assert (answer.remedy.kind, answer.remedy.people_moved) == ("share", 0)
    assert [(m.person, m.start, m.end) for m in answer.remedy.moves] == [("a2", None, "hq-104")]
    assert_cures(portfolio, answer)


def test_too_many_in_a_room_move_to_free_seats_nearby() -> None:
    portfolio = in_rooms(r101=("finance", STAFF, 4), r102=("finance", STAFF, 2))
    portfolio = others_large(portfolio, "101", "102")
    answer = answer_for(portfolio, "physical-minimum", "hq-101")
    assert answer.remedy is not None
    assert answer.remedy.kind == "more_room"
    assert [m.end for m in answer.remedy.moves] == ["hq-102"]
    assert_cures(portfolio, answer)


def test_who_sits_in_a_technical_room_moves_to_an_office() -> None:
    portfolio = with_room(
        with_ledger(*LEDGER, entry("f6", "finance", "hq-105")), "hq-105", use="technical"
    )
    people = with_department(portfolio, "finance", locked=("hq-105",))
    answer = answer_for(people, "technical-room-as-office", "hq-105")
    assert answer.remedy is not None
    assert answer.remedy.kind == "relocate"
    assert answer.remedy.moves[0].end in ("hq-102", "hq-103")
    assert_cures(people, answer)


def test_where_no_seat_is_free_the_answer_says_so() -> None:
    portfolio = with_ledger(*LEDGER[:-1], entry("a2", "archives", ""))
    portfolio = with_areas(others_large(portfolio, "104"), r104=9.0)
    answer = answer_for(portfolio, "seat-for-everyone", "archives")
    assert answer.remedy is None
    assert [t.searched[-1].obstacles[0][0] for t in answer.tried] == [
        Obstacle.NO_SEAT,
        Obstacle.TOO_LARGE,
    ]
