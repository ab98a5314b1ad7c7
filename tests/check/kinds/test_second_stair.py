"""A storey that one leaves by stairs has two of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Portfolio, Room, Storey
from spaceplan.rules.kinds import SecondStair
from tests.cases import box, tiny_portfolio
from tests.check.builders import check, judged, states, with_room

RULE = "second-stair"


def house(storeys: int = 4, *, second: str | None = None, bays: int = 6) -> Portfolio:
    """Return storeys with one stair each, or a second one of a shaft at the west end."""
    portfolio = tiny_portfolio(storeys, bays)
    if second is None:
        return portfolio

    def widened(storey: Storey) -> Storey:
        shaft = second or None
        stair = Room(f"hq-{storey.number}w", "stair", box(-3.2, 5.2, 3.0, 1.8), shaft=shaft)
        return replace(storey, rooms=(*storey.rooms, stair))

    buildings = tuple(
        replace(building, storeys=tuple(widened(storey) for storey in building.storeys))
        for building in portfolio.buildings
    )
    return replace(portfolio, buildings=buildings)


@pytest.mark.parametrize(
    ("second", "expected"), [("s2", State.PASS), (None, State.FAIL), ("", State.BLOCKED)]
)
def test_two_stairs_must_lead_to_another_storey(second: str | None, expected: State) -> None:
    assert states(RULE, house(second=second))["hq-L02"] == expected


def test_the_storey_with_the_entrance_is_left_through_it() -> None:
    assert states(RULE, house())["hq-L01"] == State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("storeys", "bays", "expected"),
    [
        (3, 11, State.NOT_APPLICABLE),  # 11 × 18 = 198 m²
        (3, 12, State.FAIL),  # 216 m²
        (4, 6, State.FAIL),
    ],
)
def test_small_storeys_of_low_houses_are_exempt(storeys: int, bays: int, expected: State) -> None:
    assert states(RULE, house(storeys, bays=bays))["hq-L02"] == expected


@pytest.mark.parametrize(("last", "expected"), [(20.0, State.NOT_APPLICABLE), (20.01, State.FAIL)])
def test_a_storey_of_200_square_metres_is_just_small(last: float, expected: State) -> None:
    # ten rooms of 18 m² and one of 20 m²
    portfolio = with_room(house(3, bays=11), "hq-201", area=last)
    assert states(RULE, portfolio)["hq-L02"] == expected


@pytest.mark.parametrize(("number", "expected"), [(0, State.FAIL), (-1, State.NOT_APPLICABLE)])
def test_storey_0_lies_above_the_ground(number: int, expected: State) -> None:
    portfolio = house(bays=12)
    (building,) = portfolio.buildings
    storeys = tuple(
        replace(storey, number=number) if storey.id == "hq-L02" else storey
        for storey in building.storeys
    )
    changed = replace(portfolio, buildings=(replace(building, storeys=storeys),))
    assert judged(SecondStair(below_ground=False), changed)["hq-L02"].state == expected


def test_a_rule_may_ask_for_one_only() -> None:
    assert judged(SecondStair(least=1), house())["hq-L02"].state == State.PASS


def test_the_finding_counts_what_is_missing() -> None:
    found = [f for f in check(house()).failures() if f.rule == RULE]
    assert [f.subject for f in found] == ["hq-L02", "hq-L03", "hq-L04"]
    assert (found[0].subject_kind, found[0].measured, found[0].unit) == ("storey", 1, "stairs")
    assert (found[0].related, found[0].verified) == (("hq-2s",), False)
    assert sorted(one.value or 0 for one in found[0].evidence) == [-1.0, 2.0]  # one of two is there


def test_a_storey_of_corridors_alone_is_not_asked() -> None:
    portfolio = house()
    for bay in range(1, 7):
        portfolio = with_room(portfolio, f"hq-30{bay}", use="lobby")
    assert states(RULE, portfolio)["hq-L03"] == State.NOT_APPLICABLE
