"""The embedded portfolio, read from its files: what the checker finds is what truth.yaml says."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from spaceplan.check import (
    CheckResult,
    State,
    check_rules,
    department_excesses,
    recompute_objective,
    verify_allocation,
)
from spaceplan.entitlement import Entitlements, compute_entitlements
from spaceplan.files import load_allocation
from spaceplan.files.yaml_reader import read_yaml
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Portfolio
from spaceplan.rules import Remedy
from tests import embedded
from tests.check.builders import book
from tests.check.test_evidence import assert_adds_up

FOLDER = Path(__file__).parents[2] / "floorplans" / "wuxi"
Parts = tuple[Portfolio, SpatialGraph, Entitlements]


@cache
def wuxi() -> Parts:
    prepared = embedded.wuxi()
    portfolio, graph = prepared.portfolio, prepared.graph
    return portfolio, graph, compute_entitlements(portfolio, book())


@cache
def today() -> CheckResult:
    portfolio, graph, entitlements = wuxi()
    assert portfolio.as_of is not None
    return check_rules(portfolio, graph, book(), entitlements, as_of=portfolio.as_of)


def truth() -> Any:
    return read_yaml(FOLDER / "truth.yaml", "truth.yaml").data


def witness() -> Allocation:
    return load_allocation(FOLDER / truth()["witness"]["file"], wuxi()[0])


def test_what_fails_is_what_truth_yaml_says() -> None:
    found = {(f.rule, f.subject_kind, f.subject) for f in today().failures()}
    planted = {
        (sin["rule"], sin["subject"]["kind"], sin["subject"]["id"]) for sin in truth()["sins"]
    }
    assert found == planted
    assert len(planted) > 100


#: Rules that nobody breaks: a plan alone has requirements, and the stock is well built and counted.
KEPT = {
    *("hard-requirements", "department-equipment-area", "site-service-area", "site-equipment-area"),
    *("service-room-as-office", "equipment-room-as-office", "hotel-room-as-office"),
    *("plan-area", "headcount", "utilisation", "no-way-out", "second-stair", "waiver-expired"),
}


def test_every_rule_is_broken_somewhere_but_those_that_the_city_keeps() -> None:
    result = today()
    assert {rule for rule in result.rules if not result.count(State.FAIL, rule)} == KEPT


def test_nothing_is_blocked_but_the_vacancy_of_rooms_of_which_nobody_knows_who_uses_them() -> None:
    blocked = {(f.rule, f.subject) for f in today().findings if f.state == State.BLOCKED}
    unknown = {
        sin["subject"]["id"] for sin in truth()["sins"] if sin["rule"] == "unknown-occupants"
    }
    assert blocked == {("vacancy", room) for room in unknown}


def test_both_sides_of_every_finding_add_up_to_what_it_says() -> None:
    for finding in today().findings:
        assert_adds_up(finding)


def test_every_finding_has_its_place_and_its_clause() -> None:
    for finding in today().findings:
        assert finding.file is not None
        assert (FOLDER / finding.file).is_file()
        assert (finding.line or 0) > 0
        assert finding.clause
        assert finding.grade in (1, 2, 3)
        assert Remedy.WALL_OFF not in finding.remedies
        assert finding.subject in finding.text("en")


def test_the_witness_keeps_all_requirements_and_costs_what_truth_yaml_says() -> None:
    portfolio, graph, entitlements = wuxi()
    plan, stated = witness(), truth()["witness"]
    assert verify_allocation(portfolio, graph, book(), plan) == ()
    counted = recompute_objective(portfolio, graph, book(), entitlements, plan)
    assert counted.unseated == int(stated["unseated"]) == int(truth()["fewest_unseated"])
    assert counted.unmet_needs == int(stated["unmet_needs"])
    assert counted.term("storey").quantity == int(stated["department_storeys"])
    excesses = department_excesses(portfolio, book(), entitlements, plan)
    room_excess_m2 = sum(excess.rooms_dm2 for excess in excesses) / 100
    assert f"{room_excess_m2:.2f}" == stated["room_excess_m2"]


def test_terms_that_have_run_out_by_next_year_are_errors_then() -> None:
    portfolio, graph, entitlements = wuxi()
    later = check_rules(portfolio, graph, book(), entitlements, as_of=date(2036, 1, 1))
    milder = [f for f in later.failures() if f.severity != book().rule(f.rule).severity]
    assert milder == []
    assert {f.fingerprint for f in today().findings} <= {f.fingerprint for f in later.findings}
