"""JUnit XML against the schema of the Jenkins plugin that reads it, and red as the exit code is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from xmlschema import XMLSchema

from spaceplan.report import FindingsReport, render_findings
from tests.report.found.cases import REPORTS, compared_report, sinful_report

SCHEMA = Path(__file__).parent / "schemas" / "junit-10.xsd"


@cache
def schema() -> XMLSchema:
    return XMLSchema(str(SCHEMA))


def junit(report: FindingsReport, language: str = "en") -> Element:
    return ElementTree.fromstring(render_findings(report, "junit", language))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_is_valid(name: str, language: str) -> None:
    schema().validate(render_findings(REPORTS[name](), "junit", language).decode())


def test_the_schema_refuses_what_is_not_valid() -> None:
    assert not schema().is_valid('<testsuites><testsuite name="a"/></testsuites>')


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("fail_on", ["error", "warning", "notice"])
@pytest.mark.parametrize("only", [(), ("room-area",)])
def test_it_is_red_where_and_only_where_the_exit_code_says_so(
    name: str, fail_on: str, only: tuple[str, ...]
) -> None:
    report = replace(REPORTS[name](), fail_on=fail_on, only=only)
    root = junit(report)
    red = int(root.get("failures", "")) + int(root.get("errors", ""))
    assert (red > 0) == (report.verdict != 0)


def test_there_is_a_suite_a_rule_and_its_numbers_are_those_of_its_cases() -> None:
    report = sinful_report()
    suites = junit(report).findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["spaceplan", *report.check.rules]
    for suite in suites:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))


def test_what_does_not_count_is_skipped_with_the_reason() -> None:
    skipped = junit(sinful_report()).findall("testsuite/testcase/skipped")
    reasons = {element.get("message", "").split(":")[0] for element in skipped}
    assert {"waived", "Warning", "Notice"} <= reasons
    unchanged = junit(compared_report()).findall("testsuite/testcase/skipped")
    assert any(element.get("message", "").startswith("unchanged: ") for element in unchanged)


def test_hashes_stand_in_the_first_suite() -> None:
    report = sinful_report()
    values = {p.get("value") for p in junit(report).findall("testsuite[1]/properties/property")}
    assert {s.sha256 for s in report.rulebook.sets} <= values
    assert {sha256 for _, sha256 in report.hashes} <= values
