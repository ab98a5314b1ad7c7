"""Needs that cannot be met: how much is unmet at least, and where hubs can be for that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate.bound import needs
from spaceplan.allocate.bound.needs import NeedsBound
from spaceplan.model import Need, Portfolio, Prices
from tests.allocate.builders import (
    STAFF,
    Workshop,
    best_of_all,
    building,
    department,
    ledger_of,
    portfolio,
    workshop,
)
from tests.check.builders import with_room


def meeting(*needs: Need) -> Portfolio:
    """Return two people on the upper storey of a house, and a meeting room below."""
    house = building("hq", "centre", [12, 12, 12], [12, 12, 12])
    people = replace(department("a", staff=2), needs=needs)
    ledger = ledger_of({"hq-203": ("a", {STAFF: 2})})
    case = portfolio([house], [people], prices=Prices.only(moved=3.0), ledger=ledger)
    return with_room(case, "hq-101", use="meeting")


def bound_of(parts: Workshop) -> NeedsBound:
    return NeedsBound(parts.problem, parts.evaluator.geometry)


def test_a_hub_can_only_be_where_the_need_is_met() -> None:
    bound = bound_of(workshop(meeting(Need("meeting", 12.0, 1, 8.0))))
    assert bound.fewest == 0
    assert {d: here.tolist() for d, here in bound.hubs(0).items()} == {0: [True, False]}
    assert bound.hubs(1).keys() == {0}  # the room counts as two people without a seat
    assert bound.hubs(2) == {}


def test_a_need_on_the_site_is_met_from_anywhere_there() -> None:
    bound = bound_of(workshop(meeting(Need("meeting", 12.0))))
    assert (bound.fewest, bound.hubs(0)) == (0, {})


def test_what_no_hub_can_have_is_unmet_in_any_plan() -> None:
    case = meeting(Need("meeting", 12.0, 2), Need("meeting", 20.0))
    proof = workshop(case).prove(best_of_all(case)[0])
    assert proof.unplaced == best_of_all(case)[0] == 2 + 3
    assert proof.unseated == 0


def test_whoever_must_go_where_its_need_is_met_pays_for_it() -> None:
    case = meeting(Need("meeting", 12.0, 1, 8.0))
    assert best_of_all(case) == (0, 3.0)  # one moves, and the hub with him
    assert workshop(case).prove(0).value == pytest.approx(3.0)
    assert workshop(case).prove(2).value == pytest.approx(0.0)  # so much may stay unmet


def test_in_a_large_portfolio_no_walks_to_service_rooms_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(needs, "_MOST_OFFICES", 1)
    parts = workshop(meeting(Need("meeting", 12.0, 1, 0.5)))
    assert (bound_of(parts).fewest, bound_of(parts).hubs(0)) == (0, {})
