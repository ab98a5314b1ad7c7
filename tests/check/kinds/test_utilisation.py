"""At least so many of the seats of a building are used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spaceplan.check import State
from spaceplan.check.finding import Outcome
from spaceplan.rules.kinds import Utilisation
from tests.cases import tiny_portfolio
from tests.check.builders import LEDGER, check, entry, judged, plan, states, with_ledger, with_room


def used(people: int, **options: Any) -> Outcome:
    """Return the outcome of hq: 6 rooms of 18 m² have 3 seats of 6 m² each, 18 in all."""
    entries = (entry(f"p{i}", "finance", f"hq-10{i % 6 + 1}") for i in range(people))
    (outcome,) = judged(Utilisation(**options), with_ledger(*entries)).values()
    return outcome


@pytest.mark.parametrize(
    ("people", "expected"), [(10, State.PASS), (9, State.PASS), (8, State.FAIL)]
)
def test_half_of_the_seats_may_stand_empty(people: int, expected: State) -> None:
    assert used(people, at_least="0.5").state == expected


@pytest.mark.parametrize(("people", "expected"), [(50, State.PASS), (49, State.FAIL)])
def test_the_rule_set_asks_for_half_of_the_seats(people: int, expected: State) -> None:
    """600 m² of office have 100 seats of 6 m²; at 49 a figure of 0.49 would be met, 0.5 is not."""
    portfolio = with_ledger(*(entry(f"p{i}", "finance", "hq-101") for i in range(people)))
    portfolio = with_room(portfolio, "hq-101", area=600.0)
    for number in range(2, 7):
        portfolio = with_room(portfolio, f"hq-10{number}", use="storage")
    assert states("utilisation", portfolio)["hq"] == expected


def test_the_finding_says_which_share_is_empty() -> None:
    outcome = used(6, at_least="0.5")
    assert (outcome.measured, outcome.limit, outcome.unit) == (66.67, 50.0, "%")
    assert "6 people on 18 seats, 66.7 % are empty; at most 50.0 %" in str(outcome.message)


@pytest.mark.parametrize(("people", "expected"), [(8, State.PASS), (7, State.FAIL)])
def test_seats_may_be_counted_by_area(people: int, expected: State) -> None:
    # 108 m² of 8 m² each: 13 seats, of which 60 % are 7.8
    assert used(people, at_least="0.6", m2_per_person=8).state == expected


@pytest.mark.parametrize(
    ("scope", "subject"), [("building", "hq"), ("site", "centre"), ("portfolio", "tiny")]
)
def test_it_may_look_at_buildings_sites_or_everything(scope: Any, subject: str) -> None:
    outcome = used(1, scope=scope)
    assert (outcome.subject_kind, outcome.subject) == (scope, subject)


def test_who_retired_uses_no_seat() -> None:
    retired = (replace(e, status="retired") for e in LEDGER)
    assert states("utilisation", with_ledger(*retired))["hq"] == State.FAIL


def test_a_building_without_offices_is_not_judged() -> None:
    portfolio = with_ledger()
    for number in range(1, 7):
        portfolio = with_room(portfolio, f"hq-10{number}", use="storage")
    assert states("utilisation", portfolio)["hq"] == State.NOT_APPLICABLE


def test_without_a_ledger_it_is_blocked_and_a_plan_has_its_own_people() -> None:
    assert states("utilisation", tiny_portfolio()) == {"tiny": State.BLOCKED}
    planned = plan({"hq-101": ("finance", {"city_staff": 9})})
    assert states("utilisation", tiny_portfolio(), planned=planned)["hq"] == State.PASS
    assert check(tiny_portfolio(), planned=planned).count(State.PASS, "utilisation") == 1
