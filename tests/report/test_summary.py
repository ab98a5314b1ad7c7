from __future__ import annotations

import json
from dataclasses import replace

import pytest

from spaceplan.allocate.explain import Solution
from spaceplan.replan import Alternative, Alternatives
from spaceplan.report import gap_of, run_text, summary_dict
from spaceplan.report.explanation import alternative_summaries
from spaceplan.report.html import _computed
from spaceplan.report.measures import order_lines
from spaceplan.report.status import status_words
from spaceplan.report.summary import terms_dict
from tests.report.cases import Level, Solved, objective, plan, report


def test_the_summary_says_what_the_run_came_to() -> None:
    summary = summary_dict(report())
    # 5 · 9 + 3 · 4 + 30 · 2 + 5 · 1 + 0.002 · 1000 = 124; (124 - 96.75) / 124
    assert summary["objective"]["total"] == 124.0
    assert summary["objective"]["bound"] == 96.75
    assert summary["objective"]["gap"] == pytest.approx(27.25 / 124, abs=1e-6)
    assert summary["objective"]["bound_ignores"] == ["distance"]
    assert summary["status"] == "feasible"
    assert (summary["unseated"], summary["fewest_unseated_bound"]) == (0, 0)
    assert summary["storeys"] == {"pairs": 2, "needed": 2}
    assert summary["structural_excess"] == {
        "m2": 6.0,
        "avoidable_m2_at_most": 3.0,
        "departments": {"finance": {"plan_m2": 9.0, "m2": 4.0, "avoidable_m2_at_most": 5.0}},
    }
    assert summary["fewest_unseated_proven"] is True
    assert summary["seed"] == 7
    assert summary["inputs"] == {"departments.yaml": "ab" * 32}
    assert summary["terms_off"] == []


def test_scatter_is_one_term_with_four_parts() -> None:
    terms = terms_dict(objective(9.0, 4.0, 2.0))
    assert list(terms) == ["excess", "moved", "scatter", "distance"]
    assert terms["scatter"] == {
        "quantity": {"storey": 2.0, "zone": 1.0, "building": 0.0, "site": 0.0},
        "unit": {"storey": "storeys", "zone": "zones", "building": "buildings", "site": "sites"},
        "price": {"storey": 30.0, "zone": 5.0, "building": 60.0, "site": 300.0},
        "cost": 65.0,
    }
    assert sum(term["cost"] for term in terms.values()) == 124.0


def test_counts_are_those_of_the_plan_and_of_today() -> None:
    summary = summary_dict(report())
    assert summary["counts"]["people"] == 7
    assert summary["counts"]["offices_held"] == 5
    assert summary["counts"]["office_m2_held"] == 90.0
    assert summary["counts"]["service_m2_held"] == 18.0
    assert summary["counts"]["findings"]["fail"] == 1
    assert summary["status_quo"]["seated"] == 5
    assert summary["status_quo"]["findings"] == {
        "pass": 4,
        "fail": 3,
        "not_applicable": 0,
        "waived": 0,
        "blocked": 1,
    }


def test_two_runs_with_the_same_plan_differ_in_timing_only() -> None:
    first = summary_dict(report())
    second = summary_dict(
        replace(report(), solution=Solved(seconds=9.0, work=3.0), timing=(("check", 2.0),))
    )
    assert first.pop("timing") != second.pop("timing")
    assert json.dumps(first) == json.dumps(second)


def test_without_a_status_quo_nothing_is_said_of_it() -> None:
    assert summary_dict(replace(report(), before=None))["status_quo"] is None


def test_a_mere_check_has_no_summary() -> None:
    with pytest.raises(ValueError, match="plan"):
        summary_dict(replace(report(), after=None, solution=None))


@pytest.mark.parametrize(
    ("total", "bound", "gap"), [(100.0, 75.0, 0.25), (0.0, 0.0, 0.0), (10.0, 10.000001, 0.0)]
)
def test_the_gap_is_the_part_of_the_total_that_is_not_proven(
    total: float, bound: float, gap: float
) -> None:
    assert gap_of(total, bound) == gap


def test_of_an_order_people_are_counted_in_whole_numbers() -> None:
    levels = Level("excess", 139.18, 138.53, False), Level("moved", 2677.0, 2000.0, False)
    assert order_lines(Solved(levels=levels), "en") == [
        "1. Area above entitlement: 139.18 m², proven: not below 138.53",
        "2. People who move: 2,677 persons, proven: not below 2,000",
    ]


def test_whoever_is_without_a_seat_is_named_beside_the_status() -> None:
    """A plan that leaves people standing is not called complete."""
    plan = objective(9.0, 4.0, 2.0, unseated=2)
    proven, other = Solved(fewest_unseated_bound=2), Solved(fewest_unseated_bound=1)
    assert status_words(proven, plan, "en") == (
        "plan found, not proven best; without a seat: 2 (fewest, proven)"
    )
    assert status_words(proven, plan, "zh") == "已得方案，未证明最优；无座位 2 人（已证明为最少）"
    assert status_words(other, plan, "en").endswith("without a seat: 2")
    assert status_words(proven, objective(9.0, 4.0, 2.0), "en") == "plan found, not proven best"


def test_the_status_in_text_and_page_names_whoever_is_without_a_seat() -> None:
    run = report()
    assert run.after is not None
    standing = replace(run.after, objective=objective(9.0, 4.0, 2.0, unseated=2))
    run = replace(run, after=standing, solution=Solved(fewest_unseated_bound=2))
    assert "without a seat: 2 (fewest, proven)" in run_text(run, "en")
    assert "无座位 2 人（已证明为最少）" in str(_computed(run))


@pytest.mark.parametrize(("bound", "gap"), [(0.0, None), (62.0, 0.5)])
def test_beside_a_plan_that_differs_nothing_is_said_of_a_bound_that_proves_nothing(
    bound: float, gap: float | None
) -> None:
    allocation, priced = plan(), objective(9.0, 4.0, 2.0)
    best = Solution(allocation, priced, bound, 0)
    found = Alternatives(0.02, best, (Alternative(best, ()),), 2)
    (told,) = alternative_summaries(found, report().portfolio)
    assert told["objective"]["total"] == 124.0
    assert (told["objective"]["bound"], told["objective"]["gap"]) == (bound or None, gap)
