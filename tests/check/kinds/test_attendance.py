"""Use of a building: six offices of 18 m², 13.935456 m² a place: 7.75 places, 60 % are 4.65."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spaceplan.check import CheckResult, State, check_rules
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Attendance, Portfolio
from spaceplan.rules import load_rules
from tests.cases import tiny_portfolio
from tests.check.builders import with_room

RULE = "building-use"
#: 60 % of 108 / 13.935456, rounded up and down in the fifth place
JUST, BELOW = 4.65001, 4.64999


def present(**years: float) -> Portfolio:
    portfolio = tiny_portfolio()
    (building,) = portfolio.buildings
    lines = tuple(Attendance(int(year[1:]), people) for year, people in years.items())
    return replace(portfolio, buildings=(replace(building, attendance=lines),))


def checked(portfolio: Portfolio, *, as_of: date = date(2026, 6, 30)) -> CheckResult:
    book = load_rules(["us-useit-2025"])
    entitlements = compute_entitlements(portfolio, book)
    return check_rules(portfolio, build_graph(portfolio), book, entitlements, as_of=as_of)


def state(portfolio: Portfolio, *, as_of: date = date(2026, 6, 30)) -> State:
    result = checked(portfolio, as_of=as_of)
    (found,) = [one for one in State if result.count(one, RULE)]
    return found


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({"y2024": 6, "y2025": 6}, State.PASS),
        ({"y2024": BELOW, "y2025": JUST}, State.PASS),
        ({"y2024": JUST, "y2025": BELOW}, State.PASS),
        ({"y2024": BELOW, "y2025": BELOW}, State.FAIL),
        ({"y2024": 0, "y2025": 0}, State.FAIL),
        ({"y2023": 0, "y2024": 0}, State.BLOCKED),  # of 2025 nobody knows
        ({"y2025": 0}, State.BLOCKED),
        ({"y2025": 6}, State.PASS),  # whatever 2024 was, it is not two years
        ({"y2024": 0, "y2025": 0, "y2026": 7}, State.FAIL),  # 2026 is not over
        ({}, State.BLOCKED),
    ],
)
def test_two_complete_years_below_sixty_per_cent_fail(
    years: dict[str, float], expected: State
) -> None:
    assert state(present(**years)) == expected


def test_the_years_are_those_before_the_day_that_counts() -> None:
    low_until_2024 = present(y2023=1, y2024=1, y2025=7)
    assert state(low_until_2024, as_of=date(2025, 1, 1)) == State.FAIL
    assert state(low_until_2024, as_of=date(2026, 1, 1)) == State.PASS


def test_the_finding_says_how_much_is_unused() -> None:
    # the better year: 3.1 of 7.75 places are 40 %, so 60 % are unused, 20 points above 40 %
    (finding,) = [f for f in checked(present(y2024=1, y2025=3.1)).findings if f.rule == RULE]
    assert finding.measured == pytest.approx(60.0, abs=0.01)
    assert finding.limit == 40.0
    assert (finding.subject_kind, finding.subject, finding.unit) == ("building", "hq", "%")
    sums = {
        side: sum(e.value or 0 for e in finding.evidence if e.side == side)
        for side in ("measured", "limit")
    }
    assert sums == {"measured": finding.measured, "limit": finding.limit}


def test_service_rooms_are_part_of_the_capacity() -> None:
    # five offices and a meeting room: the same 108 m²; a lobby instead: 90 m², 60 % are 3.87
    years = {"y2024": 4.0, "y2025": 4.0}
    assert state(with_room(present(**years), "hq-106", use="meeting")) == State.FAIL
    assert state(with_room(present(**years), "hq-106", use="lobby")) == State.PASS


def test_a_building_without_offices_is_not_judged() -> None:
    portfolio = present(y2024=0, y2025=0)
    for i in range(6):
        portfolio = with_room(portfolio, f"hq-10{i + 1}", use="plant")
    assert state(portfolio) == State.NOT_APPLICABLE
