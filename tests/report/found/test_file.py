"""``findings.json`` against the schema that is published for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from spaceplan.report import FindingsReport, findings_schema, render_findings
from tests.report.found.cases import HASHES, REPORTS, compared_report, sinful_report


def content(report: FindingsReport) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(render_findings(report, "json"))
    return read


def found(report: FindingsReport, rule: str, subject: str) -> dict[str, Any]:
    (finding,) = (
        f for f in content(report)["findings"] if (f["rule"], f["subject"]["id"]) == (rule, subject)
    )
    return dict(finding)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(findings_schema())


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_written_is_valid(name: str) -> None:
    Draft202012Validator(findings_schema()).validate(content(REPORTS[name]()))


@pytest.mark.parametrize(
    ("key", "value"), [("severity", "grave"), ("fingerprint", "x"), ("grade", 4), ("more", 1)]
)
def test_the_schema_refuses_what_is_never_written(key: str, value: object) -> None:
    broken = content(sinful_report())
    broken["findings"][0][key] = value
    assert not Draft202012Validator(findings_schema()).is_valid(broken)


def test_a_finding_carries_its_arithmetic_with_places_and_clauses() -> None:
    evidence = found(sinful_report(), "room-area", "hq-103")["evidence"]
    counted = [item for item in evidence if item["side"] != "given"]
    assert [(item["side"], item["value"], item["file"], item["line"]) for item in counted] == [
        ("measured", 20.0, "buildings/hq.yaml", 41),
        ("limit", 9.0, "people.csv", 2),
        ("limit", 9.0, "people.csv", 2),
    ]
    assert evidence[1]["clause"] == "发改投资〔2014〕2674号, 第十一条 表3"
    assert set(evidence[1]["label"]) == {"zh", "en"}


def test_a_waiver_is_told_whether_or_not_it_still_holds() -> None:
    report = sinful_report()
    held, ended = found(report, "room-area", "hq-103"), found(report, "one-office", "f1")
    assert (held["state"], held["waiver"]["until"]) == ("waived", "2026-12-31")
    assert (ended["state"], ended["waiver"]["until"]) == ("fail", "2026-06-29")
    assert (held["waiver"]["file"], held["waiver"]["line"]) == ("waivers.yaml", 3)


def test_it_says_what_it_was_made_from_and_what_it_comes_to() -> None:
    read = content(sinful_report(planned=True, fail_on="notice"))
    assert read["inputs"] == dict(HASHES)
    assert (read["checked"], read["fail_on"], read["exit_code"]) == ("allocation", "notice", 1)
    assert read["baseline"] is None


def test_against_a_baseline_findings_say_how_they_stand() -> None:
    read = content(compared_report())
    changes = {(f["rule"], f["subject"]["id"]): f["change"] for f in read["findings"]}
    assert changes["room-area", "hq-102"] == "worse"
    assert changes["left-post", "old"] == "new"
    assert read["baseline"]["counts"]["gone"] == 1
    assert read["baseline"]["gone"][0]["fingerprint"] == "0" * 16
