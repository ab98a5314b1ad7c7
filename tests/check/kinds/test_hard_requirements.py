"""A plan keeps what must be kept; today is not asked."""

from __future__ import annotations

from spaceplan.check import State
from spaceplan.model import Allocation, Need, Portfolio
from spaceplan.rules.kinds import HardRequirements
from tests.cases import tiny_portfolio
from tests.check.builders import GOOD, HEAD, STAFF, judged, plan, states, with_department, with_room


def broken(portfolio: Portfolio, allocation: Allocation | None) -> dict[str, State]:
    return states("hard-requirements", portfolio, planned=allocation)


def test_today_is_not_asked() -> None:
    assert broken(tiny_portfolio(), None) == {"tiny": State.NOT_APPLICABLE}


def test_a_plan_that_keeps_everything_passes() -> None:
    assert broken(tiny_portfolio(), GOOD) == {"tiny": State.PASS}


def test_a_locked_room_given_up_is_its_own_finding() -> None:
    portfolio = with_department(tiny_portfolio(), "archives", locked=("hq-106",))
    assert broken(portfolio, GOOD) == {"hq-106": State.FAIL}


def test_two_who_should_sit_alone_are_one_finding_of_their_room() -> None:
    allocation = plan({"hq-101": ("finance", {HEAD: 1, STAFF: 1})})
    assert broken(tiny_portfolio(), allocation) == {"hq-101": State.FAIL}


def test_people_in_a_corridor_are_found() -> None:
    allocation = plan({"hq-1c": ("archives", {STAFF: 2})})
    assert broken(tiny_portfolio(), allocation)["hq-1c"] == State.FAIL


def test_a_need_is_met_just_met_and_unmet() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-106", use="meeting")
    fits = with_department(portfolio, "archives", needs=(Need("meeting", 18.0),))
    larger = with_department(portfolio, "archives", needs=(Need("meeting", 18.01),))
    held = plan({"hq-104": ("archives", {STAFF: 2}), "hq-106": ("archives", {})})
    without = plan({"hq-104": ("archives", {STAFF: 2})})
    assert broken(fits, held) == {"tiny": State.PASS}
    assert broken(fits, without) == {"archives": State.FAIL}
    assert broken(larger, without) == {"archives": State.FAIL}


def test_all_that_a_department_lacks_is_said_in_one_finding() -> None:
    needs = (Need("meeting", 30.0), Need("archive", 20.0))
    portfolio = with_department(tiny_portfolio(), "archives", needs=needs)
    without = plan({"hq-104": ("archives", {STAFF: 2})})
    found = judged(HardRequirements(), portfolio, planned=without)["archives"]
    assert found.measured == 2.0
    assert "30 m²" in str(found.message)
    assert "20 m²" in str(found.message)
