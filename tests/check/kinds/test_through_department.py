"""One need not walk through another department to reach a room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Door, Holding, Portfolio
from tests.cases import tiny_portfolio
from tests.check.builders import check, plan, states, with_door, without_doors

RULE = "through-department"


def inner(*holders: tuple[str, str]) -> Portfolio:
    """Return hq-102, held by archives, with a door to hq-101 only."""
    portfolio = without_doors(tiny_portfolio(), "hq-102")
    portfolio = with_door(portfolio, Door(("hq-101", "hq-102"), (3.7, 2.5)))
    holdings = (Holding("hq-102", "archives"), *(Holding(*pair) for pair in holders))
    return replace(portfolio, holdings=holdings)


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ((), State.PASS),
        ((("hq-101", "archives"),), State.PASS),
        ((("hq-101", "finance"), ("hq-101", "archives")), State.PASS),
        ((("hq-101", "finance"),), State.FAIL),
    ],
    ids=["vacant", "own", "shared", "foreign"],
)
def test_the_room_on_the_way_may_not_be_anothers(
    holders: tuple[tuple[str, str], ...], expected: State
) -> None:
    assert states(RULE, inner(*holders))["hq-102"] == expected


def test_a_second_way_is_enough() -> None:
    portfolio = with_door(inner(("hq-101", "finance")), Door(("hq-102", "hq-103"), (7.5, 2.5)))
    assert states(RULE, portfolio)["hq-102"] == State.PASS


def test_the_finding_names_the_room_on_the_way() -> None:
    (finding,) = [f for f in check(inner(("hq-101", "finance"))).failures() if f.rule == RULE]
    assert (finding.department, finding.related) == ("archives", ("hq-101",))
    assert "reached only through hq-101, held by finance" in finding.text("en")


def test_rooms_that_nobody_holds_and_rooms_without_any_way_are_not_judged() -> None:
    found = states(RULE, inner(("hq-101", "finance")))
    assert found["hq-104"] == State.NOT_APPLICABLE
    sealed = without_doors(inner(), "hq-101")
    sealed = with_door(sealed, Door(("hq-101", "hq-102"), (3.7, 2.5)))
    assert states(RULE, sealed)["hq-102"] == State.NOT_APPLICABLE


def test_without_stated_doors_or_holders_nobody_can_say() -> None:
    guessed = without_doors(inner(), "hq-102")
    assert states(RULE, guessed)["hq-102"] == State.BLOCKED
    dark = guessed
    for room in ("hq-1c", "hq-1s"):
        dark = without_doors(dark, room)
    assert states(RULE, dark)["hq-L01"] == State.BLOCKED
    assert states(RULE, replace(inner(), holdings=())) == {"tiny": State.BLOCKED}


def test_a_plan_is_judged_by_its_own_holders() -> None:
    planned = plan({"hq-101": ("finance", {}), "hq-102": ("archives", {})})
    assert states(RULE, inner(), planned=planned)["hq-102"] == State.FAIL
