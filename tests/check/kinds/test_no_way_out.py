"""From every room one can walk to an entrance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Door, Portfolio
from tests.cases import tiny_portfolio
from tests.check.builders import check, states, with_door, with_room, without_doors

RULE = "no-way-out"


def island() -> Portfolio:
    """Return hq-102 and hq-103 with a door between them and no other one."""
    portfolio = without_doors(without_doors(tiny_portfolio(), "hq-102"), "hq-103")
    return with_door(portfolio, Door(("hq-102", "hq-103"), (7.5, 2.5)))


def test_rooms_that_open_on_each_other_only_have_no_way_out() -> None:
    found = states(RULE, island())
    assert (found["hq-102"], found["hq-103"]) == (State.FAIL, State.FAIL)
    assert (found["hq-101"], found["hq-1s"]) == (State.PASS, State.PASS)


def test_one_door_of_the_two_is_enough() -> None:
    portfolio = with_door(island(), Door(("hq-101", "hq-102"), (3.7, 2.5)))
    assert set(states(RULE, portfolio).values()) == {State.PASS}


def test_the_finding_names_the_room_and_its_use() -> None:
    found = [f for f in check(island()).failures() if f.rule == RULE]
    assert [f.subject for f in found] == ["hq-102", "hq-103"]
    assert "room hq-102 (office): no way leads from it to an entrance" in found[0].text("en")


def test_a_room_whose_door_had_to_be_guessed_is_blocked() -> None:
    portfolio = without_doors(tiny_portfolio(), "hq-104")
    assert states(RULE, portfolio)["hq-104"] == State.BLOCKED


def test_a_storey_without_any_door_is_blocked_once() -> None:
    portfolio = tiny_portfolio()
    for room in ("hq-1c", "hq-1s"):
        portfolio = without_doors(portfolio, room)
    found = states(RULE, portfolio)
    assert found == {"hq-1c": State.PASS, "hq-L01": State.BLOCKED}  # the entrance is outside


def test_upper_storeys_are_left_by_the_stair() -> None:
    found = states(RULE, tiny_portfolio(storeys=3))
    assert set(found.values()) == {State.PASS}
    cut = with_room(tiny_portfolio(storeys=2), "hq-2s", shaft=None)
    assert states(RULE, cut)["hq-201"] == State.FAIL


def test_where_no_entrance_is_stated_nobody_can_say() -> None:
    portfolio = tiny_portfolio()
    buildings = tuple(replace(b, entrances=()) for b in portfolio.buildings)
    assert states(RULE, replace(portfolio, buildings=buildings)) == {"hq": State.BLOCKED}


@pytest.mark.parametrize(("use", "expected"), [("shaft", State.NOT_APPLICABLE)])
def test_a_service_shaft_is_not_walked_into(use: str, expected: State) -> None:
    assert states(RULE, with_room(island(), "hq-102", use=use))["hq-102"] == expected
