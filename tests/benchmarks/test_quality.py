"""What is read off a curve, and the slope of growth."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.allocate import Step
from tests.benchmarks.quality.goals import goals
from tests.benchmarks.quality.growth import exponent
from tests.benchmarks.quality.measured import Run, load_run

RUN = Run(
    name="b",
    seconds=300.0,
    total=1000.0,
    bound=950.0,
    unseated=2,
    fewest=2,
    optimal=False,
    confirmed=True,
    steps=(
        Step(0.5, 700.0, 0.0, 5),
        Step(1.5, 2000.0, 0.0, 2),
        Step(50.0, 1250.0, 1000.0, 2),
        Step(200.0, 1000.0, 950.0, 2),
    ),
)


def test_only_complete_plans_have_a_gap() -> None:
    assert RUN.gap_at(1.0) is None
    assert RUN.gap_at(10.0) == 1.0
    assert RUN.first_complete() == 1.5


def test_the_best_bound_so_far_counts() -> None:
    assert RUN.gap_at(60.0) == pytest.approx(0.2)
    assert RUN.gap_at(300.0) == 0.0


def test_seconds_to_a_gap_and_to_a_value_are_those_of_the_first_step_that_reaches_it() -> None:
    assert RUN.seconds_to_gap(0.2) == 50.0
    assert RUN.seconds_to_value(1050.0) == 200.0
    assert RUN.seconds_to_value(900.0) is None


def test_a_saved_run_loads_back_equal(tmp_path: Path) -> None:
    RUN.save(tmp_path)
    assert load_run(tmp_path, "b") == RUN


def test_a_goal_is_met_only_within_its_limit(tmp_path: Path) -> None:
    RUN.save(tmp_path)
    met = {(line.what, line.goal): line.met for line in goals(tmp_path)}
    assert met["gap from nothing, all terms", "10% at 60 s"] is False
    assert met["gap from nothing, all terms", "6% at 300 s"] is True


def test_the_exponent_of_squares_is_two_and_of_one_point_none() -> None:
    assert exponent([(1, 1.0), (3, 9.0), (10, 100.0)]) == pytest.approx(2.0)
    assert exponent([(1, 1.0), (3, None)]) is None
