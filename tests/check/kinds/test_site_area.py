"""A site's rooms of a category against what its departments may have, pooled or each alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.check import State
from spaceplan.check.evidence import Side
from spaceplan.model import Counts, Holding, Portfolio
from spaceplan.rules.kinds import SiteArea
from tests.cases import tiny_portfolio
from tests.check.builders import STAFF, check, judged, states, with_department, with_room


def stores(area: float, use: str = "storage", **fields: object) -> Portfolio:
    """Return hq-105 as a pooled store; 7 posts may have 7 × 8 = 56 m² of service rooms."""
    portfolio = replace(tiny_portfolio(), holdings=(Holding("hq-101", "finance"),))
    return with_room(
        portfolio, "hq-105", **{"use": use, "area": area, "tags": frozenset({"pooled"}), **fields}
    )


@pytest.mark.parametrize(
    ("area", "expected"), [(55.0, State.PASS), (56.0, State.PASS), (56.01, State.FAIL)]
)
def test_pooled_service_rooms_count_against_all_departments(area: float, expected: State) -> None:
    assert states("site-service-area", stores(area))["centre"] == expected


def test_a_held_room_counts_and_one_that_nobody_holds_does_not() -> None:
    held = replace(stores(60.0, tags=frozenset()), holdings=(Holding("hq-105", "archives"),))
    assert states("site-service-area", held)["centre"] == State.FAIL
    vacant = stores(60.0, tags=frozenset())
    assert states("site-service-area", vacant)["centre"] == State.NOT_APPLICABLE


@pytest.mark.parametrize(("area", "expected"), [(12.06, State.PASS), (12.07, State.FAIL)])
def test_plant_that_nobody_holds_counts_where_the_rule_says_so(
    area: float, expected: State
) -> None:
    # offices 24 + 6 × 9 = 78, service 56: 9 % of 134 m² are 12.06 m²
    plant = stores(area, use="plant", tags=frozenset())
    assert states("site-equipment-area", plant)["centre"] == expected
    unasked = judged(SiteArea(category="equipment"), plant)["centre"]
    assert unasked.state == State.NOT_APPLICABLE


def test_pooling_lowers_what_large_departments_may_have_together() -> None:
    # alone 150 × 8 twice: 2,400 m²; pooled 300 × (1000 - 300) / 100: 2,100 m²
    posts = Counts.of({STAFF: 150})
    portfolio = with_department(stores(2200.0), "finance", establishment=posts)
    portfolio = with_department(portfolio, "archives", establishment=posts)
    apart = judged(SiteArea(category="service", pooling="department"), portfolio)["centre"]
    together = judged(SiteArea(category="service", pooling="site"), portfolio)["centre"]
    assert apart.state == State.PASS
    assert (together.state, together.limit, together.excess) == (State.FAIL, 2100.0, 100.0)
    assert "2400.00 m² each department alone" in str(together.message)


@pytest.mark.parametrize(
    ("pooling", "limits"), [("site", [2100.0]), ("department", [1200.0, 1200.0])]
)
def test_the_limit_is_told_by_what_it_is_made_of(pooling: str, limits: list[float]) -> None:
    posts = Counts.of({STAFF: 150})
    portfolio = with_department(stores(2500.0), "finance", establishment=posts)
    portfolio = with_department(portfolio, "archives", establishment=posts)
    found = judged(SiteArea(category="service", pooling=pooling), portfolio)["centre"]
    told = [fact for fact in found.evidence if fact.side is Side.LIMIT]
    assert [fact.value for fact in told] == limits
    assert all(("pooled" in str(fact.label)) == (pooling == "site") for fact in told)


def test_the_finding_lists_its_rooms() -> None:
    (finding,) = [f for f in check(stores(60.0)).findings if f.rule == "site-service-area"]
    assert (finding.subject_kind, finding.subject) == ("site", "centre")
    assert (finding.measured, finding.limit, finding.excess) == (60.0, 56.0, 4.0)
    assert finding.related == ("hq-105",)


def test_without_establishment_or_holders_nobody_can_say() -> None:
    portfolio = with_department(stores(60.0), "archives", establishment=Counts())
    assert states("site-service-area", portfolio)["centre"] == State.BLOCKED
    unknown = replace(stores(60.0), holdings=())
    assert states("site-service-area", unknown) == {"tiny": State.BLOCKED}
