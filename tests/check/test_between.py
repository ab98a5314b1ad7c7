"""Two checks by different rules, held against each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan import pipeline
from spaceplan.check import CheckResult
from spaceplan.check.between import RuleDifference, difference_between
from tests.dashboard.town import save_town


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """Return what the portfolio's own rules find in the town."""
    folder: Path = save_town(tmp_path_factory.mktemp("between") / "town")
    return pipeline.check(pipeline.prepare(folder))


def test_a_check_differs_in_nothing_from_itself(check: CheckResult) -> None:
    difference = difference_between(check, check)
    assert (difference.rules, difference.new, difference.gone) == ((), (), ())


def test_a_rule_that_one_side_lacks_is_named_with_its_findings_as_gone(check: CheckResult) -> None:
    others = replace(
        check,
        rules=tuple(rule for rule in check.rules if rule != "room-area"),
        findings=tuple(f for f in check.findings if f.rule != "room-area"),
    )
    found = tuple(f for f in check.failures() if f.rule == "room-area")
    difference = difference_between(check, others)
    assert difference.rules == (RuleDifference("room-area", len(found), None),)
    assert (difference.new, difference.gone) == ((), found)
    assert difference_between(others, check).new == found
