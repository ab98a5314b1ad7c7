"""A toilet of one office: at most 6 m², and for the heads of city and county alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.model import Door, Portfolio
from tests.check.builders import (
    HEAD,
    STAFF,
    check,
    entry,
    plan,
    states,
    with_door,
    with_ledger,
    with_room,
    without_doors,
)


def kept(area: float = 6.0, rank: str = "city_head", **room: object) -> Portfolio:
    """Return hq-102 as a toilet private to hq-101, in which somebody of a rank sits."""
    portfolio = with_ledger(entry("h", "finance", "hq-101", rank))
    fields = {"use": "toilet", "private_to": "hq-101", "area": area, **room}
    return with_room(portfolio, "hq-102", **fields)


def state(portfolio: Portfolio, **planned: object) -> State:
    return states("private-toilet", portfolio, **planned)["hq-102"]  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    ("area", "expected"), [(5.9, State.PASS), (6.0, State.PASS), (6.01, State.FAIL)]
)
def test_the_head_of_a_city_may_have_one_of_six_square_metres(area: float, expected: State) -> None:
    assert state(kept(area)) == expected


@pytest.mark.parametrize("rank", [HEAD, STAFF, "city_deputy"])
def test_nobody_else_may_have_one_however_small(rank: str) -> None:
    assert state(kept(1.0, rank)) == State.FAIL


def test_the_finding_says_how_much_too_large_and_belongs_to_the_user() -> None:
    (finding,) = [f for f in check(kept(7.5)).findings if f.rule == "private-toilet"]
    assert (finding.measured, finding.limit, finding.excess, finding.grade) == (7.5, 6.0, 1.5, 2)
    assert (finding.department, finding.related) == ("finance", ("hq-101",))


def test_a_toilet_whose_only_door_leads_to_an_office_is_private_too() -> None:
    portfolio = without_doors(kept(rank=HEAD, private_to=None), "hq-102")
    assert state(portfolio) == State.NOT_APPLICABLE  # nobody stated a door
    inner = with_door(portfolio, Door(("hq-101", "hq-102"), (3.7, 2.5)))
    assert state(inner) == State.FAIL


def test_a_toilet_for_everybody_does_not_count() -> None:
    assert state(kept(private_to=None)) == State.NOT_APPLICABLE


def test_where_nobody_sits_in_the_office_nobody_has_it() -> None:
    portfolio = replace(kept(), ledger=())
    assert state(portfolio) == State.NOT_APPLICABLE


def test_without_a_ledger_or_a_rank_nobody_can_say() -> None:
    assert state(replace(kept(), ledger=None)) == State.BLOCKED
    assert state(kept(rank="")) == State.BLOCKED


def test_in_an_allocation_the_counts_say_who_sits_there() -> None:
    planned = plan({"hq-101": ("finance", {"city_head": 1})})
    assert state(kept(6.0, STAFF), planned=planned) == State.PASS
