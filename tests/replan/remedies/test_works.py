"""Works that open the surplus to common space, after swapping and sharing; never walling off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.replan.remedies import Obstacle, Works, apply_remedies
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.kinds import find_candidates
from tests.check.builders import DEPUTY, STAFF, check, situation, without_doors
from tests.replan.remedies.builders import (
    CORRIDOR,
    answer_for,
    assert_cures,
    in_rooms,
    others_large,
    with_areas,
)


def test_the_surplus_is_opened_to_the_corridor_when_nobody_can_swap_or_share() -> None:
    portfolio = with_areas(others_large(in_rooms(r101=("finance", DEPUTY, 1))), r101=25.0)
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert [tried.kind for tried in answer.tried] == ["swap", "share"]
    assert answer.remedy is not None
    assert answer.remedy.works == (Works("hq-101", 700, CORRIDOR),)
    assert (answer.remedy.people_moved, answer.remedy.common_dm2) == (0, 700)
    assert_cures(portfolio, answer)


def test_what_is_left_must_be_large_enough_for_who_sits_there() -> None:
    portfolio = with_areas(others_large(in_rooms(r101=("finance", STAFF, 1))), r101=20.0)
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert answer.remedy is None
    assert answer.proven_none
    assert answer.tried[-1].searched[-1].obstacles == ((Obstacle.TOO_SMALL, 1),)


@pytest.mark.parametrize("kinds", [("wall_off",), ("wall_off", "simple_works")])
def test_walling_off_is_never_proposed_even_if_a_finding_allowed_it(kinds: tuple[str, ...]) -> None:
    portfolio = with_areas(others_large(in_rooms(r101=("finance", DEPUTY, 1))), r101=25.0)
    (finding,) = [f for f in check(portfolio).findings if f.rule == "room-area"]
    case = Case(situation(portfolio))
    found = find_candidates(case, replace(finding, remedies=kinds), ())
    assert "wall_off" not in {candidates.kind for candidates in found}


def test_after_the_works_area_drawing_and_papers_agree() -> None:
    portfolio = with_areas(others_large(in_rooms(r101=("finance", DEPUTY, 1))), r101=25.0)
    answer = answer_for(portfolio, "room-area", "hq-101")
    assert answer.remedy is not None
    changed, _ = apply_remedies(portfolio, [answer.remedy])
    room = changed.room("hq-101")
    assert room.area == 18.0
    assert room.drawn_area == pytest.approx(18.0)


def test_a_room_without_its_door_still_opens_on_the_corridor_beside_it() -> None:
    portfolio = with_areas(others_large(in_rooms(r101=("finance", DEPUTY, 1))), r101=25.0)
    answer = answer_for(without_doors(portfolio, "hq-101"), "room-area", "hq-101")
    assert answer.remedy is not None
    assert answer.remedy.works[0].common == CORRIDOR
