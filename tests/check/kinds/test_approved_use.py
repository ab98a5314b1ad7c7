"""A room is used for what it was approved for."""

from __future__ import annotations

import pytest

from spaceplan.check import State
from spaceplan.model import Portfolio
from spaceplan.rules.kinds import ApprovedUse
from tests.cases import tiny_portfolio
from tests.check.builders import check, judged, plan, states, with_room


def used(use: str, approved: str | None) -> Portfolio:
    """Return hq-101 with these uses; hq-102 is approved as the office that it is."""
    portfolio = with_room(tiny_portfolio(), "hq-102", approved_use="office")
    return with_room(portfolio, "hq-101", use=use, approved_use=approved)


@pytest.mark.parametrize(
    ("use", "expected"), [("office", State.PASS), ("meeting", State.FAIL), ("filing", State.FAIL)]
)
def test_any_other_use_needs_an_approval(use: str, expected: State) -> None:
    assert states("approved-use", used(use, "office"))["hq-101"] == expected


@pytest.mark.parametrize(("use", "expected"), [("filing", State.PASS), ("office", State.FAIL)])
def test_within_a_category_it_may_need_none(use: str, expected: State) -> None:
    kind = ApprovedUse(within_category=True)
    assert judged(kind, used(use, "meeting"))["hq-101"].state == expected


def test_the_finding_names_both_uses() -> None:
    (finding,) = [f for f in check(used("filing", "office")).failures() if f.rule == "approved-use"]
    assert "is used as filing room; it was approved as office" in finding.text("en")
    assert "资料室" in finding.text("zh")
    assert finding.remedies == ("restore_use", "approve")


def test_a_room_of_which_it_is_not_stated_is_blocked() -> None:
    assert states("approved-use", used("office", None))["hq-101"] == State.BLOCKED


def test_a_building_of_which_nothing_is_stated_is_blocked_once() -> None:
    assert states("approved-use", tiny_portfolio()) == {"hq": State.BLOCKED}


def test_corridors_and_stairs_are_not_asked_and_a_plan_changes_nothing() -> None:
    found = states("approved-use", used("meeting", "office"), planned=plan())
    assert found["hq-101"] == State.FAIL
    assert "hq-1c" not in found
