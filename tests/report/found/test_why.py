"""Why a finding is one: everything that its figures are made of."""

from __future__ import annotations

import pytest

from spaceplan.errors import SpaceplanError
from spaceplan.report import find_finding, why_text
from tests.report.found.cases import (
    blocked_report,
    compared_report,
    hostile_report,
    sinful_report,
)


def why(rule: str, subject: str, language: str = "en") -> list[str]:
    report = sinful_report()
    (finding,) = (f for f in report.check.findings if (f.rule, f.subject) == (rule, subject))
    return why_text(report, finding, language).splitlines()


def test_the_inputs_are_listed_with_value_place_and_clause() -> None:
    lines = why("room-area", "hq-103")
    start = lines.index("Measured:")
    quota = "quota of Below bureau level (city_staff), for person"
    clause = "发改投资〔2014〕2674号, 第十一条 表3 (verified)"
    assert lines[start : start + 9] == [
        "Measured:",
        "  20 m²  usable area of room hq-103, as surveyed  (buildings/hq.yaml:41)",
        "",
        "Allowed:",
        f"  9 m²  {quota} f4  (people.csv:2)",
        f"        {clause}",
        f"  9 m²  {quota} f5  (people.csv:2)",
        f"        {clause}",
        "  = 18 m²",
    ]
    start = lines.index("Arithmetic: 20 − 18 = 2 m²")
    assert lines[start : start + 2] == [
        "Arithmetic: 20 − 18 = 2 m²",
        "  grade 2: 11.1% of 18; 2 above 10%, 3 above 30%",
    ]


def test_the_rule_is_named_with_its_set_version_and_hash() -> None:
    report, lines = sinful_report(), why("room-area", "hq-103")
    start = lines.index("Rule: room-area")
    assert lines[start + 1] == "  发改投资〔2014〕2674号, 第十一条 表3 (verified)"
    assert lines[start + 3].endswith(f"sha256 {report.rulebook.sets[0].sha256}")


def test_a_waiver_is_shown_with_reason_approver_end_and_place() -> None:
    line = "Waiver: by the bureau until 2026-12-31: the lease ends  (waivers.yaml:3)"
    assert line in why("room-area", "hq-103")


def test_a_deadline_that_still_runs_is_below_its_limit() -> None:
    assert "Arithmetic: 10 < 30 days" in why("left-post", "old")


def test_all_of_it_is_said_in_chinese_too() -> None:
    lines = why("room-area", "hq-103", "zh")
    assert "算式：20 − 18 = 2 m²" in lines
    assert not [line for line in lines if "quota" in line or "surveyed" in line]


def test_what_cannot_be_judged_says_what_is_missing_and_computes_nothing() -> None:
    report = blocked_report()
    finding = next(f for f in report.check.findings if f.state == "blocked")
    text = why_text(report, finding, "en")
    assert "no ledger" in text
    assert "Arithmetic" not in text


def test_the_beginning_of_a_fingerprint_is_enough_where_it_is_the_only_one() -> None:
    report = sinful_report()
    finding = report.check.findings[0]
    assert find_finding(report, finding.fingerprint[:8].upper()) is finding


@pytest.mark.parametrize("fingerprint", ["", "0123456789abcdef", "x\x1b[2J"])
def test_a_fingerprint_that_is_none_is_refused_without_harm(fingerprint: str) -> None:
    with pytest.raises(SpaceplanError) as refused:
        find_finding(sinful_report(), fingerprint)
    assert "expected" in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_against_a_baseline_the_news_stand_in_the_heading() -> None:
    report = compared_report()
    (finding,) = (f for f in report.check.findings if f.subject == "old" and f.rule == "left-post")
    assert why_text(report, finding, "en").splitlines()[0].endswith(" · failed · new")


def test_hostile_names_do_not_steer_the_terminal() -> None:
    report = hostile_report()
    for finding in report.check.findings:
        assert why_text(report, finding, "en").replace("\n", "").isprintable()
