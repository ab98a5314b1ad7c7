"""What a finding's figures are made of: every side of the comparison adds up to what is said."""

from __future__ import annotations

from dataclasses import replace
from math import fsum, isclose

import pytest

from spaceplan.check import Evidence, Finding, Side, State
from spaceplan.model import Counts, Source
from tests.cases import tiny_portfolio
from tests.check.builders import (
    HEAD,
    STAFF,
    check,
    entry,
    plan,
    with_department,
    with_ledger,
    with_room,
)
from tests.check.test_rules import finding_of, sinful


def side(finding: Finding, side: Side) -> list[Evidence]:
    return [item for item in finding.evidence if item.side is side]


def summed(finding: Finding, of: Side) -> float:
    return fsum(item.value or 0.0 for item in side(finding, of))


def assert_adds_up(finding: Finding) -> None:
    assert isclose(summed(finding, Side.MEASURED), finding.measured, abs_tol=1e-9), finding
    assert isclose(summed(finding, Side.LIMIT), finding.limit, abs_tol=1e-9), finding
    assert {item.unit for item in finding.evidence if item.value is not None} <= {finding.unit}


def test_every_failing_finding_adds_up_on_both_sides() -> None:
    found = check(sinful()).failures("notice")
    assert {f.rule for f in found} >= {"room-area", "one-office", "left-post", "physical-minimum"}
    for finding in found:
        assert_adds_up(finding)


def test_an_office_too_large_names_its_area_and_who_justifies_what() -> None:
    finding = finding_of(sinful(), "room-area", "hq-103")
    (area,) = side(finding, Side.MEASURED)
    assert (area.value, area.unit, area.source) == (20.0, "m²", Source("buildings/hq.yaml", 41))
    assert area.label == "usable area of room hq-103, as surveyed"
    quotas = side(finding, Side.LIMIT)
    assert [quota.value for quota in quotas] == [9.0, 9.0]
    assert quotas[0].label == "quota of Below bureau level (city_staff), for person f4"
    assert quotas[0].citation == "发改投资〔2014〕2674号, 第十一条 表3"
    assert quotas[0].source == Source("people.csv", 2)


@pytest.mark.parametrize(
    ("who", "label"),
    [
        ({"status": "retired"}, "person x, retired, justifies no area"),
        (
            {"post": "concurrent"},
            "person x, with no approved second office here, justifies no area",
        ),
    ],
)
def test_who_justifies_nothing_is_named_with_the_reason(who: dict[str, str], label: str) -> None:
    portfolio = with_ledger(entry("x", "archives", "hq-101", **who))
    (justified,) = side(finding_of(portfolio, "room-area", "hq-101"), Side.LIMIT)
    assert (justified.label, justified.value) == (label, 0.0)


def test_people_without_a_quota_cite_the_physical_minimum() -> None:
    portfolio = with_ledger(entry("x", "archives", "hq-101", status="contract"))
    (justified,) = side(finding_of(portfolio, "room-area", "hq-101"), Side.LIMIT)
    assert (justified.value, justified.verified) == (6.0, False)
    assert "JGJ/T 67" in justified.citation


def test_a_plan_has_groups_of_a_rank_in_place_of_people() -> None:
    planned = plan({"hq-101": ("finance", {STAFF: 1})})
    found = check(tiny_portfolio(), planned=planned).failures("error")
    (finding,) = [f for f in found if f.rule == "room-area"]
    assert_adds_up(finding)
    (quota,) = side(finding, Side.LIMIT)
    assert quota.label == "1 × 9.00 m², quota of Below bureau level (city_staff)"


def test_a_department_over_its_total_names_its_rooms_and_posts() -> None:
    ledger = tuple(entry(f"f{i}", "finance", f"hq-10{i}") for i in range(1, 7))
    portfolio = with_ledger(*ledger)
    portfolio = with_department(
        portfolio, "finance", establishment=Counts.of({HEAD: 1, STAFF: 2})
    )  # 24 + 2 × 9 = 42 m² against 6 × 18 = 108 m²
    finding = finding_of(portfolio, "department-office-area", "finance")
    assert_adds_up(finding)
    assert finding.related == tuple(f"hq-10{i}" for i in range(1, 7))
    assert [item.value for item in side(finding, Side.LIMIT)] == [24.0, 18.0]


def test_a_limit_from_the_rule_itself_cites_the_rule() -> None:
    finding = finding_of(sinful(), "left-post", "old")
    (days,) = side(finding, Side.LIMIT)
    assert days.citation == finding.clause
    assert days.label == "days from 2026-06-20 to 2026-07-20, 1 month later"
    assert finding.related == ("hq-105",)


def test_who_must_not_have_two_offices_has_both_of_them_named() -> None:
    finding = finding_of(sinful(), "one-office", "f1")
    assert finding.related == ("hq-101", "hq-106")
    assert [item.label for item in side(finding, Side.MEASURED)] == [
        *("further office hq-106, without approval", "office hq-101 of the main post"),
    ]


def test_what_is_not_judged_needs_no_arithmetic() -> None:
    portfolio = replace(sinful(), ledger=None)
    blocked = [f for f in check(portfolio).findings if f.state == State.BLOCKED]
    assert blocked
    assert all(f.evidence == () for f in blocked)


def test_a_finding_keeps_its_arithmetic_when_only_the_order_of_lines_changes() -> None:
    base = with_room(
        with_ledger(entry("a", "finance", "hq-101"), entry("b", "finance", "hq-101")),
        "hq-101",
        area=30.0,
    )
    turned = replace(base, ledger=tuple(reversed(base.ledger or ())))
    assert finding_of(base, "room-area", "hq-101") == finding_of(turned, "room-area", "hq-101")
