"""Area a head: rooms of 18 m², 12 m² a head (OGC 2007), offices and service rooms together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import CheckResult, State, check_rules
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Counts, Holding, Portfolio
from spaceplan.rules import load_rules
from tests.cases import tiny_portfolio
from tests.check.builders import AS_OF, with_department, with_room

RULE = "area-per-head"


def checked(portfolio: Portfolio, *sets: str) -> CheckResult:
    book = load_rules(sets or ("uk-ogc-2007",))
    entitlements = compute_entitlements(portfolio, book)
    return check_rules(portfolio, build_graph(portfolio), book, entitlements, as_of=AS_OF)


def holding(rooms: int, people: int, **changes: object) -> Portfolio:
    """Return archives holding the first rooms, with so many people; nobody else holds any."""
    portfolio = replace(
        tiny_portfolio(),
        holdings=tuple(Holding(f"hq-10{i + 1}", "archives") for i in range(rooms)),
    )
    counts = Counts.of({"city_staff": people})
    return with_department(portfolio, "archives", headcount=counts, **changes)


@pytest.mark.parametrize(("area", "state"), [(17.99, None), (18.0, None), (18.01, State.FAIL)])
def test_three_people_may_hold_36_m2_to_the_last_dm2(area: float, state: State | None) -> None:
    result = checked(with_room(holding(2, 3), "hq-102", area=area))
    found = [(f.subject, f.state) for f in result.findings if f.rule == RULE]
    assert found == ([("archives", state)] if state else [])


def test_the_finding_says_what_is_above_and_by_which_figure() -> None:
    (finding,) = [f for f in checked(holding(3, 3)).findings if f.rule == RULE]
    assert (finding.measured, finding.limit, finding.excess) == (54.0, 36.0, 18.0)
    assert finding.severity == "warning"
    assert finding.related == ("hq-101", "hq-102", "hq-103")
    limit = [e for e in finding.evidence if e.side == "limit"]
    assert [(e.value, e.citation) for e in limit] == [
        (
            36.0,
            "OGC, Improving the efficiency of central government's office property, space standard",
        )
    ]


def test_service_rooms_count_and_seconded_people_too() -> None:
    meeting = with_room(holding(2, 3), "hq-102", use="meeting", area=18.01)
    assert checked(meeting).count(State.FAIL, RULE) == 1
    assert checked(with_department(meeting, "archives", seconded=1)).count(State.FAIL, RULE) == 0


def test_circulation_does_not_count() -> None:
    assert checked(with_room(holding(3, 3), "hq-103", use="lobby")).count(State.FAIL, RULE) == 0


def test_a_department_of_nobody_that_holds_rooms_is_blocked() -> None:
    assert checked(holding(1, 0)).count(State.BLOCKED, RULE) == 1


def test_contractors_are_not_judged() -> None:
    result = checked(holding(3, 3, kind="contractor"))
    assert result.count(State.NOT_APPLICABLE, RULE) == 1
    assert result.count(State.FAIL, RULE) == 0


def test_without_an_area_a_head_in_the_rules_it_is_blocked() -> None:
    book = load_rules(["cn-2014"])
    per_head = load_rules(["uk-ogc-2007"]).rule(RULE)
    book = replace(book, rules=(per_head,))
    portfolio = holding(3, 3)
    entitlements = compute_entitlements(portfolio, book)
    result = check_rules(portfolio, build_graph(portfolio), book, entitlements, as_of=AS_OF)
    assert result.count(State.BLOCKED) == 2
