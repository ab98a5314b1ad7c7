"""Plan, survey, ledger and certificate give a room the same area, to a tolerance."""

from __future__ import annotations

from typing import Any

import pytest

from spaceplan.check import State
from spaceplan.model import Portfolio
from spaceplan.rules.kinds import AreasAgree
from tests.cases import tiny_portfolio
from tests.check.builders import check, judged, states, with_room


def recorded(**fields: Any) -> Portfolio:
    """Return hq-101, drawn with 18 m², with other areas; hq-102 is recorded as drawn."""
    as_drawn = {"area": 18.0, "ledger_area": 18.0, "certificate_area": 18.0}
    return with_room(with_room(tiny_portfolio(), "hq-102", **as_drawn), "hq-101", **fields)


@pytest.mark.parametrize(
    ("rule", "field"), [("ledger-area", "ledger_area"), ("certificate-area", "certificate_area")]
)
@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (18.0, State.PASS),
        (18.54, State.PASS),  # 3 % of 18 m² are 0.54 m²
        (18.55, State.FAIL),
        (17.46, State.PASS),
        (17.45, State.FAIL),
        (None, State.BLOCKED),
    ],
)
def test_they_may_differ_by_three_per_cent_of_what_counts(
    rule: str, field: str, area: float | None, expected: State
) -> None:
    assert states(rule, recorded(**{field: area}))["hq-101"] == expected


@pytest.mark.parametrize(
    ("area", "expected"),
    [(18.0, State.PASS), (18.94, State.PASS), (18.96, State.FAIL), (None, State.BLOCKED)],
)
def test_the_plan_may_differ_by_five_per_cent_of_the_survey(
    area: float | None, expected: State
) -> None:
    # 5 % of 18.94 m² are 0.95 m², of 18.96 m² too
    assert states("plan-area", recorded(area=area))["hq-101"] == expected


def test_what_counts_is_the_survey_and_not_the_plan() -> None:
    found = states("ledger-area", recorded(area=20.0, ledger_area=18.0))
    assert found["hq-101"] == State.FAIL


@pytest.mark.parametrize(("ledger", "expected"), [(19.0, State.PASS), (19.01, State.FAIL)])
def test_a_metre_may_always_be_tolerated(ledger: float, expected: State) -> None:
    kind = AreasAgree(record="ledger", tolerance=0, tolerance_m2=1)
    assert judged(kind, recorded(ledger_area=ledger))["hq-101"].state == expected


def test_the_finding_names_both_areas() -> None:
    (finding,) = [
        f for f in check(recorded(ledger_area=20.0)).failures() if f.rule == "ledger-area"
    ]
    assert (finding.measured, finding.limit, finding.unit) == (2.0, 0.54, "m²")
    assert "20.00 m² in the ledger, 18.00 m² usable" in finding.text("en")
    assert [item.value for item in finding.evidence] == [20.0, -18.0, 0.54]


def test_a_building_without_any_such_record_is_blocked_once() -> None:
    assert states("ledger-area", tiny_portfolio()) == {"hq": State.BLOCKED}
    assert states("plan-area", tiny_portfolio()) == {"hq": State.BLOCKED}


def test_corridors_are_not_asked() -> None:
    assert "hq-1c" not in states("ledger-area", recorded(ledger_area=18.0))
