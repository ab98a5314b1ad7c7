"""What is dropped on the plan is done on the draft, and nothing else is."""

from __future__ import annotations

import pytest

from spaceplan.dashboard.draft import Draft, Step
from spaceplan.dashboard.drops import carry_out
from spaceplan.dashboard.plan_view import Drop
from spaceplan.model import status_quo
from spaceplan.replan.by_hand import Hand
from spaceplan.rules import load_rules
from tests.dashboard.town import town

PORTFOLIO = town()
HAND = Hand(PORTFOLIO, load_rules(PORTFOLIO.rule_sets))
START = Draft(("town", "status-quo"), (Step(HAND.start(status_quo(PORTFOLIO))),))


def dropped(act: str, *rooms: str, department: str = "") -> Draft:
    return carry_out(HAND, START, Drop(act, rooms, department), str.upper, seat=True)


def people_in(draft: Draft, room: str) -> dict[str, int]:
    return {line.department: line.occupancy.total for line in draft.allocation.of_room(room)}


def test_rooms_dropped_on_a_department_are_its_own_and_seat_who_waits() -> None:
    draft = dropped("give", "hq-106", "hq-202", department="archives")
    assert people_in(draft, "hq-106") == {"archives": 1} or people_in(draft, "hq-202") == {
        "archives": 1
    }
    assert draft.done == "hq-106, hq-202 given to ARCHIVES"
    assert draft.undo().allocation == START.allocation


def test_rooms_dropped_on_free_are_held_by_nobody() -> None:
    draft = dropped("free", "hq-101", "hq-103")
    assert people_in(draft, "hq-101") == people_in(draft, "hq-103") == {}


def test_a_room_swapped_with_a_vacant_one_moves_who_is_there() -> None:
    draft = dropped("swap", "hq-103", "hq-106")
    assert people_in(draft, "hq-103") == {}
    assert people_in(draft, "hq-106") == {"finance": 2}


@pytest.mark.parametrize(
    "drop",
    [
        Drop("give", ("hq-101",), "nobody"),
        Drop("give", ("no-such-room",), "archives"),
        Drop("swap", ("hq-101", "no-such-room")),
        Drop("swap", ("hq-101", "hq-102", "hq-103")),
        Drop("free", ()),
        Drop("burn", ("hq-101",)),
    ],
)
def test_what_cannot_be_done_changes_nothing(drop: Drop) -> None:
    assert carry_out(HAND, START, drop, str, seat=True) is START
